// SPDX-License-Identifier: Apache-2.0

import { dynamicVal, type Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import type { RootStep, Traversal } from "../traversal.ts";
import { attributeValue, indexValue } from "./access.ts";
import { contextChain, type EvalContext } from "./eval-context.ts";
import type { Evaluated } from "./evaluated.ts";
import { literalValue } from "./literal-value.ts";
import { suggestNearest } from "../syntax/suggest-name.ts";

/** The value that an absolute traversal leads to. */
export function traverseAbs(traversal: Traversal, context: EvalContext | undefined): Evaluated {
  const found: Diagnostic[] = [];
  return { value: followFromRoot(traversal, context, found), diagnostics: found };
}

/** The value that a relative traversal leads to. */
export function traverseRel(traversal: Traversal, value: Value): Evaluated {
  const found: Diagnostic[] = [];
  return { value: follow(traversal, 0, value, found), diagnostics: found };
}

/** As `traverseAbs`; what is wrong is added to `found`. */
export function followFromRoot(traversal: Traversal, context: EvalContext | undefined, found: Diagnostic[]): Value {
  const root = traversal[0];
  if (root?.kind !== "root") throw new TypeError("a relative traversal leads nowhere without a value");
  const value = rootValue(root, context, found);
  return value === undefined ? dynamicVal : follow(traversal, 1, value, found);
}

/** Follows the steps from one on; what is wrong is added to `found`, and ends it. */
export function follow(traversal: Traversal, start: number, value: Value, found: Diagnostic[]): Value {
  const before = found.length;
  let current = value;
  for (let i = start; i < traversal.length; i++) {
    const step = traversal[i]!;
    switch (step.kind) {
      case "attr":
        current = attributeValue(current, step.name, step, found);
        break;
      case "index":
        current = indexValue(current, literalValue(step.key), step, found);
        break;
      default:
        throw new TypeError(`a step of kind ${step.kind} leads to no single value`);
    }
    if (found.length > before) break;
  }
  return current;
}

function rootValue(root: RootStep, context: EvalContext | undefined, found: Diagnostic[]): Value | undefined {
  let isAllowed = false;
  for (const { variables } of contextChain(context)) {
    isAllowed ||= variables !== undefined;
    const value = variables?.get(root.name);
    if (value !== undefined) return value;
  }
  const subject = root.range;
  if (!isAllowed) {
    const detail = "Variables may not be used here.";
    found.push({ severity: "error", summary: "Variables not allowed", detail, subject });
    return undefined;
  }
  const near = nearVariable(root.name, context);
  const advice = near === undefined ? "" : ` Did you mean ${quoteGo(near)}?`;
  const detail = `There is no variable named ${quoteGo(root.name)}.${advice}`;
  found.push({ severity: "error", summary: "Unknown variable", detail, subject });
  return undefined;
}

/** A variable of the innermost context that has one of such a name. */
function nearVariable(name: string, context: EvalContext | undefined): string | undefined {
  for (const { variables } of contextChain(context)) {
    const near = variables && suggestNearest(name, variables.keys());
    if (near !== undefined) return near;
  }
  return undefined;
}
