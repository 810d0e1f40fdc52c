// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { systemClock } from "./clock.ts";
import { ManualClock } from "./manual-clock.ts";

suite("systemClock", () => {
  test("sleeps at least as long as it should, and not for ever without a timer", async () => {
    const before = systemClock.now();
    await systemClock.sleep(5);
    await systemClock.sleep(0);
    await systemClock.sleep(-1);
    // Timers count whole milliseconds, from a moment just before.
    assert.ok(systemClock.now() - before >= 4);
  });

  test("a signal wakes it with its reason, before and while it sleeps", async () => {
    const reason = new Error("enough");
    await assert.rejects(systemClock.sleep(60_000, AbortSignal.abort(reason)), reason);
    const controller = new AbortController();
    // Longer than a timer can be: it must not come back at once.
    const sleeping = systemClock.sleep(2 ** 40, controller.signal);
    await systemClock.sleep(2);
    controller.abort(reason);
    await assert.rejects(sleeping, reason);
  });
});

suite("ManualClock", () => {
  test("sleepers wake in the order of their times, and what they start counts", async () => {
    const clock = new ManualClock({ startMs: 1_000 });
    const woken: string[] = [];
    const note = (name: string): number => woken.push(`${name}@${clock.now()}`);
    const all = Promise.all([
      clock.sleep(30).then(() => note("late")),
      clock.sleep(10).then(async () => {
        note("early");
        await clock.sleep(10);
        return note("again");
      }),
    ]);
    await clock.advance(9);
    assert.deepEqual(woken, []);
    await clock.advance(91);
    await all;
    assert.deepEqual(woken, ["early@10", "again@20", "late@30"]);
    assert.equal(clock.wallNow(), 1_100);
    assert.equal(clock.sleeping, 0);
  });

  test("a signal wakes a sleeper", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const sleeping = clock.sleep(10, controller.signal);
    controller.abort(new Error("enough"));
    await assert.rejects(sleeping, /enough/);
    assert.equal(clock.sleeping, 0);
  });

  test("one that moves itself", async () => {
    const clock = new ManualClock({ autoAdvance: true });
    await clock.sleep(1_000);
    await clock.sleep(-5);
    assert.equal(clock.now(), 1_000);
  });
});
