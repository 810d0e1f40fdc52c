// SPDX-License-Identifier: Apache-2.0

import { isDecimal } from "./decimal.ts";
import type { NumberKind } from "./field.ts";

/** What a plain value must be to be a number of a kind. */
const isOfKind: Readonly<Record<NumberKind, (plain: unknown) => boolean>> = {
  int: Number.isSafeInteger,
  int32: (plain) => Number.isInteger(plain) && plain === ((plain as number) | 0),
  bigint: (plain) => typeof plain === "bigint",
  float: Number.isFinite,
  float32: (plain) => Number.isFinite(plain) && Number.isFinite(Math.fround(plain as number)),
  decimal: isDecimal,
};

export function isNumberKind(kind: string): kind is NumberKind {
  return Object.hasOwn(isOfKind, kind);
}

export function isNumberOf(kind: NumberKind, plain: unknown): boolean {
  return isOfKind[kind](plain);
}
