// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import type { Kind, Type } from "../type.ts";
import type { Value } from "../value.ts";

/** How values of a cty type and a program's own values become each other. */
export interface Shape<T> {
  /** What `toCty` makes. */
  readonly type: Type;
  /** @throws PathError for what is of another kind, or out of range. */
  toCty(native: T): Value;
  /** @throws PathError for a value that is null, unknown or marked where that has no counterpart, or out of range. */
  fromCty(value: Value): T;
}

/** The program's side of a shape: `type Server = Infer<typeof server>`. */
export type Infer<S> = S extends Shape<infer T> ? T : never;

interface ShapeParts<T> {
  readonly type: Type;
  /** The kinds of types whose values `read` takes. */
  readonly kinds: readonly Kind[];
  /** What there must be in place of other kinds: "string value". */
  readonly noun: string;
  /** Whether a value of any JavaScript type is one for `write`. */
  readonly is: (native: unknown) => boolean;
  readonly write: (native: T) => Value;
  /** Takes a known value that is not null and not marked. */
  readonly read: (value: Value) => T;
}

/** A shape that has to deal with proper values only. */
export function shapeOf<T>({ type, kinds, noun, is, write, read }: ShapeParts<T>): Shape<T> {
  return {
    type,
    toCty(native) {
      if (!is(native)) throw new PathError([], `${noun} is required`);
      return write(native);
    },
    fromCty(value) {
      assertUsable(value);
      if (value.isNull()) throw new PathError([], "null value is not allowed");
      if (!kinds.includes(value.type.kind)) throw new PathError([], `${noun} is required`);
      return read(value);
    },
  };
}

/** What is unknown or marked has no counterpart outside of cty. */
export function assertUsable(value: Value): void {
  if (value.isMarked()) throw new PathError([], "value has marks, so it must be unmarked first");
  if (!value.isKnown()) throw new PathError([], "value must be known");
}
