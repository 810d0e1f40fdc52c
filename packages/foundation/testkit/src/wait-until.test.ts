// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { waitUntil } from "./wait-until.ts";

suite("waitUntil", () => {
  test("it gives the first answer that is truthy", async () => {
    let asked = 0;
    assert.equal(await waitUntil(() => (++asked === 3 ? "yes" : ""), { intervalMs: 1 }), "yes");
    assert.equal(await waitUntil(async () => 7), 7);
    assert.equal(asked, 3);
  });

  test("an answer that throws counts as no", async () => {
    let asked = 0;
    const ask = (): boolean => {
      if (++asked < 3) throw new Error("not yet");
      return true;
    };
    assert.equal(await waitUntil(ask, { intervalMs: 1 }), true);
  });

  test("it gives up, says what it waited for, and keeps the last error", async () => {
    const waiting = waitUntil(() => assert.fail("no file"), { what: "the file is there", timeoutMs: 5, intervalMs: 1 });
    await assert.rejects(waiting, (error: Error) => {
      assert.equal(error.message, "waited 5 ms in vain until the file is there");
      assert.match(String(error.cause), /no file/);
      return true;
    });
  });
});
