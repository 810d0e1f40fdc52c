// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import fc from "fast-check";
import { ManualClock } from "./manual-clock.ts";
import { MemoryCache } from "./memory-cache.ts";

/** The same, as simply as it can be said: a list in the order of use. */
class Model {
  entries: { key: number; value: number; endsMs: number }[] = [];
  readonly maxEntries: number;

  constructor(maxEntries: number) {
    this.maxEntries = maxEntries;
  }

  get(key: number, nowMs: number): number | undefined {
    const entry = this.entries.find((entry) => entry.key === key);
    if (entry === undefined) return undefined;
    this.delete(key);
    if (nowMs >= entry.endsMs) return undefined;
    this.entries.push(entry);
    return entry.value;
  }

  set(key: number, value: number, endsMs: number): void {
    this.delete(key);
    this.entries = [...this.entries, { key, value, endsMs }].slice(-this.maxEntries);
  }

  delete(key: number): void {
    this.entries = this.entries.filter((entry) => entry.key !== key);
  }
}

type Step =
  | { readonly kind: "get" | "has" | "delete"; readonly key: number }
  | { readonly kind: "set"; readonly key: number; readonly value: number; readonly ttlMs: number | undefined }
  | { readonly kind: "wait"; readonly ms: number };

const key = fc.integer({ min: 0, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom("get", "has", "delete"), key }),
  fc.record({
    kind: fc.constant("set"),
    key,
    value: fc.nat(),
    ttlMs: fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined }),
  }),
  fc.record({ kind: fc.constant("wait"), ms: fc.integer({ min: 0, max: 15 }) }),
);

suite("MemoryCache", () => {
  test("X03 it behaves as a list in the order of use, whatever is done with it", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 60 }), async (maxEntries, steps) => {
        const clock = new ManualClock({ autoAdvance: true });
        const cache = new MemoryCache<number, number>({ maxEntries, ttlMs: 30, clock });
        const model = new Model(maxEntries);
        for (const step of steps) {
          if (step.kind === "wait") await clock.sleep(step.ms);
          if (step.kind === "get") assert.equal(cache.get(step.key), model.get(step.key, clock.now()));
          if (step.kind === "delete") {
            cache.delete(step.key);
            model.delete(step.key);
          }
          if (step.kind === "has") {
            const isThere = model.entries.some(({ key, endsMs }) => key === step.key && clock.now() < endsMs);
            assert.equal(cache.has(step.key), isThere);
            if (!isThere) model.delete(step.key);
          }
          if (step.kind === "set") {
            cache.set(step.key, step.value, step.ttlMs);
            model.set(step.key, step.value, clock.now() + (step.ttlMs ?? 30));
          }
          assert.equal(cache.size, model.entries.length);
          assert.ok(cache.size <= maxEntries);
        }
      }),
    );
  });

  test("X03 of all who ask at once one makes the value, and a failure is not kept", async () => {
    const cache = new MemoryCache<string, number>({ maxEntries: 2 });
    let made = 0;
    const make = async (): Promise<number> => ++made;
    assert.deepEqual(await Promise.all([cache.getOrMake("a", make), cache.getOrMake("a", make)]), [1, 1]);
    await assert.rejects(
      cache.getOrMake("b", () => Promise.reject(new Error("down"))),
      /down/,
    );
    assert.equal(await cache.getOrMake("b", make), 2);
    assert.equal(await cache.getOrMake("a", make), 1);
  });

  test("X03 undefined is a value as well", async () => {
    const cache = new MemoryCache<string, undefined>({ maxEntries: 2 });
    cache.set("a", undefined);
    assert.equal(cache.has("a"), true);
    await cache.getOrMake("a", () => assert.fail("it is there"));
    cache.clear();
    assert.equal(cache.size, 0);
  });

  test("X03 no room at all is a mistake", () => {
    for (const maxEntries of [0, -1, NaN]) assert.throws(() => new MemoryCache({ maxEntries }), RangeError);
  });
});
