// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { PathError } from "../path-error.ts";
import { getAttrStep } from "../path.ts";
import { bool, dynamic, list, number, object, string, tuple, type Type } from "../type.ts";
import { listVal, nullVal, objectVal, stringVal } from "../value-create.ts";
import { boolVal, dynamicVal, falseVal, numberIntVal, unknownVal, type Value } from "../value.ts";
import { ArgumentError, FunctionError, FunctionPanicError } from "./errors.ts";
import { makeFunction, unpredictable, type CtyFunction } from "./function.ts";
import { refineNotNull, type FunctionSpec, type Parameter } from "./spec.ts";

const a = stringVal("a");
const one = numberIntVal(1);

/** Answers with its first argument. */
function echo(parameter: Partial<Parameter>, spec: Partial<FunctionSpec> = {}): CtyFunction {
  return makeFunction({
    parameters: [{ name: "value", type: dynamic, ...parameter }],
    type: ([value]) => value!.type,
    implementation: ([value]) => value!,
    ...spec,
  });
}

function assertAnswers(fn: CtyFunction, args: readonly Value[], want: Value): void {
  const got = fn.call(args);
  assert.ok(got.rawEquals(want), `${got.toString()} instead of ${want.toString()}`);
}

suite("CtyFunction.call", () => {
  test("counts the arguments", () => {
    const fixed = echo({});
    const variadic = echo({}, { variadicParameter: { name: "more", type: string } });
    assert.throws(() => fixed.call([a, a]), new FunctionError("wrong number of arguments (1 required; 2 given)"));
    assert.throws(
      () => variadic.call([]),
      new FunctionError("wrong number of arguments (at least 1 required; 0 given)"),
    );
    assertAnswers(variadic, [a, a, a], a);
  });

  test("refuses null unless it is allowed", () => {
    assert.throws(() => echo({}).call([nullVal(string)]), new ArgumentError(0, "argument must not be null"));
    assert.throws(() => echo({}).call([nullVal(string).mark("m")]), new ArgumentError(0, "argument must not be null"));
    assertAnswers(echo({ allowNull: true }), [nullVal(string)], nullVal(string));
  });

  test("refuses an argument that does not conform to the parameter, and says where", () => {
    const names = echo({ type: list(object({ name: string })) });
    assert.throws(
      () => names.call([listVal([objectVal({ name: one })])]),
      (error) => {
        assert.ok(error instanceof ArgumentError && error.cause instanceof PathError);
        assert.deepEqual([error.index, error.message], [0, "string required, but received number"]);
        assert.deepEqual(error.cause.path.at(-1), getAttrStep("name"));
        return true;
      },
    );
  });

  test("counts variadic arguments of a wrong type from the first of them, as go-cty does", () => {
    const fn = echo({}, { variadicParameter: { name: "more", type: string } });
    assert.throws(() => fn.call([a, a, one]), new ArgumentError(1, "string required, but received number"));
    assert.throws(() => fn.call([a, a, nullVal(string)]), new ArgumentError(2, "argument must not be null"));
  });

  test("an unknown argument makes the result unknown, with what the function says of every result", () => {
    const fn = echo({}, { refineResult: refineNotNull });
    assertAnswers(fn, [unknownVal(string)], unknownVal(string).refineNotNull());
    const seeing = echo({ allowUnknown: true }, { type: bool, implementation: ([x]) => boolVal(x!.isKnown()) });
    assertAnswers(seeing, [unknownVal(string)], falseVal);
  });

  test("an argument that is unknown only inside is seen", () => {
    const partly = listVal([a, unknownVal(string)]);
    assertAnswers(echo({}), [partly], partly);
  });

  test("a dynamic argument makes the result dynamic, before the later arguments are looked at", () => {
    const pair: FunctionSpec = {
      parameters: [
        { name: "x", type: dynamic },
        { name: "y", type: string },
      ],
      type: () => assert.fail("not asked for the type"),
      refineResult: refineNotNull,
      implementation: () => assert.fail("not called"),
    };
    assertAnswers(makeFunction(pair), [dynamicVal, nullVal(number)], dynamicVal);
    assertAnswers(makeFunction(pair), [dynamicVal.mark("m"), a.mark("n")], dynamicVal.withMarks(new Set(["m", "n"])));
  });

  test("with allowDynamicType the type function sees a dynamic argument", () => {
    assertAnswers(echo({ allowDynamicType: true }, { type: bool }), [dynamicVal], unknownVal(bool));
  });

  test("marks at any depth move to the result", () => {
    assertAnswers(echo({}), [listVal([a.mark("m"), a])], listVal([a, a]).mark("m"));
    assertAnswers(echo({}), [unknownVal(string).mark("m")], unknownVal(string).mark("m"));
    const typed = echo({}, { type: ([value]) => (assert.ok(!value!.containsMarked()), value!.type) });
    assertAnswers(typed, [listVal([a.mark("m")])], listVal([a]).mark("m"));
  });

  test("with allowMarked the function sees marks", () => {
    const marked = listVal([a.mark("m"), a]);
    assertAnswers(echo({ allowMarked: true }), [marked], marked);
  });

  test("what a callback throws about the arguments reaches the caller", () => {
    const refuse = (error: Error) => echo({}, { implementation: () => raise(error) });
    const refused = new ArgumentError(0, "not this one");
    assert.throws(() => refuse(refused).call([a]), refused);
    assert.throws(
      () => refuse(new PathError([getAttrStep("x")], "too large")).call([a]),
      (error) => error instanceof FunctionError && error.message === "too large" && error.cause instanceof PathError,
    );
  });

  test("any other error is the function's own mistake", () => {
    const cases: Record<string, FunctionSpec> = {
      implementation: echo({}, { implementation: () => raise(new TypeError("oops")) }).spec,
      type: echo({}, { type: () => raise(new TypeError("oops")) }).spec,
    };
    for (const [name, spec] of Object.entries(cases)) {
      assert.throws(() => makeFunction(spec).call([a]), new FunctionPanicError(new TypeError("oops")), name);
    }
    const lying = echo({}, { type: number });
    assert.throws(() => lying.call([a]), /^FunctionPanicError: panic in function implementation: .*number required/);
    const nullish = echo({ allowNull: true }, { refineResult: refineNotNull });
    assert.throws(() => nullish.call([nullVal(string)]), FunctionPanicError);
  });
});

suite("CtyFunction", () => {
  test("finds the type of a result without calling the implementation", () => {
    const fn = makeFunction({
      parameters: [{ name: "which", type: number }],
      type: ([which]) => (which!.isKnown() ? tuple([string]) : dynamic),
      implementation: () => assert.fail("not called"),
    });
    const types: [Type, Type][] = [
      [fn.returnType([number]), dynamic],
      [fn.returnTypeForValues([one]), tuple([string])],
      [fn.returnTypeForValues([one.mark("m")]), tuple([string])],
      [fn.returnType([dynamic]), dynamic],
    ];
    for (const [got, want] of types) assert.equal(got, want);
    assert.throws(() => fn.returnType([string]), new ArgumentError(0, "number required, but received string"));
    assert.throws(() => fn.returnType([]), FunctionError);
  });

  test("withNewDescriptions keeps all but the words", () => {
    const variadicParameter: Parameter = { name: "more", type: string, description: "Others." };
    const fn = echo({ description: "A value." }, { description: "Echoes.", variadicParameter });
    const other = fn.withNewDescriptions("Repeats.", ["Anything."]);
    assert.equal(other.description, "Repeats.");
    assert.deepEqual(other.parameters, [{ name: "value", type: dynamic, description: "Anything." }]);
    assert.deepEqual(other.variadicParameter, variadicParameter);
    assert.equal(fn.withNewDescriptions("", ["", "Rest."]).variadicParameter!.description, "Rest.");
    assertAnswers(other, [a], a);
    assert.equal(fn.description, "Echoes.");
    assert.throws(() => fn.withNewDescriptions("", []), RangeError);
    assert.throws(() => echo({}).withNewDescriptions("", ["", ""]), RangeError);
  });

  test("unpredictable checks arguments and answers with unknown", () => {
    const later = unpredictable(echo({ type: string }));
    assertAnswers(later, [a.mark("m")], unknownVal(string).mark("m"));
    assert.throws(() => later.call([one]), ArgumentError);
  });
});

function raise(error: Error): never {
  throw error;
}
