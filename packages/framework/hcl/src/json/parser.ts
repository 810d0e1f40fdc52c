// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import type { SourceRange } from "../source/position.ts";
import { maxNesting } from "../syntax/nesting.ts";
import { isNumber } from "../syntax/number-literal.ts";
import { suggestName } from "../syntax/suggest-name.ts";
import {
  JsonArray,
  JsonBoolean,
  JsonInvalid,
  JsonNull,
  JsonNumber,
  JsonObject,
  JsonString,
  type JsonNode,
  type JsonProperty,
} from "./nodes.ts";
import { decodeJsonString, findStringError } from "./string.ts";
import { JsonToken, type JsonTokens } from "./tokens.ts";

/**
 * Parses JSON. An object or array with an error in it is an invalid value as a whole.
 *
 * Source: hcl 2.24, `json/parser.go`.
 */
export class JsonParser {
  readonly diagnostics: Diagnostic[] = [];
  readonly #tokens: JsonTokens;
  #next = 0;
  #depth = 0;

  constructor(tokens: JsonTokens) {
    this.#tokens = tokens;
  }

  /** The value that is all there is. */
  parse(): JsonNode {
    const value = this.#parseValue();
    if (this.diagnostics.length === 0 && this.#type !== JsonToken.EOF) {
      this.#report("Extraneous data after value", "Extra characters appear after the JSON value.", this.#next);
    }
    return value;
  }

  get #type(): JsonToken {
    return this.#tokens.typeAt(this.#next);
  }

  #at(type: JsonToken): boolean {
    return this.#type === type;
  }

  #read(): number {
    return this.#type === JsonToken.EOF ? this.#next : this.#next++;
  }

  #parseValue(): JsonNode {
    const start = this.#next;
    switch (this.#type) {
      case JsonToken.BraceO:
        return this.#nested(() => this.#parseObject()) ?? this.#invalid(start);
      case JsonToken.BrackO:
        return this.#nested(() => this.#parseArray()) ?? this.#invalid(start);
      case JsonToken.Number:
        return this.#parseNumber() ?? this.#invalid(start);
      case JsonToken.String:
        return this.#parseString() ?? this.#invalid(start);
      case JsonToken.Keyword:
        return this.#parseKeyword() ?? this.#invalid(start);
      case JsonToken.BraceC:
        this.#report("Missing JSON value", valueStart, start);
        return this.#invalid(start);
      case JsonToken.BrackC:
        this.#report("Missing array element value", valueStart, start);
        return this.#invalid(start);
      case JsonToken.EOF:
        this.#report("Missing value", "The JSON data ends prematurely.", start);
        return this.#invalid(start);
      default:
        this.#report("Invalid start of value", valueStart, start);
        return this.#invalid(start);
    }
  }

  #nested<T>(parse: () => T): T | undefined {
    if (this.#depth >= maxNesting) {
      const detail = `Objects and arrays can be nested ${maxNesting} levels deep.`;
      this.#report("Too many levels of nesting", detail, this.#next);
      // Nothing after it is read, so that it is told once.
      while (!this.#at(JsonToken.EOF)) this.#read();
      return undefined;
    }
    this.#depth++;
    const value = parse();
    this.#depth--;
    return value;
  }

  //     object = "{" [ property { "," property } ] "}"
  #parseObject(): JsonObject | undefined {
    const open = this.#read();
    const properties: JsonProperty[] = [];
    while (!this.#at(JsonToken.BraceC)) {
      const property = this.#parseProperty();
      if (!property) return undefined;
      properties.push(property);
      switch (this.#type) {
        case JsonToken.Comma: {
          const comma = this.#read();
          if (!this.#at(JsonToken.BraceC)) break;
          const detail = "JSON does not permit a trailing comma after the final property in an object.";
          return this.#report("Trailing comma in object", detail, comma);
        }
        case JsonToken.BraceC:
          break;
        case JsonToken.EOF:
          return this.#report("Unclosed object", "No closing brace was found for this JSON object.", open);
        case JsonToken.BrackC: {
          this.#read();
          const detail = "A JSON object must be closed with a brace, not a bracket.";
          return this.#report("Mismatched braces", detail, this.#next);
        }
        default: {
          this.#recover(this.#read(), JsonToken.BraceO, JsonToken.BraceC);
          const detail = "A comma must appear between each property definition in an object.";
          return this.#report("Missing attribute seperator comma", detail, this.#next);
        }
      }
    }
    return new JsonObject(this.#tokens, open, this.#read(), properties);
  }

  //     property = string ":" value
  #parseProperty(): JsonProperty | undefined {
    const name = this.#parseValue();
    if (name.kind !== "string") {
      const detail = "A JSON object property name must be a string";
      return this.#reportRange("Invalid object property name", detail, name.startRange);
    }
    const colonType = this.#type;
    const colon = this.#read();
    if (colonType !== JsonToken.Colon) {
      this.#recover(colon, JsonToken.BraceO, JsonToken.BraceC);
      return this.#reportMissingColon(colonType, colon);
    }
    return { name, value: this.#parseValue() };
  }

  #reportMissingColon(type: JsonToken, found: number): undefined {
    if (type === JsonToken.BraceC || type === JsonToken.Comma) {
      const detail = "A JSON object attribute must have a value, introduced by a colon.";
      return this.#report("Missing object value", detail, found);
    }
    const detail =
      type === JsonToken.Equals
        ? "JSON uses a colon as its name/value delimiter, not an equals sign."
        : "A colon must appear between an object property's name and its value.";
    return this.#report("Missing property value colon", detail, found);
  }

  //     array = "[" [ value { "," value } ] "]"
  #parseArray(): JsonArray | undefined {
    const open = this.#read();
    const values: JsonNode[] = [];
    while (!this.#at(JsonToken.BrackC)) {
      values.push(this.#parseValue());
      switch (this.#type) {
        case JsonToken.Comma: {
          const comma = this.#read();
          if (!this.#at(JsonToken.BrackC)) break;
          const detail = "JSON does not permit a trailing comma after the final value in an array.";
          return this.#report("Trailing comma in array", detail, comma);
        }
        case JsonToken.BrackC:
          break;
        case JsonToken.Colon:
          this.#recoverArray();
          return this.#report(
            "Invalid array value",
            "A colon is not used to introduce values in a JSON array.",
            this.#next,
          );
        case JsonToken.EOF:
          return this.#report("Unclosed object", "No closing bracket was found for this JSON array.", open);
        case JsonToken.BraceC:
          this.#recoverArray();
          return this.#report(
            "Mismatched brackets",
            "A JSON array must be closed with a bracket, not a brace.",
            this.#next,
          );
        default:
          this.#recoverArray();
          return this.#report(
            "Missing attribute seperator comma",
            "A comma must appear between each value in an array.",
            this.#next,
          );
      }
    }
    return new JsonArray(this.#tokens, open, this.#read(), values);
  }

  #recoverArray(): void {
    this.#recover(this.#read(), JsonToken.BrackO, JsonToken.BrackC);
  }

  /** Skips from a token to after what seems to be the end of the object or array that it is in. */
  #recover(from: number, opener: JsonToken, closer: JsonToken): void {
    let open = 1;
    for (let token = from; ; token = this.#read()) {
      const type = this.#tokens.typeAt(token);
      if (type === opener) open++;
      else if (type === closer) open--;
      if ((type === closer && open <= 1) || type === JsonToken.EOF) return;
    }
  }

  #parseNumber(): JsonNumber | undefined {
    const token = this.#read();
    const text = this.#tokens.textAt(token);
    const isValid = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text);
    if (isValid && isNumber(text.replace(/^-/, ""))) return new JsonNumber(this.#tokens, token);
    return this.#report("Invalid JSON number", "There is a syntax error in the given JSON number.", token);
  }

  #parseString(): JsonString | undefined {
    const token = this.#read();
    const written = this.#tokens.textAt(token);
    const text = decodeJsonString(written);
    if (text !== undefined) return new JsonString(this.#tokens, token, text);
    const context = this.#tokens.range(token);
    const { filename, start } = context;
    const offset = findStringError(written);
    const place = { line: start.line, column: start.column + offset, byte: start.byte + offset };
    const end = { line: place.line, column: place.column + 1, byte: place.byte + 1 };
    const detail = "There is a syntax error in the given JSON string.";
    return this.#reportRange("Invalid JSON string", detail, { filename, start: place, end }, context);
  }

  #parseKeyword(): JsonNode | undefined {
    const token = this.#read();
    const word = this.#tokens.textAt(token);
    switch (word) {
      case "true":
      case "false":
        return new JsonBoolean(this.#tokens, token, word === "true");
      case "null":
        return new JsonNull(this.#tokens, token);
      case "undefined":
      case "NaN":
      case "Infinity": {
        const detail = `The JavaScript identifier ${quoteGo(word)} cannot be used in JSON.`;
        return this.#report("Invalid JSON keyword", detail, token);
      }
      default: {
        const suggestion = suggestName(word, ["false", "true", "null"]);
        const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
        return this.#report("Invalid JSON keyword", `${quoteGo(word)} is not a valid JSON keyword.${hint}`, token);
      }
    }
  }

  #invalid(token: number): JsonInvalid {
    return new JsonInvalid(this.#tokens, token);
  }

  #report(summary: string, detail: string, token: number): undefined {
    return this.#reportRange(summary, detail, this.#tokens.range(token));
  }

  #reportRange(summary: string, detail: string, subject: SourceRange, context?: SourceRange): undefined {
    this.diagnostics.push({ severity: "error", summary, detail, subject, ...(context && { context }) });
  }
}

const valueStart = "A JSON value must start with a brace, a bracket, a number, a string, or a keyword.";
