// SPDX-License-Identifier: Apache-2.0

/**
 * What follows for a resource from where it stands in the graph of the configuration.
 *
 * @module
 */

import type { Graph } from "../graph/graph.ts";
import { explicitTargetsOf, nodeName, type ConfigNode, type ResourceNode } from "./config-graph.ts";
import type { ModulePlace } from "./module-tree.ts";

export class GraphFacts {
  readonly #graph: Graph<ConfigNode>;
  readonly #createBeforeDestroy: ReadonlySet<string>;
  readonly #dependencies = new Map<string, readonly string[]>();

  constructor(graph: Graph<ConfigNode>) {
    this.#graph = graph;
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
    if (found === undefined) this.#dependencies.set(name, (found = this.#resourcesAmong(this.#graph.ancestorsOf(name))));
    return found;
  }

  /** The resources that it, or a module around it, names in `depends_on`, those behind other things included. */
  explicitDependencies(node: ResourceNode): readonly string[] {
    const targets = new Set(explicitTargetsOf(node.resource.dependsOn, node.place));
    for (let place: ModulePlace = node.place; place.caller; place = place.caller.place) {
      for (const target of explicitTargetsOf(place.caller.call.dependsOn, place.caller.place)) targets.add(target);
    }
    const all = [...targets].flatMap((target) => {
      return this.#graph.nodes.get(target)?.kind === "resource" ? [target] : [...this.#graph.ancestorsOf(target)];
    });
    return this.#resourcesAmong(new Set(all));
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
