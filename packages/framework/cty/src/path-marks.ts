// SPDX-License-Identifier: Apache-2.0

import { pathsEqual, type Path } from "./path.ts";
import type { Mark, Marks } from "./payload.ts";
import type { Value } from "./value.ts";
import { deepValues, transform } from "./walk.ts";

/** Where in a value there are marks. */
export interface PathMarks {
  readonly path: Path;
  readonly marks: Marks;
}

/** The value without marks at any depth, and where they were; outer values before inner ones. */
export function unmarkDeepWithPaths(value: Value): [value: Value, marks: PathMarks[]] {
  const found: PathMarks[] = [];
  if (!value.containsMarked()) return [value, found];
  for (const [path, part] of deepValues(value)) {
    if (part.isMarked()) found.push({ path, marks: part.marks });
  }
  return [value.unmarkDeep()[0], found];
}

/** The value with marks added at each of the paths; paths that lead nowhere are ignored. */
export function markWithPaths(value: Value, marks: readonly PathMarks[]): Value {
  if (marks.length === 0) return value;
  return transform(value, (path, part) => {
    return part.withMarks(...marks.filter((entry) => pathsEqual(entry.path, path)).map((entry) => entry.marks));
  });
}

/** Whether the value or one in it has the mark. */
export function hasMarkDeep(value: Value, mark: Mark): boolean {
  if (!value.containsMarked()) return false;
  for (const [, part] of deepValues(value)) if (part.hasMark(mark)) return true;
  return false;
}
