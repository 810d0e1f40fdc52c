// SPDX-License-Identifier: Apache-2.0

import type { Value } from "@provide-foundry/cty";
import { formatInstance } from "../address.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { judgeRules } from "../evaluation/conditions.ts";
import type { Session } from "../evaluation/session.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { configAddress } from "./plan-session.ts";

/**
 * Judges the conditions of a resource for one instance.
 *
 * @param self The object, for postconditions.
 * @returns Whether it can go on.
 */
export async function judgeConditions(
  kind: "preconditions" | "postconditions",
  session: Session,
  { node, scope, address, repetition }: ConfiguredInstance,
  self?: Value,
): Promise<boolean> {
  const rules = node.resource.lifecycle[kind];
  const severity: Diagnostic["severity"] | "skip" = session.conditions;
  if (rules.length === 0 || severity === "skip") return true;
  const title = kind === "preconditions" ? "Resource precondition" : "Resource postcondition";
  const surroundings = { repetition, ...(self && { self }) };
  const results = await judgeRules(title, rules, session.evaluator, scope, surroundings, severity);
  session.checks.record("resource", configAddress(address), formatInstance(address), results);
  return session.problems.report(results.flatMap(({ diagnostics }) => diagnostics));
}
