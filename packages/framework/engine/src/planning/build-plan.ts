// SPDX-License-Identifier: Apache-2.0

/**
 * Finds out what an apply would do.
 *
 * @module
 */

import type { InstanceAddress } from "../address.ts";
import type { Diagnostics } from "../diagnostic.ts";
import { nodeName, type ResourceNode } from "../evaluation/config-graph.ts";
import { createSession, type SessionOptions } from "../evaluation/create-session.ts";
import { EphemeralObjects } from "../evaluation/ephemeral-objects.ts";
import { expandResource, type ConfiguredInstance } from "../evaluation/expand-resource.ts";
import { visitNode } from "../evaluation/visit-node.ts";
import { checkSelfReferences } from "../evaluation/static-references.ts";
import { parseReferences } from "../configuration/references.ts";
import { bodyReferences } from "../schema/decode-block.ts";
import { walkGraph } from "../graph/walk.ts";
import type { Plan, PlanMode, ResourceChange } from "../plan/plan.ts";
import { copyState } from "../state/copy-state.ts";
import type { State } from "../state/state.ts";
import { Problems } from "../evaluation/problems.ts";
import { storeOutput } from "../evaluation/output-value.ts";
import { convertMoved } from "./convert-moved.ts";
import { findDrift } from "./drift.ts";
import { collectImports, strayImports, unconfiguredImports } from "./import-requests.ts";
import { moveProblems } from "./move-problems.ts";
import { applyMoves } from "./moves.ts";
import { findOrphans } from "./orphans.ts";
import { outputChanges } from "./output-changes.ts";
import { planData } from "./plan-data.ts";
import { planManaged } from "./plan-managed.ts";
import { planRemoval, type Unwanted } from "./plan-removal.ts";
import { changeName, Changes, type PlanOptions, type PlanSession } from "./plan-session.ts";
import { ModuleTree } from "../evaluation/module-tree.ts";

/** @param options Their state is not changed. */
export async function buildPlan(
  base: Omit<SessionOptions, "operation" | "conditions">,
  options: PlanOptions,
): Promise<Plan> {
  const state = copyState(base.state);
  const movedFrom = applyMoves(new ModuleTree(base.configuration), state);
  const isDestruction = options.mode === "destroy";
  const session: PlanSession = {
    ...(await createSession({
      ...base,
      operation: "plan",
      // What is to be destroyed need not be in order.
      conditions: options.mode === "normal" ? "error" : "warning",
    })),
    // Destruction starts from the objects as they are, so it begins as a plan like any other.
    options: isDestruction ? { ...options, mode: "normal", replace: [] } : options,
    state,
    changes: new Changes(),
    movedFrom,
    imports: new Map(),
    before: new Map(),
    ...(isDestruction && { emit: (event) => event.kind !== "planned" && base.emit(event) }),
  };
  // Where there is nothing to destroy, nothing need be looked at.
  const isNeeded = !isDestruction || state.resources.size > 0;
  if (isNeeded && !session.problems.hasErrors) {
    session.problems.report([...moveProblems(session), ...unconfiguredImports(session)]);
  }
  if (isNeeded && !session.problems.hasErrors) await convertMoved(session);
  if (isNeeded && !session.problems.hasErrors) await walk(session);
  const finished = isDestruction ? await planDestruction(session, options, base) : session;
  return finish(finished, base, options.mode);
}

async function walk(session: PlanSession): Promise<void> {
  await using ephemeral = new EphemeralObjects(session);
  const visitResource = (node: ResourceNode): Promise<boolean> => planResource(session, node, ephemeral);
  await walkGraph(session.graph, (node) => visitNode(node, session, visitResource), session.signal);
  if (session.signal.aborted) return;
  await Promise.all(findOrphans(session).map((unwanted) => planRemoval(session, unwanted)));
}

async function planResource(session: PlanSession, node: ResourceNode, ephemeral: EphemeralObjects): Promise<boolean> {
  if (!(await collectImports(session, node))) return false;
  const instances = await expandResource(session, node);
  if (instances === undefined) return false;
  const strays = strayImports(session, instances, nodeName.resource(node.place.module.path, node.resource));
  if (!session.problems.report([...strays, ...selfReferences(session, node)])) return false;
  const results = await Promise.all(instances.map((instance) => planInstance(session, instance, ephemeral)));
  return results.every(Boolean);
}

function selfReferences({ schemas }: PlanSession, { resource, provider }: ResourceNode): Diagnostics {
  const schema = schemas.resource(provider.source, resource);
  if (schema === undefined) return [];
  return checkSelfReferences(parseReferences(bodyReferences(resource.config, schema.block)).references, resource);
}

function planInstance(
  session: PlanSession,
  instance: ConfiguredInstance,
  ephemeral: EphemeralObjects,
): Promise<boolean> {
  switch (instance.address.mode) {
    case "managed":
      return planManaged(session, instance);
    case "data":
      return planData(session, instance);
    default:
      return ephemeral.open(instance);
  }
}

/** Plans to destroy all that the first part has found to be there. */
async function planDestruction(
  session: PlanSession,
  options: PlanOptions,
  { emit }: Pick<SessionOptions, "emit">,
): Promise<PlanSession> {
  if (session.problems.hasErrors) return session;
  // What the first part had to warn of is about what will not be.
  const destruction: PlanSession = { ...session, options, emit, changes: new Changes(), problems: new Problems() };
  const all = [...session.state.resources.values()].flatMap(({ address: resource, provider, instances }) => {
    if (resource.mode !== "managed") return [];
    return [...instances].flatMap(([key, { current, deposed }]) => {
      const address: InstanceAddress = { ...resource, ...(key !== undefined && { key }) };
      const common = { address, provider, isForgotten: false, isFresh: true };
      const found: Unwanted[] = [...deposed].map(([id, stored]) => ({ ...common, stored, deposed: id }));
      return current ? [...found, { ...common, stored: current }] : found;
    });
  });
  await Promise.all(all.map((unwanted) => planRemoval(destruction, unwanted)));
  return destruction;
}

function finish(session: PlanSession, base: Pick<SessionOptions, "state" | "planTime">, mode: PlanMode): Plan {
  const drift = findDrift(session);
  for (const change of drift) session.emit({ kind: "drift", change });
  const changes = session.changes.sorted();
  // What outputs come to is known already where nothing is to be waited for, and stays even if the apply fails.
  for (const name of session.scopes.root.outputs.keys()) storeOutput(session.scopes.root, session.state, name);
  const outputs = outputChanges(session.scopes.root, base.state, mode === "destroy");
  session.problems.report(forgottenWarning(changes));
  const variables = new Map([...session.scopes.root.variables].filter(([name]) => session.given.has(name)));
  const isChanged = changes.some(isEffective) || outputs.some(({ action }) => action !== "no-op");
  return {
    mode,
    createdAt: base.planTime,
    variables,
    changes,
    drift,
    outputs,
    previousState: base.state,
    schemas: session.providers.schemas(),
    priorState: session.state,
    checks: session.checks.toResults(),
    isApplyable: !session.problems.hasErrors && (isChanged || differs(session, base.state)),
    isErrored: session.problems.hasErrors,
    diagnostics: session.problems.all,
  };
}

function isEffective({ action, importing, previousAddress }: ResourceChange): boolean {
  return action !== "no-op" || importing !== undefined || previousAddress !== undefined;
}

function forgottenWarning(changes: readonly ResourceChange[]): Diagnostics {
  const forgotten = changes.filter(({ action }) => action === "forget");
  if (forgotten.length === 0) return [];
  const list = forgotten.map((change) => ` - ${changeName(change)}\n`).join("");
  const detail = `If you apply this plan, Terraform will discard its tracking information for the following objects, but it will not delete them:\n${list}\nAfter applying this plan, Terraform will no longer manage these objects. You will need to import them into Terraform to manage them again.`;
  return [{ severity: "warning", summary: "Some objects will no longer be managed by Terraform", detail }];
}

/** In a plan that only refreshes, whether there is anything to write down. */
function differs(session: PlanSession, previous: State): boolean {
  if (session.options.mode !== "refresh-only") return false;
  return findDrift(session).length > 0 || session.state.resources.size !== previous.resources.size;
}
