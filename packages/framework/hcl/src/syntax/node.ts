// SPDX-License-Identifier: Apache-2.0

import type { SourceRange } from "../source/position.ts";
import type { Source } from "../source/source.ts";

/** A stretch of a source. Ranges, with lines and columns, are computed when asked for. */
export abstract class SyntaxNode {
  readonly source: Source;
  /** Offset into the source's text. */
  readonly start: number;
  /** The offset after the last character; -1 if the source ends before the node does. */
  readonly end: number;

  constructor(source: Source, start: number, end: number) {
    this.source = source;
    this.start = start;
    this.end = end;
  }

  get range(): SourceRange {
    return this.source.range(this.start, this.end);
  }

  /** The node as it was written. */
  get sourceText(): string {
    return this.source.text.slice(this.start, Math.max(this.start, this.end));
  }
}
