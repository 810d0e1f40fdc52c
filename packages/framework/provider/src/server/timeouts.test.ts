// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { ManualClock } from "@provide-foundry/foundation/resilience";
import type { ResourceHandlers } from "../definition/contexts.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import type { Fields } from "../schema/field.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";

const schema = {
  name: t.string(),
  timeouts: t.timeouts({ create: "20m", read: "5m", delete: "10m" }),
  id: t.string().computed(),
};
type S = typeof schema;

/** Ends when its signal does, with the reason. */
function endless(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
}

function hostOf(handlers: Partial<ResourceHandlers<S, undefined>>, fields: Fields = schema) {
  const clock = new ManualClock();
  const acme = defineProvider({ name: "acme" });
  const inert: ResourceHandlers<S, undefined> = { create: () => ({ id: "1" }), read: ({ state }) => state };
  acme.resource({ name: "thing", schema: fields as S, ...inert, ...handlers });
  return { clock, host: new TestHost(acme, { clock, stopGraceMs: 1000 }) };
}

const open = { name: "a", timeouts: null, id: UNKNOWN } as const;
const prior = { name: "a", timeouts: null, id: "1" };

suite("V05 timeouts", () => {
  test("a handler that takes too long is told to stop, and the practitioner how to allow more", async () => {
    const { clock, host } = hostOf({ create: ({ signal }) => endless(signal) });
    const applied = host.apply("thing", open, { name: "a" });
    await clock.advance(20 * 60_000 - 1);
    assert.equal(clock.sleeping, 1);
    await clock.advance(1);
    const { state, diagnostics } = await applied;
    assert.equal(state, null);
    assert.deepEqual(diagnostics, [
      "error at timeouts: acme_thing: create took longer than 20m: It was told to stop after 20m.\n\n" +
        'Allow more time: timeouts = { create = "40m" }',
    ]);
  });

  test("the practitioner's own limit goes first, in whatever unit", async () => {
    const { clock, host } = hostOf({ create: ({ signal }) => endless(signal) });
    const timeouts = { create: "90s" };
    const applied = host.apply("thing", { ...open, timeouts }, { name: "a", timeouts });
    await clock.advance(90_000);
    const { diagnostics } = await applied;
    assert.match(diagnostics[0]!, /took longer than 90s: .*create = "3m"/s);
  });

  test("what it saved is kept, and what it says in the end is told", async () => {
    const { clock, host } = hostOf({
      async create({ signal, savePartialState }) {
        savePartialState({ id: "7" });
        await endless(signal).catch(() => {
          throw new Error("the disk was not attached");
        });
        return { id: "7" };
      },
    });
    const applied = host.apply("thing", open, { name: "a" });
    await clock.advance(20 * 60_000);
    const { state, diagnostics } = await applied;
    assert.deepEqual(state, { name: "a", timeouts: null, id: "7" });
    assert.match(diagnostics[0]!, /In the end: the disk was not attached/);
  });

  test("one that does not listen is abandoned after the grace period", async () => {
    const { clock, host } = hostOf({ delete: () => new Promise(() => {}) });
    const applied = host.apply("thing", null, null, { prior });
    await clock.advance(10 * 60_000 + 999);
    await clock.advance(1);
    const { state, diagnostics } = await applied;
    assert.deepEqual(state, prior);
    assert.match(diagnostics[0]!, /delete took longer than 10m/);
  });

  test("one that ends in time leaves no timer behind", async () => {
    const { clock, host } = hostOf({});
    const { state } = await host.read("thing", prior);
    await clock.advance(0);
    assert.deepEqual([state, clock.sleeping], [prior, 0]);
  });

  test("an operation without a limit has none", async () => {
    const { clock, host } = hostOf({ update: ({ signal }) => (assert.ok(!signal.aborted), { id: "2" }) });
    const { state } = await host.apply("thing", { ...open, name: "b" }, { name: "b" }, { prior });
    assert.deepEqual([state, clock.sleeping], [{ ...prior, name: "b", id: "2" }, 0]);
  });

  test("as a block", async () => {
    const fields = { ...schema, timeouts: t.timeoutsBlock({ read: "5m" }) };
    const { clock, host } = hostOf({ read: ({ signal }) => endless(signal) }, fields);
    const read = host.read("thing", prior);
    await clock.advance(300_000);
    assert.match((await read).diagnostics[0]!, /timeouts \{ read = "10m" \}/);
  });

  test("of data sources too", async () => {
    const clock = new ManualClock();
    const acme = defineProvider({ name: "acme" });
    acme.dataSource({
      name: "thing",
      schema: { timeouts: t.timeouts({ read: "1s" }) },
      read: ({ signal }) => endless(signal),
    });
    const read = new TestHost(acme, { clock }).readData("thing", { timeouts: { read: "2s" } });
    await clock.advance(2000);
    assert.match((await read).diagnostics[0]!, /read took longer than 2s/);
  });

  test("to change them changes nothing else, and nobody is asked", async () => {
    const { host } = hostOf({ update: () => assert.fail("was called") });
    const config = { name: "a", timeouts: { create: "1h" } };
    const timeouts = { create: "1h", read: null, delete: null };
    const plan = await host.plan("thing", config, { prior });
    assert.deepEqual([plan.state, plan.requiresReplace], [{ ...prior, timeouts }, []]);
    assert.deepEqual((await host.apply("thing", plan.state, config, { prior })).state, { ...prior, timeouts });
  });

  test("nor does it replace what cannot be updated", async () => {
    const { host } = hostOf({});
    const config = { name: "a", timeouts: { delete: "1h" } };
    const { state, requiresReplace } = await host.plan("thing", config, { prior });
    assert.deepEqual(requiresReplace, []);
    const applied = await host.apply("thing", state, config, { prior });
    assert.deepEqual(applied.state, { ...prior, timeouts: { create: null, read: null, delete: "1h" } });
  });

  test("a limit that leaves no time is refused", async () => {
    const { host } = hostOf({});
    assert.deepEqual(
      await host.validate("resource", "thing", { name: "a", timeouts: { create: "0s", read: "soon" } }),
      [
        "error at timeouts.create: Invalid value of timeouts.create: timeouts.create must leave some time.",
        'error at timeouts.read: Invalid value of timeouts.read: timeouts.read must be a duration: it is written as "1h30m", "90s" or "1.5s".',
      ],
    );
    assert.throws(() => t.timeouts({ create: "soon" }), /create is no duration, but "soon"/);
    const handlers = { create: () => undefined, read: () => null };
    const define = (): unknown =>
      defineResource({ name: "x", schema: { timeouts: t.timeouts({ invoke: "1m" }) }, ...handlers });
    assert.throws(define, /timeouts: there is no invoke to be limited/);
  });
});
