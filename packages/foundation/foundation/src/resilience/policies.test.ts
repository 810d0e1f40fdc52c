// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { bulkhead } from "./bulkhead.ts";
import { circuitBreaker, type CircuitState } from "./circuit-breaker.ts";
import { ManualClock } from "./manual-clock.ts";
import { combine } from "./policy.ts";
import { rateLimiter } from "./rate-limiter.ts";
import { ResilienceError } from "./resilience-error.ts";
import { retry } from "./retry.ts";
import { Semaphore } from "./semaphore.ts";
import { timeout } from "./timeout.ts";

function refused(reason: string, retryAfterMs?: number): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof ResilienceError, String(error));
    assert.equal(error.code, `resilience.${reason}`);
    if (retryAfterMs !== undefined) assert.equal(error.context.retryAfterMs, retryAfterMs);
    return true;
  };
}

const fail = (): Promise<never> => Promise.reject(new Error("down"));
const ok = (): string => "ok";

/** Work that ends when it is told to. */
function gate(): { work: () => Promise<string>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  return { work: () => promise, open: () => resolve("ok") };
}

suite("timeout", () => {
  test("work that takes too long is told, and its caller goes on", async () => {
    const clock = new ManualClock();
    let told: unknown;
    const running = timeout(100, { clock }).run((signal) => {
      signal.addEventListener("abort", () => (told = signal.reason));
      return new Promise(() => undefined); // It does not listen.
    });
    const failed = assert.rejects(running, refused("timeout"));
    await clock.advance(100);
    await failed;
    assert.ok(told instanceof ResilienceError);
  });

  test("work that ends in time leaves no timer", async () => {
    const clock = new ManualClock();
    assert.equal(await timeout(100, { clock }).run(ok), "ok");
    await assert.rejects(timeout(100, { clock }).run(fail), /down/);
    await assert.rejects(
      timeout(100, { clock }).run(() => {
        throw new Error("at once");
      }),
      /at once/,
    );
    await clock.advance(0);
    assert.equal(clock.sleeping, 0);
  });

  test("the caller's signal counts as well, before and after the start", async () => {
    const controller = new AbortController();
    const running = timeout(100_000).run(() => new Promise(() => undefined), controller.signal);
    controller.abort(new Error("enough"));
    await assert.rejects(running, /enough/);
    await assert.rejects(timeout(100).run(ok, controller.signal), /enough/);
  });

  test("no time is a mistake", () => {
    for (const ms of [0, -1, NaN]) assert.throws(() => timeout(ms), RangeError);
  });
});

suite("circuitBreaker", () => {
  test("it opens after failures in a row, lets one try, and closes when that succeeds", async () => {
    const clock = new ManualClock();
    const states: CircuitState[] = [];
    const circuit = circuitBreaker({ failures: 2, openMs: 1_000, clock, onChange: (state) => states.push(state) });
    await assert.rejects(circuit.run(fail), /down/);
    assert.equal(await circuit.run(ok), "ok");
    await assert.rejects(circuit.run(fail), /down/);
    assert.equal(circuit.state, "closed");
    await assert.rejects(circuit.run(fail), /down/);
    await clock.advance(400);
    await assert.rejects(circuit.run(ok), refused("circuit_open", 600));
    await clock.advance(600);
    assert.equal(circuit.state, "half-open");
    await assert.rejects(circuit.run(fail), /down/);
    await assert.rejects(circuit.run(ok), refused("circuit_open", 1_000));
    await clock.advance(1_000);
    assert.equal(await circuit.run(ok), "ok");
    assert.deepEqual(states, ["open", "half-open", "open", "half-open", "closed"]);
  });

  test("half open it lets in only so many at the same time, and wants as many successes", async () => {
    const clock = new ManualClock();
    const circuit = circuitBreaker({ failures: 1, openMs: 1_000, halfOpenPermits: 2, clock });
    await assert.rejects(circuit.run(fail), /down/);
    await clock.advance(1_000);
    const { work, open } = gate();
    const trials = [circuit.run(work), circuit.run(work)];
    await assert.rejects(circuit.run(ok), refused("circuit_open"));
    open();
    await trials[0];
    await trials[1];
    assert.equal(circuit.state, "closed");
  });

  test("what began before it opened has no say any more", async () => {
    const circuit = circuitBreaker({ failures: 1 });
    const { work, open } = gate();
    const slow = circuit.run(work);
    await assert.rejects(circuit.run(fail), /down/);
    open();
    await slow;
    assert.equal(circuit.state, "open");
  });

  test("neither the caller's own mistakes nor its change of mind count", async () => {
    const circuit = circuitBreaker({ failures: 1, isFailure: (error) => !(error instanceof TypeError) });
    await assert.rejects(
      circuit.run(() => Promise.reject(new TypeError("mine"))),
      /mine/,
    );
    const controller = new AbortController();
    const running = circuit.run((signal) => {
      controller.abort(new Error("enough"));
      throw signal.reason;
    }, controller.signal);
    await assert.rejects(running, /enough/);
    assert.equal(circuit.state, "closed");
  });
});

suite("bulkhead", () => {
  test("so many run, so many wait, the rest fails at once", async () => {
    const policy = bulkhead({ concurrent: 1, queued: 1 });
    const { work, open } = gate();
    const running = policy.run(work);
    const waiting = policy.run(ok);
    await assert.rejects(policy.run(ok), refused("bulkhead_full"));
    open();
    assert.deepEqual(await Promise.all([running, waiting]), ["ok", "ok"]);
    assert.equal(await policy.run(ok), "ok");
  });

  test("failed work makes room as well", async () => {
    const policy = bulkhead({ concurrent: 1, queued: 0 });
    await assert.rejects(policy.run(fail), /down/);
    assert.equal(await policy.run(ok), "ok");
  });
});

suite("Semaphore", () => {
  test("in any order of events there are never more holders than permits, and none is lost", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 10 }),
        fc.scheduler(),
        async (permits, tasks, scheduler) => {
          const semaphore = new Semaphore(permits);
          let holders = 0;
          const run = async (task: number): Promise<void> => {
            const controller = new AbortController();
            await scheduler.schedule(Promise.resolve(), `task ${task} comes`);
            const acquiring = semaphore.acquire(controller.signal);
            // Some change their minds; at any moment, also when they just got it.
            if (task % 3 === 0)
              void scheduler.schedule(Promise.resolve(), `task ${task} gives up`).then(() => controller.abort());
            try {
              using _ = await acquiring;
              assert.ok(++holders <= permits);
              await scheduler.schedule(Promise.resolve(), `task ${task} works`);
              holders--;
            } catch (error) {
              if (!controller.signal.aborted) throw error;
            }
          };
          const all = Promise.all(Array.from({ length: tasks }, (_, task) => run(task)));
          await scheduler.waitFor(all);
          assert.equal(semaphore.free, permits);
          assert.equal(semaphore.waiting, 0);
        },
      ),
    );
  });

  test("in the order of coming; a permit is given back once", async () => {
    const semaphore = new Semaphore(1);
    const first = await semaphore.acquire();
    const order: number[] = [];
    const others = [1, 2, 3].map(async (name) => {
      using _ = await semaphore.acquire();
      order.push(name);
    });
    first[Symbol.dispose]();
    first[Symbol.dispose]();
    await Promise.all(others);
    assert.deepEqual(order, [1, 2, 3]);
    assert.equal(semaphore.free, 1);
  });

  test("no permits, or parts of one, are a mistake", () => {
    for (const permits of [0, -1, 1.5, NaN, Infinity]) assert.throws(() => new Semaphore(permits), RangeError);
  });
});

suite("rateLimiter", () => {
  test("a burst at once, the rest at the rate, in order", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter({ perSecond: 10, burst: 2, clock });
    const starts: number[] = [];
    const all = Promise.all([1, 2, 3, 4].map(() => limiter.run(() => starts.push(Math.round(clock.now())))));
    await clock.advance(1_000);
    await all;
    assert.deepEqual(starts, [0, 0, 100, 200]);
  });

  test("who would wait for too long fails and takes nothing", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter({ perSecond: 1, burst: 1, maxWaitMs: 0, clock });
    assert.equal(await limiter.run(ok), "ok");
    await assert.rejects(limiter.run(ok), refused("rate_limited", 1_000));
    await assert.rejects(limiter.run(ok), refused("rate_limited", 1_000));
    await clock.advance(1_000);
    assert.equal(limiter.tryTake(), true);
    assert.equal(limiter.tryTake(), false);
  });

  test("who gives up waiting leaves its token to the others", async () => {
    const clock = new ManualClock();
    const limiter = rateLimiter({ perSecond: 1, burst: 1, clock });
    await limiter.run(ok);
    const controller = new AbortController();
    const waiting = limiter.run(ok, controller.signal);
    controller.abort(new Error("enough"));
    await assert.rejects(waiting, /enough/);
    await clock.advance(1_000);
    assert.equal(limiter.tryTake(), true);
  });

  test("in no interval do more start than burst and rate allow", async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        gaps,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (gaps, perSecond, burst) => {
          const clock = new ManualClock({ autoAdvance: true });
          const limiter = rateLimiter({ perSecond, burst, clock });
          const starts: number[] = [];
          for (const gap of gaps) {
            await clock.sleep(gap);
            if (limiter.tryTake()) starts.push(clock.now());
          }
          for (const [at, from] of starts.entries()) {
            for (const [count, to] of starts.slice(at).entries()) {
              assert.ok(count + 1 <= burst + ((to - from) / 1_000) * perSecond + 1e-6);
            }
          }
        },
      ),
    );
  });

  test("a rate of nothing is a mistake", () => {
    for (const perSecond of [0, -1, NaN]) assert.throws(() => rateLimiter({ perSecond }), RangeError);
    assert.throws(() => rateLimiter({ perSecond: 1, burst: 0 }), RangeError);
  });
});

suite("combine", () => {
  test("the first is outermost", async () => {
    const clock = new ManualClock({ autoAdvance: true });
    let tries = 0;
    const work = (): string => {
      if (++tries < 3) throw new Error("down");
      return "ok";
    };
    const circuit = circuitBreaker({ failures: 1, clock });
    assert.equal(await combine(circuit, retry({ clock })).run(work), "ok");
    assert.equal(circuit.state, "closed");
    tries = 0;
    // It says when to come back, and that is later than anybody would wait.
    const closedForLong = circuitBreaker({ failures: 1, openMs: 60_000, clock });
    await assert.rejects(combine(retry({ clock }), closedForLong).run(work), refused("circuit_open"));
    assert.equal(tries, 1);
  });

  test("of nothing it is the work alone", async () => {
    assert.equal(await combine().run(ok), "ok");
    await assert.rejects(
      combine().run(() => assert.fail("at once")),
      /at once/,
    );
  });

  test("one signal goes through all of them", async () => {
    const controller = new AbortController();
    const running = combine(bulkhead({ concurrent: 1 }), timeout(60_000), retry()).run(
      (signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        }),
      controller.signal,
    );
    controller.abort(new Error("enough"));
    await assert.rejects(running, /enough/);
  });
});
