// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Decimal } from "./decimal.ts";
import type { Field } from "./field.ts";
import type { SchemaKind } from "./schema-kinds.ts";
import { findSchemaProblems } from "./schema-rules.ts";
import { t } from "./vocabulary.ts";

type Word =
  | ("single" | "group" | "set" | "list" | "map" | "object" | "tuple")
  | ("computed" | "default" | "min" | "minItems" | "optional" | "regex" | "required" | "writeOnly");
type Loose = { readonly [W in Word]: (...args: readonly unknown[]) => Loose };

/** A builder as JavaScript authors see it: everything may be called. */
function js(builder: unknown): Loose {
  return builder as Loose;
}

suite("V05 schemas that cannot work are refused, naming the attribute", () => {
  const cases: Record<string, { schema: Record<string, unknown>; kind?: SchemaKind; want: string[] }> = {
    "required and computed": {
      schema: { a: js(t.string()).computed().optional() },
      want: [
        "a: optional() needs an attribute without another mode; optionalComputed() lets the provider choose when it is left out",
      ],
    },
    "computed with a default": {
      schema: { a: js(t.string()).computed().default("x") },
      want: ["a: default() needs a required or optional attribute that is not nested, writeOnly() or nullable()"],
    },
    "computed and write-only": {
      schema: { a: js(t.string()).computed().writeOnly() },
      want: [
        "a: writeOnly() needs a required or optional attribute that is not nested, requiresReplace(), nullable() or a default",
      ],
    },
    "the first contradiction only": {
      schema: { a: js(t.string()).optional().optional().min(1) },
      want: [
        "a: optional() needs an attribute without another mode; optionalComputed() lets the provider choose when it is left out",
      ],
    },
    "required and nullable": {
      schema: { a: t.string().nullable() },
      want: ["a: a required attribute is never null; use optional()"],
    },
    "computed outside, configured inside": {
      schema: { a: js(t.nested).single({ b: t.string() }).computed() },
      want: ["a: computed() on a nested attribute needs every attribute in it to be computed()"],
    },
    "a check of another kind of value": {
      schema: { a: js(t.string()).min(1), b: js(t.int()).regex(/1/), c: js(t.string()).minItems(1) },
      want: ["a: this check is for numbers", "b: this check is for strings", "c: this check is for collections"],
    },
    "bounds of another kind": {
      schema: {
        a: js(t.int()).min(0.5),
        b: js(t.bigint()).min(1),
        c: js(t.decimal()).min("1e3"),
        d: t.float().min(NaN),
      },
      want: ["a", "b", "c", "d"].map(
        (name) =>
          `${name}: min() and max() take a number of the attribute's own kind; of a decimal() as text like "0.1"`,
      ),
    },
    "defaults that their attribute refuses": {
      schema: {
        a: t
          .string()
          .oneOf("x", "y")
          .default("z" as never),
        b: t.int().default("1" as never),
        c: t.list(t.string()).default([null] as never),
        d: t.object({ e: t.decimal() }).default({ e: "1e3" }),
        f: t.object({ g: t.string().nullable() }).default({ g: null, h: 1 } as never),
        i: t.nested.single({ j: t.map(t.bigint()).default({ k: 1 } as never) }),
      },
      want: [
        'a: its default must be one of "x", "y"',
        "b: its default is of another type",
        "c: its default is of another type",
        "d: its default is of another type",
        "f: its default is of another type",
        "i.j: its default is of another type",
      ],
    },
    "a name that objects have": {
      schema: { ["__proto__"]: t.string() },
      want: ["__proto__: a name is lowercase letters, digits and underscores, and starts with no digit"],
    },
    "a bad name, at any depth": {
      schema: { Name: t.string(), a: t.nested.single({ "b-c": t.string() }), "1a": t.object({ "": t.string() }) },
      want: [
        "Name: a name is lowercase letters, digits and underscores, and starts with no digit",
        "a.b-c: a name is lowercase letters, digits and underscores, and starts with no digit",
        "1a: a name is lowercase letters, digits and underscores, and starts with no digit",
        "1a.: a name is lowercase letters, digits and underscores, and starts with no digit",
      ],
    },
    "a reserved name at the root": {
      schema: { count: t.int(), a: t.block.list({ count: t.int() }) },
      want: ["count: Terraform reserves this name"],
    },
    "a name that a provider block reserves": {
      schema: { alias: t.string(), count: t.int() },
      kind: "provider",
      want: ["alias: Terraform reserves this name"],
    },
    "write-only in a set": {
      schema: { a: js(t.nested).set({ b: t.nested.single({ c: t.string().writeOnly() }) }) },
      want: ["a.b.c: writeOnly() cannot be inside a set"],
    },
    "a block in a nested attribute": {
      schema: { a: js(t.nested).single({ b: t.block.single({ c: t.string() }) }) },
      want: ["a.b: a nested attribute cannot hold blocks"],
    },
    "flags on an element": {
      schema: { a: js(t).list(t.string().optional()), b: js(t).object({ c: t.string().sensitive() }) },
      want: [
        "a[]: an element has no flags of its own; only nullable() and checks",
        "b.c: an element has no flags of its own; only nullable() and checks",
      ],
    },
    "nested attributes as elements": {
      schema: { a: js(t).list(t.nested.single({ b: t.string() })) },
      want: ["a[]: use t.nested for the whole collection, or t.object for its elements"],
    },
    "counts of blocks": {
      schema: {
        a: t.block.list({ b: t.string() }).minItems(2).maxItems(1),
        c: js(t.block).map({ d: t.string() }).minItems(1),
        e: js(t.block).list({ f: t.string() }).required(),
        g: t.block.set({ h: t.string() }).minItems(-1),
      },
      want: [
        "a: minItems(2) is more than maxItems(1)",
        "c: minItems() and maxItems() are for list and set blocks",
        "e: required() is for single blocks",
        "g: item counts are whole numbers",
      ],
    },
    "what only planning knows, in a data source": {
      schema: {
        a: t.string().optional().writeOnly(),
        b: t.string().requiresReplace(),
        c: t.nested.list({ d: t.string().computed().useStateForUnknown() }),
      },
      kind: "dataSource",
      want: [
        "a: a data source has no writeOnly() attributes",
        "b: a data source is never replaced, so requiresReplace() means nothing",
        "c.d: a data source is not planned, so useStateForUnknown() means nothing",
      ],
    },
    "computed values in a provider": {
      schema: { a: t.string().computed(), b: t.block.list({ c: t.string().optionalComputed() }) },
      kind: "provider",
      want: ["a: a provider has no computed attributes", "b.c: a provider has no computed attributes"],
    },
    "sensitive values where nothing is shown or kept": {
      schema: { a: t.string().sensitive(), b: t.string().writeOnly() },
      kind: "action",
      want: ["a: an action has no sensitive() attributes"],
    },
    "what a query cannot have": {
      schema: { a: t.string().sensitive(), b: t.string().writeOnly(), c: t.string().computed(), count: t.int() },
      kind: "listResource",
      want: [
        "a: a list resource has no sensitive() attributes",
        "b: a list resource has no writeOnly() attributes",
        "c: a list resource has no computed attributes",
      ],
    },
    "what a state store cannot have": {
      schema: { provider: t.string(), a: t.block.single({ b: t.string().sensitive() }) },
      kind: "stateStore",
      want: ["provider: Terraform reserves this name", "a.b: a state store has no sensitive() attributes"],
    },
    "write-only in an ephemeral resource": {
      schema: { a: t.string().writeOnly(), count: t.int() },
      kind: "ephemeralResource",
      want: ["count: Terraform reserves this name", "a: an ephemeral resource has no writeOnly() attributes"],
    },
    "a block in provider_meta": {
      schema: { a: t.block.single({ b: t.string() }), c: t.string().optional() },
      kind: "providerMeta",
      want: ["a: provider_meta has attributes only"],
    },
    "what does not identify": {
      schema: {
        a: t.string().computed(),
        b: t.string().default("x"),
        c: t.map(t.string()),
        d: t.list(t.list(t.string())),
        e: t.list(t.string().nullable()),
        f: t.string().sensitive(),
        g: t.string().minLength(1),
        h: t.string().deprecated("use a"),
        i: t.nested.single({ j: t.string() }),
        k: t.block.single({ l: t.string() }),
      },
      kind: "identity",
      want: [
        "a: an identity has no computed attributes",
        "b: an identity has no defaults",
        "c: an identity consists of strings, booleans, numbers and lists of them",
        "d: an identity consists of strings, booleans, numbers and lists of them",
        "e: an identity consists of strings, booleans, numbers and lists of them",
        "f: an identity has no sensitive() attributes",
        "g: an identity has no checks; those of the resource's attributes apply",
        "h: an identity has no deprecated() attributes",
        "i: an identity consists of strings, booleans, numbers and lists of them",
        "k: an identity has attributes only",
      ],
    },
    "what is of any type, in a collection": {
      schema: {
        a: js(t).list(t.dynamic()),
        b: js(t.nested).set({ c: t.nested.single({ d: t.dynamic() }) }),
        e: js(t.block).map({ f: t.block.single({ g: t.tuple([t.dynamic()]) }) }),
        h: js(t).map(t.object({ i: t.dynamic() })),
        j: js(t).object({ k: js(t).set(t.tuple([t.string(), t.dynamic()])) }),
      },
      want: ["a[]", "b.c.d", "e.f.g[0]", "h[].i", "j.k[][1]"].map(
        (path) =>
          `${path}: dynamic() cannot be in a list, set or map, whose elements have one type; make the whole of it dynamic(), or each element text with JSON`,
      ),
    },
    "defaults of tuples and of any type": {
      schema: {
        a: t.tuple([t.string(), t.int()]).default(["x"] as never),
        b: t.tuple([t.string()]).default([1] as never),
        c: t.dynamic().default({ d: undefined } as never),
        e: t.dynamic().default([() => 1] as never),
        f: t.dynamic().default(Infinity),
        g: t.dynamic().default(null as never),
      },
      want: ["a", "b", "c", "e", "f", "g"].map((name) => `${name}: its default is of another type`),
    },
    "flags on the element of a tuple": {
      schema: { a: js(t).tuple([t.string(), t.string().optional()]) },
      want: ["a[1]: an element has no flags of its own; only nullable() and checks"],
    },
    "what is no attribute": {
      schema: { a: "string", b: undefined },
      want: ["a: not made with t", "b: not made with t"],
    },
  };
  for (const [name, { schema, kind = "resource", want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(findSchemaProblems(schema as Record<string, Field>, kind), want));
  }

  test("an identity of scalars and lists of them is accepted", () => {
    const schema = { a: t.string(), b: t.int().optional(), c: t.list(t.decimal()).describe("text") };
    assert.deepEqual(findSchemaProblems(schema, "identity"), []);
  });

  test("a schema of every kind of field is accepted", () => {
    const schema = {
      a: t.string().minLength(1).maxLength(2).regex(/a/).optional().requiresReplace().sensitive(),
      b: t.int().min(1).max(2).default(1),
      p: t.set(t.object({ q: t.float().nullable(), r: t.bool() })).default([{ q: null, r: true }]),
      s: t.map(t.decimal()).default({ u: "0.5" }),
      c: t.decimal().computed().nullable().useStateForUnknown(),
      d: t.list(t.object({ e: t.string().nullable(), f: t.set(t.bool()) })).optionalComputed(),
      g: t.nested.map({ h: t.string().writeOnly(), i: t.nested.set({ j: t.bigint() }).minItems(1) }),
      k: t.block.single({ l: t.block.list({ m: t.float() }).minItems(1).maxItems(3) }).required(),
      v: t.dynamic().default({ w: [null, 1n, new Decimal("0.1")] }),
      x: t.nested.single({ y: t.tuple([t.dynamic().nullable(), t.list(t.string())]) }),
      n: t.block.group({ o: t.string().oneOf("a", "b").describe("text").deprecated("use a") }),
    };
    assert.deepEqual(findSchemaProblems(schema, "resource"), []);
  });
});

suite("V05 no schema gets out that Terraform's InternalValidate would reject", () => {
  const shapes: Record<string, unknown> = {
    "neither optional, required nor computed": { spec: { ...t.string().spec, mode: undefined } },
    "optional and required": js(t.string()).optional().optional(),
    "computed and required": { spec: { ...t.string().spec, mode: "required computed" } },
    "no type": { spec: { ...t.string().spec, value: undefined } },
    "type and nested type": { spec: { ...t.string().spec, value: { kind: "text" } } },
    "a nesting that there is not": {
      spec: { ...t.nested.list({}).spec, value: { kind: "nested", nesting: "bag", fields: {} } },
    },
    "a block's nesting that there is not": { spec: { ...t.block.list({}).spec, nesting: "bag" } },
    "a negative count of blocks": t.block.list({ a: t.string() }).minItems(-1),
    "a single block that is counted": js(t.block).single({ a: t.string() }).minItems(2),
    "a group that is counted": js(t.block).group({ a: t.string() }).minItems(1),
    "a map of blocks that is counted": js(t.block).map({ a: t.string() }).minItems(1),
    "at least more blocks than at most": t.block.set({ a: t.string() }).minItems(3).maxItems(2),
    "values of any type in a set of blocks": js(t.block).set({ a: t.dynamic() }),
    "values of any type in a nested set": js(t.nested).set({ a: t.nested.single({ b: t.dynamic() }) }),
    "write-only values in a set of blocks": js(t.block).set({ a: t.block.single({ b: t.string().writeOnly() }) }),
    "write-only values in a nested set": js(t.nested).set({ a: t.string().writeOnly() }),
  };
  for (const [name, field] of Object.entries(shapes)) {
    test(name, () => {
      assert.notDeepEqual(findSchemaProblems({ a: field as Field }, "resource"), []);
    });
  }

  test("a block's name in capitals", () => {
    assert.notDeepEqual(findSchemaProblems({ Zone: t.block.list({ a: t.string() }) }, "resource"), []);
  });
});
