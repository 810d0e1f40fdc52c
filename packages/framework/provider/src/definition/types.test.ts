// SPDX-License-Identifier: Apache-2.0

/**
 * What compiles and what does not. Compiling this file is the test: a line
 * below `@ts-expect-error` that compiles is an error of its own.
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { defineDataSource } from "./data-source.ts";
import { defineFunction } from "./function.ts";
import { defineProvider } from "./provider.ts";
import { defineResource } from "./resource.ts";

const schema = {
  length: t.int().requiresReplace(),
  keepers: t.map(t.string()).optional(),
  seed: t.string().optional().writeOnly(),
  id: t.string().computed().useStateForUnknown(),
  value: t.string().computed(),
};

class Client {
  mint(length: number): string {
    return "x".repeat(length);
  }
}

suite("resources", () => {
  test("handlers are typed by the schema", () => {
    const token = defineResource({
      name: "token",
      schema,
      validate({ config, diags }) {
        diags.error("too long", { path: "length" });
        diags.error("bad keeper", { path: ["keepers", "a"] });
        // @ts-expect-error no such attribute
        diags.error("?", { path: "lenght" });
        // @ts-expect-error a map's key is text
        diags.error("?", { path: ["keepers", 1] });
        // @ts-expect-error a number has no parts
        diags.error("?", { path: ["length", 1] });
        // @ts-expect-error computed
        void config.id;
      },
      create({ plan, secrets }) {
        return { id: "1", value: (secrets.seed ?? "").repeat(plan.length) };
      },
      read: ({ state }) => (state.id === "" ? null : { ...state, value: state.value.trim() }),
      update({ prior, plan }) {
        const keepers: Readonly<Record<string, string>> | null = plan.keepers;
        return { value: prior.value + Object.keys(keepers ?? {}).length };
      },
      import: ({ id }) => ({ id }),
    });
    assert.equal(token.name, "token");
  });

  test("wrong handlers do not compile", () => {
    assert.equal(typeof defineWrongResources, "function");
  });
});

suite("data sources and providers", () => {
  test("have no attributes that only planning knows", () => {
    assert.equal(typeof defineConfiguredOnly, "function");
  });

  test("the client that configure makes is every handler's", () => {
    const acme = defineProvider({
      name: "acme",
      schema: { endpoint: t.string().default("https://api.acme.dev"), token: t.string().optional().sensitive() },
      async configure({ config }) {
        const endpoint: string = config.endpoint;
        const token: string | null = config.token;
        void [endpoint, token];
        return new Client();
      },
    });
    acme.resource({
      name: "token",
      schema,
      create: ({ plan, client }) => ({ id: "1", value: client.mint(plan.length) }),
      read: ({ state, client }) => ({ ...state, value: client.mint(state.length) }),
    });
    acme.dataSource({
      name: "token",
      schema: { length: t.int(), value: t.string().computed() },
      read: ({ config, client }) => ({ value: client.mint(config.length) }),
    });
    const wrong = (): void => {
      acme.dataSource({
        name: "wrong",
        schema: { value: t.string().computed() },
        // @ts-expect-error no such method
        read: ({ client }) => ({ value: client.make() }),
      });
      const other = defineProvider({ name: "other", configure: () => "a client of another kind" });
      const upper = other.resource({
        name: "upper",
        schema: { value: t.string().computed() },
        create: ({ client }) => ({ value: client.toUpperCase() }),
        read: ({ state }) => state,
      });
      // @ts-expect-error its handlers need another client
      acme.add(upper);
      // @ts-expect-error its handlers need another client
      defineProvider({ name: "third", configure: () => new Client(), components: [upper] });
    };
    assert.equal(typeof wrong, "function");
    assert.deepEqual(
      acme.components.map(({ kind, name }) => `${kind} ${name}`),
      ["resource token", "dataSource token"],
    );
  });
});

suite("functions", () => {
  test("arguments are positional and typed", () => {
    const pluralize = defineFunction({
      name: "pluralize",
      parameters: [
        t.param("word", t.string()),
        t.param("count", t.int().optional()),
        t.param("plural", t.string().optional()),
      ],
      returns: t.string(),
      call(word, count = 1, plural) {
        const known: string = word;
        return `${count} ${count === 1 ? known : (plural ?? `${known}s`)}`;
      },
    });
    const join = defineFunction({
      name: "join",
      parameters: [t.param("delimiter", t.string().nullable())],
      variadic: t.param("parts", t.string()),
      returns: t.string(),
      call: (delimiter, ...parts) => parts.join(delimiter ?? ","),
    });
    assert.deepEqual([pluralize.name, join.name], ["pluralize", "join"]);
  });

  test("wrong functions do not compile", () => {
    assert.equal(typeof defineWrongFunctions, "function");
  });
});

function defineWrongResources(): void {
  defineResource({
    name: "x",
    schema,
    // @ts-expect-error a computed value is missing
    create: () => ({ id: "1" }),
    read: ({ state }) => state,
  });
  defineResource({
    name: "x",
    schema,
    // @ts-expect-error of another type
    create: async () => ({ id: 1, value: "" }),
    read: ({ state }) => state,
  });
  defineResource({
    name: "x",
    schema,
    // @ts-expect-error nothing is returned
    create() {},
    read: ({ state }) => state,
  });
  // @ts-expect-error read is missing
  defineResource({ name: "x", schema, create: () => ({ id: "1", value: "" }) });
  // @ts-expect-error create is missing
  defineResource({ name: "x", schema, read: ({ state }) => state });
  defineResource({
    name: "x",
    schema,
    create: () => ({ id: "1", value: "" }),
    // @ts-expect-error not the whole state
    read: () => ({ id: "1" }),
  });
  defineResource({
    name: "x",
    schema,
    create: () => ({ id: "1", value: "" }),
    read: ({ state }) => state,
    // @ts-expect-error what may change must be told
    update: () => ({ id: "1" }),
  });
  defineResource({
    name: "x",
    schema,
    create: () => ({ id: "1", value: "" }),
    read: ({ state }) => state,
    // @ts-expect-error no such attribute
    import: ({ id }) => ({ ident: id }),
  });
  defineResource({
    name: "x",
    schema,
    // @ts-expect-error length is the practitioner's to choose
    plan: () => ({ length: 1 }),
    create: () => ({ id: "1", value: "" }),
    read: ({ state }) => state,
  });
  defineResource({
    name: "x",
    // @ts-expect-error required and nullable contradict each other
    schema: { a: t.string().nullable() },
    create: () => {},
    read: () => null,
  });
  // @ts-expect-error the schema is missing
  defineResource({ name: "x", create: () => {}, read: () => null });
  // @ts-expect-error a plain type is no attribute
  defineResource({ name: "x", schema: { a: "string" }, create: () => {}, read: () => null });
}

function defineConfiguredOnly(): void {
  // @ts-expect-error
  defineDataSource({ name: "x", schema: { a: t.string().requiresReplace() }, read: () => ({ a: "" }) });
  // @ts-expect-error
  defineDataSource({ name: "x", schema: { a: t.string().optional().writeOnly() }, read: () => ({}) });
  const stable = { a: t.string().computed().useStateForUnknown() };
  // @ts-expect-error
  defineDataSource({ name: "x", schema: stable, read: () => ({ a: "" }) });
  // @ts-expect-error
  defineProvider({ name: "x", schema: { a: t.string().computed() } });
  // @ts-expect-error
  defineProvider({ name: "x", schema: { a: t.string().optionalComputed() } });
  // @ts-expect-error
  defineProvider({ name: "x", schema: { a: t.nested.single({ b: t.string().computed() }) } });
  // @ts-expect-error
  defineProvider({ name: "x", schema: { a: t.block.list({ b: t.string().writeOnly() }) } });
}

function defineWrongFunctions(): void {
  // @ts-expect-error returns a number
  defineFunction({ name: "x", parameters: [t.param("n", t.int())], returns: t.string(), call: (n) => n });
  defineFunction({
    name: "x",
    parameters: [t.param("n", t.int())],
    returns: t.string(),
    // @ts-expect-error a number has no such method
    call: (n) => n.toUpperCase(),
  });
  defineFunction({
    name: "x",
    parameters: [t.param("n", t.int().optional())],
    returns: t.int(),
    // @ts-expect-error may be left out
    call: (n) => n + 1,
  });
  defineFunction({
    name: "x",
    parameters: [t.param("n", t.int().nullable())],
    returns: t.int(),
    // @ts-expect-error may be null
    call: (n) => n + 1,
  });
  defineFunction({
    name: "x",
    parameters: [t.param("n", t.int(), { allowUnknown: true })],
    returns: t.int(),
    // @ts-expect-error may be unknown
    call: (n) => n + 1,
  });
  defineFunction({
    name: "x",
    // @ts-expect-error a required parameter cannot follow an optional one
    parameters: [t.param("a", t.string().optional()), t.param("b", t.string())],
    returns: t.string(),
    call: () => "",
  });
  // @ts-expect-error parameters have no default
  t.param("a", t.string().default("b"));
  // @ts-expect-error parameters are not computed
  t.param("a", t.string().computed());
  // @ts-expect-error parameters are not nested
  t.param("a", t.nested.single({ a: t.string() }));
  // @ts-expect-error a result is not optional
  defineFunction({ name: "x", parameters: [], returns: t.string().optional(), call: () => "" });
  defineFunction({
    name: "x",
    parameters: [],
    returns: t.string(),
    // @ts-expect-error null needs nullable()
    call: () => null,
  });
}
