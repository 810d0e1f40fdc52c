// SPDX-License-Identifier: Apache-2.0

import { nowhere, type Position, type SourceRange } from "../source/position.ts";

export const JsonToken = {
  BraceO: 0,
  BraceC: 1,
  BrackO: 2,
  BrackC: 3,
  Comma: 4,
  Colon: 5,
  /** For a hint: native syntax has it where JSON has a colon. */
  Equals: 6,
  Keyword: 7,
  String: 8,
  Number: 9,
  EOF: 10,
  Invalid: 11,
} as const;

export type JsonToken = (typeof JsonToken)[keyof typeof JsonToken];

/** How many numbers there are for each token: its type, offsets, line, columns and bytes. */
const width = 8;

/**
 * The tokens of a JSON source, and where they are. No token spans lines.
 *
 * Columns are counted as the original counts them here: a tab is two, a carriage return none.
 */
export class JsonTokens {
  readonly #filename: string;
  readonly #text: string;
  #numbers: Int32Array;
  #count = 0;

  constructor(text: string, filename: string) {
    this.#text = text;
    this.#filename = filename;
    this.#numbers = new Int32Array(((text.length >> 2) + 16) * width);
  }

  push(type: JsonToken, start: number, end: number, from: Position, column: number, byte: number): void {
    const at = this.#count++ * width;
    if (at === this.#numbers.length) this.#grow();
    const numbers = this.#numbers;
    numbers[at] = type;
    numbers[at + 1] = start;
    numbers[at + 2] = end;
    numbers[at + 3] = from.line;
    numbers[at + 4] = from.column;
    numbers[at + 5] = from.byte;
    numbers[at + 6] = column;
    numbers[at + 7] = byte;
  }

  typeAt(index: number): JsonToken {
    return this.#numbers[index * width]! as JsonToken;
  }

  /** A token as it was written. */
  textAt(index: number): string {
    return this.#text.slice(this.#numbers[index * width + 1], this.#numbers[index * width + 2]);
  }

  /** From the start of one token to the end of another; -1 is nowhere. */
  range(first: number, last: number = first): SourceRange {
    return { filename: this.#filename, start: this.#position(first, 4), end: this.#position(last, 6) };
  }

  #position(index: number, column: 4 | 6): Position {
    if (index < 0) return nowhere;
    const at = index * width;
    const numbers = this.#numbers;
    return { line: numbers[at + 3]!, column: numbers[at + column]!, byte: numbers[at + column + 1]! };
  }

  #grow(): void {
    const larger = new Int32Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}
