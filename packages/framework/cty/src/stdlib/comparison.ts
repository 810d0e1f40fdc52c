// SPDX-License-Identifier: Apache-2.0

import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import { bool, dynamic, number } from "../type.ts";
import { negativeInfinity, positiveInfinity, type Value } from "../value.ts";

export const equal: CtyFunction = test("Whether two values are equal. They never are if their types differ.", (a, b) =>
  a.equals(b));

export const notEqual: CtyFunction = test("Whether two values differ, be it in type.", (a, b) => a.notEqual(b));

export const lessThan: CtyFunction = order("Whether the first number is less than the second.", (a, b) =>
  a.lessThan(b),
);

export const lessThanOrEqualTo: CtyFunction = order(
  "Whether the first number is less than the second or equal to it.",
  (a, b) => a.lessThanOrEqualTo(b),
);

export const greaterThan: CtyFunction = order("Whether the first number is greater than the second.", (a, b) =>
  a.greaterThan(b),
);

export const greaterThanOrEqualTo: CtyFunction = order(
  "Whether the first number is greater than the second or equal to it.",
  (a, b) => a.greaterThanOrEqualTo(b),
);

export const min: CtyFunction = extreme("The least of the given numbers.", positiveInfinity, (a, b) => a.lessThan(b));

export const max: CtyFunction = extreme("The greatest of the given numbers.", negativeInfinity, (a, b) =>
  a.greaterThan(b),
);

function test(description: string, compare: (a: Value, b: Value) => Value): CtyFunction {
  return makeFunction({
    description,
    parameters: [
      { name: "a", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true },
      { name: "b", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true },
    ],
    type: bool,
    refineResult: refineNotNull,
    implementation: ([a, b]) => compare(a!, b!),
  });
}

function order(description: string, compare: (a: Value, b: Value) => Value): CtyFunction {
  return makeFunction({
    description,
    parameters: [
      { name: "a", type: number, allowUnknown: true, allowDynamicType: true, allowMarked: true },
      { name: "b", type: number, allowUnknown: true, allowDynamicType: true, allowMarked: true },
    ],
    type: bool,
    refineResult: refineNotNull,
    implementation: ([a, b]) => compare(a!, b!),
  });
}

function extreme(description: string, start: Value, isBetter: (a: Value, b: Value) => Value): CtyFunction {
  return makeFunction({
    description,
    parameters: [],
    variadicParameter: { name: "numbers", type: number, allowDynamicType: true },
    type: number,
    refineResult: refineNotNull,
    implementation: (numbers) => {
      if (numbers.length === 0) throw new FunctionError("must pass at least one number");
      return numbers.reduce((best, next) => (isBetter(next, best).asBool() ? next : best), start);
    },
  });
}
