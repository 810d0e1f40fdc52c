// SPDX-License-Identifier: Apache-2.0

/** So many letters may differ. */
const limit = 2;

/** The first of the candidates that a misspelled name may have meant: less than three letters away. */
export function suggestName(given: string, candidates: Iterable<string>): string | undefined {
  const letters = Array.from(given);
  for (const candidate of candidates) {
    if (distance(letters, Array.from(candidate)) <= limit) return candidate;
  }
  return undefined;
}

/** As `suggestName`, for candidates in no particular order: the nearest of them, and of several the first by its letters. */
export function suggestNearest(given: string, candidates: Iterable<string>): string | undefined {
  const letters = Array.from(given);
  let nearest: string | undefined;
  let least = limit;
  for (const candidate of candidates) {
    const letterCount = distance(letters, Array.from(candidate));
    if (letterCount > least || (letterCount === least && nearest !== undefined && nearest < candidate)) continue;
    nearest = candidate;
    least = letterCount;
  }
  return nearest;
}

/** How many letters to add, leave out or replace to make one name of the other: their Levenshtein distance, if it is small. */
function distance(a: readonly string[], b: readonly string[]): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = row[j]! + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
