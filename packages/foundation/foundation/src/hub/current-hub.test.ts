// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { getHub, withHub } from "./current-hub.ts";
import { createHub } from "./hub.ts";

suite("getHub", () => {
  test("it is one hub for the whole process, also for another copy of the package", async () => {
    const copy = (await import(`${import.meta.resolve("./current-hub.js")}?copy`)) as { getHub: typeof getHub };
    assert.equal(getHub(), getHub());
    assert.equal(copy.getHub(), getHub());
  });

  test("P05 withHub gives another one to what runs inside, also when tests run side by side", async () => {
    const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
    const run = async (value: number): Promise<unknown> => {
      getHub().register("value", value);
      await pause();
      return getHub().get("value");
    };
    assert.deepEqual(await Promise.all([1, 2, 3].map((value) => withHub(createHub(), () => run(value)))), [1, 2, 3]);
    assert.equal(getHub().has("value"), false);
  });
});
