// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DefinitionError } from "../definition/definition-error.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import type { Config, State } from "../schema/models.ts";
import type { Unknown } from "../schema/unknown.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";
import { type JsonSchema, type StandardSchema, conformsTo, fromJsonSchema, fromStandardSchema } from "./index.ts";

const handlers = { create: () => ({}) as never, read: () => null };

suite("V05 fromJsonSchema", () => {
  const user = fromJsonSchema({
    type: "object",
    required: ["name", "age", "address"],
    additionalProperties: false,
    $defs: { port: { type: "integer" } },
    properties: {
      name: { type: "string", minLength: 2, pattern: "^[a-z]+$", description: "Who." },
      age: { type: "integer", format: "int32", exclusiveMinimum: 0, maximum: 150, multipleOf: 2 },
      role: { enum: ["admin", "guest"], type: "string", default: "guest" },
      ratio: { type: ["number", "null"], format: "float" },
      address: {
        type: "object",
        properties: { city: { type: "string" }, zip: { type: "string" } },
        required: ["city"],
      },
      tags: { type: "object", additionalProperties: { type: "string" }, maxProperties: 2 },
      keys: { type: "array", items: { type: "object", properties: { id: { type: "string" } }, required: ["id"] } },
      labels: { type: "object", additionalProperties: { type: "string" }, propertyNames: { type: "string" } },
      port: { $ref: "#/$defs/port" },
      groups: { type: "array", uniqueItems: true, items: { type: ["string", "null"] } },
      password: { type: "string", format: "password" },
      token: { type: "string", writeOnly: true },
      since: { type: "string", format: "date-time" },
      id: { type: "string", readOnly: true },
    },
  });

  test("attributes have the types of the schema", () => {
    type S = typeof user;
    const id: State<S>["id"] = "1";
    const role: State<S>["role"] = "admin";
    const ratio: State<S>["ratio"] = null;
    const city: State<S>["address"]["city"] = "Rome";
    const keys: State<S>["keys"] = [{ id: "k" }];
    const since: State<S>["since"] = new Date(0);
    const name: Config<S>["name"] = UNKNOWN satisfies Unknown;
    const port: State<S>["port"] = 80 satisfies unknown;
    assert.ok([port, id, role, ratio, city, keys, since, name].length > 0);
    // @ts-expect-error required
    const missing: State<S>["name"] = null;
    // @ts-expect-error not one of the values
    const other: State<S>["role"] = "owner";
    // @ts-expect-error computed: there is no configuration of it
    type Wrong = Config<S>["id"];
    assert.ok([missing, other, undefined as unknown as Wrong].length > 0);
  });

  test("a configuration is judged as the schema says", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({ name: "user", schema: user, ...handlers });
    const config = {
      name: "A",
      age: 151,
      address: { city: "Rome" },
      tags: { a: "1", b: "2", c: "3" },
      groups: [null],
      since: "today",
    };
    const lines = await new TestHost(acme).validate("resource", "user", config);
    assert.deepEqual(
      lines.map((text) => text.split(": ").slice(2).join(": ")),
      [
        "name must be at least 2 characters long, not 1.",
        'name must match /^[a-z]+$/u, not "A".',
        "age must be at most 150, not 151.",
        "age must be a multiple of 2.",
        "tags must have at most 2 items, not 3.",
        "since must be an RFC 3339 time: it is written as 2006-01-02T15:04:05Z.",
      ],
    );
    const { state } = await new TestHost(acme).plan("user", { name: "ann", age: 2, address: { city: "Rome" } });
    assert.deepEqual((state as Record<string, unknown>)["role"], "guest");
  });

  test("references are followed, and a null beside a schema means optional", () => {
    const schema = fromJsonSchema({
      $defs: { port: { type: "integer", minimum: 1 } },
      properties: { a: { $ref: "#/$defs/port" }, b: { anyOf: [{ $ref: "#/$defs/port" }, { type: "null" }] } },
      required: ["a", "b"],
    }) as Record<string, { spec: { mode?: string; value?: { kind: string } } }>;
    const read = Object.values(schema).map(({ spec }) => [spec.mode, spec.value?.kind]);
    assert.deepEqual(read, [
      ["required", "int"],
      ["optional", "int"],
    ]);
  });

  const refused: Record<string, { schema: JsonSchema; want: string[] }> = {
    "no object": { schema: { type: "string" }, want: ["#: an object with properties is needed"] },
    choices: {
      schema: {
        properties: { a: { oneOf: [{ type: "string" }, { type: "integer" }] }, b: { type: ["string", "integer"] } },
      },
      want: [
        "#/properties/a: a choice of schemas has no type",
        '#/properties/b: one type is needed, not ["string","integer"]',
      ],
    },
    "what has no counterpart, at every depth": {
      schema: {
        properties: {
          a: { type: "object", properties: { b: { type: "array", items: { type: "string", not: {} } } } },
          c: { type: "array" },
          camelCase: { type: "string" },
        },
      },
      want: [
        "#/properties/a/properties/b/items: not has no counterpart",
        "#/properties/c/items: a schema of the elements is needed",
        "#/properties/camelCase: a name is lowercase letters, digits and underscores, and starts with no digit",
      ],
    },
    "a schema in itself": {
      schema: { $defs: { n: { properties: { n: { $ref: "#/$defs/n" } } } }, properties: { n: { $ref: "#/$defs/n" } } },
      want: ["#/properties/n/properties/n: #/$defs/n contains itself, and no attribute does"],
    },
    "a tree": {
      schema: {
        $defs: { n: { type: "object", properties: { n: { $ref: "#/$defs/n" } } } },
        properties: { n: { $ref: "#/$defs/n" }, m: { $ref: "#/$defs/x" } },
      },
      want: [
        "#/properties/n/properties/n: #/$defs/n contains itself, and no attribute does",
        "#/properties/m: there is no #/$defs/x in the schema",
      ],
    },
    contradictions: {
      schema: {
        properties: { a: { type: "object", properties: {}, default: {} }, b: { type: "string", pattern: "(" } },
      },
      want: [
        "#/properties/a: default() needs a required or optional attribute that is not nested, writeOnly() or nullable()",
        '#/properties/b: "(" is no regular expression',
      ],
    },
  };
  for (const [name, { schema, want }] of Object.entries(refused)) {
    test(`refused: ${name}`, () => {
      assert.throws(
        () => fromJsonSchema(schema),
        (error: DefinitionError) => {
          assert.deepEqual(error.context["problems"], want);
          return true;
        },
      );
    });
  }
});

suite("V05 fromStandardSchema", () => {
  /** As a library would make it. */
  function standard(jsonSchema: object | undefined, validate: StandardSchema["~standard"]["validate"]): StandardSchema {
    return {
      "~standard": {
        version: 1,
        vendor: "test",
        validate,
        ...(jsonSchema && { jsonSchema: { input: () => jsonSchema } }),
      },
    };
  }

  const pair = {
    type: "object",
    properties: { a: { type: "integer" }, tags: { type: "object", additionalProperties: { type: "string" } } },
  };

  test("its structure makes the attributes, its judgement is a rule", async () => {
    const seen: unknown[] = [];
    const schema = standard(pair, (value) => {
      seen.push(value);
      return {
        issues: [
          { message: "is odd", path: ["a"] },
          { message: "says nothing" },
          { message: "is strange", path: [{ key: "tags" }, "x"] },
        ],
      };
    });
    const acme = defineProvider({ name: "acme" });
    acme.resource({ name: "thing", ...fromStandardSchema(schema), ...handlers });
    const host = new TestHost(acme);
    assert.deepEqual(await host.validate("resource", "thing", { a: 1, tags: { x: "y" } }), [
      "error at a: Invalid value of a: a is wrong: is odd.",
      "error: Invalid configuration: says nothing.",
      'error at tags["x"]: Invalid value of tags["x"]: tags["x"] is wrong: is strange.',
    ]);
    assert.deepEqual(await host.validate("resource", "thing", { a: UNKNOWN }), []);
    await host.validate("resource", "thing", {});
    assert.deepEqual(seen, [{ a: 1, tags: { x: "y" } }, {}]);
  });

  test("one that does not tell its structure, or takes its time, is refused", async () => {
    assert.throws(() => fromStandardSchema(standard(undefined, (value) => ({ value }))), /does not tell its structure/);
    const acme = defineProvider({ name: "acme" });
    acme.resource({ name: "thing", ...fromStandardSchema(standard(pair, async (value) => ({ value }))), ...handlers });
    const [line] = await new TestHost(acme).validate("resource", "thing", {});
    assert.match(line!, /judges asynchronously/);
  });

  test("any can judge a single value, with nulls and all", async () => {
    const policy = standard(undefined, (value) => {
      const { n } = value as { readonly n: unknown };
      return n === null ? { value } : { issues: [{ message: "must be null", path: ["n"] }] };
    }) as StandardSchema<{ readonly n: null }>;
    const schema = { p: t.json<{ readonly n: null }>().validate(conformsTo(policy)) };
    const acme = defineProvider({ name: "acme" });
    acme.add(defineResource({ name: "thing", schema, create: () => undefined, read: () => null }));
    const host = new TestHost(acme);
    assert.deepEqual(await host.validate("resource", "thing", { p: '{"n":null}' }), []);
    assert.deepEqual(await host.validate("resource", "thing", { p: '{"n":1}' }), [
      "error at p: Invalid value of p: p is wrong at n: must be null.",
    ]);
    // @ts-expect-error judges another type
    assert.ok(t.json<number>().validate(conformsTo(policy)));
  });
});
