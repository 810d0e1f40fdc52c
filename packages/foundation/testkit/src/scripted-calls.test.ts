// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { scriptedCalls } from "./scripted-calls.ts";

interface Api {
  create(name: string): Promise<{ id: string }>;
  read(id: string, options: { deep: boolean }): Promise<string | undefined>;
  close(): void;
}

suite("scriptedCalls", () => {
  test("T03 answers come one after the other, and what was asked is kept", async () => {
    const { functions, calls } = scriptedCalls<Api>({
      create: [{ id: "1" }, { id: "2" }],
      read: [undefined, new Error("no network")],
    });
    assert.deepEqual(await functions.create("a"), { id: "1" });
    assert.equal(await functions.read("1", { deep: true }), undefined);
    assert.deepEqual(await functions.create("b"), { id: "2" });
    await assert.rejects(functions.read("2", { deep: false }), /^Error: no network$/);
    assert.deepEqual(calls, [
      { name: "create", args: ["a"] },
      { name: "read", args: ["1", { deep: true }] },
      { name: "create", args: ["b"] },
      { name: "read", args: ["2", { deep: false }] },
    ]);
  });

  test("T03 a function may look at the request, and need not give a promise", async () => {
    let closed = 0;
    const { functions, calls } = scriptedCalls<Api>({
      read: async (id, { deep }) => `${id} ${deep}`,
      close: () => void closed++,
    });
    assert.equal(await functions.read("x", { deep: true }), "x true");
    assert.equal(functions.close(), undefined);
    assert.deepEqual([closed, calls.length], [1, 2]);
  });

  test("T03 one call too many says so, and there is nothing without a script", async () => {
    const { functions, calls } = scriptedCalls<Api>({ create: [{ id: "1" }] });
    await functions.create("a");
    await assert.rejects(functions.create("b"), /the script of create has 1 answer, and here is another call/);
    assert.equal(calls.length, 2);
    assert.equal("close" in functions, false);
  });
});
