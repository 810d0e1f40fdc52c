// SPDX-License-Identifier: Apache-2.0

import type { RefinementBuilder } from "../refinement-builder.ts";
import type { Type } from "../type.ts";
import type { Value } from "../value.ts";

/** What a function expects of one argument. */
export interface Parameter {
  readonly name: string;
  readonly description?: string;
  /** The argument must conform to it; `dynamic`, also inside another type, stands for any type. */
  readonly type: Type;
  /** Whether null is an argument. Otherwise it is refused. */
  readonly allowNull?: boolean;
  /** Whether the implementation sees unknown arguments. Otherwise they make the result unknown without calling it. */
  readonly allowUnknown?: boolean;
  /**
   * Whether the type function sees arguments of dynamic type. Otherwise they make the result dynamic and unknown without
   * calling it. Such arguments are unknown too, so the implementation sees them only with `allowUnknown`.
   */
  readonly allowDynamicType?: boolean;
  /**
   * Whether the function sees marks, and then passes them on itself. Otherwise it gets the argument without marks at any
   * depth, and they are added to the result.
   */
  readonly allowMarked?: boolean;
}

/** What makes a function. Its callbacks must be pure: the same arguments give the same result. */
export interface FunctionSpec {
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  /** What is expected of each argument after those for `parameters`; without it there may be none. */
  readonly variadicParameter?: Parameter;
  /**
   * The type of the result, or what finds it. It is also called with unknown arguments, whatever the parameters say; it
   * may answer `dynamic` then, and throw an `ArgumentError` or `FunctionError` for arguments that will never do.
   */
  readonly type: Type | ((args: readonly Value[]) => Type);
  /** Narrows down every result, also an unknown one; what it says must hold for all of them. */
  readonly refineResult?: (builder: RefinementBuilder) => RefinementBuilder;
  /**
   * Answers a call. The result must conform to `returnType`, which is what `type` found.
   *
   * For arguments without an answer it throws an `ArgumentError` or `FunctionError`; `PathError`s of conversions may pass.
   * Anything else that it throws is its own mistake, and becomes a `FunctionPanicError`.
   */
  readonly implementation: (args: readonly Value[], returnType: Type) => Value;
}

/** The most common `refineResult`: that the result is never null. */
export function refineNotNull(builder: RefinementBuilder): RefinementBuilder {
  return builder.notNull();
}
