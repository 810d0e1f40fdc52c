// SPDX-License-Identifier: Apache-2.0

/**
 * The candidate that was probably meant by `text`; undefined when none is near.
 *
 * Near is at most one edit for every three characters, and at least one: a letter more, less, another, or two that
 * have changed places. Case does not count.
 */
export function findClosest(text: string, candidates: Iterable<string>): string | undefined {
  // What is longer is no typing error, and the distance takes quadratic time.
  if (text.length > maxLength) return undefined;
  let closest: string | undefined;
  let least = Math.max(1, Math.floor(text.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - text.length) >= least) continue;
    const distance = countEdits(text.toLowerCase(), candidate.toLowerCase());
    if (distance < least) [closest, least] = [candidate, distance];
  }
  return closest;
}

const maxLength = 100;

/** `; did you mean log.level?`, or nothing when no candidate is near. */
export function suggestClosest(text: string, candidates: Iterable<string>): string {
  const closest = findClosest(text, candidates);
  return closest === undefined ? "" : `; did you mean ${closest}?`;
}

/** Source: optimal string alignment distance (Damerau 1964), with three rows of its matrix. */
function countEdits(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row[j] = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1, swapped ? beforeLast[j - 2]! + 1 : Infinity);
    }
    [beforeLast, last] = [last, row];
  }
  return last[b.length]!;
}
