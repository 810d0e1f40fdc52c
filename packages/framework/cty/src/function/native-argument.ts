// SPDX-License-Identifier: Apache-2.0

/**
 * Number arguments of functions that count, or that calculate with 64 bits as Go does.
 *
 * Source: go-cty 1.18, `gocty.FromCtyValue` for `int` and `float64`.
 *
 * @module
 */

import { PathError } from "../path-error.ts";
import type { Value } from "../value.ts";

/**
 * A known number as an integer of 64 bits.
 *
 * @param toError What to throw if it is none, made of the reason; by default the reason alone.
 */
export function int64Of(value: Value, toError: (reason: PathError) => Error = (reason) => reason): bigint {
  const float = value.asBigFloat();
  if (float.isInteger && float.fitsInt64()) return float.toBigInt();
  throw toError(
    new PathError([], "value must be a whole number, between -9223372036854775808 and 9223372036854775807"),
  );
}

/** A known number as the nearest of 64 bits. @throws PathError if it is beyond the largest of those, but not infinite. */
export function float64Of(value: Value): number {
  const float = value.asBigFloat();
  const nearest = float.toNumber();
  if (Number.isFinite(nearest) || float.isInfinite) return nearest;
  const largest = `${BigInt(Number.MAX_VALUE)}.000000`;
  throw new PathError([], `value must be between -${largest} and ${largest} inclusive`);
}
