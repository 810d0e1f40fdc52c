// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import { Decimal } from "../schema/decimal.ts";
import { UNKNOWN } from "../schema/unknown.ts";

/** The plain form of a value without parts to look at: null or unknown. Undefined for others. */
export function whole(value: cty.Value): null | typeof UNKNOWN | undefined {
  if (value.isNull()) return null;
  return value.isKnown() ? undefined : UNKNOWN;
}

/** An object that is looked at by name. A Map, a Date or a promise would seem to have no names at all. */
export function isRecord(plain: unknown): plain is Readonly<Record<string, unknown>> {
  if (typeof plain !== "object" || plain === null || plain instanceof Date || plain instanceof Decimal) return false;
  return !(Symbol.iterator in plain) && !("then" in plain && typeof plain.then === "function");
}

/** Assigns a property of any name: an assignment to `__proto__` would change the prototype instead. */
export function setOwn(plain: Record<string, unknown>, key: string, part: unknown): void {
  if (key === "__proto__") Object.defineProperty(plain, key, { value: part, enumerable: true });
  else plain[key] = part;
}
