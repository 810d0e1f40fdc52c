// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import { butGot } from "../codec/but-got.ts";
import type { ScalarShape } from "../schema/field.ts";
import type { Validator } from "../validation/validator.ts";
import { type JsNumberShape, type NumberBound, comparison } from "./numbers.ts";
import { judgeKnown } from "./verdicts.ts";

/** One of `values`; decimals as text, compared as numbers. See also `.oneOf()`, which makes them the attribute's type. */
export function oneOf(...values: readonly string[]): Validator<ScalarShape<"string" | "custom" | "decimal">>;
export function oneOf(...values: readonly number[]): Validator<JsNumberShape>;
export function oneOf(...values: readonly bigint[]): Validator<ScalarShape<"bigint">>;
export function oneOf(...values: readonly NumberBound[]): Validator<never> {
  return judgeKnown((subject) =>
    values.some((choice) => isChoice(subject.value, choice))
      ? undefined
      : `must be one of ${list(values)}${butGot(subject.at, show(subject.value))}`,
  );
}

/** None of `values`; decimals as text, compared as numbers. */
export function noneOf(...values: readonly string[]): Validator<ScalarShape<"string" | "custom" | "decimal">>;
export function noneOf(...values: readonly number[]): Validator<JsNumberShape>;
export function noneOf(...values: readonly bigint[]): Validator<ScalarShape<"bigint">>;
export function noneOf(...values: readonly NumberBound[]): Validator<never> {
  return judgeKnown((subject) =>
    values.some((choice) => isChoice(subject.value, choice))
      ? `must be none of ${list(values)}${butGot(subject.at, show(subject.value))}`
      : undefined,
  );
}

/** Always `value`: for an attribute that cannot be anything else yet. */
export function equals(value: boolean): Validator<ScalarShape<"bool">> {
  return judgeKnown((subject) =>
    subject.value.asBool() === value ? undefined : `must be ${value}${butGot(subject.at, !value)}`,
  );
}

function isChoice(value: cty.Value, choice: NumberBound): boolean {
  return value.type.kind === "number" ? comparison(choice)(value) === 0 : value.asString() === choice;
}

function show(value: cty.Value): unknown {
  return value.type.kind === "number" ? value.asBigFloat() : value.asString();
}

function list(values: readonly NumberBound[]): string {
  return values.map((value) => (typeof value === "string" ? JSON.stringify(value) : String(value))).join(", ");
}
