// SPDX-License-Identifier: Apache-2.0

/** A place in a source file. */
export interface Position {
  /** From 1. Lines end with `\n` or `\r\n`. */
  readonly line: number;
  /** From 1, in grapheme clusters: what a reader takes for one character counts once. */
  readonly column: number;
  /** From 0, in bytes of UTF-8. */
  readonly byte: number;
}

/** A stretch of one source file; empty where `start` and `end` are the same place. */
export interface SourceRange {
  readonly filename: string;
  readonly start: Position;
  /** The place after the last character. */
  readonly end: Position;
}

/** Where a file starts. */
export const initialPosition: Position = { line: 1, column: 1, byte: 0 };

/** Where a thing would be that the source lacks, as the closing parenthesis of a call cut short. */
export const nowhere: Position = { line: 0, column: 0, byte: 0 };

/** From the beginning of one range to the end of another of the same file. */
export function rangeBetween(first: SourceRange, last: SourceRange): SourceRange {
  return { filename: first.filename, start: first.start, end: last.end };
}

/** A range as messages show it: `main.tf:3,5-12` on one line, `main.tf:3,5-4,2` over several. */
export function formatRange({ filename, start, end }: SourceRange): string {
  return start.line === end.line
    ? `${filename}:${start.line},${start.column}-${end.column}`
    : `${filename}:${start.line},${start.column}-${end.line},${end.column}`;
}
