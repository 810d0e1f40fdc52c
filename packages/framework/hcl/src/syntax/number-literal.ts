// SPDX-License-Identifier: Apache-2.0

import { isDigit } from "./characters.ts";

/**
 * Whether a number token can be read as a number: `1.2.3` and `1e5e5` cannot, nor what is beyond the exponents of Go's
 * big.Float.
 */
export function isNumber(text: string): boolean {
  if (isWhole(text)) return true;
  const match = /^([0-9]+)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/.exec(text);
  if (!match) return false;
  const [, whole = "", fraction = "", exponentText] = match;
  if (exponentText === undefined) return true;
  const exponent = BigInt(exponentText.replace("+", ""));
  if (BigInt.asIntN(64, exponent) !== exponent) return false;
  const mantissa = BigInt(whole + fraction);
  const magnitude = exponent - BigInt(fraction.length) + BigInt(mantissa.toString(2).length);
  return mantissa === 0n || BigInt.asIntN(32, magnitude) === magnitude;
}

function isWhole(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!isDigit(text.charCodeAt(i))) return false;
  return text !== "";
}
