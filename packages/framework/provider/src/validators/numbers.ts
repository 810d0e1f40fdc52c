// SPDX-License-Identifier: Apache-2.0

/**
 * Bounds on numbers. A bound is of the attribute's own kind: a number for
 * `t.int()` and `t.float()`, a bigint for `t.bigint()`, text for `t.decimal()`.
 * A float is compared as the double that handlers see, all others exactly.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { butGot } from "../codec/but-got.ts";
import { DefinitionError } from "../definition/definition-error.ts";
import type { NumberKind, ScalarShape } from "../schema/field.ts";
import type { Subject, Validator } from "../validation/validator.ts";
import { judgeKnown } from "./verdicts.ts";

/** Of which handlers see a JavaScript number. */
export type JsNumberShape = ScalarShape<Exclude<NumberKind, "bigint" | "decimal">>;
type BigintShape = ScalarShape<"bigint">;
type DecimalShape = ScalarShape<"decimal">;
export type NumberShape = ScalarShape<NumberKind>;

/** Text is a decimal number. */
export type NumberBound = number | bigint | string;

/** `min` or more. */
export function atLeast(min: number): Validator<JsNumberShape>;
export function atLeast(min: bigint): Validator<BigintShape>;
export function atLeast(min: string): Validator<DecimalShape>;
export function atLeast(min: NumberBound): Validator<never> {
  const compareWithMin = comparison(min);
  return judgeKnown((subject) =>
    compareWithMin(subject.value) < 0 ? `must be at least ${min}${butGotNumber(subject)}` : undefined,
  );
}

/** `max` or less. */
export function atMost(max: number): Validator<JsNumberShape>;
export function atMost(max: bigint): Validator<BigintShape>;
export function atMost(max: string): Validator<DecimalShape>;
export function atMost(max: NumberBound): Validator<never> {
  const compareWithMax = comparison(max);
  return judgeKnown((subject) =>
    compareWithMax(subject.value) > 0 ? `must be at most ${max}${butGotNumber(subject)}` : undefined,
  );
}

/** From `min` to `max`, both included. */
export function between(min: number, max: number): Validator<JsNumberShape>;
export function between(min: bigint, max: bigint): Validator<BigintShape>;
export function between(min: string, max: string): Validator<DecimalShape>;
export function between(min: NumberBound, max: NumberBound): Validator<never> {
  const [compareWithMin, compareWithMax] = [comparison(min), comparison(max)];
  if (compareWithMin(cty.parseNumberVal(String(max))) < 0) {
    throw new DefinitionError(`between(${min}, ${max}) allows no number`, { hint: "Give the smaller bound first." });
  }
  return judgeKnown((subject) =>
    compareWithMin(subject.value) < 0 || compareWithMax(subject.value) > 0
      ? `must be from ${min} to ${max}${butGotNumber(subject)}`
      : undefined,
  );
}

/** Compares a number with a bound: negative when it is less. */
export function comparison(bound: NumberBound): (value: cty.Value) => number {
  if (typeof bound === "number") {
    if (Number.isNaN(bound)) throw new DefinitionError("NaN is no bound", { hint: "Give a number." });
    return (value) => {
      const number = value.asBigFloat().toNumber();
      return number < bound ? -1 : number > bound ? 1 : 0;
    };
  }
  const exact = cty.parseNumberVal(String(bound)).asBigFloat();
  return (value) => (value.asBigFloat().equals(exact) ? 0 : value.asBigFloat().compare(exact));
}

export function butGotNumber(subject: Subject): string {
  return butGot(subject.at, subject.value.asBigFloat());
}
