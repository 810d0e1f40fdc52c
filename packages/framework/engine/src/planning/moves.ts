// SPDX-License-Identifier: Apache-2.0

/**
 * Objects that go by another address from now on.
 *
 * Source: Terraform 1.11, `internal/refactoring`, for the order of moves, for those that are implied and for what is refused.
 *
 * @module
 */

import {
  formatInstance,
  formatResource,
  formatResourceName,
  type InstanceAddress,
  type InstanceKey,
  type ModulePath,
  type ModuleInstance,
} from "../address.ts";
import type { Target } from "../configuration/configuration.ts";
import type { ModuleTree } from "../evaluation/module-tree.ts";
import type { State } from "../state/state.ts";

/** From one address to another, both as seen from a module. */
interface Move {
  readonly module: ModulePath;
  readonly from: Endpoint;
  readonly to: Endpoint;
}

type Endpoint = Pick<Target, "module" | "resource" | "key">;

/**
 * Moves the objects of a state, as `moved` blocks and a change between having `count` and not having it say.
 *
 * @returns Where what has moved stood before, by where it stands.
 */
export function applyMoves(tree: ModuleTree, state: State): ReadonlyMap<string, InstanceAddress> {
  const explicit = [...tree.places()].flatMap(({ module }) => {
    return module.moved.map(({ from, to }): Move => ({ module: module.path, from, to }));
  });
  const movedFrom = new Map<string, InstanceAddress>();
  for (const move of inOrder([...explicit, ...impliedMoves(tree, state, explicit)])) applyMove(move, state, movedFrom);
  return movedFrom;
}

function applyMove(move: Move, state: State, movedFrom: Map<string, InstanceAddress>): void {
  for (const { address: resource, provider, instances } of Array.from(state.resources.values())) {
    for (const [key, instance] of Array.from(instances)) {
      const from: InstanceAddress = { ...resource, ...(key !== undefined && { key }) };
      const to = destination(move, from);
      if (to === undefined) continue;
      const name = formatResource(to);
      // Where something stands already, nothing else can go.
      if (state.resources.get(name)?.instances.has(to.key)) continue;
      instances.delete(key);
      if (instances.size === 0) state.resources.delete(formatResource(from));
      const { key: newKey, ...address } = to;
      const target = state.resources.get(name) ?? { address, provider, instances: new Map() };
      target.instances.set(newKey, instance);
      state.resources.set(name, target);
      const origin = movedFrom.get(formatInstance(from)) ?? from;
      movedFrom.delete(formatInstance(from));
      movedFrom.set(formatInstance(to), origin);
    }
  }
}

/** Where a move leads from an address; nothing if it is not about it. */
function destination({ module, from, to }: Move, address: InstanceAddress): InstanceAddress | undefined {
  const base = address.module.slice(0, module.length);
  if (base.length < module.length || !module.every((name, i) => base[i]!.name === name)) return undefined;
  const relative = address.module.slice(module.length);
  return from.resource === undefined
    ? movedModule(base, relative, from, to, address)
    : movedResource(base, relative, from, to, address);
}

function movedModule(
  base: ModuleInstance,
  relative: ModuleInstance,
  from: Endpoint,
  to: Endpoint,
  address: InstanceAddress,
): InstanceAddress | undefined {
  const [last, target] = [from.module.length - 1, to.module.length - 1];
  // Without any key, all instances of the call are meant, and keep theirs.
  const isWhole = from.module[last]?.key === undefined && to.module[target]?.key === undefined;
  if (relative.length <= last || !sameSteps(from.module, relative, isWhole)) return undefined;
  const own = relative[last]!.key;
  const steps = to.module.map((step, i) => (isWhole && i === target ? withKey(step, own) : step));
  return { ...address, module: [...base, ...steps, ...relative.slice(last + 1)] };
}

function movedResource(
  base: ModuleInstance,
  relative: ModuleInstance,
  from: Endpoint,
  to: Endpoint,
  address: InstanceAddress,
): InstanceAddress | undefined {
  if (relative.length !== from.module.length || !sameSteps(from.module, relative, false)) return undefined;
  if (formatResourceName(from.resource!) !== formatResourceName(address)) return undefined;
  const isWhole = from.key === undefined && to.key === undefined;
  if (!isWhole && from.key !== address.key) return undefined;
  const key = isWhole ? address.key : to.key;
  return { module: [...base, ...to.module], ...to.resource!, ...(key !== undefined && { key }) };
}

/** @param anyLastKey Whether the last step may have any key. */
function sameSteps(steps: Endpoint["module"], module: ModuleInstance, anyLastKey: boolean): boolean {
  return steps.every(({ name, key }, i) => {
    const own = module[i]!;
    return name === own.name && ((anyLastKey && i === steps.length - 1) || key === own.key);
  });
}

function withKey(step: Endpoint["module"][number], key: InstanceKey | undefined): Endpoint["module"][number] {
  return { name: step.name, ...(key !== undefined && { key }) };
}

/** What has got or lost its `count` keeps its first object, unless a block says otherwise. */
function impliedMoves(tree: ModuleTree, state: State, explicit: readonly Move[]): readonly Move[] {
  return [...state.resources.values()].flatMap(({ address, instances }) => {
    if (address.mode !== "managed") return [];
    const module = tree.find(address.module.map(({ name }) => name))?.module;
    const kind = module?.resources.get(formatResourceName(address))?.repetition.kind;
    const keys: [InstanceKey | undefined, InstanceKey | undefined] | undefined =
      kind === "count" ? [undefined, 0] : kind === "single" ? [0, undefined] : undefined;
    if (keys === undefined || !instances.has(keys[0]) || instances.has(keys[1])) return [];
    const from: InstanceAddress = { ...address, ...(keys[0] !== undefined && { key: keys[0] }) };
    if (explicit.some((move) => destination(move, from) !== undefined)) return [];
    const endpoint = (key: InstanceKey | undefined): Endpoint => {
      return { module: address.module, resource: address, ...(key !== undefined && { key }) };
    };
    return [{ module: [], from: endpoint(keys[0]), to: endpoint(keys[1]) }];
  });
}

/** Moves that lead to where others start come before those. */
function inOrder(moves: readonly Move[]): readonly Move[] {
  const done = new Set<Move>();
  const visit = (move: Move): void => {
    if (done.has(move)) return;
    done.add(move);
    for (const other of moves) if (leadsInto(other, move)) visit(other);
    ordered.push(move);
  };
  const ordered: Move[] = [];
  for (const move of moves) visit(move);
  return ordered;
}

function leadsInto({ module, to }: Move, next: Move): boolean {
  const steps = module.map((name): Target["module"][number] => ({ name }));
  if (to.resource === undefined || next.from.resource === undefined) {
    const [end, start] = [
      [...steps, ...to.module],
      [...next.module.map((name) => ({ name })), ...next.from.module],
    ];
    const [shorter, longer] = end.length < start.length ? [end, start] : [start, end];
    return shorter.every(({ name }, i) => longer[i]!.name === name);
  }
  const address = { module: [...steps, ...to.module], ...to.resource, ...(to.key !== undefined && { key: to.key }) };
  const whole = { module: address.module, ...to.resource };
  return destination(next, address) !== undefined || destination(next, whole) !== undefined;
}
