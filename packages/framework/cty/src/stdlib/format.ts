// SPDX-License-Identifier: Apache-2.0

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { dynamic, list, string } from "../type.ts";
import { listVal, listValEmpty, stringVal } from "../value-create.ts";
import { dynamicVal, unknownVal, type Value } from "../value.ts";
import { formatText } from "./format-text.ts";

const formatParameter: Parameter = {
  name: "format",
  type: string,
  description: "A text in which %s, %d, %v and so on stand for the arguments, much as in C's printf.",
};

const args: Parameter = {
  name: "args",
  type: dynamic,
  allowNull: true,
  allowUnknown: true,
  allowDynamicType: true,
};

export const format: CtyFunction = makeFunction({
  description: "A string made from others and from numbers.",
  parameters: [formatParameter],
  variadicParameter: args,
  type: string,
  refineResult: refineNotNull,
  implementation: ([formatValue, ...values]) => {
    const text = formatValue!.asString();
    if (values.every((value) => value.isWhollyKnown())) return stringVal(formatText(text, values));
    const firstVerb = text.indexOf("%");
    if (firstVerb <= 0) return unknownVal(string);
    return unknownVal(string).refine().stringPrefix(text.slice(0, firstVerb)).newValue();
  },
});

export const formatList: CtyFunction = makeFunction({
  description:
    "A list of strings, each made like by format: one for each element of the lists, sets and tuples among the arguments.",
  parameters: [formatParameter],
  variadicParameter: args,
  type: list(string),
  refineResult: refineNotNull,
  implementation: ([formatValue, ...values], returnType) => {
    const text = formatValue!.asString();
    if (values.length === 0) return listVal([stringVal(formatText(text, []))]);
    const length = commonLength(values);
    if (values.some(hidesItsElements)) return unknownVal(returnType);
    if (length === 0) return listValEmpty(string);
    return listVal(formatRows(text, values, length ?? 1));
  },
});

function isSequence(value: Value): boolean {
  const { kind } = value.type;
  return (kind === "list" || kind === "set" || kind === "tuple") && !value.isNull();
}

/** Whether not even the number of rows can be told. */
function isUncountable(value: Value): boolean {
  if (!isSequence(value)) return value.rawEquals(dynamicVal);
  return value.type.kind !== "tuple" && !(value.isKnown() && value.length().isKnown());
}

/** An unknown tuple can be counted, but nothing more. */
function hidesItsElements(value: Value): boolean {
  return isUncountable(value) || (isSequence(value) && !value.isKnown());
}

/** The number of elements that all the sequences have; undefined if there are none. */
function commonLength(values: readonly Value[]): number | undefined {
  let first: { readonly index: number; readonly length: number } | undefined;
  for (const [index, value] of values.entries()) {
    if (!isSequence(value) || isUncountable(value)) continue;
    const length = value.lengthInt();
    first ??= { index, length };
    if (length !== first.length) {
      throw new ArgumentError(
        index + 1,
        `argument ${index + 1} has length ${length}, which is inconsistent with argument ${first.index + 1} of length ${first.length}`,
      );
    }
  }
  return first?.length;
}

/**
 * A row is unknown as soon as one of its arguments is. The sequences behind that one then do not move on, so that they
 * lag in the rows that follow: go-cty does so, and its answers are in people's states.
 */
function formatRows(text: string, values: readonly Value[], count: number): Value[] {
  const sources = values.map((value) => (isSequence(value) ? value.asValueSlice().values() : endless(value)));
  return Array.from({ length: count }, (_, row) => {
    const rowValues: Value[] = [];
    for (const source of sources) {
      const value = source.next().value as Value;
      if (!value.isWhollyKnown()) return unknownVal(string).refineNotNull();
      rowValues.push(value);
    }
    return stringVal(formatRow(text, rowValues, row));
  });
}

function formatRow(text: string, values: readonly Value[], row: number): string {
  try {
    return formatText(text, values);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    throw new FunctionError(`error on format iteration ${row}: ${error.message}`, { cause: error });
  }
}

function* endless(value: Value): Generator<Value> {
  for (;;) yield value;
}
