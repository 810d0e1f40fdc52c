// SPDX-License-Identifier: Apache-2.0

import type { Position, SourceRange } from "../source/position.ts";
import type { Source } from "../source/source.ts";

/** A range as editors count: the language server protocol. */
export interface EditorRange {
  readonly start: EditorPosition;
  readonly end: EditorPosition;
}

export interface EditorPosition {
  /** From 0. */
  readonly line: number;
  /** From 0, in UTF-16 units. */
  readonly character: number;
}

/** A range of a source in UTF-16 units instead of graphemes and bytes. */
export function toEditorRange(range: SourceRange, source: Source): EditorRange {
  return { start: toEditorPosition(range.start, source), end: toEditorPosition(range.end, source) };
}

function toEditorPosition(position: Position, source: Source): EditorPosition {
  const offset = source.offsetOf(position.byte);
  const lineStart = source.text.lastIndexOf("\n", offset - 1) + 1;
  const isFirstLine = offset === 0 || lineStart === 0;
  const before = isFirstLine ? source.start.column - 1 : 0;
  return { line: position.line - 1, character: before + offset - lineStart };
}

/**
 * The place in a source that an editor means. A character beyond the end of its line stands for that end, one within a
 * surrogate pair for the pair's beginning.
 */
export function fromEditorPosition({ line, character }: EditorPosition, source: Source): Position {
  const { text, start } = source;
  const lineStart = source.offsetOfLine(line + 1);
  const lineEnd = /\r?\n|$/g;
  lineEnd.lastIndex = lineStart;
  const end = lineEnd.exec(text)!.index;
  const before = line + 1 === start.line ? start.column - 1 : 0;
  const offset = Math.min(lineStart + Math.max(0, character - before), end);
  return source.position(isWithinPair(text, offset) ? offset - 1 : offset);
}

function isWithinPair(text: string, offset: number): boolean {
  return offset > 0 && text.codePointAt(offset - 1)! > 0xff_ff;
}
