// SPDX-License-Identifier: Apache-2.0

/**
 * Whether an object is replaced because of what becomes of others: `replace_triggered_by`.
 *
 * Source: Terraform 1.11, `internal/terraform/eval_context_builtin.go`, `EvaluateReplaceTriggeredBy`.
 *
 * @module
 */

import { convert, string, type Value } from "@provide-foundry/cty";
import { hasErrors, traverseRel, type Expression } from "@provide-foundry/hcl";
import { formatResourceName, type InstanceKey, type ResourceName } from "../address.ts";
import { problem } from "../configuration/problem.ts";
import { referencesOf, type Reference } from "../configuration/references.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { ResourceChange } from "../plan/plan.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import type { PlanSession } from "./plan-session.ts";

export async function findTrigger(
  session: PlanSession,
  instance: ConfiguredInstance,
  found: Diagnostic[],
): Promise<boolean> {
  for (const expression of instance.node.resource.lifecycle.replaceTriggeredBy) {
    const isTriggered = await triggers(session, instance, expression, found);
    if (isTriggered) return true;
    if (hasErrors(found)) return false;
  }
  return false;
}

async function triggers(
  session: PlanSession,
  { scope, repetition }: ConfiguredInstance,
  expression: Expression,
  found: Diagnostic[],
): Promise<boolean> {
  const target = await readTarget(session, expression, scope, repetition, found);
  if (target === undefined) return false;
  const { resource, key, remaining } = target;
  const declared = scope.module.resources.get(formatResourceName(resource));
  if (declared === undefined) {
    const where =
      scope.module.path.length === 0 ? "the root module" : scope.module.path.map((name) => `module.${name}`).join(".");
    const detail = `A resource ${formatResourceName(resource)} has not been declared in ${where}`;
    found.push(problem("Reference to undeclared resource", detail, expression.range));
    return false;
  }
  const keys =
    key === undefined && declared.repetition.kind !== "single"
      ? scope.resources.get(formatResourceName(resource))?.instances.data.keys()
      : [key];
  const addresses = Array.from(keys ?? [], (each) => ({
    module: scope.instance,
    ...resource,
    ...(each !== undefined && { key: each }),
  }));
  const changes = addresses.flatMap((address) => session.changes.find(address) ?? []);
  return changes.some((change) => isTrigger(change, remaining));
}

function isTrigger({ action, before, after }: ResourceChange, remaining: Reference["remaining"]): boolean {
  if (action !== "update" && action !== "delete-create" && action !== "create-delete") return false;
  if (remaining.length === 0) return true;
  const [old, next] = [traverseRel(remaining, before), traverseRel(remaining, after)];
  return !old.value.rawEquals(next.value);
}

interface Target {
  readonly resource: ResourceName;
  readonly key?: InstanceKey;
  readonly remaining: Reference["remaining"];
}

/** The reference that an expression is, with `count.index` or `each.key` for a key where it has that. */
async function readTarget(
  session: PlanSession,
  expression: Expression,
  scope: ConfiguredInstance["scope"],
  repetition: ConfiguredInstance["repetition"],
  found: Diagnostic[],
): Promise<Target | undefined> {
  const { references, diagnostics } = referencesOf(expression);
  found.push(...diagnostics);
  const reference = references.find(({ subject }) => subject.kind === "resource");
  if (reference?.subject.kind !== "resource") return undefined;
  const { subject, remaining } = reference;
  const target = { resource: subject.resource, remaining, ...(subject.key !== undefined && { key: subject.key }) };
  const index = dynamicIndex(expression);
  if (index === undefined) return target;
  const { value, diagnostics: wrong } = await session.evaluator.evaluate(index.key, scope, { repetition });
  found.push(...wrong);
  const key = hasErrors(wrong) ? undefined : toKey(value);
  return key === undefined ? undefined : { ...target, key, remaining: index.remaining };
}

/** The `count.index` of `a.b[count.index].c`, and what follows it. */
function dynamicIndex(expression: Expression): { key: Expression; remaining: Reference["remaining"] } | undefined {
  if (expression.kind === "RelativeTraversalExpr") {
    const inner = dynamicIndex(expression.operand);
    return inner && { ...inner, remaining: expression.traversal };
  }
  return expression.kind === "IndexExpr" ? { key: expression.key, remaining: [] } : undefined;
}

function toKey(value: Value): InstanceKey | undefined {
  if (!value.isKnown() || value.isNull()) return undefined;
  const [bare] = value.unmark();
  return bare.type.kind === "number" ? bare.asNumber() : convert(bare, string).asString();
}
