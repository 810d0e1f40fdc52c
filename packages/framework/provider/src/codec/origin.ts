// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";

/** Where the lists and objects that handlers see came from. They are frozen, so this stays true. */
const origins = new WeakMap<object, cty.Value>();

/**
 * Remembers which value `plain` was made from. A handler that returns a part of
 * what it was given then returns that very value: nothing is encoded again, and
 * numbers keep digits that a double does not have.
 */
export function rememberOrigin<T extends object>(plain: T, value: cty.Value): T {
  origins.set(plain, value);
  return plain;
}

/** The value of `type`, or of any for `cty.dynamic`, that `plain` was made from, if it was. */
export function originOf(plain: unknown, type: cty.Type): cty.Value | undefined {
  if (typeof plain !== "object" || plain === null) return undefined;
  const value = origins.get(plain);
  return value?.type === type || type === cty.dynamic ? value : undefined;
}
