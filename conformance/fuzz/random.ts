// SPDX-License-Identifier: Apache-2.0

/**
 * Choices that a seed and the number of a case determine, so that each case can be made again by itself.
 *
 * Source: mulberry32, by Tommy Ettinger, for the sequence.
 */
export class Random {
  #state: number;

  constructor(seed: number, index: number) {
    this.#state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
    // Neighbours among the cases begin alike.
    for (let i = 0; i < 3; i++) this.next();
  }

  /** An integer from 0 to 2**32 - 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** An integer from 0, below `bound`. */
  below(bound: number): number {
    return Math.floor((this.next() / 2 ** 32) * bound);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  /** One of the branches, each as often as its weight says. */
  branch<T>(branches: readonly (readonly [weight: number, make: () => T])[]): T {
    let left = this.below(branches.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, make] of branches) {
      if (left < weight) return make();
      left -= weight;
    }
    throw new RangeError("no branch has a weight");
  }

  /** From `least` to `most` things. */
  list<T>(least: number, most: number, make: (i: number) => T): T[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, i) => make(i));
  }
}
