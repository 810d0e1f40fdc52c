// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { compileBlock } from "../codec/block.ts";
import type { ResourceHandlers } from "../definition/contexts.ts";
import { defineProvider } from "../definition/provider.ts";
import type { Fields } from "../schema/field.ts";
import { UNKNOWN } from "../schema/unknown.ts";
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

interface Case {
  readonly schema: Fields;
  readonly prior?: Document;
  readonly config: Document;
  readonly want: Document;
  readonly replace?: readonly string[];
}

function testPlans(cases: Readonly<Record<string, Case>>): void {
  for (const [name, { schema, prior = null, config, want, replace = [] }] of Object.entries(cases)) {
    test(name, async () => {
      const plan = await hostOf(schema).plan("thing", config, { prior });
      assert.deepEqual(plan.diagnostics, []);
      assert.deepEqual(plan.state, want);
      assert.deepEqual(plan.requiresReplace, replace);
    });
  }
}

suite("V02 dependsOn()", () => {
  const schema = {
    title: t.string(),
    size: t.int().default(1),
    parts: t.nested.list({ name: t.string(), id: t.string().computed() }).optional(),
    slug: t.string().computed().dependsOn("title"),
    digest: t.string().computed().dependsOn("size", "parts"),
    zone: t.string().optionalComputed().dependsOn("size"),
    etag: t.string().computed(),
  };
  const prior = { title: "a", size: 1, parts: null, slug: "a", digest: "#", zone: "eu", etag: "x" };
  testPlans({
    "a value that depends on nothing that changes keeps its prior value": {
      schema,
      prior,
      config: { title: "b" },
      want: { ...prior, title: "b", slug: UNKNOWN, etag: UNKNOWN },
    },
    "one that depends on what changes is unknown, also where the provider chose it": {
      schema,
      prior,
      config: { title: "a", size: 2 },
      want: { ...prior, size: 2, digest: UNKNOWN, zone: UNKNOWN, etag: UNKNOWN },
    },
    "a change inside a nested attribute is a change of it": {
      schema,
      prior: { ...prior, parts: [{ name: "p", id: "1" }] },
      config: { title: "a", parts: [{ name: "q" }] },
      want: { ...prior, parts: [{ name: "q", id: UNKNOWN }], digest: UNKNOWN, etag: UNKNOWN },
    },
    "what is unknown may change": {
      schema,
      prior,
      config: { title: UNKNOWN },
      want: { ...prior, title: UNKNOWN, slug: UNKNOWN, etag: UNKNOWN },
    },
    "on create everything is unknown": {
      schema,
      config: { title: "a" },
      want: { title: "a", size: 1, parts: null, slug: UNKNOWN, digest: UNKNOWN, zone: UNKNOWN, etag: UNKNOWN },
    },
    "in an element it means the element's own": {
      schema: {
        title: t.string(),
        parts: t.nested.map({
          name: t.string(),
          note: t.string().optional(),
          slug: t.string().computed().dependsOn("name"),
        }),
      },
      prior: {
        title: "a",
        parts: { x: { name: "p", note: null, slug: "p" }, y: { name: "q", note: null, slug: "q" } },
      },
      config: { title: "b", parts: { x: { name: "p", note: "n" }, y: { name: "r" } } },
      want: {
        title: "b",
        parts: { x: { name: "p", note: "n", slug: "p" }, y: { name: "r", note: null, slug: UNKNOWN } },
      },
    },
  });
});

suite("V02 plan modifiers at any depth", () => {
  const shrinks = t.int().requiresReplaceIf(({ prior, planned }) => planned === UNKNOWN || planned! < (prior ?? 0));
  const region = t.string().optional().requiresReplaceIfConfigured();
  const disk = { size: shrinks, label: t.string().default("data").requiresReplaceIfConfigured() };
  testPlans({
    "requiresReplaceIf() asks of a change": {
      schema: { size: shrinks },
      prior: { size: 2 },
      config: { size: 3 },
      want: { size: 3 },
    },
    "requiresReplaceIf() that says yes": {
      schema: { size: shrinks, disks: t.nested.list({ size: shrinks }) },
      prior: { size: 2, disks: [{ size: 1 }, { size: 5 }] },
      config: { size: UNKNOWN, disks: [{ size: 1 }, { size: 4 }] },
      want: { size: UNKNOWN, disks: [{ size: 1 }, { size: 4 }] },
      replace: ["disks[1].size", "size"],
    },
    "requiresReplaceIfConfigured() of another value": {
      schema: { region },
      prior: { region: "eu" },
      config: { region: "us" },
      want: { region: "us" },
      replace: ["region"],
    },
    "requiresReplaceIfConfigured() of a value that is taken away": {
      schema: { region },
      prior: { region: "eu" },
      config: {},
      want: { region: null },
    },
    "requiresReplaceIfConfigured() of a value that gives way to its default, or is configured, in a map": {
      schema: { disks: t.nested.map(disk) },
      prior: { disks: { a: { size: 1, label: "x" }, b: { size: 1, label: "x" } } },
      config: { disks: { a: { size: 1 }, b: { size: 1, label: "y" } } },
      want: { disks: { a: { size: 1, label: "data" }, b: { size: 1, label: "y" } } },
      replace: ['disks["b"].label'],
    },
    "in a set with a key it is known which element it was; the set stands for both": {
      schema: { disks: t.block.set({ name: t.string(), size: shrinks }).key("name") },
      prior: {
        disks: [
          { name: "a", size: 5 },
          { name: "b", size: 5 },
          { name: "c", size: 5 },
        ],
      },
      config: {
        disks: [
          { name: "a", size: 4 },
          { name: "b", size: 4 },
          { name: "c", size: 6 },
        ],
      },
      want: {
        disks: [
          { name: "a", size: 4 },
          { name: "b", size: 4 },
          { name: "c", size: 6 },
        ],
      },
      replace: ["disks"],
    },
    "blocks replace as a whole, on any change or on some": {
      schema: {
        any: t.block.list({ size: t.int(), note: t.string().optional() }).requiresReplace(),
        fewer: t.block
          .list({ size: t.int() })
          .requiresReplaceIf(({ prior, planned }) => planned !== UNKNOWN && planned!.length < (prior ?? []).length),
        kept: t.block.set({ size: t.int() }).requiresReplace(),
      },
      prior: { any: [{ size: 1, note: null }], fewer: [{ size: 1 }, { size: 2 }], kept: [{ size: 1 }] },
      config: { any: [{ size: 1, note: "new" }], fewer: [{ size: 3 }, { size: 4 }], kept: [{ size: 1 }] },
      want: { any: [{ size: 1, note: "new" }], fewer: [{ size: 3 }, { size: 4 }], kept: [{ size: 1 }] },
      replace: ["any"],
    },
    "a block whose condition holds": {
      schema: {
        fewer: t.block
          .list({ size: t.int() })
          .requiresReplaceIf(({ prior, planned }) => planned !== UNKNOWN && planned!.length < (prior ?? []).length),
      },
      prior: { fewer: [{ size: 1 }, { size: 2 }] },
      config: { fewer: [{ size: 1 }] },
      want: { fewer: [{ size: 1 }] },
      replace: ["fewer"],
    },
    "useStateForUnknown() keeps a null that is a value, useNonNullStateForUnknown() does not": {
      schema: {
        size: t.int(),
        a: t.string().computed().nullable().useStateForUnknown(),
        b: t.string().computed().nullable().useNonNullStateForUnknown(),
        c: t.string().computed().nullable().useNonNullStateForUnknown(),
      },
      prior: { size: 1, a: null, b: null, c: "c" },
      config: { size: 2 },
      want: { size: 2, a: null, b: UNKNOWN, c: "c" },
    },
    "modifyPlan() tells a value, keeps one, or leaves it": {
      schema: {
        name: t.string(),
        slug: t
          .string()
          .computed()
          .modifyPlan(({ config }) => (config["name"] === UNKNOWN ? UNKNOWN : String(config["name"]).toLowerCase())),
        parts: t.nested.list({
          size: t.int(),
          peak: t
            .int()
            .computed()
            .modifyPlan(({ prior, config, isNew }) =>
              isNew || config["size"] === UNKNOWN ? undefined : Math.max(prior!, config["size"] as number),
            ),
        }),
      },
      prior: { name: "A", slug: "a", parts: [{ size: 3, peak: 3 }] },
      config: { name: "B", parts: [{ size: 2 }, { size: 1 }] },
      want: {
        name: "B",
        slug: "b",
        parts: [
          { size: 2, peak: 3 },
          { size: 1, peak: UNKNOWN },
        ],
      },
    },
    "modifyPlan() may plan a change where nothing is configured otherwise": {
      schema: {
        name: t.string(),
        build: t
          .string()
          .computed()
          .modifyPlan(() => "new"),
        id: t.string().computed(),
      },
      prior: { name: "a", build: "old", id: "1" },
      config: { name: "a" },
      want: { name: "a", build: "new", id: "1" },
    },
  });

  test("modifyPlan() that returns what cannot be is a provider bug, one that throws names its attribute", async () => {
    const wrong = hostOf({
      a: t.string(),
      list: t.nested.list({
        b: t
          .int()
          .computed()
          .modifyPlan(() => "x" as never),
      }),
    });
    const { diagnostics } = await wrong.plan("thing", { a: "x", list: [{}] });
    assert.deepEqual(
      diagnostics.map((line) => line.split("\n").slice(0, 2).join(" | ")),
      [
        "error at list[0].b: Provider bug: acme_thing returned a wrong value from modifyPlan: Attribute: list[0].b | Expected:  a whole number that a JavaScript number holds exactly",
      ],
    );
    const fails = (): never => {
      throw new Error("no idea");
    };
    assert.deepEqual((await hostOf({ a: t.string().computed().modifyPlan(fails) }).plan("thing", {})).diagnostics, [
      "error: acme_thing: PlanResourceChange failed: modifyPlan of a failed\nCaused by: no idea",
    ]);
    const refuses = hostOf({ a: t.string().requiresReplaceIf(fails) });
    assert.deepEqual((await refuses.plan("thing", { a: "y" }, { prior: { a: "x" } })).diagnostics, [
      "error: acme_thing: PlanResourceChange failed: requiresReplaceIf of a failed\nCaused by: no idea",
    ]);
  });
});

suite("V02 elements with a key", () => {
  const user = {
    name: t.string(),
    level: t.int().default(1),
    note: t.string().optional(),
    id: t.string().computed().useStateForUnknown(),
    etag: t.string().computed(),
  };
  const ann = { name: "ann", level: 1, note: null, id: "1", etag: "a" };
  const bob = { name: "bob", level: 2, note: null, id: "2", etag: "b" };
  const eve: Readonly<Record<string, Document>> = { name: "eve", level: 1, note: null, id: UNKNOWN, etag: UNKNOWN };
  testPlans({
    "in a set stay themselves when anything else of them changes, defaults included": {
      schema: { users: t.nested.set(user).key("name") },
      prior: { users: [ann, bob] },
      config: { users: [{ name: "bob" }, { name: "ann", note: "new" }, { name: "eve" }] },
      want: {
        users: [{ ...ann, note: "new", etag: UNKNOWN }, { ...bob, level: 1, etag: UNKNOWN }, eve],
      },
    },
    "in a list stay themselves wherever they are moved to": {
      schema: { users: t.nested.list(user).key("name"), total: t.int().computed() },
      prior: { users: [ann, bob], total: 2 },
      config: { users: [{ name: "eve" }, { name: "bob", level: 2 }, { name: "ann" }] },
      want: { users: [eve, bob, ann], total: UNKNOWN },
    },
    "in a list that only changes its order": {
      schema: { users: t.nested.list(user).key("name"), total: t.int().computed() },
      prior: { users: [ann, bob], total: 2 },
      config: { users: [{ name: "bob", level: 2 }, { name: "ann" }] },
      want: { users: [bob, ann], total: UNKNOWN },
    },
    "of which the key is unknown are new": {
      schema: { users: t.block.list(user).key("name") },
      prior: { users: [ann] },
      config: { users: [{ name: UNKNOWN }] },
      want: { users: [{ ...eve, name: UNKNOWN }] },
    },
  });

  test("cannot have the same key twice", async () => {
    const host = hostOf({ users: t.nested.set(user).key("name") });
    const users = [
      { name: "ann", level: 1 },
      { name: "ann", level: 2 },
    ];
    assert.deepEqual(await host.validate("resource", "thing", { users }), [
      "error at users: Invalid value of users: users must not have two elements with the same name.",
    ]);
  });
});

suite("V02 planDestroy", () => {
  test("gets the state, warns, and keeps private state", async () => {
    const host = hostOf(
      { name: t.string() },
      {
        planDestroy({ state, diags, private: privateState }) {
          privateState.set(Buffer.from("asked"));
          diags.warning(`${String(state["name"])} is lost`);
        },
      },
    );
    const plan = await host.plan("thing", null, { prior: { name: "a" }, private: "p" });
    assert.deepEqual([plan.state, plan.diagnostics, plan.private], [null, ["warning: a is lost"], "asked"]);
  });

  test("refuses with an error", async () => {
    const host = hostOf({ name: t.string() }, { planDestroy: ({ diags }) => diags.error("protected") });
    const plan = await host.plan("thing", null, { prior: { name: "a" } });
    assert.deepEqual(plan.diagnostics, ["error: protected"]);
  });
});

suite("V02 what is known of unknown values", () => {
  const schema = {
    name: t.string(),
    token: t.string().computed().expect({ prefix: "tok_" }),
    port: t.int().computed().expect({ min: 1024, max: 65_535 }),
    hosts: t.list(t.string()).optionalComputed().expect({ minItems: 1, maxItems: 3 }),
    note: t.string().computed().nullable(),
    parts: t.nested.list({ id: t.string().computed() }).computed(),
  };
  const { type } = compileBlock(schema);

  async function planned(config: cty.Value): Promise<cty.Value> {
    const { plannedState } = await hostOf(schema).call("planResourceChange", {
      typeName: "acme_thing",
      proposedNewState: { msgpack: msgpack.marshal(config, type) },
      config: { msgpack: msgpack.marshal(config, type) },
    });
    return msgpack.unmarshal(plannedState!.msgpack, type);
  }

  function configOf(name: cty.Value): cty.Value {
    const attributes = [...type.attributeTypes].map(([key, part]): [string, cty.Value] => [key, cty.nullVal(part)]);
    return cty.objectVal(new Map([...attributes, ["name", name]]));
  }

  test("is told: not null, prefixes, bounds and lengths", async () => {
    const plan = await planned(configOf(cty.stringVal("a")));
    const range = (name: string): cty.ValueRange => plan.getAttr(name).range();
    assert.deepEqual([range("token").stringPrefix, range("token").isDefinitelyNotNull], ["tok_", true]);
    assert.deepEqual(
      [range("port").numberLowerBound, range("port").numberUpperBound].map(({ value }) => value.toString()),
      ["1024", "65535"],
    );
    assert.deepEqual([range("hosts").lengthLowerBound, range("hosts").lengthUpperBound], [1, 3]);
    assert.deepEqual([range("note").isDefinitelyNotNull, range("parts").isDefinitelyNotNull], [false, true]);
  });

  test("is kept of what the configuration says", async () => {
    const name = cty.unknownVal(cty.string).refine().notNull().stringPrefix("web-").newValue();
    const plan = await planned(configOf(name));
    assert.ok(plan.getAttr("name").rawEquals(name));
  });

  const result = { token: "tok_1", port: 8080, hosts: ["a"], note: null, parts: [] };
  const wrong: Readonly<Record<string, { result: object; want: string }>> = {
    "a prefix": { result: { token: "x" }, want: 'token: a string that starts with "tok_", as planned' },
    "a bound": { result: { port: 80 }, want: "port: a number from 1024 to 65535, as planned" },
    "a length": { result: { hosts: [] }, want: "hosts: at least 1 and at most 3 elements, as planned" },
  };
  for (const [name, { result: part, want }] of Object.entries(wrong)) {
    test(`what was planned is kept to: ${name}`, async () => {
      const host = hostOf(schema, { create: () => ({ ...result, ...part }) });
      // The plan goes from one call to the other as bytes, for documents do not have what is known of the unknown.
      const config = { msgpack: msgpack.marshal(configOf(cty.stringVal("a")), type) };
      const plan = await host.call("planResourceChange", { typeName: "acme_thing", proposedNewState: config, config });
      const { diagnostics } = await host.call("applyResourceChange", {
        typeName: "acme_thing",
        plannedState: plan.plannedState!,
        config,
      });
      assert.deepEqual(
        diagnostics.map(({ detail }) => detail.replace(/Attribute: (.*)\nExpected:  (.*)\n[^]*/, "$1: $2")),
        [want],
      );
    });
  }

  test("an author's plan is kept to it as well", async () => {
    const host = hostOf(schema, { plan: () => ({ token: "x" }) });
    const { diagnostics } = await host.plan("thing", { name: "a" });
    assert.match(diagnostics.join(), /at token: .*\n?.*Expected: {2}a string that starts with "tok_"/s);
  });
});
