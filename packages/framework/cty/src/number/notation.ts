// SPDX-License-Identifier: Apache-2.0

/**
 * Decimals as C's `printf` writes them. Digits are taken as they are: rounding is done before.
 *
 * Source: ftoa.go of Go's math/big.
 *
 * @module
 */

import type { Decimal } from "./decimal.ts";

export type Notation = "e" | "f" | "g";

/** @param places How many digits to write behind the point; by default all there are. */
export function writePlain({ digits, point }: Decimal, places: number = Math.max(digits.length - point, 0)): string {
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  if (places === 0) return whole;
  const fraction = point <= 0 ? "0".repeat(Math.min(-point, places)) + digits : digits.slice(point);
  return `${whole}.${fraction.slice(0, places).padEnd(places, "0")}`;
}

/** One digit, then the others behind the point. @param places How many of these; by default all there are. */
export function writeExponent({ digits, point }: Decimal, places: number = Math.max(digits.length - 1, 0)): string {
  const fraction = places === 0 ? "" : `.${digits.slice(1, places + 1).padEnd(places, "0")}`;
  const exponent = digits === "" ? 0 : point - 1;
  const size = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits[0] ?? "0"}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
}

/**
 * Without an exponent, unless the number is too small for that or too large.
 *
 * @param count How many digits the number was rounded to; by default it is the shortest.
 */
export function writeGeneral(decimal: Decimal, count?: number): string {
  const { digits, point } = decimal;
  const exponent = point - 1;
  if (exponent >= -4 && exponent < mostWholeDigits(decimal, count)) return writePlain(decimal);
  return writeExponent(decimal, digits.length - 1);
}

function mostWholeDigits({ digits, point }: Decimal, count: number | undefined): number {
  if (count === undefined) return 6;
  const least = Math.max(count, 1);
  return least > digits.length && digits.length >= point ? digits.length : least;
}
