// SPDX-License-Identifier: Apache-2.0

/**
 * Arithmetic.
 *
 * Source of what the functions of this folder do: go-cty 1.18, package `stdlib`.
 *
 * @module
 */

import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { NotANumberError } from "../number/bigfloat.ts";
import { number } from "../type.ts";
import type { Value } from "../value.ts";

const num: Parameter = { name: "num", type: number, allowDynamicType: true, allowMarked: true };

export const absolute: CtyFunction = makeFunction({
  description: "The distance of a number from zero: the number without its sign.",
  parameters: [num],
  type: number,
  refineResult: refineNotNull,
  implementation: ([a]) => a!.absolute(),
});

export const negate: CtyFunction = makeFunction({
  description: "A number with the opposite sign.",
  parameters: [num],
  type: number,
  refineResult: refineNotNull,
  implementation: ([a]) => a!.negate(),
});

export const add: CtyFunction = operation(
  "The sum of two numbers.",
  "can't compute sum of opposing infinities",
  (a, b) => a.add(b),
);

export const subtract: CtyFunction = operation(
  "The first number less the second.",
  "can't subtract infinity from itself",
  (a, b) => a.subtract(b),
);

export const multiply: CtyFunction = operation(
  "The product of two numbers.",
  "can't multiply zero by infinity",
  (a, b) => a.multiply(b),
);

export const divide: CtyFunction = operation(
  "The first number divided by the second; infinite where that is zero.",
  "can't divide zero by zero or infinity by infinity",
  (a, b) => a.divide(b),
);

export const modulo: CtyFunction = operation(
  "What is left of the first number when the second is taken away from it as often as possible. It has the sign of the first.",
  "can't use modulo with zero and infinity",
  (a, b) => a.modulo(b),
);

/** @param notANumber What to say of infinities for which there is no result. */
function operation(description: string, notANumber: string, operate: (a: Value, b: Value) => Value): CtyFunction {
  return makeFunction({
    description,
    parameters: [
      { name: "a", type: number, allowDynamicType: true },
      { name: "b", type: number, allowDynamicType: true },
    ],
    type: number,
    refineResult: refineNotNull,
    implementation: ([a, b]) => {
      try {
        return operate(a!, b!);
      } catch (error) {
        if (error instanceof NotANumberError) throw new FunctionError(notANumber, { cause: error });
        throw error;
      }
    },
  });
}
