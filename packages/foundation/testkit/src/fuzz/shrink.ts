// SPDX-License-Identifier: Apache-2.0

import type { Units } from "./mutate.ts";

/** For all tries together: an input that makes a parser hang takes its full time at each of them. */
const budgetMs = 5_000;

/**
 * Makes a failing input shorter by leaving out pieces, large ones first, as long as what is left still fails.
 *
 * @param fails Whether an input still fails in the same way.
 */
export function shrink(input: Units, fails: (input: Units) => boolean): Units {
  const deadline = performance.now() + budgetMs;
  let shortest = input;
  for (let size = shortest.length >> 1; size > 0; size >>= 1) {
    for (let start = 0; start < shortest.length;) {
      if (performance.now() > deadline) return shortest;
      const shorter = [...shortest.slice(0, start), ...shortest.slice(start + size)];
      if (fails(shorter)) shortest = shorter;
      else start += size;
    }
  }
  return shortest;
}
