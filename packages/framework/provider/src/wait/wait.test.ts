// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ManualClock } from "@provide-foundry/foundation/resilience";
import { type Observation, WaitError, poll, retry, waitFor } from "./index.ts";

type State = "creating" | "ready" | "failed";

/** A thing that is seen in these states, one after the other; null is not there. */
function thing(...states: readonly (State | null)[]) {
  const clock = new ManualClock({ autoAdvance: true });
  const looks: number[] = [];
  const refresh = (): Observation<State, number> | undefined => {
    const state = states[Math.min(looks.length, states.length - 1)]!;
    looks.push(clock.now());
    return state === null ? undefined : { state, value: looks.length };
  };
  const { signal } = new AbortController();
  return { refresh, looks, clock, signal, random: () => 0 };
}

suite("V05 waitFor", () => {
  test("looks until it is in a target state, with pauses", async () => {
    const vm = thing("creating", "creating", "ready");
    assert.equal(await waitFor({ ...vm, pending: ["creating"], target: ["ready"], delayMs: 1000 }), 3);
    assert.deepEqual(vm.looks, [1000, 1500, 2000]);
  });

  test("pauses grow up to the longest", async () => {
    const vm = thing(...Array.from({ length: 5 }, () => "creating" as const), "ready");
    await waitFor({ ...vm, target: ["ready"], minMs: 100, maxMs: 300, random: () => 0.999 });
    assert.deepEqual(vm.looks.map(Math.round), [0, 100, 300, 600, 899, 1199]);
  });

  test("a state that is neither pending nor wanted ends it", async () => {
    const vm = thing("creating", "failed");
    await assert.rejects(waitFor({ ...vm, pending: ["creating"], target: ["ready"] }), (error: WaitError) => {
      assert.equal(error.message, 'waited for "ready", but it is "failed"');
      assert.deepEqual(error.context, { why: "unexpected", state: "failed" });
      assert.match(error.hint!, /service/);
      return true;
    });
  });

  test("it may be missing for a while, but not for ever", async () => {
    assert.equal(await waitFor({ ...thing(null, null, "ready"), target: ["ready"] }), 3);
    const lost = waitFor({ ...thing("creating", null), target: ["ready"], mayBeMissing: 2 });
    await assert.rejects(lost, {
      name: "WaitError",
      message: 'waited for "ready", but it was not found 3 times in a row',
    });
  });

  test("without a target it is waited for that it is gone, as often as wanted", async () => {
    const vm = thing("ready", null, "ready", null, null);
    assert.equal(await waitFor({ ...vm, target: [], times: 2 }), undefined);
    assert.equal(vm.looks.length, 4 + 1);
  });

  test("the signal ends it, and the error says what was last seen", async () => {
    const abort = new AbortController();
    const vm = thing("creating");
    const refresh = (): Observation<State, number> | undefined => {
      if (vm.looks.length === 2) abort.abort(new Error("20m are up"));
      return vm.refresh();
    };
    const waiting = waitFor({ ...vm, refresh, target: ["ready"], signal: abort.signal });
    await assert.rejects(waiting, (error: WaitError) => {
      assert.equal(error.message, 'waited for "ready", but it was still "creating"');
      assert.equal((error.cause as Error).message, "20m are up");
      return true;
    });
  });

  test("what refresh throws is thrown as it is", async () => {
    const refresh = (): never => {
      throw new RangeError("no such thing");
    };
    await assert.rejects(waitFor({ ...thing(), refresh, target: [] }), RangeError);
  });
});

test("V05 poll asks until there is an answer", async () => {
  const { clock, signal } = thing();
  let asked = 0;
  const answer = await poll(() => (++asked === 3 ? "10.0.0.1" : undefined), { clock, signal, random: () => 0 });
  assert.deepEqual([answer, asked, clock.now()], ["10.0.0.1", 3, 1000]);
});

test("V05 retry tries again, and not once its signal has aborted", async () => {
  const { clock } = thing();
  const abort = new AbortController();
  let tries = 0;
  const work = (): string => {
    if (++tries < 3) throw new Error("busy");
    return "done";
  };
  assert.equal(await retry(work, { signal: abort.signal, clock }), "done");
  abort.abort(new Error("stop"));
  await assert.rejects(retry(work, { signal: abort.signal, clock }), /stop/);
});
