// SPDX-License-Identifier: Apache-2.0

/**
 * Brings an object that exists under an address of the configuration, without a plan.
 *
 * Source: Terraform 1.11, `terraform import`, for what is refused and how.
 *
 * @module
 */

import { formatInstance, formatResource, modulePath, type InstanceAddress } from "../address.ts";
import type { Diagnostics } from "../diagnostic.ts";
import { nodeName } from "../evaluation/config-graph.ts";
import { createSession, type SessionOptions } from "../evaluation/create-session.ts";
import { encodeObject } from "../evaluation/live-object.ts";
import { sourceless } from "../evaluation/problems.ts";
import { visitNode } from "../evaluation/visit-node.ts";
import { walkGraph } from "../graph/walk.ts";
import { importObject } from "../planning/import-object.ts";
import { findInstance, setCurrent } from "../state/state-objects.ts";
import type { StateStore } from "../applying/apply-session.ts";

export async function importIntoState(
  base: Omit<SessionOptions, "operation" | "conditions">,
  address: InstanceAddress,
  id: string,
  store: StateStore,
): Promise<Diagnostics> {
  const name = formatInstance(address);
  if (findInstance(store.state, address)?.current !== undefined) {
    const detail = `Terraform is already managing a remote object for ${name}. To import to this address you must first remove the existing object from the state.`;
    return [sourceless("Resource already managed by Terraform", detail)];
  }
  const session = await createSession({ ...base, operation: "plan", conditions: "skip" });
  const resource = nodeName.resource(modulePath(address.module), address);
  const node = session.graph.nodes.get(resource);
  if (node?.kind !== "resource" || address.mode !== "managed") {
    const detail = `Before importing this resource, please create its configuration in the root module. For example:\n\nresource "${address.type}" "${address.name}" {\n  # (resource arguments)\n}`;
    return [sourceless(`Resource address "${formatResource(address)}" does not exist in the configuration.`, detail)];
  }
  const provider = nodeName.provider(node.provider);
  const needed = new Set([provider, ...session.graph.ancestorsOf(provider)]);
  await walkGraph(
    session.graph.only(needed),
    (each) => visitNode(each, session, () => Promise.resolve(true)),
    base.signal,
  );
  const schema = session.schemas.resource(node.provider.source, address);
  if (session.problems.hasErrors || schema === undefined) return session.problems.all;

  const object = await importObject(session, { address, id, provider: node.provider }, schema);
  if (object === undefined) return session.problems.all;
  const dependencies = session.facts.dependencies(node);
  setCurrent(store.state, address, node.provider, encodeObject({ ...object, dependencies }, schema));
  await store.save();
  return session.problems.all;
}
