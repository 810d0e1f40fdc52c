// SPDX-License-Identifier: Apache-2.0

import { bitLength, powerOfFive, roundToPrecision, type Scaled } from "./bits.ts";

/** A decimal text, read but not yet converted: `digits * 10**tens * 2**twos`. */
export interface DecimalText {
  readonly isNegative: boolean;
  /** All digits of the mantissa, without the point; may have zeros at either end. */
  readonly digits: string;
  readonly tens: number;
  readonly twos: number;
}

/**
 * Splits a number in the notation of go-cty's `ParseNumberVal`; undefined if it is none.
 *
 *     number   = [ "+" | "-" ] mantissa [ exponent ]
 *     mantissa = digits [ "." [ digits ] ] | "." digits
 *     exponent = ( "e" | "E" | "p" | "P" ) [ "+" | "-" ] digits
 *
 * A `p` exponent is a power of two. An exponent beyond 64 bits is no number even where the mantissa is zero.
 */
export function splitDecimal(text: string): DecimalText | undefined {
  const match = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:([eEpP])([+-]?[0-9]+))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = "", fraction = "", marker, exponentText = "0"] = match;
  const digits = whole + fraction;
  const exponent = BigInt(exponentText.replace("+", ""));
  if (digits === "" || BigInt.asIntN(64, exponent) !== exponent) return undefined;
  const isBinary = marker === "p" || marker === "P";
  return {
    isNegative: sign === "-",
    digits,
    tens: (isBinary ? 0 : Number(exponent)) - fraction.length,
    twos: isBinary ? Number(exponent) : 0,
  };
}

/**
 * The magnitude of a decimal text at `precision` bits; undefined if its exponent is out of Go's range.
 *
 * The exponent of the answer may be out of range: then the number is infinite or zero.
 */
export function scaleDecimal({ digits, tens, twos }: DecimalText, precision: number): Scaled | undefined {
  const mantissa = BigInt(digits);
  if (mantissa === 0n) return { mantissa, exponent: 0 };
  const binaryExponent = bitLength(mantissa) + tens + twos;
  if (binaryExponent < minExponent || binaryExponent > maxExponent) return undefined;

  const { mantissa: power, exponent: powerExponent } = powerOfFive(Math.abs(tens), precision + 64);
  if (tens >= 0) return roundToPrecision(mantissa * power, powerExponent + tens + twos, precision);
  return divideRounded(mantissa, power, tens + twos - powerExponent, precision);
}

/** The quotient of two positive integers times `2**exponent`. */
export function divideRounded(dividend: bigint, divisor: bigint, exponent: number, precision: number): Scaled {
  const shift = Math.max(precision + 2 - (bitLength(dividend) - bitLength(divisor)), 0);
  const shifted = dividend << BigInt(shift);
  const quotient = shifted / divisor;
  return roundToPrecision(quotient, exponent - shift, precision, quotient * divisor !== shifted);
}

/** The range of n in a number between `2**(n - 1)` and `2**n`, as Go's big.Float has it. */
export const minExponent = -0x8000_0000;
export const maxExponent = 0x7fff_ffff;
