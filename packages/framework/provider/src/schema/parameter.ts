// SPDX-License-Identifier: Apache-2.0

import type { Field, PlainShape } from "./field.ts";

/** What a parameter takes. `optional()` ones come last; `nullable()` ones also take null. */
export type ParameterElement = Field<PlainShape, "required" | "optional", "checked" | "dynamic" | "nullable">;

/** One parameter of a function. Made by `t.param`. */
export interface Parameter<A extends ParameterElement = ParameterElement, U extends boolean = boolean> {
  readonly name: string;
  readonly attribute: A;
  /** The function wants to be called although the argument is not known yet. */
  readonly allowUnknown: U;
}
