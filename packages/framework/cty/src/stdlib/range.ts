// SPDX-License-Identifier: Apache-2.0

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import { list, number } from "../type.ts";
import { numberIntVal, payloadOf, zero, type Value } from "../value.ts";
import { collectList } from "./collect.ts";

export const range: CtyFunction = makeFunction({
  description:
    "The numbers from a start in steps up to, but not including, an end: `range(end)`, `range(start, end)` or `range(start, end, step)`. At most 1024 of them.",
  parameters: [],
  variadicParameter: { name: "params", type: number },
  type: list(number),
  refineResult: refineNotNull,
  implementation: (bounds) => {
    const [start, end, step] = completeBounds(bounds);
    // As in go-cty, other zeros do not count: with them, the numbers are too many.
    if (payloadOf(step) === payloadOf(zero)) throw new ArgumentError(2, "step must not be zero");
    const isDown = isLess(step, zero);
    if (isDown && isLess(start, end)) {
      throw new ArgumentError(1, "end must be less than start when step is negative");
    }
    if (!isDown && isLess(end, start)) {
      throw new ArgumentError(1, "end must be greater than start when step is positive");
    }
    const numbers: Value[] = [];
    for (let next = start; !hasReached(next, end, isDown); next = next.add(step)) {
      if (numbers.length >= mostNumbers) {
        throw new FunctionError(
          `more than ${mostNumbers} values were generated; either decrease the difference between start and end or use a smaller step`,
        );
      }
      numbers.push(next);
    }
    return collectList(numbers, number);
  },
});

const mostNumbers = 1024;

function completeBounds(bounds: readonly Value[]): readonly [start: Value, end: Value, step: Value] {
  const [a, b, c] = bounds;
  if (bounds.length === 1) return [zero, a!, towards(zero, a!)];
  if (bounds.length === 2) return [a!, b!, towards(a!, b!)];
  if (bounds.length === 3) return [a!, b!, c!];
  throw new FunctionError("must have one, two, or three arguments");
}

function towards(start: Value, end: Value): Value {
  return numberIntVal(isLess(end, start) ? -1 : 1);
}

function isLess(a: Value, b: Value): boolean {
  return a.lessThan(b).asBool();
}

function hasReached(next: Value, end: Value, isDown: boolean): boolean {
  return (isDown ? next.lessThanOrEqualTo(end) : next.greaterThanOrEqualTo(end)).asBool();
}
