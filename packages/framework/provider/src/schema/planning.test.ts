// SPDX-License-Identifier: Apache-2.0

/** What declarations about planning compile, and what of the others is refused at run time. */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineDataSource } from "../definition/data-source.ts";
import { defineResource } from "../definition/resource.ts";
import { findSchemaProblems } from "./schema-rules.ts";
import { UNKNOWN } from "./unknown.ts";
import { t } from "./vocabulary.ts";

/** A builder as JavaScript sees it. */
interface Loose {
  readonly [word: string]: (...args: readonly unknown[]) => Loose;
}

function loose(builder: object): Loose {
  return builder as Loose;
}

function problemsOf(fields: object, owner: "resource" | "dataSource" = "resource"): string[] {
  return findSchemaProblems(fields as never, owner);
}

suite("dependsOn()", () => {
  test("takes names of attributes beside it", () => {
    const handlers = { create: () => ({ slug: "", zone: "" }), read: () => null };
    const schema = {
      title: t.string(),
      pin: t.string().optional().writeOnly(),
      slug: t.string().computed().dependsOn("title"),
      zone: t.string().optionalComputed().dependsOn("title"),
    };
    assert.equal(defineResource({ name: "a", schema, ...handlers }).name, "a");
    const unknown = { ...schema, x: t.string().computed().dependsOn("tittle") };
    const computed = { ...schema, x: t.string().computed().dependsOn("slug") };
    const writeOnly = { ...schema, x: t.string().computed().dependsOn("pin") };
    // @ts-expect-error there is no tittle
    const first = (): unknown => defineResource({ name: "a", schema: unknown, ...handlers });
    assert.throws(first, /x: dependsOn\("tittle"\) names no attribute beside it that is configured and stored/);
    // @ts-expect-error slug is computed
    const second = (): unknown => defineResource({ name: "a", schema: computed, ...handlers });
    assert.throws(second, /x: dependsOn\("slug"\)/);
    // @ts-expect-error nothing is stored of pin
    const third = (): unknown => defineResource({ name: "a", schema: writeOnly, ...handlers });
    assert.throws(third, /x: dependsOn\("pin"\)/);
    // @ts-expect-error title is outside of the element
    const outside = { title: t.string(), list: t.nested.list({ x: t.string().computed().dependsOn("title") }) };
    assert.match(problemsOf(outside).join(), /list.x: dependsOn\("title"\)/);
  });

  test("needs a computed attribute that is not stable", () => {
    // @ts-expect-error configured
    void (() => t.string().optional().dependsOn("a"));
    // @ts-expect-error stable
    void (() => t.string().computed().useStateForUnknown().dependsOn("a"));
    // @ts-expect-error depends
    void (() => t.string().computed().dependsOn("a").useStateForUnknown());
    // @ts-expect-error on what?
    void (() => t.string().computed().dependsOn());
    for (const field of [
      loose(t.string())["dependsOn"]!("a"),
      loose(t.string().computed().useStateForUnknown())["dependsOn"]!("a"),
      loose(t.string().computed())["dependsOn"]!(),
    ]) {
      assert.match(problemsOf({ a: t.string(), x: field }).join(), /x: dependsOn\(\) needs a computed/);
    }
    const twice = loose(t.string().computed().dependsOn("a"))["useStateForUnknown"]!();
    assert.match(
      problemsOf({ a: t.string(), x: twice }).join(),
      /x: useStateForUnknown\(\) needs .* without dependsOn/,
    );
  });
});

suite("plan modifiers", () => {
  test("are typed by their attribute", () => {
    void t.int().requiresReplaceIf(({ prior, planned }) => prior !== null && planned !== UNKNOWN && planned! < prior);
    // @ts-expect-error a number has no length
    void t.int().requiresReplaceIf(({ prior }) => prior!.length > 1);
    const slug = t.string().computed();
    // @ts-expect-error a string is wanted
    void slug.modifyPlan(() => 1);
    void slug.modifyPlan(() => UNKNOWN);
    const replacing = t.int().requiresReplace();
    // @ts-expect-error replaced already
    void (() => replacing.requiresReplaceIf(() => true));
    // @ts-expect-error not configured
    void (() => t.int().computed().requiresReplaceIfConfigured());
    // @ts-expect-error not computed
    void (() => t.int().modifyPlan(() => 1));
    assert.match(
      problemsOf({ x: loose(t.int())["modifyPlan"]!(() => 1) }).join(),
      /x: modifyPlan\(\) needs a computed/,
    );
    assert.match(
      problemsOf({ x: loose(t.int().requiresReplace())["requiresReplaceIf"]!(() => true) }).join(),
      /x: requiresReplace\(\) needs/,
    );
  });

  test("blocks replace once, and only where something is planned", () => {
    const blocks = t.block.list({ a: t.string() }).requiresReplace();
    // @ts-expect-error replaced already
    void (() => blocks.requiresReplaceIf(() => true));
    assert.match(
      problemsOf({ x: loose(blocks)["requiresReplace"]!() }).join(),
      /x: requiresReplace\(\) was declared before/,
    );
    const read = () => ({});
    // @ts-expect-error a data source is never replaced
    const define = (): unknown => defineDataSource({ name: "a", schema: { x: blocks }, read });
    assert.throws(define, /x: a data source is never replaced, so requiresReplace\(\) means nothing/);
    const conditional = t.block.list({ a: t.string() }).requiresReplaceIf(() => true);
    assert.match(
      problemsOf({ y: t.block.set({ x: conditional }) }).join(),
      /y.x: requiresReplaceIf\(\) inside a set needs/,
    );
  });

  test("requiresReplaceIf() in a set needs the set's key", () => {
    const inner = { name: t.string(), size: t.int().requiresReplaceIf(() => true) };
    assert.match(
      problemsOf({ x: t.nested.set(inner) }).join(),
      /x.size: requiresReplaceIf\(\) inside a set needs a key/,
    );
    assert.deepEqual(problemsOf({ x: t.nested.set(inner).key("name") }), []);
    assert.match(
      problemsOf({ y: t.block.set({ a: t.string(), x: t.block.set(inner).key("name") }) }).join(),
      /y.x.size: requiresReplaceIf\(\)/,
    );
  });

  test("mean nothing where nothing is planned", () => {
    const fields = {
      a: t.string(),
      b: t.string().computed().dependsOn("a"),
      c: t.string().computed().expect({ prefix: "x" }),
      d: t
        .string()
        .computed()
        .modifyPlan(() => "x"),
    };
    assert.deepEqual(problemsOf(fields, "dataSource"), [
      "b: a data source is not planned, so dependsOn() means nothing",
      "c: a data source is not planned, so expect() means nothing",
      "d: a data source is not planned, so modifyPlan() means nothing",
    ]);
  });
});

suite("expect()", () => {
  test("takes what fits the kind of value", () => {
    void t.string().computed().expect({ prefix: "a" });
    void t.bigint().computed().expect({ min: 1n });
    void t.decimal().computed().expect({ max: "0.5" });
    void t.nested.list({ a: t.string().computed() }).computed().expect({ minItems: 1 });
    // @ts-expect-error a string has no bounds
    void (() => t.string().computed().expect({ min: 1 }));
    // @ts-expect-error of another kind
    void (() => t.int().computed().expect({ min: "1" }));
    // @ts-expect-error nothing can be known of a boolean
    void (() => t.bool().computed().expect({}));
    // @ts-expect-error configured
    void (() => t.string().expect({ prefix: "a" }));
    const wrong: readonly [object, unknown][] = [
      [t.string().computed(), { min: 1 }],
      [t.int().computed(), { min: "1" }],
      [t.int().computed(), { min: 2, max: 1 }],
      [t.bool().computed(), {}],
      [t.list(t.string()).computed(), { minItems: -1 }],
      [t.list(t.string()).computed(), { minItems: 2, maxItems: 1 }],
      [t.list(t.string()).computed(), { prefix: "a" }],
      [t.string(), { prefix: "a" }],
    ];
    for (const [field, known] of wrong) {
      assert.match(problemsOf({ x: loose(field)["expect"]!(known) }).join(), /x: expect\(\) needs/);
    }
  });
});

suite("key()", () => {
  test("takes names of attributes that are configured and stored", () => {
    const fields = {
      name: t.string(),
      level: t.int().default(1),
      id: t.string().computed(),
      zone: t.string().optionalComputed(),
    };
    void t.nested.set(fields).key("name", "level");
    void t.block.list(fields).key("name");
    // @ts-expect-error computed
    void (() => t.nested.set(fields).key("id"));
    // @ts-expect-error the provider may choose it
    void (() => t.nested.set(fields).key("zone"));
    // @ts-expect-error there is none
    void (() => t.nested.list(fields).key("nme"));
    // @ts-expect-error a map has keys of its own
    void (() => t.nested.map(fields).key("name"));
    // @ts-expect-error there is only one
    void (() => t.block.single(fields).key("name"));
    // @ts-expect-error computed
    void (() => t.block.set(fields).key("id"));
    const wrong = [
      loose(t.nested.set(fields))["key"]!("id"),
      loose(t.nested.list(fields))["key"]!("nme"),
      loose(t.nested.set(fields))["key"]!(),
      loose(t.nested.map(fields))["key"]!("name"),
      loose(t.string())["key"]!("name"),
      loose(t.block.single(fields))["key"]!("name"),
      loose(t.block.set(fields))["key"]!("id"),
    ];
    for (const field of wrong) assert.match(problemsOf({ x: field }).join(), /x: key\(\) needs a/);
  });
});
