// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import * as cty from "./index.ts";
import * as arbitrary from "./arbitrary.ts";

const { getAttrStep: attr, indexStep, numberIntVal, stringVal } = cty;
const index = (key: number | string): cty.PathStep =>
  indexStep(typeof key === "number" ? numberIntVal(key) : stringVal(key));
const names = (set: cty.PathSet): string[] => set.list().map(cty.formatPath).sort();

suite("PathSet", () => {
  test("C02 holds each path once, by what its keys are worth", () => {
    const set = new cty.PathSet([[attr("a")], [attr("a")], [index(1)], [index("1")]]);
    set.add([indexStep(cty.parseNumberVal("1.0"))]);
    assert.deepEqual(names(set), [".a", '["1"]', "[1]"].sort());
    assert.ok(set.has([indexStep(cty.numberFloatVal(1))]));
    assert.ok(!set.has([attr("a"), attr("b")]) && !set.has([]) && !set.has([index(2)]));
    set.remove([index("1")]);
    set.remove([index("1")]);
    assert.deepEqual(names(set), [".a", "[1]"]);
    assert.ok(!set.isEmpty && new cty.PathSet().isEmpty);
  });

  test("attributes and keys of one name are two things", () => {
    assert.equal(new cty.PathSet([[attr("a")], [index("a")], [attr("a.b")], [attr("a"), attr("b")]]).list().length, 4);
  });

  test("adds all on the way to a path", () => {
    const set = new cty.PathSet();
    set.addAllSteps([attr("a"), index(0), attr("b")]);
    assert.deepEqual(names(set), [".a", ".a[0]", ".a[0].b"]);
  });

  test("a path with an unknown key is never found again", () => {
    const path = [indexStep(cty.unknownVal(cty.string))];
    const set = new cty.PathSet([path, path]);
    assert.ok(!set.has(path));
    assert.equal(set.list().length, 2);
  });

  test("is put together with another", () => {
    const a = new cty.PathSet([[attr("a")], [attr("b")]]);
    const b = new cty.PathSet([[attr("b")], [attr("c")]]);
    assert.deepEqual(names(a.union(b)), [".a", ".b", ".c"]);
    assert.deepEqual(names(a.intersection(b)), [".b"]);
    assert.deepEqual(names(a.subtract(b)), [".a"]);
    assert.deepEqual(names(a.symmetricDifference(b)), [".a", ".c"]);
    assert.ok(a.equals(new cty.PathSet([[attr("b")], [attr("a")]])));
    assert.ok(!a.equals(b) && !a.equals(a.union(b)));
    assert.deepEqual(names(a), [".a", ".b"]);
  });
});

suite("ValueSet", () => {
  test("C02 holds each value once, in the order of sets, and unknown ones as often as they come", () => {
    const set = new cty.ValueSet(cty.string, [stringVal("b"), stringVal("a"), stringVal("b")]);
    assert.ok(set.toValue().rawEquals(cty.setVal([stringVal("a"), stringVal("b")])));
    set.add(cty.unknownVal(cty.string));
    set.add(cty.unknownVal(cty.string));
    assert.equal(set.size, 4);
    assert.ok(!set.has(cty.unknownVal(cty.string)));
    set.remove(stringVal("a"));
    set.remove(stringVal("a"));
    assert.equal(set.size, 3);
    assert.ok(set.has(stringVal("b")) && !set.has(stringVal("a")));
  });

  test("refuses values of another type, marked ones, and sets of other types", () => {
    const set = new cty.ValueSet(cty.string);
    assert.throws(() => set.add(cty.trueVal), /^TypeError: bool cannot be in a set of string$/);
    assert.throws(() => set.has(stringVal("a").mark("m")), /^TypeError: value is marked/);
    assert.throws(() => set.union(new cty.ValueSet(cty.bool)), /^TypeError: sets of string and of bool/);
    assert.throws(() => cty.ValueSet.of(cty.trueVal), /^TypeError: bool is not a set$/);
  });

  test("T04 agrees with the operations on values, for elements of all types", () => {
    const pairs = arbitrary
      .type(2)
      .chain((type) => fc.tuple(arbitrary.valueOf(cty.set(type)), arbitrary.valueOf(cty.set(type))))
      .filter(([a, b]) => !a.isNull() && !b.isNull());
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const [left, right] = [cty.ValueSet.of(a), cty.ValueSet.of(b)];
        assert.ok(left.toValue().rawEquals(a));
        assert.deepEqual(left.values().map(String), a.asValueSlice().map(String));
        const common = a.asValueSlice().filter((value) => right.has(value));
        assert.equal(left.intersection(right).size, common.length);
        assert.equal(left.subtract(right).size, left.size - common.length);
        assert.equal(left.union(right).size, left.size + right.size - common.length);
        assert.equal(left.symmetricDifference(right).size, left.size + right.size - 2 * common.length);
      }),
      { numRuns: 150 },
    );
  });
});
