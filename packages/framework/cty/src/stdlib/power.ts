// SPDX-License-Identifier: Apache-2.0

import { makeFunction, type CtyFunction } from "../function/function.ts";
import { float64Of } from "../function/native-argument.ts";
import { refineNotNull } from "../function/spec.ts";
import { goLog, goPow } from "../number/go-math.ts";
import { number } from "../type.ts";
import { numberFloatVal } from "../value-create.ts";

export const log: CtyFunction = calculation(
  "The logarithm of a number to a base, calculated with 53 bits.",
  "base",
  (num, base) => goLog(num) / goLog(base),
);

export const pow: CtyFunction = calculation("A number raised to a power, calculated with 53 bits.", "power", goPow);

/** What is not a number, such as the logarithm of a negative one, is a mistake that the caller cannot tell from others. */
function calculation(description: string, second: string, calculate: (a: number, b: number) => number): CtyFunction {
  return makeFunction({
    description,
    parameters: [
      { name: "num", type: number },
      { name: second, type: number },
    ],
    type: number,
    refineResult: refineNotNull,
    implementation: ([a, b]) => numberFloatVal(calculate(float64Of(a!), float64Of(b!))),
  });
}
