// SPDX-License-Identifier: Apache-2.0

/**
 * Mistakes that frameworks for providers have shipped, one test each. Those of
 * the other kinds of components are beside their code; `traps.json` lists all.
 */

import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { createSealingKey } from "@provide-foundry/foundation/crypto";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileBlock } from "../codec/block.ts";
import type { ResourceHandlers } from "../definition/contexts.ts";
import { FunctionError } from "../definition/function-error.ts";
import { moveFrom } from "../definition/move-from.ts";
import { defineProvider } from "../definition/provider.ts";
import type { ResourceOptions } from "../definition/resource.ts";
import { upgradeFrom } from "../definition/state-upgrades.ts";
import type { Fields } from "../schema/field.ts";
import { findSchemaProblems } from "../schema/schema-rules.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";
import type { ProviderServerOptions } from "./provider-server.ts";

type Definition = Partial<ResourceOptions<Fields> & ResourceHandlers<Fields, unknown>>;

function hostOf(schema: Fields, definition: Definition = {}, options: ProviderServerOptions = {}): TestHost {
  const acme = defineProvider({ name: "acme" });
  const inert: ResourceHandlers<Fields, unknown> = {
    create: () => ({}),
    read: ({ state }) => state,
    update: () => ({}),
  };
  acme.resource({ name: "thing", schema, ...inert, ...definition });
  return new TestHost(acme, options);
}

suite("V02 traps of planning", () => {
  test("trap: plan: an optional and computed value is not unknown for ever", async () => {
    const schema = { name: t.string(), zone: t.string().optionalComputed() };
    const host = hostOf(schema, { create: () => ({ zone: "eu" }), update: ({ prior }) => ({ zone: prior["zone"] }) });
    const { state } = await host.change("thing", { name: "a" });
    assert.deepEqual((await host.plan("thing", { name: "a" }, { prior: state })).state, state);
    const renamed = await host.plan("thing", { name: "b" }, { prior: state });
    assert.deepEqual(renamed.state, { name: "b", zone: "eu" });
  });

  test("trap: plan: what must be replaced is said, at any depth", async () => {
    const host = hostOf({ parts: t.nested.map({ size: t.int().requiresReplace() }) });
    const prior = { parts: { a: { size: 1 }, b: { size: 1 } } };
    const plan = await host.plan("thing", { parts: { a: { size: 2 }, b: { size: 1 } } }, { prior });
    assert.deepEqual(plan.requiresReplace, ['parts["a"].size']);
  });

  test("trap: plan: refined unknown values go through unharmed", async () => {
    const schema = { name: t.string(), size: t.decimal(), tags: t.list(t.string()), copy: t.string().computed() };
    const { type } = compileBlock(schema);
    const config = cty.objectVal({
      name: cty.unknownVal(cty.string).refine().notNull().stringPrefix("web-").newValue(),
      size: cty.unknownVal(cty.number).refine().numberRangeLowerBound(cty.numberIntVal(1), true).newValue(),
      tags: cty.unknownVal(cty.list(cty.string)).refine().notNull().collectionLengthUpperBound(3).newValue(),
      copy: cty.nullVal(cty.string),
    });
    const seen: unknown[] = [];
    const host = hostOf(schema, { plan: ({ config: model }) => void seen.push(model) });
    const bytes = { msgpack: msgpack.marshal(config, type) };
    const { plannedState, diagnostics } = await host.call("planResourceChange", {
      typeName: "acme_thing",
      proposedNewState: bytes,
      config: bytes,
    });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(seen, [{ name: UNKNOWN, size: UNKNOWN, tags: UNKNOWN }]);
    const planned = msgpack.unmarshal(plannedState!.msgpack, type);
    for (const name of ["name", "size", "tags"]) assert.ok(planned.getAttr(name).rawEquals(config.getAttr(name)), name);
  });

  test("trap: plan: elements of a set do not swap their defaults or computed values", async () => {
    const parts = t.nested.set({ name: t.string(), level: t.int().default(1), id: t.string().computed() });
    const a = { name: "a", level: 1, id: "1" };
    const b = { name: "b", level: 2, id: "2" };
    const plan = await hostOf({ parts }).plan(
      "thing",
      { parts: [{ name: "b", level: 2 }, { name: "c" }, { name: "a", level: 1 }] },
      { prior: { parts: [a, b] } },
    );
    assert.deepEqual(plan.state, { parts: [a, b, { name: "c", level: 1, id: UNKNOWN }] });
  });

  test("trap: plan: a default is in the configuration and in the plan", async () => {
    let seen: unknown;
    const schema = { parts: t.nested.list({ level: t.int().default(3) }), zone: t.string().default("eu") };
    const host = hostOf(schema, { plan: ({ config }) => void (seen = config) });
    const want = { parts: [{ level: 3 }], zone: "eu" };
    assert.deepEqual((await host.plan("thing", { parts: [{}] })).state, want);
    assert.deepEqual(seen, want);
  });
});

suite("V02 traps of applying", () => {
  test("trap: apply: only a null plan deletes, never a state that is hard to understand", async () => {
    const log: string[] = [];
    const schema = { name: t.string().optional(), id: t.string().computed().nullable() };
    const host = hostOf(schema, {
      delete: () => void log.push("delete"),
      update: () => (log.push("update"), { id: null }),
    });
    const hollow = { name: null, id: null };
    const updated = await host.apply("thing", hollow, hollow, { prior: hollow });
    assert.deepEqual([log, updated.state, updated.diagnostics], [["update"], hollow, []]);
    const broken = await host.call("applyResourceChange", {
      typeName: "acme_thing",
      priorState: host.encodeResource("thing", hollow),
      plannedState: { msgpack: Uint8Array.of(0xc1) },
      config: host.encodeResource("thing", hollow),
    });
    assert.deepEqual(log, ["update"], "nothing more has happened");
    assert.equal(broken.diagnostics.length, 1);
    assert.deepEqual(broken.newState, { msgpack: msgpackOf(host, hollow), json: new Uint8Array() });
  });

  test("trap: apply: a required write-only value is null in the plan and in the state, and reaches the handler", async () => {
    const schema = { name: t.string(), pin: t.string().writeOnly() };
    let seen: unknown;
    const host = hostOf(schema, { create: ({ secrets }) => void (seen = secrets) });
    const created = await host.change("thing", { name: "a", pin: "1234" });
    assert.deepEqual([created.state, created.diagnostics, seen], [{ name: "a", pin: null }, [], { pin: "1234" }]);
  });

  test("trap: apply: an attribute that is missing in the returned state is a provider bug that names it", async () => {
    const schema = { name: t.string(), id: t.string().computed(), etag: t.string().computed() };
    const host = hostOf(schema, { create: () => ({ id: "1" }) });
    const { state, diagnostics } = await host.change("thing", { name: "a" });
    assert.deepEqual(state, { name: "a", id: "1", etag: null });
    assert.match(diagnostics.join(), /^error at etag: Provider bug: acme_thing returned a wrong value from create/);
  });
});

function msgpackOf(host: TestHost, document: Parameters<TestHost["encodeResource"]>[1]): Uint8Array {
  return host.encodeResource("thing", document).msgpack!;
}

suite("V08 traps of private state", () => {
  const state = { name: "a" };

  test("trap: private: returning nothing keeps it", async () => {
    const host = hostOf({ name: t.string() });
    assert.equal((await host.read("thing", state, "kept")).private, "kept");
    assert.equal((await host.plan("thing", { name: "b" }, { prior: state, private: "kept" })).private, "kept");
    assert.equal((await host.change("thing", { name: "b" }, { prior: state, private: "kept" })).private, "kept");
  });

  test("trap: private: what cannot be opened is an error already when it is planned", async () => {
    const keys = { keys: { a: createSealingKey() }, current: "a" };
    const sealed = await hostOf(
      { name: t.string() },
      { read: ({ state: own, private: kept }) => (kept.set(Buffer.from("x")), own) },
      { privateStateKeys: keys },
    ).call("readResource", {
      typeName: "acme_thing",
      currentState: hostOf({ name: t.string() }).encodeResource("thing", state),
    });
    const other = { keys: { b: createSealingKey() }, current: "b" };
    const host = hostOf({ name: t.string() }, {}, { privateStateKeys: other });
    const config = host.encodeResource("thing", { name: "b" });
    const plan = await host.call("planResourceChange", {
      typeName: "acme_thing",
      priorState: host.encodeResource("thing", state),
      proposedNewState: config,
      config,
      priorPrivate: sealed.private,
    });
    assert.match(plan.diagnostics[0]!.summary, /The private state of acme_thing cannot be opened/);
    assert.deepEqual(plan.plannedPrivate, sealed.private);
  });
});

suite("V02 traps of write-only values", () => {
  const schema = {
    pin: t.string().optional().writeOnly(),
    users: t.nested.map({
      name: t.string(),
      pin: t.string().writeOnly(),
      keys: t.nested.list({ id: t.int(), key: t.string().writeOnly() }).optional(),
    }),
    login: t.block.single({ pin: t.string().writeOnly(), note: t.string().optional() }),
    etag: t.string().computed(),
  };
  const full = {
    pin: "1",
    users: { ann: { name: "Ann", pin: "2", keys: [{ id: 7, key: "3" }] } },
    login: { pin: "4", note: "n" },
  };
  const bare = {
    pin: null,
    users: { ann: { name: "Ann", pin: null, keys: [{ id: 7, key: null }] } },
    login: { pin: null, note: "n" },
    etag: "e",
  };
  const json = JSON.stringify({ ...full, etag: "e" });
  /** As an author tells it, who cannot tell write-only values. */
  const made = { users: { ann: { name: "Ann", keys: [{ id: 7 }] } }, login: { note: "n" }, etag: "e" };

  test("trap: write-only: is null recursively in a plan", async () => {
    assert.deepEqual((await hostOf(schema).plan("thing", full)).state, { ...bare, etag: UNKNOWN });
    assert.deepEqual((await hostOf(schema).plan("thing", full, { prior: bare })).state, bare);
  });

  test("trap: write-only: is null recursively after apply", async () => {
    const host = hostOf(schema, { create: () => ({ etag: "e" }) });
    const { state, diagnostics } = await host.change("thing", full);
    assert.deepEqual([state, diagnostics], [bare, []]);
    // A host that plans it all the same does not get it back either.
    assert.deepEqual((await host.apply("thing", { ...full, etag: "e" }, full)).state, bare);
  });

  test("trap: write-only: is null recursively after a read", async () => {
    const { state, diagnostics } = await hostOf(schema).read("thing", { ...full, etag: "e" });
    assert.deepEqual([state, diagnostics], [bare, []]);
  });

  test("trap: write-only: is null recursively after an import", async () => {
    const host = hostOf(schema, { import: () => made });
    assert.deepEqual(await host.import("thing", "1"), { state: bare, diagnostics: [] });
    const telling = hostOf(schema, { import: () => ({ ...made, pin: "1" }) });
    assert.match(
      (await telling.import("thing", "1")).diagnostics.join(),
      /at pin: Provider bug.*\n.*nothing: it is write-only/s,
    );
  });

  test("trap: write-only: is null recursively after an upgrade", async () => {
    assert.deepEqual((await hostOf(schema).upgrade("thing", { json })).state, bare);
    const upgrades = upgradeFrom(0, schema).to(1, schema, ({ state }) => state as never);
    assert.deepEqual((await hostOf(schema, { upgrades: upgrades as never }).upgrade("thing", { json })).state, bare);
  });

  test("trap: write-only: is null recursively after a move", async () => {
    const source = { provider: "a/b", type: "b_thing", schema };
    const host = hostOf(schema, { moves: [moveFrom(source, ({ state }) => state as never)] });
    const moved = await host.move("thing", { provider: "x/a/b", type: "b_thing" }, json);
    assert.deepEqual([moved.state, moved.diagnostics], [bare, []]);
  });
});

suite("V04 traps of functions", () => {
  const acme = defineProvider({ name: "acme" });
  acme.function({
    name: "first",
    parameters: [t.param("parts", t.list(t.string()))],
    returns: t.string(),
    call: (parts) => parts[0] ?? "",
  });
  acme.function({
    name: "known",
    parameters: [t.param("parts", t.list(t.string()), { allowUnknown: true })],
    returns: t.int(),
    call: (parts) => (parts === UNKNOWN ? 0 : parts.filter((part) => part !== UNKNOWN).length),
  });
  acme.function({
    name: "show",
    parameters: [
      t.param("a", t.string().nullable()),
      t.param("b", t.string()),
      t.param("c", t.int().optional()),
      t.param("d", t.string().optional()),
    ],
    returns: t.string(),
    call(a, b, c = 7, d) {
      if (b === "bad") throw new FunctionError("is bad", { argument: "b" });
      return [a, b, c, d].map(String).join(" ");
    },
  });
  const host = new TestHost(acme);
  const list = cty.list(cty.string);

  test("trap: functions: a list that is partly unknown makes the result unknown, or reaches a function that wants it", async () => {
    assert.equal((await host.callFunction("first", [[["a", UNKNOWN], list]], cty.string)).result, UNKNOWN);
    assert.equal((await host.callFunction("known", [[["a", UNKNOWN, "b"], list]], cty.number)).result, 2);
  });

  test("trap: functions: a null argument does not shift those after it", async () => {
    const args = [
      [null, cty.string],
      ["b", cty.string],
    ] as const;
    assert.equal((await host.callFunction("show", args, cty.string)).result, "null b 7 undefined");
  });

  test("trap: functions: an optional parameter takes its argument", async () => {
    const args = [
      ["a", cty.string],
      ["b", cty.string],
      [3, cty.number, cty.dynamic],
      [null, cty.string, cty.dynamic],
    ] as const;
    assert.equal((await host.callFunction("show", args, cty.string)).result, "a b 3 undefined");
  });

  test("trap: functions: an error says at which argument", async () => {
    const args = [
      ["a", cty.string],
      ["bad", cty.string],
    ] as const;
    assert.equal((await host.callFunction("show", args, cty.string)).error, "argument 1: is bad");
  });
});

suite("V02 traps of upgrades and moves", () => {
  const schema = { size: t.decimal(), whole: t.bigint(), ratio: t.float() };
  const numbers = { size: "12345678901234567890.5", whole: "18446744073709551617", ratio: "0.12345678901234567891" };
  const json = `{"size":${numbers.size},"whole":${numbers.whole},"ratio":${numbers.ratio}}`;
  const source = { provider: "example/acme", type: "acme_old", schema };
  const host = hostOf(schema, {
    upgrades: upgradeFrom(0, schema).to(1, schema, ({ state }) => ({ ...state })) as never,
    moves: [moveFrom(source, ({ state }) => ({ ...state }))] as never,
  });
  const own = { provider: "registry.terraform.io/example/acme", type: "acme_old" };

  test("trap: upgrade/move: numbers do not go through doubles", async () => {
    assert.deepEqual((await host.upgrade("thing", { json }, 0)).state, numbers);
    assert.deepEqual((await host.upgrade("thing", { json }, 1)).state, numbers);
    assert.deepEqual((await host.move("thing", own, json)).state, numbers);
  });

  test("trap: upgrade/move: an absent raw state is an error, not an object full of nulls", async () => {
    for (const raw of [undefined, {}, { json: "" }]) {
      const { state, diagnostics } = await host.upgrade("thing", raw, 1);
      assert.equal(state, null);
      assert.match(diagnostics.join(), /The host sent no state/);
    }
  });

  test("trap: upgrade/move: a flat map is refused with advice, not emptied", async () => {
    const { state, diagnostics } = await host.upgrade("thing", { flatmap: new Map([["size", "1"]]) }, 1);
    assert.equal(state, null);
    assert.match(diagnostics.join(), /in the format of Terraform 0\.11 and earlier\. Apply once with Terraform 0\.12/);
  });

  test("trap: upgrade/move: only what a mover names is moved", async () => {
    for (const other of [
      { ...own, type: "acme_other" },
      { ...own, provider: "registry.terraform.io/evil/acme" },
    ]) {
      const { state, diagnostics } = await host.move("thing", other, json);
      assert.equal(state, null);
      assert.match(diagnostics.join(), /cannot be moved to acme_thing/);
    }
  });

  test("trap: upgrade/move: private state stays with its source unless the mover takes it along", async () => {
    assert.equal((await host.move("thing", own, json, "secret of the source")).private, "");
  });
});

suite("V01 traps of the provider and of diagnostics", () => {
  test("trap: provider: an unknown value in its configuration is no error until the client is needed", async () => {
    const acme = defineProvider({
      name: "acme",
      schema: { endpoint: t.string() },
      configure: ({ config }) => config.endpoint.length,
    });
    acme.resource({ name: "quiet", schema: { a: t.string() }, create: () => {}, read: ({ state }) => state });
    acme.resource({
      name: "thing",
      schema: { a: t.string() },
      plan: ({ client }) => void client,
      create: () => {},
      read: ({ state }) => state,
    });
    const host = new TestHost(acme);
    assert.deepEqual(await host.configure({ endpoint: UNKNOWN }), []);
    assert.deepEqual((await host.plan("quiet", { a: "x" })).diagnostics, []);
    assert.match((await host.plan("thing", { a: "x" })).diagnostics.join(), /cannot be used yet.*endpoint/);
  });

  test("trap: provider: stop lets a call that is running end by itself", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    let aborted = false;
    const host = hostOf(
      { a: t.string(), id: t.string().computed() },
      {
        async create({ signal }) {
          signal.addEventListener("abort", () => (aborted = true));
          await promise;
          return { id: "1" };
        },
      },
    );
    const change = host.change("thing", { a: "x" });
    await new Promise(setImmediate);
    assert.deepEqual(await host.call("stopProvider", {}), { Error: "" });
    resolve();
    const { state, diagnostics } = await change;
    assert.deepEqual([state, diagnostics, aborted], [{ a: "x", id: "1" }, [], true]);
  });

  test("trap: diagnostics: a path's names are taken as they are, not split", async () => {
    const host = hostOf(
      { tags: t.map(t.string()) },
      {
        validate({ diags }) {
          diags.error("no", { path: ["tags", "a-b.c[0]"] });
        },
      },
    );
    assert.deepEqual(await host.validate("resource", "thing", { tags: {} }), ['error at tags["a-b.c[0]"]: no']);
  });

  test("trap: diagnostics: a path that the schema does not have is left out, the message is not", async () => {
    const host = hostOf(
      { a: t.string() },
      {
        validate({ diags }) {
          diags.error("first", { path: "nowhere" });
          diags.error("second", { path: ["a", "b", 1] });
        },
      },
    );
    assert.deepEqual(await host.validate("resource", "thing", { a: "x" }), ["error: first", "error: second"]);
  });

  /** A builder as JavaScript sees it. */
  interface Loose {
    readonly [word: string]: (...args: readonly unknown[]) => Loose;
  }
  const loose = (builder: unknown): Loose => builder as Loose;
  const refused: Readonly<Record<string, Record<string, unknown>>> = {
    "a name that is none": { "Not-A-Name": t.string() },
    "a name that Terraform reads itself": { for_each: t.string() },
    "required and optional": { a: loose(t.string().optional())["optional"]!() },
    "required and computed": { a: loose(t.string().default("x"))["computed"]!() },
    "write-only and computed": { a: loose(t.string().computed())["writeOnly"]!() },
    "write-only in a set": { a: t.nested.set({ b: t.string().writeOnly() } as never) },
    "write-only in a set of blocks, further down": {
      a: t.block.set({ b: t.block.list({ c: t.string().writeOnly() }) } as never),
    },
    "fewer at most than at least": { a: t.block.list({ b: t.string() }).minItems(2).maxItems(1) },
    "counts of what is single": { a: loose(t.block.single({ b: t.string() }))["minItems"]!(2) },
    "a negative count": { a: t.block.list({ b: t.string() }).minItems(-1) },
    "a nested attribute that holds blocks": { a: t.nested.single({ b: t.block.list({ c: t.string() }) } as never) },
    "flags of an element": { a: t.list(t.string().optional() as never) },
    "no type at all": { a: undefined },
  };
  test("trap: core rules: shapes that Terraform refuses when it starts are refused at definition", () => {
    for (const [name, schema] of Object.entries(refused)) {
      assert.notDeepEqual(findSchemaProblems(schema as never, "resource"), [], name);
    }
  });
});
