// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import * as cty from "./index.ts";
import * as arbitrary from "./arbitrary.ts";

suite("sets", () => {
  const size = 10_000;
  const many = (create: (i: number) => cty.Value): cty.Value[] => Array.from({ length: size }, (_, i) => create(i));

  // Each of these compares every element with every other if nothing tells them apart, and then takes minutes.
  const crowds: Record<string, { elements: cty.Value[]; want: number }> = {
    "objects with unknown parts": {
      elements: many(() => cty.objectVal({ a: cty.unknownVal(cty.string), b: cty.stringVal("x") })),
      want: size,
    },
    "numbers alike in ten digits": { elements: many((i) => cty.parseNumberVal(`1.00000000000${i % 100}1`)), want: 100 },
    "objects of numbers alike in ten digits": {
      elements: many((i) => cty.tupleVal([cty.parseNumberVal(`1.00000000000${i}1`)])),
      want: size,
    },
  };
  for (const [name, { elements, want }] of Object.entries(crowds)) {
    test(`of ${name} are made in no more than n log n`, () => assert.equal(cty.setVal(elements).lengthInt(), want));
  }

  test("do not depend on the order of their elements, once these are known", () => {
    const elements = arbitrary
      .type()
      .chain((type) => fc.array(arbitrary.valueOf(type), { minLength: 1, maxLength: 40 }))
      .chain((values) => fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length })));
    fc.assert(
      fc.property(elements, ([values, shuffled]) => {
        const [a, b] = [cty.setVal(values), cty.setVal(shuffled)];
        assert.equal(a.lengthInt(), b.lengthInt());
        assert.ok(a.equals(b).asBool());
        for (const value of values) assert.ok(a.hasElement(value).asBool());
      }),
      { numRuns: 60 },
    );
  });
});
