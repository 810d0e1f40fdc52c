// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { At } from "../codec/at.ts";
import { compileValue, validateValue } from "../codec/value-codec.ts";
import type { Field } from "./field.ts";
import { t } from "./vocabulary.ts";

suite("checks", () => {
  const cases: Record<string, { attribute: Field; good: readonly unknown[]; bad: readonly unknown[]; want: string }> = {
    "min of int": { attribute: t.int().min(1), good: [1, 2], bad: [0, -1], want: "must be at least 1" },
    "max of int": { attribute: t.int().max(1), good: [1, -5], bad: [2], want: "must be at most 1" },
    "min of bigint": {
      attribute: t.bigint().min(2n ** 64n),
      good: [2n ** 64n],
      bad: [2n ** 64n - 1n],
      want: "must be at least 18446744073709551616",
    },
    "max of float": { attribute: t.float().max(0.5), good: [0.5, -1], bad: [0.75], want: "must be at most 0.5" },
    "min of decimal, beyond doubles": {
      attribute: t.decimal().min("0.30000000000000000000000001"),
      good: ["0.30000000000000000000000001", "0.31", "1"],
      bad: ["0.3", "0.30000000000000000000000000", "-1"],
      want: "must be at least 0.30000000000000000000000001",
    },
    "max of decimal, negative": {
      attribute: t.decimal().max("-0.5"),
      good: ["-0.5", "-0.51", "-10"],
      bad: ["-0.49", "0"],
      want: "must be at most -0.5",
    },
    "minLength counts code points": {
      attribute: t.string().minLength(2),
      good: ["ab", "😀😀"],
      bad: ["a", "😀"],
      want: "must be at least 2 characters long",
    },
    maxLength: {
      attribute: t.string().maxLength(1),
      good: ["", "😀"],
      bad: ["ab"],
      want: "must be at most 1 character long",
    },
    minItems: {
      attribute: t.list(t.string()).minItems(1),
      good: [["a"]],
      bad: [[]],
      want: "must have at least 1 item",
    },
    "maxItems of a map": {
      attribute: t.map(t.string()).maxItems(1),
      good: [{}, { a: "b" }],
      bad: [{ a: "b", c: "d" }],
      want: "must have at most 1 item",
    },
    regex: { attribute: t.string().regex(/^a+$/), good: ["a", "aa"], bad: ["b"], want: "must match /^a+$/" },
    "regex with its own words": {
      attribute: t.string().regex(/^a/g, "must start with a"),
      good: ["a", "ab", "ab"],
      bad: ["ba"],
      want: "must start with a",
    },
    oneOf: { attribute: t.string().oneOf("a", "b"), good: ["a", "b"], bad: ["c"], want: 'must be one of "a", "b"' },
    "a rule of one's own": {
      attribute: t.int().validate((n) => (n % 2 === 0 ? undefined : "must be even")),
      good: [2],
      bad: [1],
      want: "must be even",
    },
  };
  test("a message says what came, but nothing of a sensitive value", () => {
    const long = "x".repeat(100);
    const shown: readonly (readonly [Field, cty.Value, string])[] = [
      [t.int().min(1), cty.numberIntVal(0), "must be at least 1, not 0"],
      [t.bigint().max(1n), cty.numberIntVal(2n ** 64n), "must be at most 1, not 18446744073709551616"],
      [t.decimal().min("0.3"), cty.parseNumberVal("0.10"), "must be at least 0.3, not 0.1"],
      [t.decimal().oneOf("0.3"), cty.parseNumberVal("0.1"), 'must be one of "0.3", not 0.1'],
      [t.string().maxLength(1), cty.stringVal("a😀"), "must be at most 1 character long, not 2"],
      [t.list(t.string()).minItems(1), cty.listValEmpty(cty.string), "must have at least 1 item, not 0"],
      [t.string().oneOf("a"), cty.stringVal('"'), 'must be one of "a", not "\\""'],
      [t.string().regex(/^a/, "must start with a"), cty.stringVal("b"), 'must start with a, not "b"'],
      [t.string().regex(/^a/), cty.stringVal(long), `must match /^a/, not "${"x".repeat(60)}…"`],
      [t.string().validate(() => "is wrong"), cty.stringVal("b"), "is wrong"],
    ];
    for (const [{ spec }, value, want] of shown) {
      assert.ok(spec.kind === "attribute" && spec.value.kind !== "nested");
      const told: string[] = [];
      for (const isSensitive of [false, true]) {
        const at = At.root.attribute("a", isSensitive);
        validateValue({ spec, codec: compileValue(spec.value) }, value, at, (_, problem) => told.push(problem));
      }
      assert.deepEqual(told, [want, want.replace(/, not .*/, "")]);
    }
  });

  for (const [name, { attribute, good, bad, want }] of Object.entries(cases)) {
    test(name, () => {
      assert.ok(attribute.spec.kind === "attribute");
      const [check] = attribute.spec.checks;
      for (const value of good) assert.equal(check?.run(value), undefined);
      for (const value of bad) assert.equal(check?.run(value), want);
    });
  }
});
