// SPDX-License-Identifier: Apache-2.0

import { formatInstance, formatResourceName, modulePath, type InstanceAddress } from "../address.ts";
import type { Removed, Target } from "../configuration/configuration.ts";
import { nodeName } from "../evaluation/config-graph.ts";
import type { ActionReason } from "../plan/plan.ts";
import { setCurrent } from "../state/state-objects.ts";
import type { PlanSession } from "./plan-session.ts";
import type { Unwanted } from "./plan-removal.ts";
import { targetContains } from "./targets.ts";

/** The objects of the state that the configuration, as it was walked, has nothing for; and all deposed ones. */
export function findOrphans(session: PlanSession): readonly Unwanted[] {
  const removed = [...session.tree.places()].flatMap(({ module }) => {
    return module.removed.map((block) => ({ block, prefix: module.path }));
  });
  const found: Unwanted[] = [];
  for (const { address: resource, provider, instances } of Array.from(session.state.resources.values())) {
    for (const [key, { current, deposed }] of Array.from(instances)) {
      const address: InstanceAddress = { ...resource, ...(key !== undefined && { key }) };
      const reason = whyUnwanted(session, address);
      // Of data there is nothing to destroy.
      if (address.mode === "data") {
        if (reason !== undefined) setCurrent(session.state, address, provider, undefined);
        continue;
      }
      if (current !== undefined && reason !== undefined) {
        const isForgotten = removed.some(({ block, prefix }) => forgets(block, prefix, address));
        found.push({ address, provider, stored: current, reason, isForgotten });
      }
      for (const [id, stored] of deposed) found.push({ address, provider, stored, deposed: id, isForgotten: false });
    }
  }
  return found;
}

function forgets({ from, destroy }: Removed, prefix: readonly string[], address: InstanceAddress): boolean {
  if (destroy) return false;
  const module = [...prefix.map((name): Target["module"][number] => ({ name })), ...from.module];
  return targetContains({ ...from, module }, address);
}

/** Nothing if the instance is wanted. */
function whyUnwanted(session: PlanSession, address: InstanceAddress): ActionReason | undefined {
  const node = session.graph.nodes.get(nodeName.resource(modulePath(address.module), address));
  if (node?.kind !== "resource") {
    const isMoved = session.movedFrom.has(formatInstance(address));
    return isMoved ? "delete_because_no_move_target" : "delete_because_no_resource_config";
  }
  const scope = session.scopes.find(address.module);
  if (scope === undefined) return "delete_because_no_module";
  const instances = scope.resources.get(formatResourceName(address))?.instances;
  // The walk did not come to it, so nothing is known.
  if (instances === undefined || instances.data.has(address.key)) return undefined;
  const wanted = typeof address.key === "number" ? "count" : typeof address.key === "string" ? "forEach" : "single";
  if (node.resource.repetition.kind !== wanted) return "delete_because_wrong_repetition";
  return wanted === "count" ? "delete_because_count_index" : "delete_because_each_key";
}
