// SPDX-License-Identifier: Apache-2.0

/**
 * What follows for a resource from where it stands in the graph of the configuration.
 *
 * @module
 */

import type { Graph } from "../graph/graph.ts";
import {
  explicitTargetsOf,
  nodeName,
  resourceReferences,
  targetsOf,
  type ConfigNode,
  type ResourceNode,
} from "./config-graph.ts";
import type { Schemas } from "./schemas.ts";

export class GraphFacts {
  readonly #graph: Graph<ConfigNode>;
  readonly #schemas: Schemas;
  readonly #createBeforeDestroy: ReadonlySet<string>;
  readonly #dependencies = new Map<string, readonly string[]>();

  constructor(graph: Graph<ConfigNode>, schemas: Schemas) {
    this.#graph = graph;
    this.#schemas = schemas;
    this.#createBeforeDestroy = createdBeforeDestroyed(graph);
  }

  /** Whether it, or something made from it, asks for that: a successor needs what it is made from before the old one goes. */
  createsBeforeDestroy(node: ResourceNode): boolean {
    return this.#createBeforeDestroy.has(nodeOf(node));
  }

  /** The resources that it is made from, directly or not, as states record them. Sorted. */
  dependencies(node: ResourceNode): readonly string[] {
    const name = nodeOf(node);
    let found = this.#dependencies.get(name);
    if (found === undefined)
      this.#dependencies.set(name, (found = this.#resourcesAmong(this.#graph.ancestorsOf(name))));
    return found;
  }

  /**
   * The resources that a data source waits for whatever it is told of them: managed ones that it refers to itself, and
   * what it, or a module around it, names in `depends_on`, with what is behind that.
   */
  awaitedByData(node: ResourceNode): readonly string[] {
    const { resource, place } = node;
    const direct = targetsOf(resourceReferences(node, this.#schemas), place).filter((name) => {
      const target = this.#graph.nodes.get(name);
      return target?.kind === "resource" && target.resource.mode === "managed";
    });
    const found = new Set(direct);
    for (const target of explicitTargetsOf(resource.dependsOn, place)) this.#addBehind(target, found, false);
    for (let { caller } = place; caller; caller = caller.place.caller) {
      for (const target of explicitTargetsOf(caller.call.dependsOn, caller.place)) this.#addBehind(target, found, true);
    }
    return this.#resourcesAmong(found);
  }

  #addBehind(target: string, found: Set<string>, isDeep: boolean): void {
    found.add(target);
    if (!isDeep && this.#graph.nodes.get(target)?.kind === "resource") return;
    for (const name of this.#graph.ancestorsOf(target)) found.add(name);
  }

  #resourcesAmong(names: ReadonlySet<string>): readonly string[] {
    return [...names].filter((name) => this.#graph.nodes.get(name)?.kind === "resource").toSorted();
  }
}

function nodeOf({ place, resource }: ResourceNode): string {
  return nodeName.resource(place.module.path, resource);
}

function createdBeforeDestroyed(graph: Graph<ConfigNode>): ReadonlySet<string> {
  const found = new Set<string>();
  const pending: string[] = [];
  for (const [name, node] of graph.nodes) {
    if (node.kind === "resource" && node.resource.lifecycle.createBeforeDestroy) pending.push(name);
  }
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    pending.push(...graph.dependenciesOf(name));
  }
  return found;
}
