// SPDX-License-Identifier: Apache-2.0

/**
 * Creates or updates an object, or reads data.
 *
 * Source: Terraform 1.11, `internal/terraform/node_resource_apply_instance.go`, for the order of steps and the messages.
 *
 * @module
 */

import { nullVal, unknownAsNull, type Value } from "@provide-foundry/cty";
import { hasErrors } from "@provide-foundry/hcl";
import { formatInstance, formatProvider, formatResourceName } from "../address.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { ResourceNode } from "../evaluation/config-graph.ts";
import type { ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { encodeObject, type LiveObject } from "../evaluation/live-object.ts";
import { sourceless } from "../evaluation/problems.ts";
import type { Action, ResourceChange } from "../plan/plan.ts";
import { judgeConditions } from "../planning/conditions-of-resource.ts";
import { evaluateConfig, planChange, type PlannedValues } from "../planning/plan-change.ts";
import { asWarnings, checkAround, recordCheck } from "../planning/plan-data.ts";
import { readData } from "../planning/read-data.ts";
import { assertObjectCompatible } from "../rules/object-compatibility.ts";
import { plannedDataObject } from "../rules/proposed-new-state.ts";
import { impliedType } from "../schema/implied-type.ts";
import { depose, findInstance, restoreDeposed, setCurrent } from "../state/state-objects.ts";
import { formatPathError } from "../provider/format-path-error.ts";
import { applyObject, type StepResult } from "./apply-object.ts";
import type { ApplySession } from "./apply-session.ts";

/** @returns Whether what depends on it can be applied. */
export async function applyChange(session: ApplySession, change: ResourceChange, node: ResourceNode): Promise<boolean> {
  const instance = configuredInstance(session, change, node);
  if (instance === undefined) return false;
  if (change.action === "no-op") return keep(session, instance, change);
  return change.action === "read" ? read(session, instance) : createOrUpdate(session, instance, change);
}

/** The instance as the expansion of its resource has it by now. */
function configuredInstance(
  session: ApplySession,
  { address }: ResourceChange,
  node: ResourceNode,
): ConfiguredInstance | undefined {
  const scope = session.scopes.find(address.module);
  const repetition = scope?.resources.get(formatResourceName(address))?.instances.data.get(address.key);
  const schema = session.schemas.resource(node.provider.source, address);
  if (scope && repetition && schema) return { node, scope, address, repetition, schema };
  const detail = `${formatInstance(address)} was planned, but with the values known by now the configuration has no such instance.`;
  session.problems.report([sourceless("Configuration and plan differ", detail, formatInstance(address))]);
  return undefined;
}

function show({ scope, address }: ConfiguredInstance, value: Value): void {
  scope.resources.get(formatResourceName(address))!.set(address.key, value);
}

async function keep(session: ApplySession, instance: ConfiguredInstance, change: ResourceChange): Promise<boolean> {
  show(instance, change.after);
  if (change.importing) session.done.imported++;
  if (!(await judgeConditions("preconditions", session, instance))) return false;
  return judgeConditions("postconditions", session, instance, change.after);
}

async function read(session: ApplySession, instance: ConfiguredInstance): Promise<boolean> {
  const { address, schema, node } = instance;
  if (!(await judgeConditions("preconditions", session, instance))) return false;
  const config = await evaluateConfig(session, instance);
  if (config === undefined) return false;
  const check = checkAround(instance);
  const answer = await readData(session, instance, config);
  const { diagnostics } = answer;
  if (check) recordCheck(session, instance, check, diagnostics);
  if (!session.problems.report(check ? asWarnings(diagnostics) : diagnostics)) return false;
  // The data of a check may be missing: then only what is configured is known of it.
  const value = answer.value ?? unknownAsNull(plannedDataObject(schema.block, config.unmarkDeep()[0]));
  const object = { value, private: new Uint8Array(), isTainted: false, dependencies: [], createBeforeDestroy: false };
  setCurrent(session.store.state, address, node.provider, encodeObject(object, schema));
  await session.store.saveInstance(address);
  show(instance, value);
  return judgeConditions("postconditions", session, instance, value);
}

async function createOrUpdate(
  session: ApplySession,
  instance: ConfiguredInstance,
  change: ResourceChange,
): Promise<boolean> {
  if (!(await judgeConditions("preconditions", session, instance))) return false;
  const isReplacement = change.action === "delete-create" || change.action === "create-delete";
  const prior = isReplacement ? undefined : priorObject(session, change);
  const wishes = { createBeforeDestroy: change.createBeforeDestroy };
  const final = await planChange(session, instance, prior, wishes);
  if (final === undefined) return false;
  if (!session.problems.report(finalPlanProblems(instance, change, final))) return false;
  // What is learned in the course of an apply may show that there is nothing to update.
  if (final.action === "no-op") {
    show(instance, final.after);
    return judgeConditions("postconditions", session, instance, final.after);
  }
  const isCreation = final.action === "create";
  const value = isOnlyRemarked(final)
    ? await storeMarks(session, instance, change, final)
    : await callProvider(session, instance, change, final, isCreation);
  if (value === undefined) return false;
  count(session, change, isCreation);
  show(instance, value);
  return judgeConditions("postconditions", session, instance, value);
}

function count({ done }: ApplySession, { importing }: ResourceChange, isCreation: boolean): void {
  if (isCreation) done.added++;
  else done.changed++;
  if (importing) done.imported++;
}

/** The object as it was planned from, which an update starts from. */
function priorObject({ store }: ApplySession, { address, before }: ResourceChange): LiveObject | undefined {
  const stored = findInstance(store.state, address)?.current;
  if (stored === undefined || before.isNull()) return undefined;
  return {
    value: before,
    private: stored.private ?? new Uint8Array(),
    isTainted: stored.isTainted,
    dependencies: stored.dependencies,
    createBeforeDestroy: stored.createBeforeDestroy,
  };
}

/** A provider that plans again with more values known must stay with what it had planned. */
function finalPlanProblems(
  { schema }: ConfiguredInstance,
  { address, provider, action, after }: ResourceChange,
  final: PlannedValues,
): Diagnostics {
  const name = formatInstance(address);
  const shown = JSON.stringify(formatProvider(provider));
  const problemOf = (what: string): Diagnostic => {
    const detail = `When expanding the plan for ${name} to include new values learned so far during apply, provider ${shown} ${what}.\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.`;
    return sourceless("Provider produced inconsistent final plan", detail, name);
  };
  const planned: Action = action === "delete-create" || action === "create-delete" ? "create" : action;
  if (planned !== final.action && !(planned === "update" && final.action === "no-op")) {
    return [problemOf(`changed the planned action from ${actionName(action)} to ${actionName(final.action)}`)];
  }
  return assertObjectCompatible(schema.block, after, final.after).map((error) => {
    return problemOf(`produced an invalid new value for ${formatPathError(error, name)}`);
  });
}

function actionName(action: Action): string {
  const names: Partial<Record<Action, string>> = {
    "no-op": "NoOp",
    "delete-create": "DeleteThenCreate",
    "create-delete": "CreateThenDelete",
  };
  return names[action] ?? action[0]!.toUpperCase() + action.slice(1);
}

/** Whether only what is known of sensitivity changes, which is none of the provider's business. */
function isOnlyRemarked({ action, before, after }: PlannedValues): boolean {
  return action === "update" && before.unmarkDeep()[0].rawEquals(after.unmarkDeep()[0]);
}

async function storeMarks(
  session: ApplySession,
  { schema }: ConfiguredInstance,
  change: ResourceChange,
  final: PlannedValues,
): Promise<Value> {
  const prior = priorObject(session, change)!;
  const object = { ...prior, value: final.after, dependencies: change.dependencies };
  setCurrent(session.store.state, change.address, change.provider, encodeObject(object, schema));
  await session.store.saveInstance(change.address);
  return final.after;
}

/** @returns The object's value; nothing, with problems reported, if it went wrong. The state has what there is. */
async function callProvider(
  session: ApplySession,
  instance: ConfiguredInstance,
  change: ResourceChange,
  final: PlannedValues,
  isCreation: boolean,
): Promise<Value | undefined> {
  const { address } = change;
  const { state } = session.store;
  const { schema, node } = instance;
  const deposed = change.action === "create-delete" ? depose(state, address) : undefined;
  if (deposed !== undefined) session.deposed.set(formatInstance(address), deposed);
  if (isCreation) await session.store.announceCreation(address);
  const result = await applyObject(session, {
    action: isCreation ? "create" : "update",
    change,
    before: isCreation ? nullVal(impliedType(schema.block)) : final.before,
    after: final.after,
    config: final.config,
    private: final.private,
    schema,
    body: node.resource.config,
  });
  const isGood = !hasErrors(result.diagnostics);
  store(session, instance, change, result, isCreation && !isGood);
  if (!isGood && deposed !== undefined && restoreDeposed(state, address, deposed)) {
    session.deposed.delete(formatInstance(address));
  }
  await session.store.saveInstance(address);
  session.emit(result.end);
  session.problems.report(result.diagnostics);
  return isGood ? result.value : undefined;
}

/** Writes down what there is, if anything new is known of it. */
function store(
  { store: { state }, facts }: ApplySession,
  { schema, node }: ConfiguredInstance,
  { address, provider, createBeforeDestroy, dependencies }: ResourceChange,
  { value, private: own }: StepResult,
  isTainted: boolean,
): void {
  if (value === undefined || value.isNull()) return;
  const wasTainted = findInstance(state, address)?.current?.isTainted ?? false;
  const object: LiveObject = {
    value,
    private: own,
    isTainted: isTainted || wasTainted,
    dependencies: facts.dependencies(node) ?? dependencies,
    createBeforeDestroy,
  };
  setCurrent(state, address, provider, encodeObject(object, schema));
}
