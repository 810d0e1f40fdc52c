// SPDX-License-Identifier: Apache-2.0

/**
 * Arguments whose values must be known without looking at anything else.
 *
 * @module
 */

import { convert, PathError } from "@provide-foundry/cty";
import { bool, fromCty, string, type Shape } from "@provide-foundry/cty/native";
import { evaluate, startRange, type Attribute } from "@provide-foundry/hcl";
import { problem } from "../problem.ts";
import type { BlockContext } from "./block-context.ts";

/** Undefined if the argument is missing or wrong. */
export function readBool(attribute: Attribute | undefined, context: BlockContext): boolean | undefined {
  return readConstant(attribute, bool, context);
}

/** Undefined if the argument is missing or wrong. */
export function readString(attribute: Attribute | undefined, context: BlockContext): string | undefined {
  return readConstant(attribute, string, context);
}

function readConstant<T>(attribute: Attribute | undefined, shape: Shape<T>, { found }: BlockContext): T | undefined {
  if (attribute === undefined) return undefined;
  const { expr } = attribute;
  const { value, diagnostics } = evaluate(expr);
  found.push(...diagnostics);
  if (!value.isWhollyKnown()) {
    found.push(problem("Unsuitable value type", "Unsuitable value: value must be known", startRange(expr), expr.range));
    return undefined;
  }
  try {
    return fromCty(convert(value, shape.type), shape);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    const detail = `Unsuitable value: ${error.detail}`;
    found.push(problem("Unsuitable value type", detail, startRange(expr), expr.range));
    return undefined;
  }
}
