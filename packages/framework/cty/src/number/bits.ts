// SPDX-License-Identifier: Apache-2.0

/** How many bits the magnitude of `n` needs; `n` must not be negative. */
export function bitLength(n: bigint): number {
  if (n <= 0x1f_ffff_ffff_ffffn) return bitLengthOfInteger(Number(n));
  const hex = n.toString(16);
  return (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0]!, 16)));
}

/** The same for a non-negative safe integer. */
export function bitLengthOfInteger(n: number): number {
  return n < 0x1_0000_0000 ? 32 - Math.clz32(n) : 64 - Math.clz32(n / 0x1_0000_0000);
}

/** How often 2 divides `n`, which must not be zero. */
export function trailingZeros(n: bigint): number {
  let zeros = 0;
  let rest = n;
  while (BigInt.asUintN(32, rest) === 0n) {
    rest >>= 32n;
    zeros += 32;
  }
  const low = Number(BigInt.asUintN(32, rest));
  return zeros + 31 - Math.clz32(low & -low);
}

/** An unsigned number `mantissa * 2**exponent`. */
export interface Scaled {
  readonly mantissa: bigint;
  readonly exponent: number;
}

/**
 * Cuts `mantissa` down to `precision` bits, to nearest and ties to even.
 *
 * @param sticky Says that the exact number is a little above `mantissa`: bits below
 *   it were already dropped, so what looks like a tie is none.
 */
export function roundToPrecision(mantissa: bigint, exponent: number, precision: number, sticky = false): Scaled {
  const excess = bitLength(mantissa) - precision;
  if (excess <= 0) return { mantissa, exponent };
  const shift = BigInt(excess);
  const half = 1n << (shift - 1n);
  const rest = BigInt.asUintN(excess, mantissa);
  const kept = mantissa >> shift;
  const isUp = rest > half || (rest === half && (sticky || (kept & 1n) === 1n));
  return { mantissa: isUp ? kept + 1n : kept, exponent: exponent + excess };
}

/**
 * 5 to the power `n`, rounded to `precision` bits at each step of the way.
 *
 * Powers beyond that come from decimal exponents that nobody needs to the last bit, but a
 * hostile one must not cost more than its few digits.
 *
 * Source: `Float.pow5` of Go's math/big, whose rounding it repeats so that parsing gives the same bits.
 */
export function powerOfFive(n: number, precision: number): Scaled {
  if (n <= precision / log2Of5) return { mantissa: 5n ** BigInt(n), exponent: 0 };
  let power: Scaled = { mantissa: 5n ** 27n, exponent: 0 };
  let square: Scaled = { mantissa: 5n, exponent: 0 };
  for (let rest = n - 27; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) power = multiplyRounded(power, square, precision);
    square = multiplyRounded(square, square, precision + 64);
  }
  return power;
}

const log2Of5 = 2.321_928_094_887_362;

function multiplyRounded(a: Scaled, b: Scaled, precision: number): Scaled {
  return roundToPrecision(a.mantissa * b.mantissa, a.exponent + b.exponent, precision);
}
