// SPDX-License-Identifier: Apache-2.0

/**
 * Chance that is the same each time: a stand-in for `Math.random`.
 *
 * @param seed The same seed gives the same numbers.
 * @returns Numbers of at least 0 and less than 1. Not for secrets.
 *
 * Source: mulberry32 by Tommy Ettinger, in the public domain.
 */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
