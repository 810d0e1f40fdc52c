// SPDX-License-Identifier: Apache-2.0

import type { Graph } from "./graph.ts";

/**
 * Visits each node once all that it depends on has been visited, as many at once as there are.
 *
 * @param visit Answers whether it went well. What depends on a node that did not is left out, and so is what comes after
 *   that. If it throws, no further node is started, and the walk throws once those under way have ended.
 * @param signal Ends the walk in the same way, without an error.
 * @returns The names of the nodes that were left out.
 */
export async function walkGraph<Node>(
  graph: Graph<Node>,
  visit: (node: Node, name: string) => Promise<boolean>,
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const dependents = graph.dependents();
  const waitsFor = new Map([...graph.nodes.keys()].map((name) => [name, graph.dependenciesOf(name).size]));
  const isSpoilt = new Set<string>();
  const leftOut = new Set<string>();
  const ready = [...waitsFor].filter(([, count]) => count === 0).map(([name]) => name);
  const thrown: unknown[] = [];
  const { promise: ended, resolve: finish } = Promise.withResolvers<void>();
  let started = 0;
  let running = 0;

  const release = (name: string, isGood: boolean): void => {
    for (const dependent of dependents.get(name) ?? []) {
      if (!isGood) isSpoilt.add(dependent);
      const count = waitsFor.get(dependent)! - 1;
      waitsFor.set(dependent, count);
      if (count === 0) ready.push(dependent);
    }
  };
  const run = async (name: string): Promise<void> => {
    let isGood = false;
    try {
      isGood = await visit(graph.nodes.get(name)!, name);
    } catch (error) {
      thrown.push(error);
    }
    running--;
    release(name, isGood);
    startReady();
  };
  const startReady = (): void => {
    while (started < ready.length) {
      const name = ready[started++]!;
      if (isSpoilt.has(name) || thrown.length > 0 || signal?.aborted) {
        leftOut.add(name);
        release(name, false);
      } else {
        running++;
        void run(name);
      }
    }
    if (running === 0) finish();
  };

  startReady();
  await ended;
  if (thrown.length > 0) throw thrown[0];
  return leftOut;
}
