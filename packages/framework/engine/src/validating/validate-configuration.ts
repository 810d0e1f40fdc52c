// SPDX-License-Identifier: Apache-2.0

import type { Diagnostics } from "../diagnostic.ts";
import type { ResourceNode } from "../evaluation/config-graph.ts";
import { createSession, type SessionOptions } from "../evaluation/create-session.ts";
import { expandResource } from "../evaluation/expand-resource.ts";
import { visitNode } from "../evaluation/visit-node.ts";
import { walkGraph } from "../graph/walk.ts";
import { evaluateConfig } from "../planning/plan-change.ts";

/** What is wrong with a configuration whatever its variables are set to, and whatever exists. */
export async function validateConfiguration(
  base: Omit<SessionOptions, "operation" | "conditions">,
): Promise<Diagnostics> {
  const session = await createSession({ ...base, operation: "validate", conditions: "error" });
  const visitResource = async (node: ResourceNode): Promise<boolean> => {
    const instances = await expandResource(session, node);
    if (instances === undefined) return false;
    const configs = await Promise.all(instances.map((instance) => evaluateConfig(session, instance)));
    return !configs.includes(undefined);
  };
  if (!session.problems.hasErrors) {
    await walkGraph(session.graph, (node) => visitNode(node, session, visitResource), session.signal);
  }
  return session.problems.all;
}
