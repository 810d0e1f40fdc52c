// SPDX-License-Identifier: Apache-2.0

import { decodeSource } from "../source/broken-bytes.ts";
import type { Source } from "../source/source.ts";

/** A line without its line break, at bytes of its file. */
export interface SourceLine {
  readonly number: number;
  readonly start: number;
  readonly end: number;
}

/** The lines of a file as messages show them. */
export class SourceLines {
  readonly #bytes: Uint8Array;
  /** The byte of the file at which the source starts. */
  readonly #base: number;
  readonly #lines: readonly SourceLine[];

  constructor(source: Source) {
    this.#bytes = source.bytes;
    this.#base = source.start.byte;
    this.#lines = findLines(this.#bytes, source.start.line);
  }

  /** The lines that have part of a range, which may be empty only where it is not to be shown. */
  within(start: number, end: number): SourceLine[] {
    const from = start - this.#base;
    const to = end - this.#base;
    // As the original, a line also counts if the range is next to it, and an empty one never does.
    const touches = ({ start: first, end: last }: SourceLine): boolean =>
      first < last && ((from >= first && from <= last) || (to >= first && to < last) || (from < first && to > first));
    return this.#lines
      .slice(this.#indexAt(from), this.#indexAt(to) + 1)
      .filter(touches)
      .map((line) => ({ number: line.number, start: line.start + this.#base, end: line.end + this.#base }));
  }

  text(start: number, end: number): string {
    const bytes = this.#bytes.subarray(Math.max(0, start - this.#base), Math.max(0, end - this.#base));
    return decodeSource(bytes).toWellFormed();
  }

  #indexAt(byte: number): number {
    let low = 0;
    let high = this.#lines.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#lines[middle]!.start <= byte) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

function findLines(bytes: Uint8Array, firstNumber: number): SourceLine[] {
  const lines: SourceLine[] = [];
  let number = firstNumber;
  for (let start = 0; start < bytes.length;) {
    const newline = bytes.indexOf(0x0a, start);
    const next = newline < 0 ? bytes.length : newline + 1;
    let end = newline < 0 ? bytes.length : newline;
    if (end > start && bytes[end - 1] === 0x0d) end--;
    lines.push({ number, start, end });
    number++;
    // The original counts carriage returns that stand alone.
    for (let at = bytes.indexOf(0x0d, start); at >= 0 && at < end; at = bytes.indexOf(0x0d, at + 1)) number++;
    start = next;
  }
  return lines;
}
