// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FunctionError } from "../function/errors.ts";
import { number, string } from "../type.ts";
import { listVal, nullVal, objectVal, parseNumberVal, stringVal, tupleVal } from "../value-create.ts";
import { dynamicVal, numberIntVal, positiveInfinity, zero, type Value } from "../value.ts";
import { stdlib } from "./table.ts";

// None of these may take time or memory out of proportion: where one does, it runs for minutes and not for a moment.

const call = (name: string, ...args: readonly Value[]): Value => stdlib.get(name)!.call(args);
const integers = (count: number): Value => listVal(Array.from({ length: count }, (_, i) => numberIntVal(i)));
const strings = (count: number): Value => listVal(Array.from({ length: count }, (_, i) => stringVal(`s${i}`)));

suite("functions called by an enemy", () => {
  test("a million digits are an integer", () => {
    const digits = 1_000_000;
    const sevens = call("parseint", stringVal("7".repeat(digits)), numberIntVal(10)).asBigFloat();
    assert.equal(sevens.precision, 3_321_928);
    const parsed = call("parseint", stringVal(`-${"Z".repeat(digits)}`), numberIntVal(62)).asBigFloat();
    assert.equal(parsed.isNegative, true);
    assert.equal(parsed.precision, (62n ** BigInt(digits) - 1n).toString(2).length);
    assert.throws(() => call("parseint", stringVal(`${"7".repeat(digits)}x`), numberIntVal(10)), FunctionError);
  });

  test("powers overflow to infinity", () => {
    const large = parseNumberVal("1e308");
    assert.ok(call("pow", large, large).asBigFloat().isInfinite);
    assert.equal(call("pow", large, large.negate()).asNumber(), 0);
  });

  test("a number too large to be written is an error where its digits are needed", () => {
    const large = parseNumberVal("1e900000");
    for (const name of ["modulo", "log", "pow"])
      assert.throws(() => call(name, large, parseNumberVal("3.7")), FunctionError);
    for (const name of ["ceil", "floor", "int"]) assert.ok(call(name, large).rawEquals(large));
    assert.equal(call("ceil", parseNumberVal("1e-900000")).asNumber(), 1);
  });

  test("range stops at 1024 numbers, however many are left", () => {
    const tiny = parseNumberVal("1e-90000");
    const most: readonly (readonly Value[])[] = [
      [numberIntVal(1025)],
      [parseNumberVal("1e400")],
      [positiveInfinity],
      [zero, numberIntVal(1), tiny],
      [zero, parseNumberVal("1e90000"), tiny],
      [zero, numberIntVal(1), numberIntVal(0)],
    ];
    for (const bounds of most) assert.throws(() => call("range", ...bounds), /more than 1024 values were generated/);
    assert.equal(call("range", numberIntVal(1024)).lengthInt(), 1024);
  });

  test("a product of sets that would fill the memory is refused", () => {
    const refused = /the product would have more than 4000000 elements in all its tuples/;
    assert.throws(() => call("setproduct", integers(2000), integers(2000)), refused);
    assert.throws(() => call("setproduct", ...Array.from({ length: 400 }, () => integers(10))), refused);
    assert.throws(() => call("setproduct", integers(100_000), integers(100_000), integers(100_000)), refused);
    const empty = call("setproduct", integers(100_000), integers(100_000), call("slice", integers(1), zero, zero));
    assert.equal(empty.lengthInt(), 0);
    assert.equal(call("setproduct", integers(300), integers(300)).lengthInt(), 90_000);
  });

  test("distinct takes time in proportion to its list", () => {
    assert.equal(call("distinct", integers(50_000)).lengthInt(), 50_000);
    const zeros = Array.from({ length: 20_000 }, (_, i) => parseNumberVal(i % 2 === 0 ? "0" : "-0"));
    assert.equal(call("distinct", listVal(zeros)).lengthInt(), 1);
    assert.equal(call("distinct", listVal(zeros.map((element) => listVal([element])))).lengthInt(), 1);
  });

  test("many sequences, many arguments and many marks do not exhaust the stack", () => {
    const many = 150_000;
    const flat = call("flatten", listVal(Array.from({ length: many }, () => integers(1))));
    assert.equal(flat.lengthInt(), many);
    assert.equal(call("concat", flat, integers(1)).lengthInt(), many + 1);
    const nulls = Array.from({ length: many }, (_, i) => nullVal(i % 2 === 0 ? string : number));
    assert.equal(
      stdlib
        .get("coalesce")!
        .call([...nulls, stringVal("x")])
        .asString(),
      "x",
    );
    const marked = listVal(Array.from({ length: many }, (_, i) => stringVal(`s${i}`).mark(i)));
    assert.equal(call("zipmap", marked, integers(many)).marks.size, many);
    assert.equal(call("compact", marked).marks.size, many);
  });

  test("finding a common type takes time in proportion to the values", () => {
    const mixed = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? stringVal("a") : numberIntVal(i)));
    assert.equal(call("tolist", tupleVal(mixed)).lengthInt(), mixed.length);
    const objects = Array.from({ length: 2000 }, (_, i) => objectVal({ [`a${i}`]: stringVal("a") }));
    assert.equal(call("tolist", tupleVal(objects)).lengthInt(), objects.length);
    assert.equal(call("merge", ...objects).asValueMap().size, objects.length);
  });

  test("deep JSON is an error, deep values are not", () => {
    assert.throws(() => call("jsondecode", stringVal("[".repeat(100_000))), FunctionError);
    assert.throws(() => call("jsondecode", stringVal('{"a":'.repeat(100_000))), FunctionError);
    let deep: Value = tupleVal([]);
    for (let i = 0; i < 500; i++) deep = tupleVal([deep]);
    assert.equal(call("jsonencode", deep).asString().length, 1002);
    assert.equal(call("flatten", deep).lengthInt(), 0);
    assert.ok(call("flatten", tupleVal([deep, dynamicVal])).rawEquals(dynamicVal));
  });

  test("what is large is handled at once", () => {
    assert.equal(call("sort", strings(50_000)).lengthInt(), 50_000);
    assert.equal(call("chunklist", integers(50_000), numberIntVal(1)).lengthInt(), 50_000);
    const set = call("toset", integers(20_000));
    assert.equal(call("setsymmetricdifference", set, set).lengthInt(), 0);
    assert.equal(call("setintersection", set, set, set).lengthInt(), 20_000);
  });
});
