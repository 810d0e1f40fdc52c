// SPDX-License-Identifier: Apache-2.0

/**
 * Number arguments as integers, with the words of Go's `gocty` for what is none.
 *
 * @module
 */

import { PathError, type Value } from "@provide-foundry/cty";

/** @throws PathError if it is not whole, or beyond 64 bits. */
export function int64Of(value: Value): bigint {
  const float = value.asBigFloat();
  if (float.isInteger) {
    const whole = float.toBigInt();
    if (BigInt.asIntN(64, whole) === whole) return whole;
  }
  throw new PathError([], "value must be a whole number, between -9223372036854775808 and 9223372036854775807");
}

/** Of any size. @throws PathError if it is not whole. */
export function bigIntOf(value: Value): bigint {
  const float = value.asBigFloat();
  if (float.isInteger) return float.toBigInt();
  throw new PathError([], "value must be a whole number");
}
