// SPDX-License-Identifier: Apache-2.0

import { unpackNumbers } from "./packed.ts";

/** A set of code points, packed into a text by `harnesses/go/unicode-tables` and unpacked when first asked. */
export class CodePointSet {
  declare private readonly packed: string;
  declare private unpacked: Uint32Array | undefined;

  constructor(packed: string) {
    this.packed = packed;
    this.unpacked = undefined;
  }

  /** Where ranges start and where they end, in turn; what they end with is not in them. */
  get bounds(): Uint32Array {
    return (this.unpacked ??= unpackBounds(this.packed));
  }

  has(codePoint: number): boolean {
    // The number of bounds up to the code point is odd inside a range.
    return countUpTo(this.bounds, codePoint) % 2 === 1;
  }
}

/** How many of the numbers, which ascend, are not above `limit`. */
export function countUpTo(numbers: Uint32Array, limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Each number is the distance from one bound to the next. */
function unpackBounds(packed: string): Uint32Array {
  let bound = 0;
  return Uint32Array.from(unpackNumbers(packed), (distance) => (bound += distance));
}
