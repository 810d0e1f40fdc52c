// SPDX-License-Identifier: Apache-2.0

/** Which validators fit which values. Compiling this file is the test. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { defineResource } from "../definition/resource.ts";
import { t } from "../schema/vocabulary.ts";
import * as v from "./index.ts";

test("V05 a validator fits only its kind of value", () => {
  assert.equal(typeof fitting, "function");
  assert.equal(typeof misfits, "function");
});

function fitting(): void {
  t.string()
    .oneOf("a", "b")
    .validate(v.lengthAtLeast(1), v.oneOf("a"), (text) => (text === "a" ? "is a" : undefined));
  t.int().validate(v.all(v.atLeast(1), v.noneOf(3), v.alsoRequires("b")));
  t.bigint().validate(v.atLeast(1n), v.atMostSumOf("a"));
  t.decimal().validate(v.between("0.1", "1"), v.oneOf("0.5"));
  t.bool().validate(
    v.equals(true),
    v.check<boolean>((on) => (on ? undefined : "must be on")),
  );
  t.list(t.string()).validate(v.uniqueValues(), v.sizeAtMost(3), v.valuesAre(v.lengthAtLeast(1)));
  t.list(t.list(t.int())).validate(v.valuesAre(v.valuesAre(v.atLeast(1)), v.sizeAtLeast(1)));
  t.map(t.string()).validate(v.keysAre(v.lengthAtLeast(1)), v.asWarning(v.noNullValues()));
  t.nested.list({ a: t.string() }).validate(v.sizeAtLeast(1), v.uniqueValues());
  t.block.single({ a: t.string() }).validate(v.isRequired(), v.alsoRequires("b"));
}

function misfits(): void {
  // @ts-expect-error for text
  t.int().validate(v.lengthAtLeast(1));
  // @ts-expect-error text, but of a number
  t.decimal().validate(v.lengthAtLeast(1));
  // @ts-expect-error for numbers
  t.string().validate(v.atLeast(1));
  // @ts-expect-error a bound of a bigint is a bigint
  t.bigint().validate(v.atLeast(1));
  // @ts-expect-error a bound of a decimal is text
  t.decimal().validate(v.atMost(1));
  // @ts-expect-error choices of text for a number
  t.int().validate(v.oneOf("a"));
  // @ts-expect-error for booleans
  t.string().validate(v.equals(true));
  // @ts-expect-error sets have no duplicates
  t.set(t.string()).validate(v.uniqueValues());
  // @ts-expect-error only maps have keys
  t.list(t.string()).validate(v.keysAre(v.lengthAtLeast(1)));
  // @ts-expect-error elements are numbers
  t.list(t.int()).validate(v.valuesAre(v.lengthAtLeast(1)));
  // @ts-expect-error keys are text
  t.map(t.int()).validate(v.keysAre(v.atLeast(1)));
  // @ts-expect-error blocks only; an attribute is required by default
  t.string().optional().validate(v.isRequired());
  // @ts-expect-error one of the combined is for numbers
  t.string().validate(v.any(v.lengthAtLeast(1), v.atLeast(1)));
  // @ts-expect-error a rule is for a whole configuration
  t.string().validate(v.conflicting("a", "b"));
  // @ts-expect-error computed: nothing to judge
  t.string().computed().validate(v.lengthAtLeast(1));
  // @ts-expect-error judges numbers
  t.string().validate(v.check((n: number) => (n > 1 ? undefined : "must be more")));
}

test("V05 the paths of rules are those of the schema", () => {
  const schema = {
    a: t.string().optional(),
    rule: t.nested.list({ port: t.int().optional() }).optional(),
    member: t.nested.set({ name: t.string() }).optional(),
    tags: t.map(t.string()).optional(),
  };
  const handlers = { create: () => undefined, read: () => null };
  defineResource({
    name: "thing",
    schema,
    rules: [
      v.conflicting("a", ["rule", v.anyElement, "port"], ["rule", 0, "port"]),
      v.all(v.atLeastOneOf("a", ["member", v.anyElement, "name"]), v.requiredTogether(["tags", "x"], "rule")),
    ],
    ...handlers,
  });
  assert.throws(() =>
    defineResource({
      name: "thing",
      schema,
      rules: [
        // @ts-expect-error no such attribute
        v.conflicting("a", "b"),
        // @ts-expect-error no such attribute in the elements
        v.exactlyOneOf("a", ["rule", v.anyElement, "prot"]),
        // @ts-expect-error elements of a set have no number
        v.any(v.atLeastOneOf(["member", 0, "name"]), v.conflicting("a")),
        // @ts-expect-error a validator is for one value
        v.alsoRequires("a"),
      ],
      ...handlers,
    }),
  );
});
