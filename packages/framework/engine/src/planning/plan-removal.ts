// SPDX-License-Identifier: Apache-2.0

/**
 * Objects that are not wanted any more: destroyed, or only forgotten.
 *
 * Source: Terraform 1.11, `internal/terraform/node_resource_plan_orphan.go` and `planDestroy`.
 *
 * @module
 */

import { nullVal } from "@provide-foundry/cty";
import { formatInstance, modulePath, type InstanceAddress, type ProviderAddress } from "../address.ts";
import { nodeName } from "../evaluation/config-graph.ts";
import { encodeObject, type LiveObject } from "../evaluation/live-object.ts";
import { sourceless } from "../evaluation/problems.ts";
import type { ActionReason, ResourceChange } from "../plan/plan.ts";
import { impliedType } from "../schema/implied-type.ts";
import type { ObjectState } from "../state/state.ts";
import { setCurrent, setDeposed } from "../state/state-objects.ts";
import { located } from "./locate.ts";
import { preventedDestruction } from "./plan-managed.ts";
import type { PlanSession } from "./plan-session.ts";
import { readObject, requireSchema } from "./read-object.ts";
import { refreshObject } from "./refresh-object.ts";

export interface Unwanted {
  readonly address: InstanceAddress;
  readonly provider: ProviderAddress;
  readonly stored: ObjectState;
  readonly deposed?: string;
  readonly reason?: ActionReason;
  /** Whether the object itself stays. */
  readonly isForgotten: boolean;
  /** Whether it has been refreshed already. */
  readonly isFresh?: boolean;
}

export async function planRemoval(session: PlanSession, unwanted: Unwanted): Promise<boolean> {
  const { address, provider, deposed } = unwanted;
  const schema = requireSchema(session, address, provider);
  const read = schema && (await readObject(session, address, provider, unwanted.stored));
  if (schema === undefined || read === undefined) return false;
  if (deposed === undefined && !unwanted.isFresh) {
    session.before.set(formatInstance(address), { address, provider, object: read });
  }

  const needsRefresh = session.options.refresh && !unwanted.isFresh && !unwanted.isForgotten;
  const { object, isGood } = needsRefresh
    ? await refreshObject(session, address, provider, schema, read, deposed)
    : { object: read, isGood: true };
  if (!isGood) return false;
  const encoded = object && encodeObject(object, schema);
  if (deposed === undefined) setCurrent(session.state, address, provider, encoded);
  else setDeposed(session.state, address, provider, deposed, encoded);
  if (object === undefined || session.options.mode === "refresh-only") return true;

  const planned = unwanted.isForgotten ? new Uint8Array() : await askToDestroy(session, unwanted, object);
  if (planned === undefined) return false;
  const change = removalOf(session, unwanted, object, nullVal(impliedType(schema.block)), planned);
  session.changes.add(change);
  session.emit({ kind: "planned", change });
  return unwanted.isForgotten || allowsDestruction(session, address);
}

/** @returns What the provider wants to see again; nothing, with problems reported, if it refuses. */
async function askToDestroy(
  session: PlanSession,
  { address, provider }: Unwanted,
  object: LiveObject,
): Promise<Uint8Array | undefined> {
  const name = formatInstance(address);
  const conversation = session.providers.configured(provider);
  const [prior] = object.value.unmarkDeep();
  const nothing = nullVal(prior.type);
  const request = { prior, proposed: nothing, config: nothing, private: object.private };
  const answer = await session.limiter.run(() => conversation.plan(address.type, request));
  if (!session.problems.report(located(session, address, answer.diagnostics)) || answer.value === undefined)
    return undefined;
  if (answer.value.isNull()) return answer.private;
  const detail = `Provider "${provider.source}" planned a non-null destroy value for ${name}.\n\nThis is a bug in the provider, which should be reported in the provider's own issue tracker.`;
  session.problems.report([sourceless("Provider produced invalid plan", detail, name)]);
  return undefined;
}

function removalOf(
  session: PlanSession,
  { address, provider, deposed, reason, isForgotten }: Unwanted,
  object: LiveObject,
  after: ResourceChange["after"],
  planned: Uint8Array,
): ResourceChange {
  const previousAddress = session.movedFrom.get(formatInstance(address));
  return {
    address,
    provider,
    ...(previousAddress && deposed === undefined && { previousAddress }),
    ...(deposed !== undefined && { deposed }),
    action: isForgotten ? "forget" : "delete",
    ...(reason && { reason }),
    before: object.value,
    after,
    requiresReplace: [],
    private: planned,
    dependencies: object.dependencies,
    createBeforeDestroy: object.createBeforeDestroy,
  };
}

/** Whether its configuration, if there still is one, allows it to go. */
function allowsDestruction(session: PlanSession, address: InstanceAddress): boolean {
  const node = session.graph.nodes.get(nodeName.resource(modulePath(address.module), address));
  if (node?.kind !== "resource" || !node.resource.lifecycle.preventDestroy) return true;
  return session.problems.report([preventedDestruction(formatInstance(address), node.resource.range)]);
}
