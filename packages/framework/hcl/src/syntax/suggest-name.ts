// SPDX-License-Identifier: Apache-2.0

/** The first of the candidates that a misspelled name may have meant: less than three letters away. */
export function suggestName(given: string, candidates: Iterable<string>): string | undefined {
  const letters = Array.from(given);
  for (const candidate of candidates) {
    if (isWithin(letters, Array.from(candidate), 2)) return candidate;
  }
  return undefined;
}

/** Whether so many letters added, left out or replaced make one name of the other: their Levenshtein distance. */
function isWithin(a: readonly string[], b: readonly string[], limit: number): boolean {
  if (Math.abs(a.length - b.length) > limit) return false;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = row[j]! + (a[i] === b[j] ? 0 : 1);
      next.push(Math.min(replaced, row[j + 1]! + 1, next[j]! + 1));
    }
    row = next;
  }
  return row[b.length]! <= limit;
}
