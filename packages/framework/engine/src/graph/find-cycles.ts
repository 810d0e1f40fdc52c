// SPDX-License-Identifier: Apache-2.0

import type { Graph } from "./graph.ts";

/**
 * The groups of names that wait for one another, each group in the order of the waiting.
 *
 * Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972; with a stack of its own, because chains of
 * dependencies may be longer than the one of the machine.
 */
export function findCycles(graph: Graph<unknown>): string[][] {
  const cycles: string[][] = [];
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();

  const visit = (name: string): Visit => {
    order.set(name, order.size);
    lowest.set(name, order.get(name)!);
    open.push(name);
    isOpen.add(name);
    return { name, dependencies: graph.dependenciesOf(name).values() };
  };
  const close = (name: string): void => {
    if (lowest.get(name) !== order.get(name)) return;
    const group = open.splice(open.lastIndexOf(name));
    for (const member of group) isOpen.delete(member);
    if (group.length > 1) cycles.push(group);
  };
  const lower = (name: string, to: number): void => void lowest.set(name, Math.min(lowest.get(name)!, to));

  for (const start of graph.nodes.keys()) {
    if (order.has(start)) continue;
    const visits = [visit(start)];
    for (let current = visits.at(-1); current !== undefined; current = visits.at(-1)) {
      const { value: next, done } = current.dependencies.next();
      if (done) {
        visits.pop();
        close(current.name);
        const parent = visits.at(-1);
        if (parent) lower(parent.name, lowest.get(current.name)!);
      } else if (!order.has(next)) {
        visits.push(visit(next));
      } else if (isOpen.has(next)) {
        lower(current.name, order.get(next)!);
      }
    }
  }
  return cycles;
}

/** A name whose dependencies are being visited. */
interface Visit {
  readonly name: string;
  readonly dependencies: SetIterator<string>;
}
