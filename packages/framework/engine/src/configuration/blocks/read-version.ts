// SPDX-License-Identifier: Apache-2.0

import { convert, PathError, string } from "@provide-foundry/cty";
import { evaluate, hasErrors, type Attribute } from "@provide-foundry/hcl";
import type { VersionConstraint } from "../configuration.ts";
import { problem } from "../problem.ts";
import { parseVersionConstraint } from "../version-constraint.ts";
import type { BlockContext } from "./block-context.ts";

/** The constraint of an argument such as `required_version`. Undefined if there is none, or a wrong one. */
export function readVersionConstraint(
  attribute: Attribute | undefined,
  { found }: BlockContext,
): VersionConstraint | undefined {
  if (attribute === undefined) return undefined;
  const { name, expr, range } = attribute;
  const fail = (detail: string): undefined =>
    void found.push(problem("Invalid version constraint", detail, expr.range));
  const { value, diagnostics } = evaluate(expr);
  found.push(...diagnostics);
  if (hasErrors(diagnostics)) return undefined;
  let text;
  try {
    text = convert(value, string);
  } catch (error) {
    if (error instanceof PathError) return fail(`A string value is required for ${name}.`);
    throw error;
  }
  if (text.isNull() || !text.isKnown()) return undefined;
  if (parseVersionConstraint(text.asString()) === undefined) {
    return fail("This string does not use correct version constraint syntax.");
  }
  return { text: text.asString(), range };
}
