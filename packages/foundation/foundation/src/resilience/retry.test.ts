// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { ManualClock } from "./manual-clock.ts";
import { ResilienceError } from "./resilience-error.ts";
import { parseRetryAfter, retryAfterMs } from "./retry-after.ts";
import { retry, type RetryOptions } from "./retry.ts";

/** Runs work that fails with these errors, one after the other, then succeeds; tells the pauses in between. */
async function run(errors: readonly unknown[], options: RetryOptions): Promise<{ pauses: number[]; outcome: unknown }> {
  const clock = new ManualClock({ autoAdvance: true });
  const pauses: number[] = [];
  const left = [...errors];
  const policy = retry({
    clock,
    random: () => 1 - 2 ** -53,
    ...options,
    onRetry: ({ pauseMs }) => pauses.push(pauseMs),
  });
  const work = (): string => {
    if (left.length > 0) throw left.shift();
    return "done";
  };
  const outcome = await policy.run(work).catch((error: unknown) => error);
  return { pauses: pauses.map(Math.round), outcome };
}

const failures = (count: number): Error[] => Array.from({ length: count }, (_, at) => new Error(`failure ${at + 1}`));

suite("retry", () => {
  const cases: Record<string, { errors: unknown[]; options: RetryOptions; pauses: number[]; outcome: RegExp }> = {
    "no failure": { errors: [], options: {}, pauses: [], outcome: /^done/ },
    "the limit of the pause doubles": {
      errors: failures(4),
      options: { attempts: 5 },
      pauses: [200, 400, 800, 1600],
      outcome: /^done/,
    },
    "and has a limit": {
      errors: failures(4),
      options: { attempts: 5, maxMs: 500 },
      pauses: [200, 400, 500, 500],
      outcome: /^done/,
    },
    "full jitter: any part of it": {
      errors: failures(2),
      options: { random: () => 0.25 },
      pauses: [50, 100],
      outcome: /^done/,
    },
    "the last error when tries are used up": {
      errors: failures(9),
      options: { attempts: 3 },
      pauses: [200, 400],
      outcome: /failure 3/,
    },
    "an error that comes again for certain": {
      errors: [new TypeError("bad input")],
      options: { shouldRetry: (error) => !(error instanceof TypeError) },
      pauses: [],
      outcome: /bad input/,
    },
    "an abort is no failure": { errors: [new DOMException("x", "AbortError")], options: {}, pauses: [], outcome: /x/ },
    "the other side says when": {
      errors: [Object.assign(new Error("429"), { headers: new Headers({ "retry-after": "7" }) })],
      options: {},
      pauses: [7_000],
      outcome: /^done/,
    },
    "it asks for too long": {
      errors: [Object.assign(new Error("429"), { headers: new Headers({ "retry-after": "31" }) })],
      options: {},
      pauses: [],
      outcome: /429/,
    },
    "the budget is not overdrawn": {
      errors: failures(9),
      options: { attempts: 10, budgetMs: 1_000 },
      pauses: [200, 400],
      outcome: /failure 3/,
    },
  };
  for (const [name, { errors, options, pauses, outcome }] of Object.entries(cases)) {
    test(name, async () => {
      const got = await run(errors, options);
      assert.deepEqual(got.pauses, pauses);
      assert.match(String(got.outcome), outcome);
    });
  }

  test("whatever fails: no more tries than said, no pause longer than said, never beyond the budget", async () => {
    const options = fc.record({
      attempts: fc.integer({ min: 1, max: 8 }),
      baseMs: fc.integer({ min: 0, max: 5_000 }),
      maxMs: fc.integer({ min: 0, max: 10_000 }),
      budgetMs: fc.integer({ min: 0, max: 30_000 }),
    });
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    await fc.assert(
      fc.asyncProperty(options, fc.infiniteStream(random), async (options, randoms) => {
        const { pauses } = await run(failures(20), { ...options, random: () => randoms.next().value });
        assert.ok(pauses.length < options.attempts);
        assert.ok(pauses.every((pause) => pause <= options.maxMs));
        assert.ok(pauses.reduce((sum, pause) => sum + pause, 0) <= options.budgetMs + pauses.length);
      }),
    );
  });

  test("a signal ends the pause", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const running = retry({ clock, random: () => 0.5 }).run(() => Promise.reject(new Error("down")), controller.signal);
    await clock.advance(1);
    assert.equal(clock.sleeping, 1);
    controller.abort(new Error("enough"));
    await assert.rejects(running, /^Error: enough$/);
  });

  test("no try at all is a mistake", () => {
    for (const attempts of [0, -1, NaN]) assert.throws(() => retry({ attempts }), RangeError);
  });
});

suite("Retry-After", () => {
  const clock = new ManualClock({ startMs: Date.UTC(2026, 0, 1) });
  const values: Record<string, number | undefined> = {
    "0": 0,
    " 120 ": 120_000,
    "Thu, 01 Jan 2026 00:00:05 GMT": 5_000,
    "Wed, 31 Dec 2025 00:00:00 GMT": 0,
    "": undefined,
    "-1": undefined,
    "1.5": undefined,
    soon: undefined,
    "Xyz, nonsense": undefined,
    "2026-01-01": undefined,
  };
  for (const [value, want] of Object.entries(values)) {
    test(`"${value}"`, () => assert.equal(parseRetryAfter(value, clock), want));
  }

  const headers = new Headers({ "retry-after": "3" });
  const ring = new Error("ring");
  ring.cause = ring;
  const errors: Record<string, { error: unknown; want: number | undefined }> = {
    "our own error": { error: new ResilienceError("busy", { context: { retryAfterMs: 250 } }), want: 250 },
    "headers of the response": { error: { response: { headers } }, want: 3_000 },
    "the cause": { error: new Error("outer", { cause: { headers } }), want: 3_000 },
    "a ring of causes": { error: ring, want: undefined },
    nothing: { error: undefined, want: undefined },
    "a text": { error: "retry-after: 3", want: undefined },
    "a negative number": { error: { retryAfterMs: -3 }, want: undefined },
  };
  for (const [name, { error, want }] of Object.entries(errors)) {
    test(`of ${name}`, () => assert.equal(retryAfterMs(error, clock), want));
  }

  test("reading any text never fails", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const ms = parseRetryAfter(text, clock);
        assert.ok(ms === undefined || ms >= 0);
      }),
    );
  });
});
