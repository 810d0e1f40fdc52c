// SPDX-License-Identifier: Apache-2.0

import type { Type, Value } from "@provide-foundry/cty";
import type { Diagnostics } from "../diagnostics.ts";
import type { Expression } from "../expression.ts";
import type { EvalContext } from "./eval-context.ts";

/**
 * Reads an argument of a capsule type from the expression that was written for it, instead of from its value. Undefined as
 * the value stands for one that could not be read.
 */
export type CustomExpressionDecoder = (
  expression: Expression,
  context: EvalContext | undefined,
) => { readonly value: Value | undefined; readonly diagnostics: Diagnostics };

/** The key under which a capsule type's `extensionData` has its `CustomExpressionDecoder`. */
export const customDecoderKey: unique symbol = Symbol("custom expression decoder");

/** How arguments and attributes of a type are read, if that is from their expressions. */
export function customDecoderFor(type: Type): CustomExpressionDecoder | undefined {
  if (type.kind !== "capsule") return undefined;
  return type.ops.extensionData?.(customDecoderKey) as CustomExpressionDecoder | undefined;
}
