// SPDX-License-Identifier: Apache-2.0

/**
 * Decimal digits of binary numbers: the shortest that read back as the same number,
 * and a fixed count for hashing.
 *
 * Both look only at the leading digits that decide the answer, so that the cost grows
 * with the precision and not with the exponent.
 *
 * Source: `decimal` and `roundShortest` of Go's math/big, ftoa.go.
 *
 * @module
 */

import { bitLength, powerOfFive } from "./bits.ts";

/** The number `0.DIGITS * 10**point`. Digits have no zero at either end; none at all is zero. */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** Zero. */
export const noDigits: Decimal = { digits: "", point: 0 };

/** The first digits of a number that may have more. */
interface Digits extends Decimal {
  /** Whether the number ends with the last of `digits`. */
  readonly isExact: boolean;
}

const zero = 48;
const five = 53;

/**
 * The fewest digits that, read at `precision` bits, give `mantissa * 2**exponent` again;
 * of those the nearest to it.
 *
 * Where a neighbour's half-way point has more digits before the decimal point, Go compares
 * digits that do not belong together and may keep more of them than needed. That shows in
 * texts that Terraform stores, so it is kept.
 */
export function shortestDecimal(mantissa: bigint, exponent: number, precision: number): Decimal {
  // One more bit than the precision makes the last bit half a unit.
  const shift = precision + 1 - bitLength(mantissa);
  const middle = shift >= 0 ? mantissa << BigInt(shift) : mantissa >> BigInt(-shift);
  const isEven = (middle & 2n) === 0n;
  const count = Math.ceil((precision + 1) * log10Of2) + 3;

  const scale = new DecimalScale(middle, exponent - shift, count);
  const exact = scale.digitsOf(middle);
  const digits = chooseShortest(exact, scale.digitsOf(middle - 1n), scale.digitsOf(middle + 1n), isEven);
  if (digits !== undefined) return digits;
  return exact.isExact ? exact : allDigits(middle, exponent - shift);
}

/** The first `count` digits, rounded to nearest, ties to even. */
export function roundedDecimal(mantissa: bigint, exponent: number, count: number): Decimal {
  return roundNearest(new DecimalScale(mantissa, exponent, count + 1).digitsOf(mantissa), count);
}

/** The first digits with `places` of them behind the decimal point, rounded to nearest, ties to even. */
export function decimalWithPlaces(mantissa: bigint, exponent: number, places: number): Decimal {
  const { point } = new DecimalScale(mantissa, exponent, 1).digitsOf(mantissa);
  const count = point + places;
  return count < 0 ? { digits: "", point } : roundedDecimal(mantissa, exponent, count);
}

/** A power of ten that brings numbers near `mantissa * 2**exponent` to at least `count` digits before the point. */
class DecimalScale {
  readonly #tens: number;
  readonly #exponent: number;
  readonly #power: bigint;
  readonly #isPowerExact: boolean;

  constructor(mantissa: bigint, exponent: number, count: number) {
    const digitsBeforePoint = Math.floor((bitLength(mantissa) + exponent - 1) * log10Of2) + 1;
    this.#tens = count - digitsBeforePoint;
    const fives = Math.abs(this.#tens);
    // Many digits are only asked for one by one, and then a tie far behind the point is to be told from what is not quite one.
    this.#isPowerExact = fives <= Math.max(largestExactPower, 2 * count);
    const { mantissa: power, exponent: powerExponent } = this.#isPowerExact
      ? { mantissa: 5n ** BigInt(fives), exponent: 0 }
      : powerOfFive(fives, bitLength(mantissa) + guardBits);
    this.#power = power;
    this.#exponent = exponent + this.#tens + Math.sign(this.#tens) * powerExponent;
  }

  digitsOf(mantissa: bigint): Digits {
    let whole: bigint;
    let isExact: boolean;
    if (this.#tens >= 0) {
      const product = mantissa * this.#power;
      whole = shiftLeft(product, this.#exponent);
      isExact = shiftLeft(whole, -this.#exponent) === product;
    } else {
      const dividend = shiftLeft(mantissa, Math.max(this.#exponent, 0));
      const divisor = shiftLeft(this.#power, Math.max(-this.#exponent, 0));
      whole = dividend / divisor;
      isExact = whole * divisor === dividend;
    }
    const digits = whole.toString();
    const point = digits.length - this.#tens;
    return isExact && this.#isPowerExact
      ? { digits: trimZeros(digits), point, isExact: true }
      : { digits, point, isExact: false };
  }
}

/** Powers of five beyond this one are rounded, with so many bits to spare that a wrong digit is not to be met. */
const largestExactPower = 4096;
const guardBits = 128;
const log10Of2 = 0.301_029_995_663_981_2;

function chooseShortest(exact: Digits, lower: Digits, upper: Digits, isEven: boolean): Decimal | undefined {
  const { digits } = exact;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(i);
    const isDownInside = digitAt(lower, i) !== digit || (isEven && endsAt(lower, i + 1));
    const high = digitAt(upper, i);
    const isUpInside = digit !== high && (isEven || digit + 1 < high || !endsBy(upper, i + 1));
    if (isDownInside && isUpInside) return roundNearest(exact, i + 1);
    if (isDownInside) return roundDown(exact, i + 1);
    if (isUpInside) return roundUp(exact, i + 1);
  }
  return undefined;
}

function digitAt({ digits }: Digits, i: number): number {
  return i < digits.length ? digits.charCodeAt(i) : zero;
}

function endsAt({ digits, isExact }: Digits, length: number): boolean {
  return isExact && digits.length === length;
}

function endsBy({ digits, isExact }: Digits, length: number): boolean {
  return isExact && digits.length <= length;
}

function roundNearest(decimal: Digits, count: number): Decimal {
  const { digits } = decimal;
  if (count >= digits.length) return decimal;
  const next = digits.charCodeAt(count);
  const isTie = next === five && endsAt(decimal, count + 1);
  const isUp = isTie ? count > 0 && digits.charCodeAt(count - 1) % 2 === 1 : next >= five;
  return isUp ? roundUp(decimal, count) : roundDown(decimal, count);
}

function roundDown({ digits, point }: Decimal, count: number): Decimal {
  return { digits: trimZeros(digits.slice(0, count)), point };
}

function roundUp({ digits, point }: Decimal, count: number): Decimal {
  if (count >= digits.length) return { digits, point };
  let end = count;
  while (end > 0 && digits[end - 1] === "9") end--;
  if (end === 0) return { digits: "1", point: point + 1 };
  return { digits: digits.slice(0, end - 1) + String.fromCharCode(digits.charCodeAt(end - 1) + 1), point };
}

function allDigits(mantissa: bigint, exponent: number): Decimal {
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = whole.toString();
  return { digits: trimZeros(digits), point: digits.length + Math.min(exponent, 0) };
}

function trimZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === zero) end--;
  return digits.slice(0, end);
}

function shiftLeft(n: bigint, bits: number): bigint {
  return bits >= 0 ? n << BigInt(bits) : n >> BigInt(-bits);
}
