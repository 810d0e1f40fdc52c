// SPDX-License-Identifier: Apache-2.0

import type { SourceRange } from "../source/position.ts";

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What has to be shown for both ranges to be seen; at least one byte. An empty range counts only by itself. */
export function coveringBytes(first: SourceRange, second: SourceRange = first): ByteRange {
  const used = isEmpty(first) ? second : first;
  const other = isEmpty(second) ? used : second;
  const start = Math.min(used.start.byte, other.start.byte);
  const end = Math.max(used.end.byte, other.end.byte);
  return { start, end: start === end ? end + 1 : end };
}

function isEmpty({ start, end }: SourceRange): boolean {
  return start.byte === end.byte;
}
