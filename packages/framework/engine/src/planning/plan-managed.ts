// SPDX-License-Identifier: Apache-2.0

/**
 * One instance of a managed resource: what has become of its object, and what is to become of it.
 *
 * Source: Terraform 1.11, `internal/terraform/node_resource_plan_instance.go`, for the order of steps.
 *
 * @module
 */

import { nullVal } from "@provide-foundry/cty";
import { formatInstance, formatResourceName } from "../address.ts";
import { encodeObject, type LiveObject } from "../evaluation/live-object.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { ActionReason, ResourceChange } from "../plan/plan.ts";
import { impliedType } from "../schema/implied-type.ts";
import { findInstance, setCurrent } from "../state/state-objects.ts";
import { judgeConditions } from "./conditions-of-resource.ts";
import { importObject } from "./import-object.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { planChange, type PlannedValues } from "./plan-change.ts";
import type { PlanSession } from "./plan-session.ts";
import { readObject } from "./read-object.ts";
import { refreshObject } from "./refresh-object.ts";
import { findTrigger } from "./replace-triggers.ts";

/** @returns Whether what depends on it can be planned. */
export async function planManaged(session: PlanSession, instance: ConfiguredInstance): Promise<boolean> {
  const found = await findObject(session, instance);
  if (!found.isGood) return false;
  const { object } = found;
  if (session.options.mode === "refresh-only") return keepObject(session, instance, object);

  const forced = await forcedReplacement(session, instance);
  if (forced === "bad" || !(await judgeConditions("preconditions", session, instance))) return false;
  const createBeforeDestroy = session.facts.createsBeforeDestroy(instance.node);
  const wishes = { createBeforeDestroy, ...(forced && { forceReplace: forced }) };
  const planned = await planChange(session, instance, object, wishes);
  if (planned === undefined) return false;

  // Told even of what is only now created.
  const told: PlannedValues = forced === "replace_by_triggers" ? { ...planned, reason: forced } : planned;
  const change = toChange(session, instance, told);
  record(session, instance, change, object);
  if (!session.problems.report(refuseDestruction(instance, change))) return false;
  return judgeConditions("postconditions", session, instance, change.after);
}

/** The object as it is by now, after an import or a refresh. It is in the session's state then. */
async function findObject(
  session: PlanSession,
  instance: ConfiguredInstance,
): Promise<{ object: LiveObject | undefined; isGood: boolean }> {
  const { address, node, schema } = instance;
  const request = session.imports.get(formatInstance(address));
  if (request !== undefined) {
    const object = await importObject(session, request, schema);
    if (object) setCurrent(session.state, address, node.provider, encodeObject(object, schema));
    return { object, isGood: object !== undefined };
  }
  const stored = findInstance(session.state, address)?.current;
  if (stored === undefined) return { object: undefined, isGood: true };
  const read = await readObject(session, address, node.provider, stored);
  if (read === undefined) return { object: undefined, isGood: false };
  session.before.set(formatInstance(address), { address, provider: node.provider, object: read });

  const own = { ...read, createBeforeDestroy: session.facts.createsBeforeDestroy(node) };
  const refreshed = session.options.refresh
    ? await refreshObject(session, address, node.provider, schema, own)
    : { object: own, isGood: true };
  const { object } = refreshed;
  const dependencies = [...new Set([...session.facts.dependencies(node), ...own.dependencies])].toSorted();
  const kept = object && { ...object, dependencies };
  setCurrent(session.state, address, node.provider, kept && encodeObject(kept, schema));
  return { object: kept, isGood: refreshed.isGood };
}

/** What there is stays as it is. */
async function keepObject(
  session: PlanSession,
  instance: ConfiguredInstance,
  object: LiveObject | undefined,
): Promise<boolean> {
  const value = object?.value ?? nullVal(impliedType(instance.schema.block));
  if (object !== undefined) show(instance, value);
  await judgeConditions("preconditions", session, instance);
  await judgeConditions("postconditions", session, instance, value);
  return true;
}

async function forcedReplacement(
  session: PlanSession,
  instance: ConfiguredInstance,
): Promise<ActionReason | "bad" | undefined> {
  if (session.options.replace.includes(formatInstance(instance.address))) return "replace_by_request";
  const found: Diagnostic[] = [];
  const isTriggered = await findTrigger(session, instance, found);
  if (!session.problems.report(found)) return "bad";
  return isTriggered ? "replace_by_triggers" : undefined;
}

function toChange(session: PlanSession, { address, node }: ConfiguredInstance, values: PlannedValues): ResourceChange {
  const { config: _, ...planned } = values;
  const name = formatInstance(address);
  const previousAddress = session.movedFrom.get(name);
  const request = session.imports.get(name);
  return {
    address,
    provider: node.provider,
    ...planned,
    ...(previousAddress && { previousAddress }),
    ...(request && { importing: { id: request.id } }),
    dependencies: session.facts.dependencies(node),
    createBeforeDestroy: session.facts.createsBeforeDestroy(node),
  };
}

function record(
  session: PlanSession,
  instance: ConfiguredInstance,
  change: ResourceChange,
  object: LiveObject | undefined,
): void {
  session.changes.add(change);
  show(instance, change.after);
  session.emit({ kind: "planned", change });
  // Of what does not change nothing is applied that could write down what it depends on.
  if (change.action !== "no-op" || object === undefined) return;
  const { dependencies } = change;
  setCurrent(
    session.state,
    change.address,
    change.provider,
    encodeObject({ ...object, dependencies }, instance.schema),
  );
}

/** Makes the value known to expressions. */
function show({ scope, node, address }: ConfiguredInstance, value: ResourceChange["after"]): void {
  scope.resources.get(formatResourceName(node.resource))!.set(address.key, value);
}

function refuseDestruction({ node, address }: ConfiguredInstance, { action }: ResourceChange): readonly Diagnostic[] {
  if (!node.resource.lifecycle.preventDestroy || (action !== "delete-create" && action !== "create-delete")) return [];
  return [preventedDestruction(formatInstance(address), node.resource.range)];
}

export function preventedDestruction(address: string, range: Diagnostic["subject"]): Diagnostic {
  const detail = `Resource ${address} has lifecycle.prevent_destroy set, but the plan calls for this resource to be destroyed. To avoid this error and continue with the plan, either disable lifecycle.prevent_destroy or reduce the scope of the plan using the -target option.`;
  return problem("Instance cannot be destroyed", detail, range!);
}
