// SPDX-License-Identifier: Apache-2.0

import type { Decimal } from "./decimal.ts";
import type { Unknown } from "./unknown.ts";

/**
 * What a `t.dynamic()` holds, as plain as JSON, and every number exactly:
 *
 * | in Terraform | here |
 * |---|---|
 * | string, bool | string, boolean |
 * | number | `number` if that is the same number, else `bigint` if whole, else {@link Decimal} |
 * | list, set, tuple | array |
 * | map, object | object |
 *
 * An array that a handler makes becomes a tuple, an object an object, as of
 * `jsondecode()`. What it got and returns keeps the type that it had; for other
 * types see `fromCty`.
 */
export type Dynamic =
  | string
  | boolean
  | number
  | bigint
  | Decimal
  | readonly (Dynamic | null)[]
  | { readonly [name: string]: Dynamic | null };

/** A {@link Dynamic} that may be unknown in parts. */
export type UncertainDynamic =
  | string
  | boolean
  | number
  | bigint
  | Decimal
  | readonly (UncertainDynamic | Unknown | null)[]
  | { readonly [name: string]: UncertainDynamic | Unknown | null };
