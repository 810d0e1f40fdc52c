// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { findCycles } from "./find-cycles.ts";
import { Graph } from "./graph.ts";
import { Limiter } from "./limiter.ts";
import { walkGraph } from "./walk.ts";

/** `a:b,c` says that a comes after b and c. */
function graphOf(text: string): Graph<string> {
  const graph = new Graph<string>();
  const lines = text.split(" ").map((line) => line.split(":"));
  for (const [name] of lines) graph.add(name!, name!);
  for (const [name, after] of lines) for (const dependency of after?.split(",") ?? []) graph.connect(name!, dependency);
  return graph;
}

suite("Graph", () => {
  test("knows what comes before and after a node", () => {
    const graph = graphOf("a:b b:c,d c:d d e:a");
    assert.deepEqual([...graph.ancestorsOf("a")].toSorted(), ["b", "c", "d"]);
    assert.deepEqual(graph.dependents().get("d"), ["b", "c"]);
  });

  test("a part has the nodes that are named, and what is between them", () => {
    const part = graphOf("a:b,c b:c c").only(new Set(["a", "c"]));
    assert.deepEqual([[...part.nodes.keys()], [...part.dependenciesOf("a")]], [["a", "c"], ["c"]]);
  });

  test("what is not there and oneself are no dependencies", () => {
    assert.deepEqual([...graphOf("a:a,nowhere").dependenciesOf("a")], []);
  });
});

suite("findCycles", () => {
  const cases: Record<string, { graph: string; want: string[] }> = {
    "no cycle": { graph: "a:b,c b:d c:d d", want: [] },
    "two nodes": { graph: "a:b b:a c:a", want: ["ab"] },
    "two cycles apart": { graph: "a:b b:a c:d d:e e:c a:c", want: ["ab", "cde"] },
    "joined cycles are one": { graph: "a:b b:c,a c:b", want: ["abc"] },
  };
  for (const [name, { graph, want }] of Object.entries(cases)) {
    test(name, () => {
      const got = findCycles(graphOf(graph)).map((cycle) => cycle.toSorted().join(""));
      assert.deepEqual(got.toSorted(), want);
    });
  }

  test("a chain longer than the stack", () => {
    const graph = new Graph<number>();
    for (let i = 0; i < 50_000; i++) graph.add(`${i}`, i);
    for (let i = 1; i < 50_000; i++) graph.connect(`${i - 1}`, `${i}`);
    assert.deepEqual(findCycles(graph), []);
    graph.connect("49999", "0");
    assert.equal(findCycles(graph)[0]?.length, 50_000);
  });
});

suite("walkGraph", () => {
  test("visits after all dependencies, side by side where it can", async () => {
    const visited: string[] = [];
    const both = Promise.withResolvers<void>();
    const leftOut = await walkGraph(graphOf("a:b,c b:d c:d d"), async (node) => {
      visited.push(node);
      // Each of the two ends only when both have begun.
      if (visited.includes("b") && visited.includes("c")) both.resolve();
      if (node === "b" || node === "c") await both.promise;
      return true;
    });
    assert.equal(visited.join(""), "dbca");
    assert.equal(leftOut.size, 0);
  });

  test("leaves out what depends on a failure, and nothing else", async () => {
    const visited: string[] = [];
    const leftOut = await walkGraph(graphOf("a:b b:c c d:e e"), (node) => {
      visited.push(node);
      return Promise.resolve(node !== "c");
    });
    assert.deepEqual(visited.toSorted(), ["c", "d", "e"]);
    assert.deepEqual([...leftOut].toSorted(), ["a", "b"]);
  });

  test("starts nothing after an abort or a throw", async () => {
    const controller = new AbortController();
    const abort = (): Promise<boolean> => {
      controller.abort();
      return Promise.resolve(true);
    };
    assert.deepEqual([...(await walkGraph(graphOf("a:b b"), abort, controller.signal))], ["a"]);
    const visited: string[] = [];
    const fail = (node: string): Promise<boolean> => {
      visited.push(node);
      throw new RangeError("no");
    };
    await assert.rejects(walkGraph(graphOf("a:b b c"), fail), RangeError);
    assert.deepEqual(visited, ["b"]);
  });

  test("an empty graph is done", async () => {
    assert.equal((await walkGraph(new Graph<string>(), () => Promise.resolve(true))).size, 0);
  });
});

test("a limiter runs no more tasks than it may, and all of them", async () => {
  const limiter = new Limiter(2);
  let running = 0;
  let most = 0;
  const task = async (): Promise<void> => {
    most = Math.max(most, ++running);
    await setImmediate();
    running--;
  };
  const failing = limiter.run(() => Promise.reject(new RangeError("no")));
  await Promise.all([assert.rejects(failing, RangeError), ...Array.from({ length: 7 }, () => limiter.run(task))]);
  assert.equal(most, 2);
});
