// SPDX-License-Identifier: Apache-2.0

/**
 * The characters of a YAML document, one after the other, and where each of them is.
 *
 * The original reads its input in pieces and complains of a forbidden character as soon as that is in a piece, which may
 * be before what is wrong in front of it. So the pieces are part of the behaviour.
 *
 * Source: go-cty-yaml 1.1.0, `readerc.go`.
 *
 * @module
 */

import { FunctionError } from "@provide-foundry/cty/function";

/** A place in the text. All count from 0, in characters of Unicode. */
export interface Mark {
  readonly index: number;
  readonly line: number;
  readonly column: number;
}

const pieceBytes = 512;
const byteOrderMark = 0xfeff;

export class Reader {
  readonly #text: string;
  /** Of the next character, in UTF-16 units. */
  #position: number;
  #index = 0;
  #line = 0;
  #column = 0;
  /** Up to where the text has been looked at, in UTF-16 units. */
  #seen: number;
  /** How many characters between the next one and those not looked at; the end counts for one each time it is met. */
  #unread = 0;
  /** What the next character was when the last piece was asked for. */
  #firstOfPiece = 0;
  /** How much of the first piece a byte order mark takes. */
  #bytesGone: number;

  constructor(text: string) {
    this.#text = text;
    const hasMark = text.charCodeAt(0) === byteOrderMark;
    this.#position = this.#seen = hasMark ? 1 : 0;
    this.#bytesGone = hasMark ? 3 : 0;
  }

  get mark(): Mark {
    return { index: this.#index, line: this.#line, column: this.#column };
  }

  get line(): number {
    return this.#line;
  }

  get column(): number {
    return this.#column;
  }

  get index(): number {
    return this.#index;
  }

  /**
   * Sees to it that so many characters have been looked at, if there are.
   *
   * @throws FunctionError if one of them is forbidden.
   */
  ensure(count: number): void {
    if (this.#unread >= count) return;
    this.#firstOfPiece = this.peek();
    while (this.#unread < count) {
      if (this.#seen === this.#text.length) {
        this.#unread++;
        return;
      }
      this.#lookAtPiece();
    }
  }

  /** The UTF-16 unit that is so many after the next one; 0 for the end. Must have been ensured. */
  peek(offset = 0): number {
    const position = this.#position + offset;
    return position < this.#text.length ? this.#text.charCodeAt(position) : 0;
  }

  /** Passes a character that is no line break. */
  skip(): void {
    this.#position += isHighSurrogate(this.peek()) ? 2 : 1;
    this.#index++;
    this.#column++;
    this.#unread--;
  }

  /** Passes a character that is no line break, and returns it. */
  take(): string {
    const start = this.#position;
    this.skip();
    return this.#text.slice(start, this.#position);
  }

  /** Passes a line break and returns what it stands for; nothing and an empty text if there is none. Two must be ensured. */
  takeBreak(): string {
    const code = this.peek();
    if (!isBreak(code)) return "";
    const length = code === 0x0d && this.peek(1) === 0x0a ? 2 : 1;
    this.#position += length;
    this.#index += length;
    this.#unread -= length;
    this.#column = 0;
    this.#line++;
    return code === 0x2028 || code === 0x2029 ? String.fromCharCode(code) : "\n";
  }

  /** At the end of the text, which counts as the end of its last line. */
  endLine(): void {
    if (this.#column === 0) return;
    this.#column = 0;
    this.#line++;
  }

  /**
   * Whether the next character is passed as a byte order mark.
   *
   * The original looks at the first character of the piece, where the next one is meant.
   */
  isAtByteOrderMark(): boolean {
    return this.#column === 0 && this.#firstOfPiece === byteOrderMark;
  }

  /** Whether a line of the text starts here with `---` or `...`. Four must be ensured. */
  isAtDocumentIndicator(indicator?: number): boolean {
    const code = this.peek();
    if (this.#column !== 0 || (indicator === undefined ? code !== 0x2d && code !== 0x2e : code !== indicator))
      return false;
    return this.peek(1) === code && this.peek(2) === code && isBlankOrEnd(this.peek(3));
  }

  #lookAtPiece(): void {
    let bytes = this.#bytesGone;
    this.#bytesGone = 0;
    while (this.#seen < this.#text.length) {
      const code = this.#text.codePointAt(this.#seen)!;
      bytes += utf8Length(code);
      if (bytes > pieceBytes) return;
      if (!isAllowed(code)) throw new FunctionError("control characters are not allowed");
      this.#seen += code > 0xffff ? 2 : 1;
      this.#unread++;
    }
  }
}

function utf8Length(code: number): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}

function isAllowed(code: number): boolean {
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  if (code < 0xa0) return code <= 0x7e || code === 0x85;
  return code !== 0xfffe && code !== 0xffff;
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xdc00;
}

export function isBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x85 || code === 0x2028 || code === 0x2029;
}

export function isBreakOrEnd(code: number): boolean {
  return code === 0 || isBreak(code);
}

/** Whether it is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}

export function isBlankOrEnd(code: number): boolean {
  return isBlank(code) || isBreakOrEnd(code);
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** Whether it may be in the name of an anchor: a letter, a digit, `_` or `-`. */
export function isWord(code: number): boolean {
  const letter = code | 0x20;
  return isDigit(code) || (letter >= 0x61 && letter <= 0x7a && code < 0x80) || code === 0x5f || code === 0x2d;
}

export function isHexDigit(code: number): boolean {
  const letter = code | 0x20;
  return isDigit(code) || (letter >= 0x61 && letter <= 0x66);
}
