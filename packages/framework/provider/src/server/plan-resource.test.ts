// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineProvider } from "../definition/provider.ts";
import type { ResourceHandlers } from "../definition/contexts.ts";
import type { Fields } from "../schema/field.ts";
import { UNKNOWN, type Unknown } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";

const inert: Omit<ResourceHandlers<Fields, unknown>, "plan"> = {
  create: () => ({}),
  read: ({ state }) => state,
  update: () => ({}),
};

function hostOf(schema: Fields, handlers: Partial<ResourceHandlers<Fields, unknown>> = {}): TestHost {
  const acme = defineProvider({ name: "acme" });
  acme.resource({ name: "thing", schema, ...inert, ...handlers });
  return new TestHost(acme);
}

suite("V02 a plan without an author's say", () => {
  const flat = {
    size: t.int(),
    label: t.string().optional(),
    prefix: t.string().default("tok_"),
    region: t.string().optionalComputed(),
    secret: t.string().optional().writeOnly(),
    id: t.string().computed().useStateForUnknown(),
    etag: t.string().computed(),
  };
  const prior = { size: 1, label: null, prefix: "tok_", region: "eu", secret: null, id: "1", etag: "a" };

  const cases: Record<
    string,
    { schema?: Fields; prior?: Document; config: Document; want: Document; replace?: string[] }
  > = {
    "a new resource: computed values are unknown, defaults filled in, write-only values left out": {
      config: { size: 1, secret: "s" },
      want: { size: 1, label: null, prefix: "tok_", region: UNKNOWN, secret: null, id: UNKNOWN, etag: UNKNOWN },
    },
    "nothing changes: nothing is unknown": {
      prior,
      config: { size: 1, secret: "other" },
      want: prior,
    },
    "a change: computed values may change, chosen and stable ones are kept": {
      prior,
      config: { size: 2 },
      want: { ...prior, size: 2, etag: UNKNOWN },
    },
    "an optional value that is taken away is a change": {
      prior: { ...prior, label: "a" },
      config: { size: 1 },
      want: { ...prior, etag: UNKNOWN },
    },
    "a default that is spelled out is no change": {
      prior,
      config: { size: 1, prefix: "tok_" },
      want: prior,
    },
    "a value that gives way to its default is a change": {
      prior: { ...prior, prefix: "x_" },
      config: { size: 1 },
      want: { ...prior, etag: UNKNOWN },
    },
    "a chosen value that is configured the same is no change": {
      prior,
      config: { size: 1, region: "eu" },
      want: prior,
    },
    "a chosen value that is configured otherwise is a change": {
      prior,
      config: { size: 1, region: "us" },
      want: { ...prior, region: "us", etag: UNKNOWN },
    },
    "a chosen or stable value that was never stored is unknown on a change": {
      prior: { ...prior, region: null, id: null },
      config: { size: 2 },
      want: { ...prior, size: 2, region: UNKNOWN, id: UNKNOWN, etag: UNKNOWN },
    },
    "an unknown configuration is a change, and stays unknown": {
      prior,
      config: { size: UNKNOWN, prefix: UNKNOWN },
      want: { ...prior, size: UNKNOWN, prefix: UNKNOWN, etag: UNKNOWN },
    },
    "requiresReplace() counts when the value really changes": {
      schema: { a: t.string().requiresReplace(), b: t.string().optional(), c: t.string().computed() },
      prior: { a: "x", b: null, c: "y" },
      config: { a: "x", b: "z" },
      want: { a: "x", b: "z", c: UNKNOWN },
    },
    "requiresReplace() of a changed value": {
      schema: { a: t.string().requiresReplace(), b: t.string().optional().requiresReplace() },
      prior: { a: "x", b: "y" },
      config: { a: "z" },
      want: { a: "z", b: null },
      replace: ["a", "b"],
    },
    "requiresReplace() of an unknown value, as it may change": {
      schema: { a: t.string().requiresReplace() },
      prior: { a: "x" },
      config: { a: UNKNOWN },
      want: { a: UNKNOWN },
      replace: ["a"],
    },
    "numbers beyond doubles are compared exactly": {
      schema: { n: t.decimal(), m: t.bigint().requiresReplace(), c: t.string().computed() },
      prior: { n: "0.1", m: "18446744073709551616", c: "x" },
      config: { n: "0.1", m: "18446744073709551617" },
      want: { n: "0.1", m: "18446744073709551617", c: UNKNOWN },
      replace: ["m"],
    },
  };
  for (const [name, { schema = flat, prior = null, config, want, replace = [] }] of Object.entries(cases)) {
    test(name, async () => {
      const plan = await hostOf(schema).plan("thing", config, { prior, private: "p" });
      assert.deepEqual(plan.diagnostics, []);
      assert.deepEqual(plan.state, want);
      assert.deepEqual(plan.requiresReplace, replace);
      assert.equal(plan.private, "p");
    });
  }

  test("a plan that changes nothing is the prior state's own bytes", async () => {
    const host = hostOf(flat);
    const { bytes } = await host.read("thing", prior);
    const plan = await host.plan("thing", { size: 1 }, { prior });
    assert.deepEqual(plan.bytes, bytes);
  });

  test("a deletion is planned as null, and keeps the private state for apply", async () => {
    const plan = await hostOf(flat).plan("thing", null, { prior, private: "p" });
    assert.deepEqual(plan, {
      state: null,
      diagnostics: [],
      private: "p",
      requiresReplace: [],
      bytes: Uint8Array.of(0xc0),
    });
  });

  test("the second plan of a replacement has no prior state, so nothing is kept", async () => {
    const plan = await hostOf(flat).plan("thing", { size: 1 }, { prior: null, private: "p" });
    assert.deepEqual(plan.state, {
      size: 1,
      label: null,
      prefix: "tok_",
      region: UNKNOWN,
      secret: null,
      id: UNKNOWN,
      etag: UNKNOWN,
    });
    assert.equal(plan.private, "p");
  });

  test("without an update every changed argument replaces", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { a: t.string(), b: t.nested.single({ c: t.string() }), d: t.string().computed() },
      create: () => ({ d: "" }),
      read: ({ state }) => state,
    });
    const plan = await new TestHost(acme).plan(
      "thing",
      { a: "x", b: { c: "new" } },
      { prior: { a: "x", b: { c: "old" }, d: "1" } },
    );
    assert.deepEqual(plan.requiresReplace, ["b"]);
  });
});

suite("V02 nested attributes and blocks are planned object by object", () => {
  const part = { name: t.string(), level: t.int().default(1), id: t.string().computed() };
  const key = {
    name: t.string().requiresReplace(),
    note: t.string().optional(),
    id: t.string().computed().useStateForUnknown(),
  };

  const cases: Record<
    string,
    { schema: Fields; prior?: Document; config: Document; want: Document; replace?: string[] }
  > = {
    "a computed value changes with its own object only": {
      schema: { parts: t.nested.list(part), etag: t.string().computed() },
      prior: {
        parts: [
          { name: "a", level: 1, id: "1" },
          { name: "b", level: 1, id: "2" },
        ],
        etag: "x",
      },
      config: { parts: [{ name: "a" }, { name: "B" }] },
      want: {
        parts: [
          { name: "a", level: 1, id: "1" },
          { name: "B", level: 1, id: UNKNOWN },
        ],
        etag: UNKNOWN,
      },
    },
    "the outer object's change leaves the inner ones alone": {
      schema: { title: t.string(), parts: t.block.list(part), etag: t.string().computed() },
      prior: { title: "x", parts: [{ name: "a", level: 1, id: "1" }], etag: "x" },
      config: { title: "y", parts: [{ name: "a" }] },
      want: { title: "y", parts: [{ name: "a", level: 1, id: "1" }], etag: UNKNOWN },
    },
    "an added element is new, also where it is stable": {
      schema: { keys: t.nested.list(key) },
      prior: { keys: [{ name: "a", note: null, id: "1" }] },
      config: { keys: [{ name: "a" }, { name: "b" }] },
      want: {
        keys: [
          { name: "a", note: null, id: "1" },
          { name: "b", note: null, id: UNKNOWN },
        ],
      },
      replace: ["keys[1].name"],
    },
    "a removed element takes nothing along": {
      schema: { keys: t.nested.list(key), etag: t.string().computed() },
      prior: {
        keys: [
          { name: "a", note: null, id: "1" },
          { name: "b", note: null, id: "2" },
        ],
        etag: "x",
      },
      config: { keys: [{ name: "a" }] },
      want: { keys: [{ name: "a", note: null, id: "1" }], etag: UNKNOWN },
    },
    "a stable value stays with its index": {
      schema: { keys: t.nested.list(key) },
      prior: { keys: [{ name: "a", note: null, id: "1" }] },
      config: { keys: [{ name: "a", note: "new" }] },
      want: { keys: [{ name: "a", note: "new", id: "1" }] },
    },
    "maps are paired by key": {
      schema: { keys: t.nested.map(key) },
      prior: { keys: { x: { name: "a", note: null, id: "1" }, y: { name: "b", note: null, id: "2" } } },
      config: { keys: { y: { name: "b" }, z: { name: "c" } } },
      want: { keys: { y: { name: "b", note: null, id: "2" }, z: { name: "c", note: null, id: UNKNOWN } } },
      replace: ['keys["z"].name'],
    },
    "sets are paired by what is configured, with defaults filled in": {
      schema: { parts: t.nested.set(part) },
      prior: {
        parts: [
          { name: "a", level: 1, id: "1" },
          { name: "b", level: 2, id: "2" },
        ],
      },
      config: { parts: [{ name: "b", level: 2 }, { name: "a" }] },
      want: {
        parts: [
          { name: "a", level: 1, id: "1" },
          { name: "b", level: 2, id: "2" },
        ],
      },
    },
    "an element of a set that takes its default again does not swap values with another": {
      schema: { parts: t.block.set(part) },
      prior: {
        parts: [
          { name: "a", level: 5, id: "1" },
          { name: "b", level: 1, id: "2" },
        ],
      },
      config: { parts: [{ name: "a" }, { name: "b" }] },
      want: {
        parts: [
          { name: "b", level: 1, id: "2" },
          { name: "a", level: 1, id: UNKNOWN },
        ],
      },
    },
    "two elements of a set that look the same keep one value each": {
      schema: { ids: t.nested.set({ kind: t.string(), id: t.string().computed() }) },
      prior: {
        ids: [
          { kind: "a", id: "1" },
          { kind: "b", id: "2" },
        ],
      },
      config: { ids: [{ kind: "a" }, { kind: "c" }] },
      want: {
        ids: [
          { kind: "a", id: "1" },
          { kind: "c", id: UNKNOWN },
        ],
      },
    },
    "a chosen value in a set is kept, or follows the configuration": {
      schema: { ids: t.nested.set({ kind: t.string(), zone: t.string().optionalComputed() }) },
      prior: {
        ids: [
          { kind: "a", zone: "1" },
          { kind: "b", zone: "2" },
        ],
      },
      config: { ids: [{ kind: "a" }, { kind: "b", zone: "3" }] },
      want: {
        ids: [
          { kind: "a", zone: "1" },
          { kind: "b", zone: "3" },
        ],
      },
    },
    "an element that says what it wants comes before one that takes anything": {
      schema: { ids: t.nested.set({ kind: t.string(), zone: t.string().optionalComputed() }) },
      prior: {
        ids: [
          { kind: "a", zone: "1" },
          { kind: "a", zone: "2" },
        ],
      },
      config: { ids: [{ kind: "a" }, { kind: "a", zone: "1" }] },
      want: {
        ids: [
          { kind: "a", zone: "1" },
          { kind: "a", zone: "2" },
        ],
      },
    },
    "requiresReplace() in a set names the set, and only for values that were not there": {
      schema: { a: t.nested.set(key), b: t.nested.set(key) },
      prior: { a: [{ name: "x", note: null, id: "1" }], b: [{ name: "x", note: null, id: "1" }] },
      config: { a: [{ name: "x", note: "new" }], b: [{ name: "y" }] },
      want: { a: [{ name: "x", note: "new", id: UNKNOWN }], b: [{ name: "y", note: null, id: UNKNOWN }] },
      replace: ["b"],
    },
    "write-only values are left out at every depth": {
      schema: {
        login: t.block.single({ user: t.string(), password: t.string().writeOnly() }),
        keys: t.nested.map({ key: t.string().writeOnly(), id: t.string().computed() }),
      },
      prior: { login: { user: "u", password: null }, keys: { a: { key: null, id: "1" } } },
      config: { login: { user: "u", password: "secret" }, keys: { a: { key: "secret" } } },
      want: { login: { user: "u", password: null }, keys: { a: { key: null, id: "1" } } },
    },
    "defaults are filled in at every depth, but not where there is no object": {
      schema: {
        outer: t.nested.single({ inner: t.nested.list({ n: t.int().default(3) }) }).optional(),
        none: t.nested.single({ n: t.int().default(3) }).optional(),
        group: t.block.group({ n: t.int().default(3) }),
      },
      config: { outer: { inner: [{}, { n: 4 }] }, group: {} },
      want: { outer: { inner: [{ n: 3 }, { n: 4 }] }, none: null, group: { n: 3 } },
    },
    "an unknown collection or element stays unknown": {
      schema: { parts: t.nested.list(part), more: t.nested.set(part), etag: t.string().computed() },
      prior: { parts: [{ name: "a", level: 1, id: "1" }], more: [{ name: "a", level: 1, id: "1" }], etag: "x" },
      config: { parts: [UNKNOWN], more: UNKNOWN },
      want: { parts: [UNKNOWN], more: UNKNOWN, etag: UNKNOWN },
    },
    "a computed object is one value": {
      schema: {
        size: t.int(),
        address: t.nested.single({ ip: t.string().computed(), port: t.int().computed() }).computed(),
        peers: t.nested.list({ ip: t.string() }).optionalComputed(),
      },
      prior: { size: 1, address: { ip: "a", port: 1 }, peers: [{ ip: "b" }] },
      config: { size: 2 },
      want: { size: 2, address: UNKNOWN, peers: [{ ip: "b" }] },
    },
  };
  for (const [name, { schema, prior = null, config, want, replace = [] }] of Object.entries(cases)) {
    test(name, async () => {
      const plan = await hostOf(schema).plan("thing", config, { prior });
      assert.deepEqual(plan.diagnostics, []);
      assert.deepEqual(plan.state, want);
      assert.deepEqual(plan.requiresReplace, replace);
    });
  }
});

suite("V02 an author's plan", () => {
  const schema = { text: t.string(), hash: t.string().computed(), size: t.int().optionalComputed() };

  test("tells computed values, keeps private state, warns and replaces", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema,
      plan({ config, prior, diags, requireReplace, private: privateState }) {
        assert.deepEqual(prior, { text: "a", hash: "#a", size: 1 });
        privateState.set(Buffer.concat([privateState.get()!, Buffer.from("+")]));
        diags.warning("slow", { detail: "It takes a while.", path: "text" });
        requireReplace("size");
        return { hash: config.text === UNKNOWN ? UNKNOWN : `#${config.text}` };
      },
      create: () => ({ hash: "", size: 1 }),
      read: ({ state }) => state,
      update: () => ({ hash: "", size: 1 }),
    });
    const plan = await new TestHost(acme).plan(
      "thing",
      { text: "b" },
      { prior: { text: "a", hash: "#a", size: 1 }, private: "p" },
    );
    assert.deepEqual(plan.state, { text: "b", hash: "#b", size: 1 });
    assert.deepEqual(plan.diagnostics, ["warning at text: slow: It takes a while."]);
    assert.deepEqual(plan.requiresReplace, ["size"]);
    assert.equal(plan.private, "p+");
  });

  test("that tells the prior value again plans no change", async () => {
    const host = hostOf(schema, { plan: () => ({ hash: "#a" }) });
    const prior = { text: "a", hash: "#a", size: 1 };
    const plan = await host.plan("thing", { text: "a" }, { prior });
    assert.deepEqual(plan.bytes, (await host.read("thing", prior)).bytes);
  });

  test("reaches into nested objects", async () => {
    const part = { name: t.string(), id: t.string().computed() };
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "thing",
      schema: { list: t.nested.list(part), map: t.nested.map(part), one: t.nested.single(part) },
      plan: () => ({ list: [{ id: "1" }, {}], map: { a: { id: "2" } }, one: { id: UNKNOWN } }),
      create: () => ({ list: [], map: {}, one: { id: "" } }),
      read: ({ state }) => state,
    });
    const config = { list: [{ name: "x" }, { name: "y" }], map: { a: { name: "z" } }, one: { name: "w" } };
    assert.deepEqual((await new TestHost(acme).plan("thing", config)).state, {
      list: [
        { name: "x", id: "1" },
        { name: "y", id: UNKNOWN },
      ],
      map: { a: { name: "z", id: "2" } },
      one: { name: "w", id: UNKNOWN },
    });
  });

  const sorted = (documents: readonly Document[]): readonly Document[] =>
    documents.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

  suite("of a set tells its elements in the order of the configuration", () => {
    const rule = {
      doc: t.json(),
      port: t.int().default(80),
      zone: t.string().optionalComputed(),
      hash: t.string().computed(),
    };
    const acme = defineProvider({ name: "acme" });
    acme.resource({
      name: "firewall",
      schema: { rules: t.nested.set(rule), groups: t.block.set({ name: t.string(), rules: t.nested.set(rule) }) },
      plan({ config }) {
        type Rules = Exclude<typeof config.rules, Unknown>;
        const plan = (rules: Rules | Unknown) =>
          rules !== UNKNOWN && {
            rules: rules.map((each) => {
              if (each === UNKNOWN || each.doc === UNKNOWN) return {};
              const { doc, port, zone } = each;
              return {
                hash: `${JSON.stringify(doc)}:${String(port)}`,
                ...(zone === null && { zone: `z${String(port)}` }),
              };
            }),
          };
        const groups = config.groups === UNKNOWN ? [] : config.groups;
        return {
          ...plan(config.rules),
          groups: groups.map((group) => (group === UNKNOWN ? {} : { ...plan(group.rules) })),
        };
      },
      create: () => ({ rules: [], groups: [] }),
      read: ({ state }) => state,
    });
    const planOf = async (config: Document, prior: Document = null) =>
      new TestHost(acme).plan("firewall", config, { prior });
    const element = (doc: string, port: number, zone: string = `z${port}`): Document => ({
      doc,
      port,
      zone,
      hash: `${doc.replaceAll(" ", "")}:${port}`,
    });

    test("with defaults, and what was chosen", async () => {
      const rules = [{ doc: "3" }, { doc: "1", port: 8 }, { doc: "1", port: 9, zone: "eu" }, { doc: "2", zone: "eu" }];
      const { state, diagnostics } = await planOf({ rules, groups: [] });
      assert.deepEqual(diagnostics, []);
      assert.deepEqual(sorted((state as { rules: Document[] }).rules), [
        element("1", 8),
        element("1", 9, "eu"),
        element("2", 80, "eu"),
        element("3", 80),
      ]);
    });

    test("where the value before means the same, and stays", async () => {
      const prior: Document = { rules: [element("[1, 2]", 80), element("[3]", 80)], groups: [] };
      const { state } = await planOf({ rules: [{ doc: "[1,2]" }, { doc: "[3,4]" }], groups: [] }, prior);
      assert.deepEqual(sorted((state as { rules: Document[] }).rules), [element("[1, 2]", 80), element("[3,4]", 80)]);
    });

    test("where what is computed gives the plan another order", async () => {
      const parts = { made: t.int().computed().useStateForUnknown(), n: t.int(), twice: t.int().computed() };
      const host = hostOf(
        { parts: t.nested.set(parts), size: t.int() },
        {
          plan: ({ config }) => ({
            parts: (config["parts"] as { n: number }[]).map(({ n }) => ({ twice: 2 * n })),
          }),
        },
      );
      const prior = [2, 3, 1].map((made, i) => ({ made, n: i + 1, twice: 0 }));
      const config = { parts: [{ n: 1 }, { n: 2 }, { n: 3 }], size: 2 };
      const { state } = await host.plan("thing", config, { prior: { parts: prior, size: 1 } });
      assert.deepEqual(state, {
        parts: [
          { made: 1, n: 3, twice: 6 },
          { made: 2, n: 1, twice: 2 },
          { made: 3, n: 2, twice: 4 },
        ],
        size: 2,
      });
    });

    test("in sets of sets, and where elements are not known yet", async () => {
      const groups: Document = [
        { name: "b", rules: [{ doc: "2" }, { doc: UNKNOWN }] },
        { name: "a", rules: [{ doc: "1" }] },
      ];
      const { state } = await planOf({ rules: UNKNOWN, groups });
      const open = { doc: UNKNOWN, port: 80, zone: UNKNOWN, hash: UNKNOWN };
      const planned = state as { groups: { name: string; rules: Document[] }[] };
      const rulesOf = (name: string) => planned.groups.find((group) => group.name === name)!.rules;
      assert.deepEqual(rulesOf("a"), [element("1", 80)]);
      assert.equal(rulesOf("b").length, 2);
      assert.deepEqual(
        rulesOf("b").find((each) => (each as { doc: unknown }).doc === UNKNOWN),
        open,
      );
    });

    test("all of them", async () => {
      const host = hostOf(
        { parts: t.nested.set({ n: t.int(), id: t.string().computed() }) },
        {
          plan: () => ({ parts: [{ id: "1" }] }),
        },
      );
      const { diagnostics } = await host.plan("thing", { parts: [{ n: 1 }, { n: 2 }] });
      assert.match(diagnostics.join(), /Expected: {2}an array of 2 objects, in the order of the configuration\n/);
    });
  });

  test("cannot plan what the configuration decides", async () => {
    const host = hostOf(schema, { plan: () => ({ text: "mine", size: 2, nme: 1 }) });
    const { diagnostics } = await host.plan("thing", { text: "a", size: 1 });
    assert.deepEqual(
      diagnostics.map((line) => line.split("\n").slice(0, 3).join(" | ")),
      [
        "error at nme: Provider bug: acme_thing returned a wrong value from plan: Attribute: nme | Expected:  no attribute of this name | Got:       a whole number",
        'error at text: Provider bug: acme_thing returned a wrong value from plan: Attribute: text | Expected:  nothing: the configuration decides it | Got:       the string "mine"',
        "error at size: Provider bug: acme_thing returned a wrong value from plan: Attribute: size | Expected:  nothing: the configuration decides it | Got:       the number 2",
      ],
    );
  });

  test("that throws fails the plan", async () => {
    const host = hostOf(schema, {
      plan: () => {
        throw new Error("no idea");
      },
    });
    const { diagnostics } = await host.plan("thing", { text: "a" });
    assert.deepEqual(diagnostics, ["error: acme_thing: plan failed: no idea"]);
  });
});

test("P07 Y08 an invalid configuration is refused before any of the author's code runs", async () => {
  let called = false;
  const host = hostOf(
    { n: t.int(), m: t.string().regex(/^a/).optional() },
    {
      plan: () => {
        called = true;
      },
    },
  );
  const { diagnostics } = await host.plan("thing", { n: 0.5, m: "b" });
  assert.deepEqual(diagnostics, [
    "error at n: Invalid value of n: n must be a whole number from -9007199254740991 to 9007199254740991, not 0.5.",
    'error at m: Invalid value of m: m must match /^a/, not "b".',
  ]);
  assert.equal(called, false);
});
