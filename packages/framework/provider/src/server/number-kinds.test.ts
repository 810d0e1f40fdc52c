// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import type { Fields } from "../schema/field.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";
import { atLeast, between, oneOf } from "../validators/index.ts";

/** A resource with a number that is configured and one that its handlers tell. */
function hostOf(n: Fields[string], found: Fields[string], returned: unknown): TestHost {
  const acme = defineProvider({ name: "acme" });
  const schema: Fields = { n, found };
  acme.resource({
    name: "thing",
    schema,
    create: () => ({ found: returned }) as never,
    read: ({ state }) => ({ ...state, found: returned }) as never,
  });
  return new TestHost(acme);
}

const ofInt32 = "must be a whole number from -2147483648 to 2147483647";
const ofFloat32 = "must fit into a 32-bit float";

suite("V05 numbers of 32 bits", () => {
  const judged: Record<string, { n: Fields[string]; good: Document[]; bad: Record<string, string> }> = {
    "whole ones": {
      n: t.int32(),
      good: [0, -2147483648, 2147483647],
      bad: { "2147483648": ofInt32, "-2147483649": ofInt32, "0.5": ofInt32, "1e30": ofInt32 },
    },
    "whole ones with checks": {
      n: t.int32().max(9).validate(atLeast(2)),
      good: [2, 9],
      bad: { "1": "must be at least 2", "10": "must be at most 9" },
    },
    "with a fraction": {
      n: t.float32(),
      good: [0, 0.1, "-3.4028234e38", "1e-45"],
      bad: { "3.5e38": ofFloat32, "-1e300": ofFloat32, "1e-60": ofFloat32 },
    },
    "with a fraction and checks": {
      n: t.float32().oneOf(0.1, 0.5).validate(between(0, 0.5), oneOf(0.1, 0.7)),
      good: [0.1],
      bad: { "0.5": "must be one of 0.1, 0.7" },
    },
  };
  for (const [name, { n, good, bad }] of Object.entries(judged)) {
    test(`are judged: ${name}`, async () => {
      const host = hostOf(n, t.int32().computed(), 1);
      for (const value of good) assert.deepEqual(await host.validate("resource", "thing", { n: value }), []);
      for (const [value, problem] of Object.entries(bad)) {
        const [line, ...more] = await host.validate("resource", "thing", { n: value });
        assert.ok(line?.startsWith(`error at n: Invalid value of n: n ${problem}, not `), line);
        assert.deepEqual(more, []);
      }
    });
  }

  test("of what a service answers, only the digits of 32 bits count", async () => {
    const host = hostOf(t.float32(), t.float32().computed(), Math.fround(0.1));
    const created = await host.change("thing", { n: 0.1 });
    assert.deepEqual(created, { state: { n: "0.1", found: "0.1" }, diagnostics: [], private: "" });
    const written: readonly (readonly [returned: number, stored: Document])[] = [
      [0.123456789012, "0.12345679"],
      [1e21, 1e21],
      [-0.5, -0.5],
      [Math.fround(1e-45), `0.${"0".repeat(44)}1`],
    ];
    for (const [returned, stored] of written) {
      const { state } = await hostOf(t.float32(), t.float32().computed(), returned).change("thing", { n: 1 });
      assert.deepEqual(state, { n: 1, found: stored });
    }
  });

  test("what a handler says beyond them is a provider bug", async () => {
    const cases: readonly (readonly [Fields[string], unknown, RegExp])[] = [
      [t.int32().computed(), 2 ** 31, /Expected: {2}a whole number of 32 bits\nGot: +the number 2147483648/],
      [t.int32().computed(), 1.5, /Expected: {2}a whole number of 32 bits/],
      [t.float32().computed(), 1e39, /Expected: {2}a number that fits into a 32-bit float/],
      [t.float32().computed(), Number.NaN, /Expected: {2}a number that fits into a 32-bit float/],
    ];
    for (const [found, returned, want] of cases) {
      const { diagnostics } = await hostOf(t.int32(), found, returned).change("thing", { n: 1 });
      assert.match(diagnostics.join(), want);
    }
  });

  test("defaults and bounds beyond them are refused when they are defined", () => {
    const inert = { create: () => ({}) as never, read: () => null };
    const define = (schema: Fields) => () => defineResource({ name: "thing", schema, ...inert });
    assert.throws(define({ a: t.int32().default(2 ** 31) }), /a: its default is of another type/);
    assert.throws(define({ a: t.float32().default(1e39) }), /a: its default is of another type/);
    assert.throws(
      define({ a: t.int32().min(2 ** 31) }),
      /a: min\(\) and max\(\) take a number of the attribute's own kind/,
    );
    assert.throws(define({ a: t.int32().computed().expect({ max: 1e10 }) }), /a: expect\(\) needs/);
    define({ a: t.int32().default(5), b: t.float32().default(0.1), c: t.float32().computed().expect({ min: 0 }) })();
  });

  test("identities may have them", () => {
    const resource = defineResource({
      name: "thing",
      schema: { port: t.int32().requiresReplace(), id: t.string().computed().useStateForUnknown() },
      identity: { port: t.int32() },
      create: () => ({ id: "1" }),
      read: ({ state }) => state,
    });
    assert.equal(resource.identity?.["port"]?.spec.kind, "attribute");
  });
});
