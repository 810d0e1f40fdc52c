// SPDX-License-Identifier: Apache-2.0

import { endOfCluster } from "@provide-foundry/cty/unicode";
import { brokenSequenceLength, decodeSource, encodeSource, isBrokenUnit, utf8Length } from "./broken-bytes.ts";
import { initialPosition, nowhere, type Position, type SourceRange } from "./position.ts";

/**
 * A source text, and where in it things are.
 *
 * Syntax nodes hold offsets into `text`, in UTF-16 units, so that `text.slice(node.start, node.end)` is what was written.
 * Lines, grapheme columns and bytes are computed when someone asks.
 */
export class Source {
  readonly filename: string;
  /** The whole text. A byte that is not valid UTF-8 is a lone surrogate, U+DC00 + byte. */
  readonly text: string;
  /** The position of the text's beginning: not the file's when the text is a part of one. */
  readonly start: Position;
  readonly #isAscii: boolean;
  #boundaries: Int32Array = new Int32Array(0);
  #lines: LineTable | undefined;
  readonly #columns: Map<number, ColumnTable> = new Map();

  constructor(input: string | Uint8Array, filename: string, start: Position = initialPosition) {
    this.text = typeof input === "string" ? input.toWellFormed() : decodeSource(input);
    this.filename = filename;
    this.start = start;
    this.#isAscii =
      typeof input === "string"
        ? // oxlint-disable-next-line no-control-regex
          !/[^\0-\x7f]/.test(input)
        : // Each character beyond ASCII takes more bytes than UTF-16 units.
          input.length === this.text.length && this.text.isWellFormed();
  }

  /** Whether a byte is a character is a column, throughout. */
  get isAscii(): boolean {
    return this.#isAscii;
  }

  /** The text as it was given. */
  get bytes(): Uint8Array {
    return encodeSource(this.text);
  }

  /**
   * Tells where tokens start and end, in ascending order. Columns are counted per token, so a combining character that
   * starts a token is a column of its own.
   */
  setTokenBoundaries(boundaries: Int32Array): void {
    this.#boundaries = boundaries;
  }

  /** The place at an offset of the text; `nowhere` for -1. */
  position(offset: number): Position {
    if (offset < 0) return nowhere;
    const lines = (this.#lines ??= new LineTable(this.text, this.#isAscii));
    const line = lines.lineAt(offset);
    const from = lines.starts[line]!;
    const { column, byte } = this.#within(line, from, lines.starts[line + 1] ?? this.text.length, offset);
    return {
      line: this.start.line + line,
      column: (line === 0 ? this.start.column : 1) + column,
      byte: this.start.byte + (lines.bytes?.[line] ?? from) + byte,
    };
  }

  /** The offset of the character that has a byte of the file; -1 before the text, the text's length after it. */
  offsetOf(byte: number): number {
    const wanted = byte - this.start.byte;
    if (wanted < 0) return -1;
    if (this.#isAscii) return Math.min(wanted, this.text.length);
    const lines = (this.#lines ??= new LineTable(this.text, false));
    const line = countUpTo(lines.bytes!, wanted) - 1;
    let offset = lines.starts[line]!;
    for (let at = lines.bytes![line]!; offset < this.text.length;) {
      const length = this.text.codePointAt(offset)! > 0xff_ff ? 2 : 1;
      at += utf8Length(this.text.slice(offset, offset + length));
      if (at > wanted) break;
      offset += length;
    }
    return offset;
  }

  /** The offset at which a line of the file starts, counted from 1; the text's length if there is no such line. */
  offsetOfLine(line: number): number {
    const { starts } = (this.#lines ??= new LineTable(this.text, this.#isAscii));
    return starts[Math.max(0, line - this.start.line)] ?? this.text.length;
  }

  range(start: number, end: number): SourceRange {
    return { filename: this.filename, start: this.position(start), end: this.position(end) };
  }

  #within(line: number, from: number, to: number, offset: number): { column: number; byte: number } {
    if (this.#isAscii) return { column: offset - from, byte: offset - from };
    let table = this.#columns.get(line);
    if (!table) this.#columns.set(line, (table = new ColumnTable(this.text, from, to, this.#boundaries)));
    return table.at(offset);
  }
}

/** Where lines start. */
class LineTable {
  readonly starts: Int32Array;
  /** The same in bytes, where that differs. */
  readonly bytes: Int32Array | undefined;

  constructor(text: string, isAscii: boolean) {
    // Counted first: a list that grows cannot have as many elements as a large text can have lines.
    let count = 1;
    for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) count++;
    const starts = new Int32Array(count);
    for (let line = 1; line < count; line++) starts[line] = text.indexOf("\n", starts[line - 1]) + 1;
    this.starts = starts;
    if (isAscii) return;
    const bytes = new Int32Array(count);
    for (let i = 1; i < starts.length; i++) bytes[i] = bytes[i - 1]! + utf8Length(text.slice(starts[i - 1], starts[i]));
    this.bytes = bytes;
  }

  lineAt(offset: number): number {
    return countUpTo(this.starts, offset) - 1;
  }
}

/** Where the clusters of one line start. */
class ColumnTable {
  readonly #text: string;
  readonly #starts: Int32Array;
  readonly #bytes: Int32Array;

  constructor(text: string, from: number, to: number, boundaries: Int32Array) {
    const starts = new Int32Array(to - from + 1);
    const bytes = new Int32Array(starts.length);
    let count = 0;
    let byte = 0;
    let next = countUpTo(boundaries, from);
    // A byte order mark before the first token has no column.
    let at = from === 0 && text.charCodeAt(0) === 0xfe_ff ? 1 : from;
    byte += (at - from) * 3;
    while (at < to) {
      starts[count] = at;
      bytes[count++] = byte;
      while (next < boundaries.length && boundaries[next]! <= at) next++;
      const limit = Math.min(to, boundaries[next] ?? to);
      const end = Math.min(limit, endOfColumn(text, at));
      byte += utf8Length(text.slice(at, end));
      at = end;
    }
    starts[count] = to;
    bytes[count++] = byte;
    this.#text = text;
    this.#starts = starts.slice(0, count);
    this.#bytes = bytes.slice(0, count);
  }

  at(offset: number): { column: number; byte: number } {
    const column = Math.max(0, countUpTo(this.#starts, offset) - 1);
    const start = this.#starts[column]!;
    if (offset <= start) return { column, byte: offset < start ? 0 : this.#bytes[column]! };
    return { column, byte: this.#bytes[column]! + utf8Length(this.#text.slice(start, offset)) };
  }
}

/** Where the cluster at `at` ends. Bytes that have the form of a character are one, whatever they mean. */
function endOfColumn(text: string, at: number): number {
  return isBrokenUnit(text.charCodeAt(at))
    ? at + (brokenSequenceLength(text, at) || 1)
    : (endOfCluster(text, at) ?? at + 1);
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(numbers: Int32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
