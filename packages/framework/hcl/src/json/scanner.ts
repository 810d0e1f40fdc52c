// SPDX-License-Identifier: Apache-2.0

import { endOfCluster } from "@provide-foundry/cty/unicode";
import { brokenSequenceLength, isBrokenUnit, utf8Length } from "../source/broken-bytes.ts";
import type { Position } from "../source/position.ts";
import { JsonToken, JsonTokens } from "./tokens.ts";

/**
 * Splits JSON into tokens. Words, numbers and strings are taken with whatever looks as if it belonged to them, for the
 * parser to complain about. At a character that nothing starts with the tokens end.
 *
 * Source: hcl 2.24, `json/scanner.go`.
 */
export function scanJson(text: string, filename: string, start: Position): JsonTokens {
  return new JsonScanner(text, filename, start).scan();
}

class JsonScanner {
  readonly #text: string;
  readonly #tokens: JsonTokens;
  #pos = 0;
  #line: number;
  #column: number;
  #byte: number;

  constructor(text: string, filename: string, { line, column, byte }: Position) {
    this.#text = text;
    this.#tokens = new JsonTokens(text, filename);
    this.#line = line;
    this.#column = column;
    this.#byte = byte;
  }

  scan(): JsonTokens {
    const text = this.#text;
    for (this.#skipSpace(); this.#pos < text.length; this.#skipSpace()) {
      const start = this.#pos;
      const from = { line: this.#line, column: this.#column, byte: this.#byte };
      const type = this.#take(text.charCodeAt(start));
      this.#tokens.push(type, start, this.#pos, from, this.#column, this.#byte);
      if (type === JsonToken.Invalid) break;
    }
    const from = { line: this.#line, column: this.#column, byte: this.#byte };
    this.#tokens.push(JsonToken.EOF, this.#pos, this.#pos, from, this.#column, this.#byte);
    return this.#tokens;
  }

  #skipSpace(): void {
    for (; ; this.#pos++, this.#byte++) {
      switch (this.#text.charCodeAt(this.#pos)) {
        case 0x20:
          this.#column++;
          break;
        case 0x0a:
          this.#line++;
          this.#column = 1;
          break;
        case 0x0d:
          break;
        case 0x09:
          this.#column += 2;
          break;
        default:
          return;
      }
    }
  }

  #take(first: number): JsonToken {
    const single = punctuation[first];
    if (single !== undefined) {
      this.#advance(1);
      return single;
    }
    if (first === quote) {
      this.#takeString();
      return JsonToken.String;
    }
    if (startsNumber(first)) {
      this.#takeWhile((code) => startsNumber(code) || code === 0x65 || code === 0x45);
      return JsonToken.Number;
    }
    if (isLetter(first)) {
      this.#takeWhile((code) => isLetter(code) || code === 0x5f);
      return JsonToken.Keyword;
    }
    this.#advance(1);
    return JsonToken.Invalid;
  }

  #takeWhile(isPart: (code: number) => boolean): void {
    let end = this.#pos;
    while (isPart(this.#text.charCodeAt(end))) end++;
    this.#advance(end - this.#pos);
  }

  /** Takes up to the closing quote, or what cannot be in a string. */
  #takeString(): void {
    const text = this.#text;
    this.#advance(1);
    let isEscaped = false;
    while (this.#pos < text.length) {
      const code = text.charCodeAt(this.#pos);
      if (code < 0x20) return;
      if (code === quote) {
        this.#advance(1);
        if (!isEscaped) return;
        isEscaped = false;
      } else if (code === backslash) {
        this.#advance(1);
        isEscaped = !isEscaped;
      } else {
        this.#takeText();
        isEscaped = false;
      }
    }
  }

  /** Takes plain characters, or one cluster of others. */
  #takeText(): void {
    const text = this.#text;
    let end = this.#pos;
    while (isPlain(text.charCodeAt(end)) && text.charCodeAt(end + 1) < 0x80) end++;
    if (end > this.#pos) {
      this.#advance(end - this.#pos);
      return;
    }
    const isBroken = isBrokenUnit(text.charCodeAt(end));
    end = isBroken ? end + (brokenSequenceLength(text, end) || 1) : (endOfCluster(text, end) ?? end + 1);
    this.#byte += utf8Length(text.slice(this.#pos, end));
    this.#column++;
    this.#pos = end;
  }

  #advance(length: number): void {
    this.#pos += length;
    this.#column += length;
    this.#byte += length;
  }
}

const quote = 0x22;
const backslash = 0x5c;

const punctuation: Readonly<Partial<Record<number, JsonToken>>> = {
  0x7b: JsonToken.BraceO,
  0x7d: JsonToken.BraceC,
  0x5b: JsonToken.BrackO,
  0x5d: JsonToken.BrackC,
  0x2c: JsonToken.Comma,
  0x3a: JsonToken.Colon,
  0x3d: JsonToken.Equals,
};

function isPlain(code: number): boolean {
  return code >= 0x20 && code < 0x7f && code !== quote && code !== backslash;
}

function startsNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2b || code === 0x2e;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}
