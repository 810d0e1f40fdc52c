// SPDX-License-Identifier: Apache-2.0

/**
 * Carries out a plan.
 *
 * @module
 */

import { unmarshal } from "@provide-foundry/cty/json";
import { formatResourceName } from "../address.ts";
import type { Diagnostics } from "../diagnostic.ts";
import { createSession, type SessionOptions } from "../evaluation/create-session.ts";
import { EphemeralObjects } from "../evaluation/ephemeral-objects.ts";
import { expandResource, type ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { markObject } from "../evaluation/live-object.ts";
import { storeOutput } from "../evaluation/output-value.ts";
import { sourceless } from "../evaluation/problems.ts";
import { showStored } from "../evaluation/show-stored.ts";
import { visitNode } from "../evaluation/visit-node.ts";
import { findCycles } from "../graph/find-cycles.ts";
import { walkGraph } from "../graph/walk.ts";
import type { Plan } from "../plan/plan.ts";
import { impliedType } from "../schema/implied-type.ts";
import { copyState } from "../state/copy-state.ts";
import { findInstance } from "../state/state-objects.ts";
import { applyChange } from "./apply-change.ts";
import { buildApplyGraph, type ApplyNode } from "./apply-graph.ts";
import type { ApplySession, StateStore } from "./apply-session.ts";
import { removeObject } from "./remove-object.ts";

/** @returns What went wrong. The store's state has all that was done, whatever went wrong. */
export async function applyPlan(
  base: Omit<SessionOptions, "operation" | "conditions">,
  plan: Plan,
  store: StateStore,
): Promise<Diagnostics> {
  begin(store, plan);
  const conditions = plan.mode === "destroy" ? "skip" : plan.mode === "normal" ? "error" : "warning";
  const common = await createSession({ ...base, operation: "apply", conditions });
  await using ephemeral = new EphemeralObjects(common);
  const done = { added: 0, changed: 0, destroyed: 0, imported: 0 };
  const session: ApplySession = { ...common, plan, store, ephemeral, deposed: new Map(), done };
  if (!session.problems.hasErrors) await walk(session);
  finish(session);
  await store.save();
  session.emit({ kind: "apply-done", ...done });
  session.emit({ kind: "outputs", outputs: store.state.outputs });
  return session.problems.all;
}

/** An apply starts from what the plan has found. */
function begin({ state }: StateStore, { priorState }: Plan): void {
  state.resources.clear();
  const { resources, outputs } = copyState(priorState);
  for (const [name, resource] of resources) state.resources.set(name, resource);
  for (const [name, output] of outputs) state.outputs.set(name, output);
}

async function walk(session: ApplySession): Promise<void> {
  const { plan } = session;
  const graph = buildApplyGraph(session.graph, plan);
  const cycles = findCycles(graph);
  if (!session.problems.report(cycles.map((names) => sourceless(`Cycle: ${names.join(", ")}`, "")))) return;
  // In a destruction, providers are configured with the values of what is still there.
  if (plan.mode === "destroy") showStored(session, session.store.state);
  const stop = (): void => void session.providers.stop();
  session.signal.addEventListener("abort", stop, { once: true });
  try {
    await walkGraph(graph, (node) => visit(node, session), session.signal);
  } finally {
    session.signal.removeEventListener("abort", stop);
  }
}

async function visit(node: ApplyNode, session: ApplySession): Promise<boolean> {
  switch (node.kind) {
    case "done":
      return true;
    case "config": {
      const isGood = await visitNode(node.node, session, () => Promise.resolve(true));
      if (isGood && node.node.kind === "output" && node.node.place.caller === undefined)
        storeOutput(session.scopes.root, session.store.state, node.node.output.name);
      return isGood;
    }
    case "expand":
      return expand(session, node.node);
    case "change":
      return applyChange(session, node.change, node.node);
    default:
      return removeObject(session, node.change);
  }
}

async function expand(session: ApplySession, node: Parameters<typeof expandResource>[1]): Promise<boolean> {
  const instances = await expandResource(session, node);
  if (instances === undefined) return false;
  if (session.plan.mode === "refresh-only" || node.resource.mode === "data")
    for (const instance of instances) showObject(session, instance);
  if (node.resource.mode !== "ephemeral") return true;
  const opened = await Promise.all(instances.map((instance) => session.ephemeral.open(instance)));
  return opened.every(Boolean);
}

/** What was read when the plan was made, and all that is only refreshed, is in the state already. */
function showObject(session: ApplySession, { scope, address, schema }: ConfiguredInstance): void {
  const stored = findInstance(session.store.state, address)?.current;
  if (stored === undefined) return;
  const value = markObject(unmarshal(stored.attributes, impliedType(schema.block)), schema, stored.sensitivePaths);
  scope.resources.get(formatResourceName(address))!.set(address.key, value);
}

/** What is left to be written down once all steps are done. */
function finish({ plan, store, checks, scopes }: ApplySession): void {
  const { state } = store;
  if (plan.mode === "destroy") {
    state.outputs.clear();
    for (const [name, { address }] of state.resources) if (address.mode === "data") state.resources.delete(name);
    state.checkResults = null;
    return;
  }
  for (const name of state.outputs.keys()) if (!scopes.root.module.outputs.has(name)) state.outputs.delete(name);
  state.checkResults = checks.toResults();
}
