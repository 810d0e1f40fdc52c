// SPDX-License-Identifier: Apache-2.0

/**
 * Reads JSON text token by token, without turning numbers into JavaScript's.
 *
 * `JSON.parse` would lose digits of numbers, all but the last of several members with one name, and the difference
 * between `1.50` and `1.5`, which a string keeps.
 *
 * Source: RFC 8259. As Go's encoding/json, half a surrogate pair becomes U+FFFD.
 *
 * @module
 */

import { PathError } from "../path-error.ts";

export class JSONScanner {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text.toWellFormed();
  }

  /** Where the next token starts, for `seek`. */
  get position(): number {
    return this.#position;
  }

  seek(position: number): void {
    this.#position = position;
  }

  /** The first character of the next token, as a UTF-16 code unit; NaN at the end. */
  peek(): number {
    const text = this.#text;
    let position = this.#position;
    let unit = text.charCodeAt(position);
    while (unit === space || unit === newline || unit === carriageReturn || unit === tab) {
      unit = text.charCodeAt(++position);
    }
    this.#position = position;
    return unit;
  }

  /**
   * Whether something follows that a value could be. A closing bracket too many is overlooked, with all that follows
   * it: Go's decoder, and so Terraform, says here that a list has no more elements.
   */
  hasMore(): boolean {
    const next = this.peek();
    return !Number.isNaN(next) && next !== closeBracket && next !== closeBrace;
  }

  /** Takes the next token if it is this one character: a bracket, a brace, a comma or a colon. */
  accept(unit: number): boolean {
    if (this.peek() !== unit) return false;
    this.#position++;
    return true;
  }

  /** Takes the next token, which must be this one character. */
  expect(unit: number): void {
    if (!this.accept(unit)) throw this.unexpected(`expected "${String.fromCharCode(unit)}"`);
  }

  /**
   * Steps through the elements of an array or the members of an object whose opening bracket was taken. True at the
   * start of each; false after the closing bracket.
   */
  nextElement(isFirst: boolean, close: number): boolean {
    if (this.accept(close)) return false;
    if (isFirst) return true;
    this.expect(comma);
    return true;
  }

  /** The name of an object's member, and the colon behind it. */
  readName(): string {
    if (this.peek() !== quote) throw this.unexpected("expected a property name in double quotes");
    const name = this.readString();
    this.expect(colon);
    return name;
  }

  /** Takes the next name if it is this one, written without escapes, and the colon behind it. */
  acceptName(name: string | undefined): boolean {
    if (name === undefined || this.peek() !== quote) return false;
    const start = this.#position + 1;
    const end = start + name.length;
    if (this.#text.charCodeAt(end) !== quote || !this.#text.startsWith(name, start)) return false;
    this.#position = end + 1;
    this.expect(colon);
    return true;
  }

  /** The text of a whole value, of any depth. */
  readRaw(): string {
    this.peek();
    const start = this.#position;
    this.skipValue();
    return this.#text.slice(start, this.#position);
  }

  readString(): string {
    this.expect(quote);
    const text = this.#text;
    const start = this.#position;
    let position = start;
    for (;;) {
      const unit = text.charCodeAt(position);
      if (unit === quote) {
        this.#position = position + 1;
        return text.slice(start, position);
      }
      // Not greater than or equal: the end of the text is NaN.
      if (unit === backslash || !(unit >= space)) break;
      position++;
      if (position - start === longString) {
        // From about here on, searching costs less than a loop.
        endOfPlainString.lastIndex = position;
        endOfPlainString.test(text);
        position = endOfPlainString.lastIndex === 0 ? text.length : endOfPlainString.lastIndex - 1;
      }
    }
    return this.#readEscapedString(start, position);
  }

  /** The text of a number as it is written. */
  readNumber(): string {
    this.peek();
    const text = this.#text;
    const start = this.#position;
    let position = start;
    if (text.charCodeAt(position) === minus) position++;
    // A zero stands alone: what follows it is not part of the number.
    position = text.charCodeAt(position) === zero ? position + 1 : this.#skipDigits(position);
    if (text.charCodeAt(position) === point) position = this.#skipDigits(position + 1);
    const marker = text.charCodeAt(position);
    if (marker === lowerE || marker === upperE) {
      const sign = text.charCodeAt(position + 1);
      position = this.#skipDigits(sign === plus || sign === minus ? position + 2 : position + 1);
    }
    this.#position = position;
    return text.slice(start, position);
  }

  /** Takes `true`, `false` or `null`. */
  readLiteral(literal: "true" | "false" | "null"): void {
    this.peek();
    if (!this.#text.startsWith(literal, this.#position)) throw this.unexpected();
    this.#position += literal.length;
  }

  /** Takes a whole value of any depth. */
  skipValue(): void {
    const closers: number[] = [];
    for (;;) {
      const open = this.peek();
      if (open === openBrace || open === openBracket) {
        this.#position++;
        const close = open === openBrace ? closeBrace : closeBracket;
        if (!this.accept(close)) {
          closers.push(close);
          if (close === closeBrace) this.readName();
          continue;
        }
      } else {
        this.#skipScalar(open);
      }
      while (closers.length > 0 && !this.accept(comma)) this.expect(closers.pop()!);
      if (closers.length === 0) return;
      if (closers.at(-1) === closeBrace) this.readName();
    }
  }

  /** The error for a token that cannot be here. */
  unexpected(hint?: string, position: number = this.#position): PathError {
    const before = this.#text.slice(0, position);
    const line = before.split("\n").length;
    const column = position - before.lastIndexOf("\n");
    const character = this.#text.codePointAt(position);
    const found = character === undefined ? "unexpected end of text" : `unexpected ${describe(character)}`;
    const where = `at line ${line}, column ${column}`;
    return new PathError([], `invalid JSON: ${found} ${where}${hint === undefined ? "" : `; ${hint}`}`);
  }

  #skipScalar(first: number): void {
    if (first === quote) this.readString();
    else if (first === lowerT) this.readLiteral("true");
    else if (first === lowerF) this.readLiteral("false");
    else if (first === lowerN) this.readLiteral("null");
    else this.readNumber();
  }

  #skipDigits(start: number): number {
    let position = start;
    while (isDigit(this.#text.charCodeAt(position))) position++;
    if (position === start) throw this.unexpected(undefined, position);
    return position;
  }

  /** The rest of a string from the first character that does not stand for itself. */
  #readEscapedString(start: number, firstEscape: number): string {
    const text = this.#text;
    let value = "";
    let plainStart = start;
    let position = firstEscape;
    for (;;) {
      const unit = text.charCodeAt(position);
      if (unit === backslash) {
        value += text.slice(plainStart, position);
        const escape = text[position + 1];
        if (escape === "u") {
          value += String.fromCharCode(this.#readHex(position + 2));
          position += 6;
        } else {
          const character = escape === undefined ? undefined : escapes[escape];
          if (character === undefined) throw this.unexpected("this character cannot be escaped", position + 1);
          value += character;
          position += 2;
        }
        plainStart = position;
      } else if (unit === quote) {
        this.#position = position + 1;
        return (value + text.slice(plainStart, position)).toWellFormed();
      } else if (unit >= space) {
        position++;
      } else {
        throw this.unexpected(undefined, position);
      }
    }
  }

  #readHex(start: number): number {
    const digits = this.#text.slice(start, start + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) throw this.unexpected('"\\u" needs four hexadecimal digits', start);
    return Number.parseInt(digits, 16);
  }
}

const longString = 64;
// oxlint-disable-next-line no-control-regex -- these are the characters that a string may not have
const endOfPlainString = /[\u0000-\u001f"\\]/g;

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

function describe(codePoint: number): string {
  if (codePoint === newline) return "end of line";
  const isVisible = codePoint >= space && codePoint !== 0x7f;
  return isVisible
    ? JSON.stringify(String.fromCodePoint(codePoint))
    : `control character U+${codePoint.toString(16).padStart(4, "0")}`;
}

function isDigit(unit: number): boolean {
  return unit >= zero && unit <= zero + 9;
}

// UTF-16 code units of the characters that JSON gives a meaning.
const tab = 0x09;
const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const plus = 0x2b;
const minus = 0x2d;
const point = 0x2e;
const zero = 0x30;
const upperE = 0x45;
const backslash = 0x5c;
const lowerE = 0x65;
export const quote = 0x22;
export const comma = 0x2c;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;
export const lowerF = 0x66;
export const lowerN = 0x6e;
export const lowerT = 0x74;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
