// SPDX-License-Identifier: Apache-2.0

/**
 * What has to be applied before what.
 *
 * A resource of the configuration becomes several nodes: its expansion, one for each instance that is created, updated or
 * read, and one that says that all of them are done, for which whatever refers to the resource waits. What is destroyed
 * has nodes of its own, which go by what the state says of dependencies: first what was made from others, then those.
 *
 * Source: Terraform 1.11, `internal/terraform/transform_destroy_edge.go` and `transform_destroy_cbd.go`.
 *
 * @module
 */

import { formatModule, formatResource, modulePath, type InstanceAddress } from "../address.ts";
import { nodeName, type ConfigNode, type ResourceNode } from "../evaluation/config-graph.ts";
import { Graph } from "../graph/graph.ts";
import type { Plan, ResourceChange } from "../plan/plan.ts";
import { changeName, configAddress } from "../planning/plan-session.ts";
import { findInstance } from "../state/state-objects.ts";

export type ApplyNode =
  | { readonly kind: "config"; readonly node: Exclude<ConfigNode, ResourceNode> }
  | { readonly kind: "expand"; readonly node: ResourceNode }
  /** Creates, updates or reads. */
  | { readonly kind: "change"; readonly change: ResourceChange; readonly node: ResourceNode }
  | { readonly kind: "remove"; readonly change: ResourceChange }
  /** That others are done. */
  | { readonly kind: "done" };

/** The changes of a resource in one instance of its module. */
interface Group {
  readonly name: string;
  readonly module: InstanceAddress["module"];
  readonly creators: string[];
  /** By whether their successors come first. */
  readonly removers: { readonly before: string[]; readonly after: string[] };
  /** What its objects were made from, by what the state says. */
  readonly creatorDependencies: Set<string>;
  readonly removerDependencies: Set<string>;
}

export function buildApplyGraph(config: Graph<ConfigNode>, plan: Plan): Graph<ApplyNode> {
  const graph = new Graph<ApplyNode>();
  const isDestruction = plan.mode === "destroy";
  const kept = isDestruction ? neededForRemoval(config, plan) : config.nodes.keys();
  for (const name of kept) addConfigNode(graph, name, config.nodes.get(name)!, isDestruction);
  const groups = addChanges(graph, config, plan);
  for (const name of graph.nodes.keys()) connectConfig(graph, config, name);
  connectGroups(graph, groups);
  return graph;
}

/** In a destruction, only what configures the providers is evaluated: other things may have no values any more. */
function neededForRemoval(config: Graph<ConfigNode>, plan: Plan): ReadonlySet<string> {
  const needed = new Set<string>();
  for (const { provider } of plan.changes) {
    const name = nodeName.provider(provider);
    needed.add(name);
    for (const ancestor of config.ancestorsOf(name)) needed.add(ancestor);
  }
  return needed;
}

function expandName(resource: string): string {
  return `${resource} (expand)`;
}

function addConfigNode(graph: Graph<ApplyNode>, name: string, node: ConfigNode, isDestruction: boolean): void {
  if (node.kind !== "resource") {
    graph.add(name, { kind: "config", node });
    return;
  }
  graph.add(name, { kind: "done" });
  if (!isDestruction) graph.add(expandName(name), { kind: "expand", node });
}

function connectConfig(graph: Graph<ApplyNode>, config: Graph<ConfigNode>, name: string): void {
  const isResource = config.nodes.get(name)?.kind === "resource";
  if (isResource) graph.connect(name, expandName(name));
  const waiting = isResource ? expandName(name) : name;
  for (const dependency of config.dependenciesOf(name)) graph.connect(waiting, dependency);
}

function addChanges(graph: Graph<ApplyNode>, config: Graph<ConfigNode>, plan: Plan): ReadonlyMap<string, Group[]> {
  const groups = new Map<string, Map<string, Group>>();
  for (const change of plan.changes) {
    const resource = configAddress(change.address);
    let inModules = groups.get(resource);
    if (inModules === undefined) groups.set(resource, (inModules = new Map()));
    const name = formatResource(change.address);
    let group = inModules.get(name);
    if (group === undefined) inModules.set(name, (group = emptyGroup(name, change.address.module)));
    addChange(graph, config, plan, change, group);
  }
  return new Map(Array.from(groups, ([resource, inModules]) => [resource, [...inModules.values()]]));
}

function emptyGroup(name: string, module: Group["module"]): Group {
  return {
    name,
    module,
    creators: [],
    removers: { before: [], after: [] },
    creatorDependencies: new Set(),
    removerDependencies: new Set(),
  };
}

function addChange(
  graph: Graph<ApplyNode>,
  config: Graph<ConfigNode>,
  plan: Plan,
  change: ResourceChange,
  group: Group,
): void {
  const { address, action, deposed } = change;
  const resource = configAddress(address);
  const node = config.nodes.get(resource);
  const name = changeName(change);
  const isReplacement = action === "delete-create" || action === "create-delete";
  const isRemoval = action === "delete" || action === "forget";
  const stored = deposed === undefined ? findInstance(plan.priorState, address)?.current : undefined;

  if (!isRemoval && node?.kind === "resource") {
    graph.add(name, { kind: "change", change, node });
    graph.connect(name, expandName(resource));
    graph.connect(resource, name);
    // What does not change need not be in any order.
    if (action === "no-op") return;
    group.creators.push(name);
    for (const dependency of stored?.dependencies ?? change.dependencies) group.creatorDependencies.add(dependency);
  }
  if (!isRemoval && !isReplacement) return;
  const remover = `${name} (destroy)`;
  graph.add(remover, { kind: "remove", change });
  graph.connect(remover, nodeName.provider(change.provider));
  const isAfter = action === "create-delete" || deposed !== undefined || (isRemoval && change.createBeforeDestroy);
  group.removers[isAfter ? "after" : "before"].push(remover);
  for (const dependency of stored?.dependencies ?? change.dependencies) group.removerDependencies.add(dependency);
  if (!isReplacement) return;
  if (isAfter) graph.connect(remover, name);
  else graph.connect(name, remover);
}

/** Orders removals by dependencies; hubs in between keep the number of edges in proportion to that of instances. */
function connectGroups(graph: Graph<ApplyNode>, groups: ReadonlyMap<string, readonly Group[]>): void {
  const hub = (group: Group, which: string, members: readonly string[]): string => {
    const name = `${group.name} (${which})`;
    if (!graph.nodes.has(name)) {
      graph.add(name, { kind: "done" });
      for (const member of members) graph.connect(name, member);
    }
    return name;
  };
  const created = (group: Group): string => hub(group, "created", group.creators);
  const removedBefore = (group: Group): string => hub(group, "removed before", group.removers.before);
  const removedAfter = (group: Group): string => hub(group, "removed after", group.removers.after);
  const wait = (waiting: readonly string[], hubOf: (group: Group) => string, group: Group): void => {
    for (const name of waiting) graph.connect(name, hubOf(group));
  };

  for (const group of [...groups.values()].flat()) {
    for (const base of groupsOf(groups, group.removerDependencies, group)) {
      wait([...base.removers.before, ...base.removers.after], removedBefore, group);
      wait([...base.removers.before, ...base.removers.after], removedAfter, group);
      wait(base.creators, removedBefore, group);
      wait(group.removers.after, created, base);
    }
    for (const base of groupsOf(groups, group.creatorDependencies, group)) {
      wait(group.creators, removedBefore, base);
      wait(base.removers.after, created, group);
    }
  }
}

/** The changes of dependencies; within one module, only those in the same instance of it can be meant. */
function groupsOf(
  groups: ReadonlyMap<string, readonly Group[]>,
  dependencies: ReadonlySet<string>,
  { module }: Group,
): readonly Group[] {
  const path = modulePath(module).join(".");
  return [...dependencies]
    .flatMap((dependency) => groups.get(dependency) ?? [])
    .filter((base) => {
      return modulePath(base.module).join(".") !== path || formatModule(base.module) === formatModule(module);
    });
}
