// SPDX-License-Identifier: Apache-2.0

/**
 * Type expressions, and the defaults in them.
 *
 * @module
 */

import { convert, PathError } from "@provide-foundry/cty";
import { hasErrors } from "../diagnostics.ts";
import { evaluate } from "../eval/evaluate.ts";
import type { Defaults } from "../ext/defaults.ts";
import { readType, readTypeConstraint, readTypeConstraintWithDefaults, type ReadType } from "../ext/type-expression.ts";
import { typeString } from "../ext/type-string.ts";
import { parseExpression } from "../syntax/parse.ts";
import { evaluationContext } from "./evaluation-context.ts";
import { encodeDiagnostics, encodeType, encodeValue, type JSONValue } from "./protocol.ts";
import { filename, sourceOf, type Operation, type Question } from "./question.ts";

export const typeOperations: Readonly<Record<string, Operation>> = {
  typeexpr: answerType,
  defaults_apply: answerDefaults,
};

function answerType(question: Question): JSONValue {
  const { result: expression, diagnostics } = parseExpression(sourceOf(question), filename);
  if (diagnostics.length > 0) return { parse_diags: encodeDiagnostics(diagnostics) };
  const constraint = readTypeConstraint(expression);
  const withDefaults = readTypeConstraintWithDefaults(expression);
  return {
    exact: encodeRead(readType(expression)),
    constraint: encodeRead(constraint),
    with_defaults: {
      ...encodeRead(withDefaults),
      ...(withDefaults.defaults && { defaults: encodeDefaults(withDefaults.defaults) }),
    },
    ...(!hasErrors(constraint.diagnostics) && { type_string: typeString(constraint.type) }),
  };
}

function encodeRead({ type, diagnostics }: ReadType): { readonly [name: string]: JSONValue } {
  return { type: encodeType(type), diags: encodeDiagnostics(diagnostics) };
}

function encodeDefaults({ type, values, children }: Defaults): JSONValue {
  const encodeAll = <T>(parts: ReadonlyMap<string, T>, encode: (part: T) => JSONValue): JSONValue =>
    Object.fromEntries([...parts].map(([name, part]) => [name, encode(part)]));
  return {
    type: encodeType(type),
    ...(values.size > 0 && { values: encodeAll(values, encodeValue) }),
    ...(children.size > 0 && { children: encodeAll(children, encodeDefaults) }),
  };
}

/** Reads `type => value`. */
function answerDefaults({ src }: Question): JSONValue {
  const [typeText, valueText] = (src as string).split(" => ", 2) as [string, string];
  const typeExpression = parseExpression(typeText, filename);
  if (typeExpression.diagnostics.length > 0) return { parse_diags: encodeDiagnostics(typeExpression.diagnostics) };
  const valueExpression = parseExpression(valueText, filename);
  if (valueExpression.diagnostics.length > 0) return { parse_diags: encodeDiagnostics(valueExpression.diagnostics) };
  const { type, defaults, diagnostics } = readTypeConstraintWithDefaults(typeExpression.result);
  if (hasErrors(diagnostics)) return { type_diags: encodeDiagnostics(diagnostics) };
  const input = evaluate(valueExpression.result, evaluationContext());
  if (hasErrors(input.diagnostics)) return { eval_diags: encodeDiagnostics(input.diagnostics) };
  const value = defaults?.apply(input.value) ?? input.value;
  const fields = { input: encodeValue(input.value), after_defaults: encodeValue(value) };
  try {
    return { ...fields, converted: encodeValue(convert(value, type)) };
  } catch (error) {
    if (error instanceof PathError) return { ...fields, convert_error: error.detail };
    throw error;
  }
}
