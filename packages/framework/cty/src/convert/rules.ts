// SPDX-License-Identifier: Apache-2.0

import type { Type } from "../type.ts";
import type { Value } from "../value.ts";

/** Converts a value. @throws PathError, in the words of cty, if this value cannot be converted. */
export type Conversion = (value: Value) => Value;

/**
 * Which conversions there are: only safe ones, that work for every value of the type, or unsafe ones too.
 *
 * The conversions of containers are made of those of their parts, and get at them through this.
 */
export interface Rules {
  /** The conversion between two types; undefined if there is none, as for most types to themselves. */
  find(from: Type, to: Type): Conversion | undefined;
  /** A type that values of all these types can be converted to; undefined if there is none. */
  unify(types: readonly Type[]): Unified | undefined;
}

export interface Unified {
  readonly type: Type;
  /** For each of the types, the conversion to `type`; undefined where none is needed. */
  readonly conversions: readonly (Conversion | undefined)[];
}
