// SPDX-License-Identifier: Apache-2.0

import { nullVal } from "@provide-foundry/cty";
import { unmarshal } from "@provide-foundry/cty/json";
import { formatInstance } from "../address.ts";
import { markObject } from "../evaluation/live-object.ts";
import type { ResourceChange } from "../plan/plan.ts";
import { impliedType } from "../schema/implied-type.ts";
import { findInstance } from "../state/state-objects.ts";
import { compareChanges, type ObjectBefore, type PlanSession } from "./plan-session.ts";

/** What became of the objects since the last run, moves included: as they were against as they are. */
export function findDrift(session: PlanSession): readonly ResourceChange[] {
  return [...session.before.values()].flatMap((before) => driftOf(session, before) ?? []).toSorted(compareChanges);
}

function driftOf(session: PlanSession, { address, provider, object: old }: ObjectBefore): ResourceChange | undefined {
  const schema = session.schemas.resource(provider.source, address);
  if (schema === undefined) return undefined;
  const type = impliedType(schema.block);
  const current = findInstance(session.state, address)?.current;
  const value = current
    ? markObject(unmarshal(current.attributes, type), schema, current.sensitivePaths)
    : nullVal(type);
  const previousAddress = session.movedFrom.get(formatInstance(address));
  const isSame = value.unmarkDeep()[0].rawEquals(old.value.unmarkDeep()[0]);
  // Otherwise the change itself tells where the object stood.
  if (isSame && (previousAddress === undefined || session.options.mode !== "refresh-only")) return undefined;
  return {
    address,
    provider,
    ...(previousAddress && { previousAddress }),
    action: value.isNull() ? "delete" : isSame ? "no-op" : "update",
    before: old.value,
    after: value,
    requiresReplace: [],
    private: new Uint8Array(),
    dependencies: old.dependencies,
    createBeforeDestroy: old.createBeforeDestroy,
  };
}
