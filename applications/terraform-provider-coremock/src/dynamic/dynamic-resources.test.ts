// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { coremock } from "../index.ts";
import { chosen, resourceCases, text } from "../testing/resource-cases.ts";
import { Session, type Stored, type Values } from "../testing/session.ts";
import { loadSchemas } from "./load-schemas.ts";
import { readSchemas } from "./read-schemas.ts";

const thing = "coremock_thing";

async function start(directory: string, schema: Values, config: Values = {}): Promise<Session> {
  return Session.start(await coremock({ directory, env: {}, dynamicResources: { [thing]: schema } }), config);
}

/**
 * Creates a thing called `a`, reads it, sees that nothing is to be done, deletes it.
 *
 * @returns Its state and what the file said.
 */
async function live(schema: Values, config: Values): Promise<{ state: Values; file: Values }> {
  using directory = temporaryDirectory();
  const session = await start(directory.path, schema);
  const created = await change(session, null, { id: "a", ...config });
  const file = path.join(directory.path, "terraform.resource/a.json");
  const { values } = JSON.parse(readFileSync(file, "utf8")) as { values: Values };
  const { state, problems } = await session.read(thing, created);
  assert.deepEqual(problems, []);
  assert.deepEqual(state?.bytes, created.bytes);
  assert.deepEqual(await session.plan(thing, created, { id: "a", ...config }), { isChange: false, replaces: [] });
  assert.deepEqual(await session.change(thing, created, null), { state: null, problems: [] });
  const { id: _, ...rest } = created.values;
  const { id: __, ...stored } = values;
  return { state: rest, file: stored };
}

async function change(session: Session, prior: Stored | null, config: Values): Promise<Stored> {
  const { state, problems } = await session.change(thing, prior, config);
  assert.deepEqual(problems, []);
  return state!;
}

suite("what dynamic resources can hold", () => {
  for (const [name, { schema, config, state, file }] of Object.entries(resourceCases)) {
    test(name, async () => {
      const lived = await live(schema, config);
      assert.deepEqual(lived.state, { ...config, ...state });
      assert.deepEqual(lived.file, file);
    });
  }

  test("values of any type keep theirs", async () => {
    const schema = { attributes: { a: { type: "dynamic", optional: true }, b: { type: "dynamic", optional: true } } };
    const a = { type: ["map", ["list", "number"]], value: { k: [1, 0.5], none: [] } };
    const b = { type: ["tuple", ["string", "bool"]], value: ["x", null] };
    const { state, file } = await live(schema, { a, b });
    assert.deepEqual(state, { a, b });
    assert.deepEqual(file, { a: { dynamic: a }, b: { dynamic: b } });
  });
});

suite("changes of dynamic resources", () => {
  test("what is computed stays through updates, wherever it is", async () => {
    using directory = temporaryDirectory();
    const element = {
      type: "object",
      object: { name: text, size: text, c: { type: "string", computed: true, optional: true } },
    };
    const session = await start(directory.path, {
      attributes: {
        c: chosen,
        list: { type: "list", optional: true, list: element },
        map: { type: "map", optional: true, map: element },
        set: { type: "set", optional: true, set: { type: "object", object: { ...element.object, d: chosen } } },
      },
      blocks: { block: { mode: "set", attributes: { name: text, d: chosen } } },
    });
    const name = (name: string, more: Values = {}): Values => ({ name, ...more });
    const first = await change(session, null, {
      list: [name("a", { c: "given" }), name("b")],
      map: { a: name("a", { c: "given" }) },
      set: [name("a"), name("b")],
      block: [name("a"), name("b")],
    });
    const second = await change(session, first, {
      list: [name("a", { size: "2" }), name("b"), name("c")],
      map: { a: name("x"), b: name("b") },
      set: [name("b"), name("c")],
      block: [name("a"), name("c")],
    });
    assert.deepEqual(second.values, {
      id: first.values["id"],
      c: "chosen",
      list: [
        { name: "a", size: "2", c: "given" },
        { name: "b", size: null, c: null },
        { name: "c", size: null, c: null },
      ],
      map: { a: { name: "x", size: null, c: "given" }, b: { name: "b", size: null, c: null } },
      set: [
        { name: "b", size: null, c: null, d: "chosen" },
        { name: "c", size: null, c: null, d: "chosen" },
      ],
      block: [
        { name: "a", d: "chosen" },
        { name: "c", d: "chosen" },
      ],
    });
  });

  test("an earlier computed value stays when the definition names another", async () => {
    using directory = temporaryDirectory();
    const element = (value: string): Values => ({
      name: text,
      c: { type: "string", computed: true, value: { string: value } },
    });
    const schema = (value: string): Values => ({
      attributes: {
        ...element(value),
        set: { type: "set", optional: true, set: { type: "object", object: element(value) } },
      },
    });
    const first = await change(await start(directory.path, schema("old")), null, { id: "a", set: [{ name: "a" }] });
    const next = await start(directory.path, schema("new"));
    const second = await change(next, first, { id: "a", name: "x", set: [{ name: "a" }, { name: "b" }] });
    assert.deepEqual(second.values, {
      id: "a",
      name: "x",
      c: "old",
      set: [
        { name: "b", c: "new" },
        { name: "a", c: "old" },
      ],
    });
  });

  test("replace replaces, also deep down", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory.path, {
      attributes: {
        name: { ...text, replace: true },
        list: {
          type: "list",
          optional: true,
          list: { type: "object", object: { key: { ...text, replace: true }, value: text } },
        },
      },
    });
    const list = (...keys: string[]): Values[] => keys.map((key) => ({ key, value: "v" }));
    const first = await change(session, null, { name: "a", list: list("one", "two") });
    const replacesOf = async (config: Values): Promise<string[]> => (await session.plan(thing, first, config)).replaces;
    assert.deepEqual(await replacesOf({ name: "b", list: list("one", "two") }), ["name"]);
    assert.deepEqual(await replacesOf({ name: "a", list: list("one", "three") }), ["list[1].key"]);
    assert.deepEqual(await replacesOf({ name: "a", list: [{ key: "one" }, { key: "two" }] }), []);
  });

  test("data sources read what resources of the type have, blocks too", async () => {
    using directory = temporaryDirectory();
    const schema = {
      attributes: { a: { type: "integer", required: true }, w: { ...text, write_only: true } },
      blocks: {
        list: { attributes: { a: { type: "string", required: true } } },
        group: { mode: "group", attributes: { a: text } },
      },
    };
    const session = await start(directory.path, schema, { data_directory: "terraform.resource" });
    await change(session, null, { id: "a", a: 1, list: [{ a: "x" }] });
    const { state, problems } = await session.readData(thing, { id: "a" });
    assert.deepEqual(problems, []);
    assert.deepEqual(state?.values, { id: "a", a: 1, w: null, list: [{ a: "x" }], group: { a: null } });
    directory.write({ "terraform.resource/b.json": '{"values": {}}' });
    const empty = await session.readData(thing, { id: "b" });
    assert.deepEqual(empty.state?.values, { id: "b", a: null, w: null, list: [], group: { a: null } });
  });

  test("a file without what is required is damaged, one with what is no longer in the schema is not", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory.path, { attributes: { a: { type: "string", required: true } } });
    const created = await change(session, null, { id: "a", a: "x" });
    directory.write({ "terraform.resource/a.json": '{"values": {"b": {"string": "y"}}}' });
    assert.match((await session.read(thing, created)).problems.join(), /a\.json: values\.a: it is required/);
    directory.write({ "terraform.resource/a.json": '{"values": {"a": {"string": "z"}, "b": {"string": "y"}}}' });
    assert.deepEqual((await session.read(thing, created)).state?.values, { id: "a", a: "z" });
  });
});

suite("dynamic resources that are wrong", () => {
  const attribute = (a: unknown): Values => ({ coremock_x: { attributes: { a } } });
  const at = "coremock_x.attributes.a";
  const noSuchKey = "there is no such key; allowed are";
  const cases: Record<string, { content: unknown; want: readonly string[] }> = {
    "no object": { content: [], want: ["an object is needed, not an array"] },
    "another provider's name": {
      content: { tfcoremock_x: {} },
      want: ["tfcoremock_x: the name of a resource is coremock_ and then lowercase letters, digits and underscores"],
    },
    "a fixed name": {
      content: { coremock_simple_resource: {} },
      want: ["coremock_simple_resource: the provider has a resource of this name"],
    },
    "a resource that is no object": { content: { coremock_x: 1 }, want: ["coremock_x: an object is needed, not 1"] },
    "an unknown key": {
      content: { coremock_x: { attribute: {} } },
      want: [`coremock_x.attribute: ${noSuchKey} attributes, blocks, description`],
    },
    "an id of its own": {
      content: { coremock_x: { attributes: { id: text } } },
      want: ["coremock_x.attributes.id: every resource has an id without being told"],
    },
    "an unknown type": {
      content: attribute({ type: "int", optional: true }),
      want: [
        `${at}.type: one of string, number, integer, float, boolean, dynamic, list, set, map, object is needed, not "int"`,
      ],
    },
    "no type": {
      content: attribute({ optional: true }),
      want: [
        `${at}.type: it is missing; one of string, number, integer, float, boolean, dynamic, list, set, map, object is needed`,
      ],
    },
    "no mode": {
      content: attribute({ type: "string" }),
      want: [`${at}: one of required, optional and computed has to be true`],
    },
    "contradicting modes": {
      content: attribute({ type: "string", required: true, computed: true }),
      want: [`${at}: what is required is neither optional nor computed`],
    },
    "a flag that is text": {
      content: attribute({ type: "string", required: "yes" }),
      want: [
        `${at}.required: true or false is needed, not "yes"`,
        `${at}: one of required, optional and computed has to be true`,
      ],
    },
    "no element": {
      content: attribute({ type: "list", optional: true }),
      want: [`${at}.list: it is missing; it says of what type the elements are`],
    },
    "an element of another kind": {
      content: attribute({ type: "list", optional: true, list: { type: "string" }, set: { type: "string" } }),
      want: [`${at}.set: it is for the type set`],
    },
    "no parts": {
      content: attribute({ type: "map", optional: true, map: { type: "object" } }),
      want: [`${at}.map.object: it is missing; it says which attributes the object has`],
    },
    "a part without a mode": {
      content: attribute({ type: "object", optional: true, object: { b: { type: "string" } } }),
      want: [`${at}.object.b: one of required, optional and computed has to be true`],
    },
    "an unknown key in a part without metadata": {
      content: attribute({
        type: "object",
        optional: true,
        skip_nested_metadata: true,
        object: { b: { type: "string", x: 1 } },
      }),
      want: [
        `${at}.object.b.x: ${noSuchKey} type, list, set, map, object, required, optional, computed, sensitive, replace, write_only, skip_nested_metadata, value, description`,
      ],
    },
    "a value where none is computed": {
      content: attribute({ ...text, value: { string: "x" } }),
      want: [`${at}.value: only a computed attribute can be given a value here`],
    },
    "a value of another type": {
      content: attribute({
        type: "list",
        computed: true,
        list: { type: "string" },
        value: { list: [{ number: "1" }] },
      }),
      want: [`${at}.value.list[0]: an object with only "string" is needed, not {"number":"1"}`],
    },
    "an unknown mode of a block": {
      content: { coremock_x: { blocks: { b: { mode: "tuple" } } } },
      want: ['coremock_x.blocks.b.mode: one of list, set, map, single, group is needed, not "tuple"'],
    },
    "counts that are none": {
      content: { coremock_x: { blocks: { b: { min_items: -1, max_items: 1.5 } } } },
      want: [
        "coremock_x.blocks.b.min_items: a whole number from 0 on is needed, not -1",
        "coremock_x.blocks.b.max_items: a whole number from 0 on is needed, not 1.5",
      ],
    },
    "an attribute and a block of one name": {
      content: { coremock_x: { attributes: { a: text }, blocks: { a: {} } } },
      want: ["coremock_x.blocks.a: there is an attribute of this name"],
    },
    "a name that Terraform reserves": {
      content: { coremock_x: { attributes: { count: text } } },
      want: ["coremock_x: count: Terraform reserves this name"],
    },
    "a name that is none": {
      content: { coremock_x: { attributes: { "A b": text } } },
      want: ["coremock_x: A b: a name is lowercase letters, digits and underscores, and starts with no digit"],
    },
    "a description that is none": {
      content: { coremock_x: { description: {} } },
      want: ["coremock_x.description: a string is needed, not an object"],
    },
  };
  for (const [name, { content, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(readSchemas(content, "coremock").problems, want));
  }

  const load = (directory: string, env: Record<string, string> = {}) =>
    loadSchemas({ name: "coremock", directory, env, content: undefined });

  test("without a file there are none, and the variable names another", async () => {
    using directory = temporaryDirectory();
    assert.deepEqual(Object.keys(await load(directory.path)), []);
    directory.write({ "dynamic_resources.json": '{"coremock_a": {}}', "other.json": '{"coremock_b": {}}' });
    assert.deepEqual(Object.keys(await load(directory.path)), ["a"]);
    assert.deepEqual(Object.keys(await load(directory.path, { COREMOCK_DYNAMIC_RESOURCES_FILE: "other.json" })), ["b"]);
  });

  test("errors name the file", async () => {
    using directory = temporaryDirectory();
    const env = { COREMOCK_DYNAMIC_RESOURCES_FILE: "none.json" };
    await assert.rejects(load(directory.path, env), (error: Error & { context: { detail: string } }) => {
      assert.match(error.context.detail, /none\.json.*COREMOCK_DYNAMIC_RESOURCES_FILE names it/);
      return true;
    });
    for (const [content, want] of [
      ["{", /dynamic_resources\.json does not describe resources:\n {2}it is no JSON: .*position 1/],
      ['{"x": {}}', /dynamic_resources\.json does not describe resources:\n {2}x: the name/],
    ] as const) {
      directory.write({ "dynamic_resources.json": content });
      await assert.rejects(load(directory.path), (error: Error & { context: { detail: string } }) => {
        assert.match(error.context.detail, want);
        return true;
      });
    }
  });
});
