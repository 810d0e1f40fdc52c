// SPDX-License-Identifier: Apache-2.0

/**
 * Source for values and references.
 *
 * Source: hclwrite 2.24, `generate.go`.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import { isPrintable } from "@provide-foundry/cty/unicode";
import { isValidIdentifier } from "../syntax/characters.ts";
import type { Literal } from "../syntax/literal.ts";
import { TokenType } from "../syntax/token-type.ts";
import type { Traversal } from "../traversal.ts";
import { formatTokens, WriteToken } from "./token.ts";

/**
 * The tokens of an expression with the value, which must be wholly known and without marks and capsules. Objects are written
 * over several lines, lists on one.
 *
 * @throws TypeError if there is no source for the value.
 */
export function tokensForValue(value: Value): WriteToken[] {
  return formatted([...valueTokens(value)]);
}

/** The tokens of a reference. */
export function tokensForTraversal(traversal: Traversal): WriteToken[] {
  return formatted([...traversalTokens(traversal)]);
}

/** The token of a name. */
export function tokensForIdentifier(name: string): WriteToken[] {
  return [new WriteToken(TokenType.Ident, name)];
}

/** The tokens of a tuple with the elements, whose tokens are used as they are. */
export function tokensForTuple(elements: readonly (readonly WriteToken[])[]): WriteToken[] {
  return formatted([openBracket(), ...separated(elements), closeBracket()]);
}

/** The tokens of an object with the attributes. A name that is a reference must have its own parentheses. */
export function tokensForObject(
  attributes: readonly { readonly name: readonly WriteToken[]; readonly value: readonly WriteToken[] }[],
): WriteToken[] {
  const lines = attributes.flatMap(({ name, value }) => [...name, equals(), ...value, newline()]);
  return formatted(lines.length === 0 ? [openBrace(), closeBrace()] : [openBrace(), newline(), ...lines, closeBrace()]);
}

/** The tokens of a call with the arguments. */
export function tokensForFunctionCall(name: string, ...args: readonly (readonly WriteToken[])[]): WriteToken[] {
  const open = new WriteToken(TokenType.OParen, "(");
  const close = new WriteToken(TokenType.CParen, ")");
  return formatted([...tokensForIdentifier(name), open, ...separated(args), close]);
}

function formatted(tokens: WriteToken[]): WriteToken[] {
  formatTokens(tokens);
  return tokens;
}

function separated(parts: readonly (readonly WriteToken[])[]): WriteToken[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [new WriteToken(TokenType.Comma, ","), ...part]));
}

function* valueTokens(value: Value): Generator<WriteToken> {
  if (value.isMarked() || !value.isKnown()) {
    throw new TypeError(`there is no source for a value that is ${value.isMarked() ? "marked" : "unknown"}`);
  }
  if (value.isNull()) {
    yield new WriteToken(TokenType.Ident, "null");
    return;
  }
  switch (value.type.kind) {
    case "bool":
      yield new WriteToken(TokenType.Ident, String(value.asBool()));
      break;
    case "number":
      yield new WriteToken(TokenType.NumberLit, value.asBigFloat().toString());
      break;
    case "string":
      yield* textTokens(value.asString());
      break;
    case "list":
    case "set":
    case "tuple":
      yield openBracket();
      for (const [i, element] of value.asValueSlice().entries()) {
        if (i > 0) yield new WriteToken(TokenType.Comma, ",");
        yield* valueTokens(element);
      }
      yield closeBracket();
      break;
    case "map":
    case "object":
      yield* memberTokens(value.asValueMap());
      break;
    default:
      throw new TypeError(`there is no source for a value of type ${value.type.friendlyName()}`);
  }
}

function* memberTokens(members: ReadonlyMap<string, Value>): Generator<WriteToken> {
  yield openBrace();
  if (members.size > 0) yield newline();
  for (const [name, member] of members) {
    if (isValidIdentifier(name)) yield new WriteToken(TokenType.Ident, name);
    else yield* textTokens(name);
    yield equals();
    yield* valueTokens(member);
    yield newline();
  }
  yield closeBrace();
}

/** A quoted string with the text. */
export function* textTokens(text: string): Generator<WriteToken> {
  yield new WriteToken(TokenType.OQuote, '"');
  if (text !== "") yield new WriteToken(TokenType.QuotedLit, escapeText(text));
  yield new WriteToken(TokenType.CQuote, '"');
}

function escapeText(text: string): string {
  let escaped = "";
  let index = 0;
  for (const character of text) {
    index += character.length;
    escaped += escapes[character] ?? escapeCharacter(character, text.charAt(index) === "{");
  }
  return escaped;
}

function escapeCharacter(character: string, isBeforeBrace: boolean): string {
  if (character === "$" || character === "%") return isBeforeBrace ? character + character : character;
  const codePoint = character.codePointAt(0)!;
  if (isPrintable(codePoint)) return character;
  const hex = codePoint.toString(16);
  return codePoint < 0x1_00_00 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}

const escapes: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
};

function* traversalTokens(traversal: Traversal): Generator<WriteToken> {
  for (const step of traversal) {
    switch (step.kind) {
      case "root":
        yield new WriteToken(TokenType.Ident, step.name);
        break;
      case "attr":
        yield new WriteToken(TokenType.Dot, ".");
        yield new WriteToken(TokenType.Ident, step.name);
        break;
      case "index":
        yield openBracket();
        yield* keyTokens(step.key);
        yield closeBracket();
        break;
      case "splat":
        yield openBracket();
        yield new WriteToken(TokenType.Star, "*");
        yield closeBracket();
        break;
    }
  }
}

function* keyTokens({ type, text }: Literal): Generator<WriteToken> {
  switch (type) {
    case "string":
      yield* textTokens(text);
      break;
    case "number":
      yield new WriteToken(TokenType.NumberLit, text);
      break;
    case "bool":
      yield new WriteToken(TokenType.Ident, text);
      break;
    case "null":
      yield new WriteToken(TokenType.Ident, "null");
      break;
    default:
      throw new TypeError("there is no source for an unknown key");
  }
}

function openBracket(): WriteToken {
  return new WriteToken(TokenType.OBrack, "[");
}

function closeBracket(): WriteToken {
  return new WriteToken(TokenType.CBrack, "]");
}

function openBrace(): WriteToken {
  return new WriteToken(TokenType.OBrace, "{");
}

function closeBrace(): WriteToken {
  return new WriteToken(TokenType.CBrace, "}");
}

function equals(): WriteToken {
  return new WriteToken(TokenType.Equal, "=");
}

export function newline(): WriteToken {
  return new WriteToken(TokenType.Newline, "\n");
}
