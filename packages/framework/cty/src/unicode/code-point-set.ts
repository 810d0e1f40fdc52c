// SPDX-License-Identifier: Apache-2.0

/** A set of code points, packed into a text by `harnesses/go/unicode-tables` and unpacked when first asked. */
export class CodePointSet {
  readonly #packed: string;
  /** Where ranges start and end, in turn. */
  #bounds: Uint32Array | undefined;

  constructor(packed: string) {
    this.#packed = packed;
  }

  has(codePoint: number): boolean {
    const bounds = (this.#bounds ??= unpack(this.#packed));
    // The number of bounds up to the code point is odd inside a range.
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (bounds[middle]! <= codePoint) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Each number, in groups of five bits from the lowest up, is the distance from one bound to the next. */
function unpack(packed: string): Uint32Array {
  const bounds: number[] = [];
  let bound = 0;
  let shift = 0;
  for (const digit of packed) {
    const bits = alphabet.indexOf(digit);
    bound += (bits & 31) << shift;
    shift += 5;
    if (bits >= 32) continue;
    bounds.push(bound);
    shift = 0;
  }
  return Uint32Array.from(bounds);
}
