// SPDX-License-Identifier: Apache-2.0

/**
 * One instance of a data source: it is read at once, or when the plan is applied.
 *
 * Source: Terraform 1.11, `internal/terraform/node_resource_abstract_instance.go`, `planDataSource`.
 *
 * @module
 */

import { nullVal, unmarkDeepWithPaths, type Value } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { formatModule, formatResourceName, modulePath } from "../address.ts";
import type { Check } from "../configuration/configuration.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { encodeObject, markObject, sensitivePathsOf } from "../evaluation/live-object.ts";
import { addressIn } from "../evaluation/visit-node.ts";
import type { ActionReason, ResourceChange } from "../plan/plan.ts";
import { plannedDataObject } from "../rules/proposed-new-state.ts";
import { impliedType } from "../schema/implied-type.ts";
import { setCurrent } from "../state/state-objects.ts";
import { judgeConditions } from "./conditions-of-resource.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { evaluateConfig } from "./plan-change.ts";
import type { PlanSession } from "./plan-session.ts";
import { readData } from "./read-data.ts";

export async function planData(session: PlanSession, instance: ConfiguredInstance): Promise<boolean> {
  const { node, schema, address } = instance;
  // What a data source has in the state is of no use: it is read again.
  setCurrent(session.state, address, node.provider, undefined);
  if (!(await judgeConditions("preconditions", session, instance))) return false;
  const config = await evaluateConfig(session, instance);
  if (config === undefined) return false;

  const reason = whyLater(session, instance, config);
  if (reason !== undefined) {
    if (session.options.mode === "refresh-only") show(instance, nullVal(impliedType(schema.block)));
    else recordRead(session, instance, config, reason);
    return true;
  }
  const check = checkAround(instance);
  const { value, diagnostics } = await readData(session, instance, config);
  if (!session.problems.report(check ? asWarnings(diagnostics) : diagnostics)) return false;
  if (check) recordCheck(session, instance, check, diagnostics);
  if (value === undefined || hasErrors(diagnostics)) {
    recordRead(session, instance, config, "read_because_check_nested");
    return true;
  }
  if (check) recordRead(session, instance, config, "read_because_check_nested", value);
  const object = { value, private: new Uint8Array(), isTainted: false, dependencies: [], createBeforeDestroy: false };
  setCurrent(session.state, address, node.provider, encodeObject(object, schema));
  show(instance, value);
  return judgeConditions("postconditions", session, instance, value);
}

function whyLater(session: PlanSession, instance: ConfiguredInstance, config: Value): ActionReason | undefined {
  if (!config.isWhollyKnown()) return "read_because_config_unknown";
  return hasPendingDependencies(session, instance) ? "read_because_dependency_pending" : undefined;
}

/**
 * Whether something it depends on is to be changed without its configuration telling so. Where it has conditions, an
 * update of any dependency may be what makes them hold.
 */
export function hasPendingDependencies(session: PlanSession, { node, address }: ConfiguredInstance): boolean {
  const { preconditions, postconditions } = node.resource.lifecycle;
  const hasConditions = preconditions.length + postconditions.length > 0;
  const dependencies = hasConditions ? session.facts.dependencies(node) : session.facts.awaitedByData(node);
  const ownModule = formatModule(address.module);
  const ownPath = modulePath(address.module).join(".");
  return dependencies.some((resource) => {
    return session.changes.ofResource(resource).some((change) => {
      if (change.action === "no-op" || change.address.mode !== "managed") return false;
      // Within one module, only what is in the same instance of it can be meant.
      const isSameModule = modulePath(change.address.module).join(".") === ownPath;
      return !isSameModule || formatModule(change.address.module) === ownModule;
    });
  });
}

function recordRead(
  session: PlanSession,
  instance: ConfiguredInstance,
  config: Value,
  reason: ActionReason,
  value?: Value,
): void {
  const { node, address, schema } = instance;
  const [bare] = unmarkDeepWithPaths(config);
  const after = value ?? markObject(plannedDataObject(schema.block, bare), schema, sensitivePathsOf(config));
  const change: ResourceChange = {
    address,
    provider: node.provider,
    action: "read",
    reason,
    before: nullVal(impliedType(schema.block)),
    after,
    requiresReplace: [],
    private: new Uint8Array(),
    dependencies: session.facts.dependencies(node),
    createBeforeDestroy: false,
  };
  session.changes.add(change);
  session.emit({ kind: "planned", change });
  show(instance, after);
}

function show({ scope, node, address }: ConfiguredInstance, value: Value): void {
  scope.resources.get(formatResourceName(node.resource))!.set(address.key, value);
}

/** The `check` block that a data source belongs to. */
export function checkAround({ node }: ConfiguredInstance): Check | undefined {
  for (const check of node.place.module.checks.values())
    if (check.data?.name === node.resource.name && check.data.type === node.resource.type) return check;
  return undefined;
}

export function asWarnings(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, severity: "warning" }));
}

export function recordCheck(
  session: Pick<PlanSession, "checks">,
  { address }: ConfiguredInstance,
  check: Check,
  diagnostics: readonly Diagnostic[],
): void {
  const local = `check.${check.name}`;
  const failed = diagnostics.filter(({ severity }) => severity === "error");
  const failureMessage = failed.map(({ summary, detail }) => `${summary}: ${detail}`).join("\n");
  const result = failed.length > 0 ? { status: "fail" as const, failureMessage } : { status: "pass" as const };
  const config = addressIn(
    address.module.map(({ name }) => ({ name })),
    local,
  );
  session.checks.record("check", config, addressIn(address.module, local), [{ ...result, diagnostics: [] }]);
}
