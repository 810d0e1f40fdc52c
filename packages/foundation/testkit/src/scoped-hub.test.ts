// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { createHub, getHub, withHub, type Hub } from "@provide-foundry/foundation";
import { scopedHub } from "./scoped-hub.ts";

suite("scopedHub", () => {
  test("P05 tests side by side do not see each other's components", async () => {
    const results = await Promise.all(
      [1, 2, 3].map((value) =>
        scopedHub(async (hub) => {
          hub.register("value", value);
          await new Promise((resolve) => setImmediate(resolve));
          return getHub().get("value");
        }),
      ),
    );
    assert.deepEqual(results, [1, 2, 3]);
    assert.equal(getHub().has("value"), false);
  });

  test("P05 a fake takes the place of what the hub around it has", async () => {
    const hub = createHub();
    hub.register("clock", "real");
    await withHub(hub, async () => {
      assert.equal(await scopedHub((scope) => (scope.register("clock", "fake"), getHub().get("clock"))), "fake");
      assert.equal(getHub().get("clock"), "real");
    });
  });

  test("T02 its components are disposed, also when the test fails", async () => {
    let disposed = 0;
    const fail = (hub: Hub): never => {
      hub.register("a", { [Symbol.dispose]: () => disposed++ });
      throw new Error("failed");
    };
    await assert.rejects(scopedHub(fail), /failed/);
    assert.equal(disposed, 1);
  });
});
