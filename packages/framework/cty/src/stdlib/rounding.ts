// SPDX-License-Identifier: Apache-2.0

import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull } from "../function/spec.ts";
import { BigFloat } from "../number/bigfloat.ts";
import { number } from "../type.ts";
import { numberIntVal, numberVal } from "../value.ts";

export const ceil: CtyFunction = rounding("The least whole number that is not below the given one.", 1n);

export const floor: CtyFunction = rounding("The greatest whole number that is not above the given one.", -1n);

export const int: CtyFunction = makeFunction({
  description: "The whole part of a number: the number without what is behind its point.",
  parameters: [{ name: "num", type: number, allowDynamicType: true }],
  type: number,
  refineResult: refineNotNull,
  implementation: ([num]) => {
    const float = num!.asBigFloat();
    return float.isInteger ? num! : numberIntVal(float.toBigInt());
  },
});

export const signum: CtyFunction = makeFunction({
  description: "The sign of a whole number: -1, 0 or 1.",
  parameters: [{ name: "num", type: number }],
  type: number,
  refineResult: refineNotNull,
  implementation: ([num]) => {
    const whole = int64Of(num!);
    return numberIntVal(whole === 0n ? 0 : whole < 0n ? -1 : 1);
  },
});

/** @param direction Where the result lies from a number that is not whole. */
function rounding(description: string, direction: 1n | -1n): CtyFunction {
  return makeFunction({
    description,
    parameters: [{ name: "num", type: number }],
    type: number,
    refineResult: refineNotNull,
    implementation: ([num]) => numberVal(roundTowards(direction, num!.asBigFloat())),
  });
}

/** Keeps the precision, and so rounds again where that is too small for the whole number. */
function roundTowards(direction: 1n | -1n, float: BigFloat): BigFloat {
  if (float.isInfinite) return float;
  if (float.isZero) return float.abs();
  if (float.isInteger) return float;
  const whole = float.toBigInt();
  const isCutTowards = float.isNegative === direction > 0n;
  return BigFloat.fromInteger(isCutTowards ? whole : whole + direction).withPrecision(float.precision);
}
