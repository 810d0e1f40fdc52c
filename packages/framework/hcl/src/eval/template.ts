// SPDX-License-Identifier: Apache-2.0

/**
 * Templates: their parts as text, one after the other.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression_template.go`.
 *
 * @module
 */

import { string, stringVal, unknownVal, type Marks, type Value } from "@provide-foundry/cty";
import type { Diagnostic } from "../diagnostics.ts";
import type { SyntaxExpression, TemplateExpr, TemplateJoinExpr } from "../syntax/expressions.ts";
import { tryConvert } from "./conversion.ts";
import { hasFailedSince, type Scope } from "./scope.ts";

const invalidPart = "Invalid template interpolation value";

/** So much of what comes before an unknown part is kept as the known beginning of the result. */
const maxPrefixBytes = 128;

export function evaluateTemplate(node: TemplateExpr, scope: Scope, found: Diagnostic[]): Value {
  const before = found.length;
  const marks: Marks[] = [];
  let text = "";
  let isKnown = true;
  for (const part of node.parts) {
    const value = scope.evaluate(part, found);
    const partText = textOf(value, part, node, scope, found);
    if (!value.isNull()) {
      marks.push(value.marks);
      isKnown &&= value.isKnown();
    }
    // With something wrong before it, the rest would stand in the wrong place.
    if (isKnown && partText !== undefined && !hasFailedSince(found, before)) text += partText;
  }
  if (isKnown) return stringVal(text).withMarks(...marks);
  const result = unknownVal(string).refine().notNull();
  // Where something is wrong, so is the beginning.
  if (text !== "" && !hasFailedSince(found, before)) result.stringPrefix(firstBytes(text, maxPrefixBytes));
  return result.newValue().withMarks(...marks);
}

/** Undefined if the part is unknown or wrong. */
function textOf(
  value: Value,
  part: SyntaxExpression,
  node: TemplateExpr,
  scope: Scope,
  found: Diagnostic[],
): string | undefined {
  const fail = (detail: string): void => {
    found.push(scope.failure(invalidPart, detail, { subject: part.range, context: node.range, expression: part }));
  };
  if (value.isNull()) {
    fail("The expression result is null. Cannot include a null value in a string template.");
    return undefined;
  }
  if (!value.isKnown()) return undefined;
  const { value: text, problem } = tryConvert(value.unmark()[0], string);
  if (problem === undefined) return text.asString();
  fail(`Cannot include the given value in a string template: ${problem}.`);
  return undefined;
}

/** The beginning of a text, without a character that would be cut in two. */
function firstBytes(text: string, count: number): string {
  // A code unit has at least one byte.
  const bytes = new TextEncoder().encode(text.slice(0, count));
  if (bytes.length <= count) return text.slice(0, count);
  let end = count;
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return new TextDecoder().decode(bytes.subarray(0, end));
}

/** The `for` of a template: the results for all elements, joined. */
export function evaluateJoin(node: TemplateJoinExpr, scope: Scope, found: Diagnostic[]): Value {
  const tuple = scope.evaluate(node.tuple, found);
  if (tuple.type.kind !== "tuple" || !tuple.isKnown()) return unknownVal(string);
  const [elements, tupleMarks] = tuple.unmark();
  const marks: Marks[] = [tupleMarks];
  let text = "";
  for (const element of elements.asValueSlice()) {
    const value = joinable(element, node, scope, found);
    if (value === undefined) continue;
    if (!value.isKnown()) return unknownVal(string).withMarks(tupleMarks);
    const [plain, elementMarks] = value.unmark();
    marks.push(elementMarks);
    text += plain.asString();
  }
  return stringVal(text).withMarks(...marks);
}

/** An element as a string, perhaps unknown; undefined if it is wrong. */
function joinable(element: Value, node: TemplateJoinExpr, scope: Scope, found: Diagnostic[]): Value | undefined {
  const fail = (detail: string): void => {
    found.push(scope.failure(invalidPart, detail, { subject: node.range, expression: node }));
  };
  if (element.isNull()) {
    fail("An iteration result is null. Cannot include a null value in a string template.");
    return undefined;
  }
  const { value, problem } = tryConvert(element, string);
  if (problem === undefined) return value;
  fail(`Cannot include one of the interpolation results into the string template: ${problem}.`);
  return undefined;
}
