// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { DefinitionError } from "../definition/definition-error.ts";
import { defineFunction } from "../definition/function.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import type { Fields } from "../schema/field.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";
import * as v from "./index.ts";

const inert = { create: () => ({}), read: () => null };

async function validate(
  schema: Fields,
  config: Document,
  rules: readonly v.Rule<v.Reference>[] = [],
): Promise<readonly string[]> {
  const acme = defineProvider({ name: "acme" });
  acme.resource({ name: "thing", schema, rules, ...inert });
  return new TestHost(acme).validate("resource", "thing", config);
}

suite("V05 what validators say", () => {
  const text = t.string().optional();
  const cases: Record<string, { schema: Fields; config: Document; want: string[] }> = {
    "bytes and characters are told apart": {
      schema: { a: text.validate(v.lengthAtMost(2)), b: text.validate(v.utf8LengthBetween(2, 3)) },
      config: { a: "ab€", b: "€" },
      want: [
        "error at a: Invalid value of a: a must be at most 2 bytes long, not 5.",
        "error at b: Invalid value of b: b must be from 2 to 3 characters long, not 1.",
      ],
    },
    "a value is quoted": {
      schema: { a: text.validate(v.oneOf("x", "y")), b: t.int().validate(v.between(1, 3)) },
      config: { a: "z", b: 4 },
      want: [
        'error at a: Invalid value of a: a must be one of "x", "y", not "z".',
        "error at b: Invalid value of b: b must be from 1 to 3, not 4.",
      ],
    },
    "a sensitive value is not": {
      schema: { a: t.string().sensitive().validate(v.regexMatches(/^\d+$/), v.lengthAtLeast(9)) },
      config: { a: "hunter2" },
      want: [
        "error at a: Invalid value of a: a must match /^\\d+$/.",
        "error at a: Invalid value of a: a must be at least 9 bytes long.",
      ],
    },
    "a bound of a bigint and of a decimal is exact": {
      schema: {
        a: t.bigint().validate(v.atMost(9007199254740993n)),
        b: t.decimal().validate(v.atLeast("0.1"), v.noneOf("0.10")),
      },
      config: { a: "9007199254740994", b: "0.1" },
      want: [
        "error at a: Invalid value of a: a must be at most 9007199254740993, not 9007199254740994.",
        'error at b: Invalid value of b: b must be none of "0.10", not 0.1.',
      ],
    },
    "sums are of what is set": {
      schema: { a: t.int().validate(v.equalToSumOf("b", "c")), b: t.int().optional(), c: t.int().optional() },
      config: { a: 3, b: 1 },
      want: ["error at a: Invalid value of a: a must be the sum of b, c, not 3."],
    },
    "elements have their places": {
      schema: {
        a: t.list(t.string()).validate(v.uniqueValues(), v.valuesAre(v.lengthAtLeast(2))),
        b: t.map(t.string()).validate(v.keysAre(v.regexMatches(/^[a-z]+$/, "must be lowercase"))),
        c: t.set(t.string().validate(v.noneOf("no"))),
      },
      config: { a: ["xx", "y", "xx"], b: { OK: "1" }, c: ["no"] },
      want: [
        "error at a[2]: Invalid value of a[2]: a[2] must not repeat a[0].",
        "error at a[1]: Invalid value of a[1]: a[1] must be at least 2 bytes long, not 1.",
        'error at b["OK"]: Invalid value of b["OK"]: b["OK"] must be lowercase, not "OK".',
        'error at c: Invalid value of c[…]: c[…] must be none of "no", not "no".',
      ],
    },
    "attributes of an object see one another": {
      schema: { a: t.object({ x: t.string().nullable().validate(v.alsoRequires("y")), y: t.string().nullable() }) },
      config: { a: { x: "1", y: null } },
      want: ["error at a.x: Invalid value of a.x: a.x needs a.y to be set too."],
    },
    "a reference starts in the object around the attribute": {
      schema: {
        mode: text,
        rule: t.nested.list({
          port: t
            .int()
            .optional()
            .validate(v.conflictsWith("socket", [v.outer, "mode"])),
          socket: text,
        }),
      },
      config: { mode: "x", rule: [{ port: 1 }, { port: 2, socket: "s" }] },
      want: [
        "error at rule[0].port: Invalid value of rule[0].port: rule[0].port conflicts with mode: only one of them can be set.",
        "error at rule[1].port: Invalid value of rule[1].port: rule[1].port conflicts with rule[1].socket: only one of them can be set.",
        "error at rule[1].port: Invalid value of rule[1].port: rule[1].port conflicts with mode: only one of them can be set.",
      ],
    },
    "elements of a set are told apart though they share a path": {
      schema: { a: t.nested.set({ x: text.validate(v.conflictsWith([v.outer, "a", v.anyElement, "x"])), y: text }) },
      config: { a: [{ x: "1" }, { x: "2" }] },
      want: Array.from(
        { length: 2 },
        () => "error at a: Invalid value of a[…].x: a[…].x conflicts with a[…].x: only one of them can be set.",
      ),
    },
    "a default is not what the practitioner wrote": {
      schema: { a: text.validate(v.conflictsWith("b")), b: t.string().default("x") },
      config: { a: "1" },
      want: [],
    },
    "blocks that are not there are not set": {
      schema: {
        a: t.block.list({ x: text }).validate(v.isRequired()),
        b: text.validate(v.alsoRequires("c")),
        c: t.block.set({ x: text }),
      },
      config: { a: [], b: "1", c: [] },
      want: [
        "error at a: Invalid value of a: a is required.",
        "error at b: Invalid value of b: b needs c to be set too.",
      ],
    },
    "a function of one's own is combined": {
      schema: {
        a: t.int().validate(
          v.any(
            v.atMost(0),
            v.check<number>((n) => (n % 2 === 0 ? undefined : "must be even")),
          ),
        ),
      },
      config: { a: 3 },
      want: [
        "error at a: Invalid value of a: a must be at most 0, not 3.",
        "error at a: Invalid value of a: a must be even.",
      ],
    },
    "a warning is none in the way": {
      schema: { a: text.validate(v.asWarning(v.regexMatches(/^https:/, "should be encrypted"))) },
      config: { a: "http://x" },
      want: ['warning at a: Invalid value of a: a should be encrypted, not "http://x".'],
    },
    "a write-only alternative": {
      schema: { a: text.validate(v.preferWriteOnlyAttribute("a_wo")), a_wo: t.string().optional().writeOnly() },
      config: { a: "x" },
      want: [
        "warning at a: Invalid value of a: a is stored in the state; a_wo, which is not, is better where possible.",
      ],
    },
    "what is not even of its kind is not judged": {
      schema: { a: t.int().validate(v.check((n) => (n === undefined ? "got nothing" : undefined))) },
      config: { a: 0.5 },
      want: [
        "error at a: Invalid value of a: a must be a whole number from -9007199254740991 to 9007199254740991, not 0.5.",
      ],
    },
    "nothing is said of what is not known": {
      schema: { a: text.validate(v.lengthAtLeast(9), v.alsoRequires("b")), b: text },
      config: { a: UNKNOWN },
      want: [],
    },
  };
  for (const [name, { schema, config, want }] of Object.entries(cases)) {
    test(name, async () => assert.deepEqual(await validate(schema, config), want));
  }
});

suite("V05 what rules say", () => {
  const schema = {
    a: t.string().optional(),
    b: t.string().optional(),
    tls: t.nested.single({ key: t.string().optional(), cert: t.string().optional() }).optional(),
    rule: t.nested.list({ port: t.int().optional() }).optional(),
  };

  test("at most one", async () => {
    const rules = [v.conflicting("a", "b", ["tls", "key"])];
    assert.deepEqual(await validate(schema, { a: "1", tls: { key: "k" } }, rules), [
      "error at a: Invalid value of a: a conflicts with tls.key: only one of them can be set.",
    ]);
    assert.deepEqual(await validate(schema, { b: "1", tls: UNKNOWN }, rules), []);
  });

  test("exactly one, at least one", async () => {
    const rules = [v.exactlyOneOf("a", "b"), v.atLeastOneOf("b", ["rule", v.anyElement, "port"])];
    assert.deepEqual(await validate(schema, { rule: [{}] }, rules), [
      "error: Invalid configuration: Exactly one of a, b must be set.",
      "error: Invalid configuration: At least one of b, rule[0].port must be set.",
    ]);
    assert.deepEqual(await validate(schema, { a: "1", rule: [{}, { port: 1 }] }, rules), []);
  });

  test("all or none, also of what is in one object", async () => {
    const rules = [v.any(v.requiredTogether(["tls", "key"], ["tls", "cert"]), v.conflicting("a", "b"))];
    assert.deepEqual(await validate(schema, { tls: { key: "k" } }, rules), []);
    assert.deepEqual(await validate(schema, { a: "1", b: "1", tls: { key: "k" } }, rules), [
      "error at tls.key: Invalid value of tls.key: tls.key needs tls.cert to be set too.",
      "error at a: Invalid value of a: a conflicts with b: only one of them can be set.",
    ]);
  });

  test("of providers and data sources too; not again when they are used", async () => {
    const rules = [v.asWarning(v.requiredTogether("a", "b"))];
    const pair = { a: t.string().optional(), b: t.string().optional() };
    const acme = defineProvider({ name: "acme", schema: pair, rules });
    acme.dataSource({ name: "thing", schema: pair, rules: [v.requiredTogether("a", "b")], read: () => undefined });
    const host = new TestHost(acme);
    const want = "error at a: Invalid value of a: a needs b to be set too.";
    assert.deepEqual(await host.validate("dataSource", "thing", { a: "1" }), [want]);
    assert.deepEqual(await host.configure({ a: "1" }), []);
  });

  test("an error stops a plan, for what was unknown before may be known by now", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.resource({ name: "thing", schema, rules: [v.conflicting("a", "b")], ...inert });
    const { diagnostics } = await new TestHost(acme).plan("thing", { a: "1", b: "2" });
    assert.deepEqual(diagnostics, ["error at a: Invalid value of a: a conflicts with b: only one of them can be set."]);
  });
});

suite("V05 validators that can never work are refused when they are defined", () => {
  const text = t.string().optional();
  const cases: Record<string, { schema: Fields; want: RegExp }> = {
    "a name that is not there": {
      schema: { a: text.validate(v.conflictsWith("c")), b: text },
      want: /a: refers to c, which does not exist/,
    },
    "a way out of the configuration": {
      schema: { a: text.validate(v.conflictsWith([v.outer, "b"])), b: text },
      want: /a: refers to \^\.b, which does not exist/,
    },
    "into an element of a set by number": {
      schema: { a: text.validate(v.all(v.alsoRequires(["b", 0]), v.lengthAtLeast(1))), b: t.set(t.string()) },
      want: /a: refers to b\[0\], which does not exist/,
    },
    "in an element": {
      schema: { a: t.list(t.string().validate(v.conflictsWith("c"))) },
      want: /a\[\]: refers to c, which does not exist/,
    },
    "a default that is refused": {
      schema: { a: t.string().default("ab").validate(v.lengthAtLeast(3)) },
      want: /a: its default must be at least 3 bytes long, not 2/,
    },
    "on a computed attribute": {
      schema: {
        a: (t.string().computed() as unknown as { validate(of: unknown): never }).validate(v.lengthAtLeast(3)),
      },
      want: /a: a computed\(\) attribute has no configuration to check/,
    },
  };
  for (const [name, { schema, want }] of Object.entries(cases)) {
    test(name, () => assert.throws(() => defineResource({ name: "thing", schema, ...inert }), want));
  }

  test("a rule that refers to nothing", () => {
    const rules = [v.conflicting("a", "c")] as readonly v.Rule<unknown>[] as readonly v.Rule<"a">[];
    const define = (): unknown =>
      defineResource({ name: "thing", schema: { a: t.string().optional() }, rules, ...inert });
    assert.throws(define, /rules\[0\]: refers to c, which does not exist/);
  });

  test("a parameter that depends on others", () => {
    const parameters = [t.param("a", t.string().validate(v.alsoRequires("b")))] as const;
    assert.throws(() => defineFunction({ name: "f", parameters, returns: t.string(), call: (a) => a }), /refers to b/);
  });

  test("bounds the wrong way round", () => {
    const wrong = [() => v.lengthBetween(2, 1), () => v.sizeAtLeast(-1), () => v.between(2, 1), () => v.atLeast(NaN)];
    for (const create of wrong) assert.throws(create, DefinitionError);
  });
});

test("V05 validators judge the arguments of functions", async () => {
  const acme = defineProvider({ name: "acme" });
  acme.function({
    name: "echo",
    parameters: [t.param("words", t.list(t.string().validate(v.lengthAtLeast(2))).validate(v.sizeAtMost(2)))],
    returns: t.string(),
    call: (words) => words.join(" "),
  });
  const host = new TestHost(acme);
  const { error } = await host.callFunction("echo", [[["ab", "c"], cty.list(cty.string)]], cty.string);
  assert.equal(error, "argument 0: [1]: must be at least 2 bytes long, not 1");
});
