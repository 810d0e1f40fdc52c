// SPDX-License-Identifier: Apache-2.0

/**
 * Evaluates what somebody types at a prompt, with the values of the last apply.
 *
 * @module
 */

import { dynamicVal, type Value } from "@provide-foundry/cty";
import { hasErrors, parseExpression } from "@provide-foundry/hcl";
import type { Diagnostics } from "../diagnostic.ts";
import { createSession, type SessionOptions } from "../evaluation/create-session.ts";
import { showStored } from "../evaluation/show-stored.ts";
import { visitNode } from "../evaluation/visit-node.ts";
import { walkGraph } from "../graph/walk.ts";

export async function evaluateText(
  text: string,
  base: Omit<SessionOptions, "operation" | "conditions">,
): Promise<{ value: Value; diagnostics: Diagnostics }> {
  const { result: expression, diagnostics } = parseExpression(text, "<console-input>");
  if (hasErrors(diagnostics)) return { value: dynamicVal, diagnostics };
  const session = await createSession({ ...base, operation: "console", conditions: "skip" });
  // Nothing is asked of providers: their configurations are left out.
  const names = new Set([...session.graph.nodes].flatMap(([name, { kind }]) => (kind === "provider" ? [] : [name])));
  showStored(session, base.state);
  await walkGraph(session.graph.only(names), async (node) => {
    const isGood = await visitNode(node, session, () => Promise.resolve(true));
    // Instances of modules come to be in the course of the walk.
    if (node.kind === "call") showStored(session, base.state);
    return isGood;
  });
  const { value, diagnostics: found } = await session.evaluator.evaluate(expression, session.scopes.root);
  return { value, diagnostics: [...session.problems.all, ...found] };
}
