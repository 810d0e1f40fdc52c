// SPDX-License-Identifier: Apache-2.0

import { variables, type Block } from "@provide-foundry/hcl";
import { formatResourceName, type ResourceName } from "../../address.ts";
import type { CheckRule } from "../configuration.ts";
import { problem } from "../problem.ts";
import { parseReference } from "../references.ts";
import type { BlockContext } from "./block-context.ts";

const schema = {
  attributes: [
    { name: "condition", required: true },
    { name: "error_message", required: true },
  ],
};

/** A `validation`, `precondition`, `postcondition` or `assert` block. Undefined if a part of it is missing. */
export function readCheckRule(block: Block, context: BlockContext): CheckRule | undefined {
  const { isOverride, found } = context;
  const { type, defRange: range } = block;
  if (isOverride) {
    found.push(problem(`Can't override ${type} blocks`, `Override files cannot override "${type}" blocks.`, range));
    return undefined;
  }
  const { content, diagnostics } = block.body.content(schema);
  found.push(...diagnostics);
  const condition = content.attributes.get("condition")?.expr;
  if (condition !== undefined && variables(condition).length === 0) {
    const detail =
      "The condition expression must refer to at least one object from elsewhere in the configuration, or else its result would not be checking anything.";
    found.push(problem(`Invalid ${type} expression`, detail, condition.range));
  }
  const errorMessage = content.attributes.get("error_message")?.expr;
  return condition && errorMessage && { condition, errorMessage, range };
}

/** Reports a condition on a resource that refers to the resource by its name. */
export function checkSelfReferences(
  rule: CheckRule,
  kind: string,
  resource: ResourceName,
  { found }: BlockContext,
): void {
  const address = formatResourceName(resource);
  for (const expression of [rule.condition, rule.errorMessage]) {
    const refersToIt = variables(expression).some((traversal) => {
      const subject = parseReference(traversal).reference?.subject;
      return subject?.kind === "resource" && formatResourceName(subject.resource) === address;
    });
    if (!refersToIt) continue;
    const detail = `Configuration for ${address} may not refer to itself.`;
    found.push(problem(`Invalid reference in ${kind}`, detail, expression.range));
  }
}
