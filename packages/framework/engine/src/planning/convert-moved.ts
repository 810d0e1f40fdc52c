// SPDX-License-Identifier: Apache-2.0

/**
 * Objects that were moved to another type, or to a type of another provider, which has to take them over.
 *
 * Source: Terraform 1.11, `internal/refactoring/cross_provider_move.go`, for the messages.
 *
 * @module
 */

import { formatInstance, formatResource, modulePath, type InstanceAddress } from "../address.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { nodeName, type ResourceNode } from "../evaluation/config-graph.ts";
import { encodeObject, markObject } from "../evaluation/live-object.ts";
import { sourceless, withAddress } from "../evaluation/problems.ts";
import { displaySource } from "../configuration/provider-source.ts";
import { findInstance, setCurrent } from "../state/state-objects.ts";
import type { PlanSession } from "./plan-session.ts";

/** @returns Whether all of them could be taken over. */
export async function convertMoved(session: PlanSession): Promise<boolean> {
  const results = await Promise.all(
    Array.from(session.movedFrom, async ([name, from]) => {
      const resource = [...session.state.resources.values()].find(({ address }) =>
        name.startsWith(formatResource(address)),
      );
      const key =
        resource &&
        [...resource.instances.keys()].find((each) => formatInstance(withKey(resource.address, each)) === name);
      if (resource === undefined) return true;
      const to = withKey(resource.address, key);
      const node = session.graph.nodes.get(nodeName.resource(modulePath(to.module), to));
      if (node?.kind !== "resource") return true;
      const isSame = node.provider.source === resource.provider.source && from.type === to.type;
      return isSame || convert(session, from, to, node, resource.provider.source);
    }),
  );
  return results.every(Boolean);
}

function withKey(address: Omit<InstanceAddress, "key">, key: InstanceAddress["key"]): InstanceAddress {
  return { ...address, ...(key !== undefined && { key }) };
}

async function convert(
  session: PlanSession,
  from: InstanceAddress,
  to: InstanceAddress,
  { provider }: ResourceNode,
  sourceProvider: string,
): Promise<boolean> {
  const target = session.providers.find(provider.source);
  const schema = session.schemas.resource(provider.source, to);
  const object = findInstance(session.state, to)?.current;
  if (target === undefined || schema === undefined || object === undefined) return true;
  const range = moveRange(session, from, to);
  if (!target.schema.capabilities.moveResourceState) {
    const detail = `The provider ${JSON.stringify(displaySource(provider.source))} does not support moved operations across resource types and providers.`;
    return session.problems.report([placed("Unsupported `moved` across resource types", detail, range)]);
  }
  const answer = await target.move({ sourceProvider, sourceType: from.type, targetType: to.type, object });
  if (!session.problems.report(withAddress(answer.diagnostics, formatInstance(to)))) return false;
  const { value } = answer;
  if (value === undefined || value.isNull()) {
    const detail = `The provider returned an invalid value during an across type move operation to ${formatInstance(to)}. This is a bug in the relevant provider; Please report it.`;
    return session.problems.report([placed("Provider returned invalid value", detail, range)]);
  }
  const { isTainted, dependencies, createBeforeDestroy } = object;
  const moved = {
    value: markObject(value, schema, []),
    private: answer.private,
    isTainted,
    dependencies,
    createBeforeDestroy,
  };
  setCurrent(session.state, to, provider, encodeObject(moved, schema));
  return true;
}

function placed(summary: string, detail: string, range: Diagnostic["subject"]): Diagnostic {
  return range === undefined ? sourceless(summary, detail) : problem(summary, detail, range);
}

/** The block that brought the object where it stands. */
function moveRange({ tree }: PlanSession, from: InstanceAddress, to: InstanceAddress): Diagnostic["subject"] {
  for (const { module } of tree.places()) {
    const block = module.moved.find((each) => {
      return (
        each.from.resource?.type === from.type &&
        each.to.resource?.type === to.type &&
        each.to.resource.name === to.name
      );
    });
    if (block) return block.range;
  }
  return undefined;
}
