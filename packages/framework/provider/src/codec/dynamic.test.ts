// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Decimal } from "../schema/decimal.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { At } from "./at.ts";
import { dynamicCodec, fromCty, toCty } from "./dynamic.ts";
import { Findings } from "./findings.ts";

const number = (text: string): cty.Value => cty.parseNumberVal(text);

/** What a handler means by `plain`, and what it did wrong. */
function read(plain: unknown, like?: cty.Value): { value: cty.Value; problems: string[] } {
  const findings = new Findings();
  const value = dynamicCodec.fromPlain(plain, At.root.attribute("a"), findings, like);
  return { value, problems: findings.list.map(({ at, got }) => `${at.path} got ${got}`) };
}

suite("values of any type", () => {
  const numbers: Record<string, { text: string; want: unknown }> = {
    "a whole number": { text: "-3", want: -3 },
    "the largest that a double holds for sure": { text: "9007199254740991", want: 9007199254740991 },
    "a larger one": { text: "9007199254740992", want: 9007199254740992n },
    "a whole one beyond every double": { text: String(3n << 1500n), want: 3n << 1500n },
    "the shortest text of a double": { text: "0.1", want: 0.1 },
    "a fraction of more digits": { text: "0.1000000000000000055", want: new Decimal("0.1000000000000000055") },
    "a fraction beyond every double": { text: `0.${"0".repeat(400)}1`, want: new Decimal(`0.${"0".repeat(400)}1`) },
  };
  for (const [name, { text, want }] of Object.entries(numbers)) {
    test(`${name} is exact`, () => {
      const plain = dynamicCodec.toPlain(number(text));
      assert.deepEqual(plain, want);
      assert.ok(read(plain).value.rawEquals(number(text)));
    });
  }

  const made: Record<string, { plain: unknown; want: cty.Value }> = {
    "a string": { plain: "a", want: cty.stringVal("a") },
    "an array is a tuple": {
      plain: ["a", null, true],
      want: cty.tupleVal([cty.stringVal("a"), cty.nullVal(cty.dynamic), cty.boolVal(true)]),
    },
    "an object is one": {
      plain: { a: { b: new Decimal("-0.5") } },
      want: cty.objectVal({ a: cty.objectVal({ b: number("-0.5") }) }),
    },
    "nothing in it": { plain: [{}, []], want: cty.tupleVal([cty.objectVal({}), cty.tupleVal([])]) },
    "what is not known": { plain: UNKNOWN, want: cty.dynamicVal },
    "a part that is not known": { plain: { a: UNKNOWN }, want: cty.objectVal({ a: cty.dynamicVal }) },
  };
  for (const [name, { plain, want }] of Object.entries(made)) {
    test(`that a handler makes: ${name}`, () => {
      const { value, problems } = read(plain);
      assert.deepEqual(problems, []);
      assert.ok(value.rawEquals(want), value.type.friendlyName());
    });
  }

  const wrong: Record<string, { plain: unknown; want: string[] }> = {
    "null, which the attribute itself must allow": { plain: null, want: ["a got null"] },
    nothing: { plain: { b: undefined }, want: ["a.b got nothing"] },
    "a number that is none": {
      plain: [NaN, Infinity],
      want: ["a[0] got the number NaN", "a[1] got the number Infinity"],
    },
    "a function": { plain: () => 1, want: ["a got a function"] },
    "a date": { plain: { at: [new Date(0)] }, want: ["a.at[0] got a Date"] },
    "a map": { plain: new Map(), want: ["a got a Map"] },
    "a promise": { plain: Promise.resolve(1), want: ["a got a promise; is an await missing?"] },
    "a symbol": { plain: Symbol("a"), want: ["a got a symbol"] },
  };
  for (const [name, { plain, want }] of Object.entries(wrong)) {
    test(`refuses ${name}`, () => assert.deepEqual(read(plain).problems, want));
  }

  test("what a handler got keeps its type, wherever it returns it", () => {
    const list = cty.listVal([cty.stringVal("a")]);
    const got = dynamicCodec.toPlain(cty.objectVal({ list, set: cty.setVal([number("1")]) })) as Record<
      string,
      unknown
    >;
    assert.ok(Object.isFrozen(got["list"]));
    const { value } = read({ ...got, more: [got["list"]] });
    assert.ok(value.getAttr("list").rawEquals(list));
    assert.equal(value.getAttr("set").type, cty.set(cty.number));
    assert.equal(value.getAttr("more").type, cty.tuple([cty.list(cty.string)]));
  });

  test("what says the same as the value before it becomes that value", () => {
    const before = cty.objectVal({ a: cty.listVal([number("0.10000000000000000001")]), b: cty.nullVal(cty.string) });
    assert.equal(read({ a: [new Decimal("0.10000000000000000001")], b: null }, before).value, before);
    assert.notEqual(read({ a: [0.1], b: null }, before).value, before);
    assert.notEqual(read({ a: [0.1] }, before).value, before);
  });

  test("a number that could not be written out is refused", () => {
    for (const text of ["1e300000000", "-1e-300000000"]) {
      const problems: string[] = [];
      dynamicCodec.validate(cty.parseNumberVal(text), At.root, (_, problem) => problems.push(problem));
      const shown = text.replace("e3", "e+3");
      assert.deepEqual(problems, [`must have at most 100,000 digits, not ${shown}`]);
    }
  });

  test("an infinite number in a configuration is refused", () => {
    const infinite = cty.numberVal(cty.BigFloat.infinity(false));
    const problems: string[] = [];
    const value = cty.objectVal({
      a: cty.tupleVal([infinite]),
      b: cty.mapVal({ c: infinite }),
      d: cty.setVal([infinite]),
    });
    dynamicCodec.validate(value, At.root, (at, problem) => problems.push(`${at.path} ${problem}`));
    assert.deepEqual(problems, [
      "a[0] must be finite, not +Inf",
      'b["c"] must be finite, not +Inf',
      "d[…] must be finite, not +Inf",
    ]);
  });

  test("go through their plain form without loss", () => {
    const scalar = fc.oneof(
      fc.string().map((text) => cty.stringVal(text)),
      fc.boolean().map((truth) => cty.boolVal(truth)),
      fc.bigInt().map((n) => cty.numberIntVal(n)),
      fc.tuple(fc.bigInt(), fc.nat()).map(([whole, digits]) => number(`${whole}.${digits}`)),
      fc.constant(cty.nullVal(cty.dynamic)),
    );
    const { value: values } = fc.letrec<{ value: cty.Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie("value")).map((parts) => cty.tupleVal(parts)),
        fc.dictionary(fc.string(), tie("value")).map((parts) => cty.objectVal(new Map(Object.entries(parts)))),
      ),
    }));
    fc.assert(
      fc.property(values, (value) => {
        fc.pre(!value.isNull());
        // A copy does not remember what it was made of.
        const plain = structuredCopy(dynamicCodec.toPlain(value));
        assert.ok(read(plain).value.rawEquals(value));
      }),
    );
  });
});

function structuredCopy(plain: unknown): unknown {
  if (Array.isArray(plain)) return plain.map(structuredCopy);
  if (typeof plain !== "object" || plain === null || plain instanceof Decimal) return plain;
  return Object.fromEntries(Object.entries(plain).map(([name, part]) => [name, structuredCopy(part)]));
}

suite("fromCty and toCty", () => {
  test("make values of types that plain ones do not tell", () => {
    const set = cty.setVal([cty.stringVal("a")]);
    const plain = fromCty(set);
    assert.deepEqual(plain, ["a"]);
    assert.ok(toCty(plain).rawEquals(set));
    assert.ok(read({ keys: plain }).value.getAttr("keys").rawEquals(set));
    assert.ok(toCty([1n]).rawEquals(cty.tupleVal([cty.numberIntVal(1)])));
    assert.ok(toCty(null).isNull());
  });

  test("refuse what a handler could not return", () => {
    assert.throws(() => fromCty(cty.nullVal(cty.string)), TypeError("a known value that is not null is required"));
    assert.throws(() => fromCty(cty.unknownVal(cty.string)), TypeError("a known value that is not null is required"));
    assert.throws(
      () => fromCty(cty.tupleVal([cty.numberVal(cty.BigFloat.infinity(true))])),
      TypeError("[0] must be finite, not -Inf"),
    );
    assert.throws(
      () => toCty({ a: [undefined] } as never),
      TypeError("a[0] must be a string, number, boolean, array or object, not nothing"),
    );
  });

  test("a decimal is text without an exponent", () => {
    assert.throws(() => new Decimal("1e3"), RangeError);
    assert.equal(new Decimal("0.10").toString(), "0.10");
    assert.equal(JSON.stringify([new Decimal("0.10")]), '["0.10"]');
  });
});
