// SPDX-License-Identifier: Apache-2.0

/**
 * Splats: something of each element of a sequence, where any other value counts as a sequence of one and null as an empty one.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression.go`.
 *
 * @module
 */

import {
  dynamic,
  dynamicVal,
  haveOneType,
  list,
  listVal,
  listValEmpty,
  tuple,
  tupleVal,
  unknownVal,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import type { Diagnostic } from "../diagnostics.ts";
import { rangeBetween } from "../source/position.ts";
import type { SplatExpr } from "../syntax/expressions.ts";
import { hasFailedSince, type ElementResult, type Scope } from "./scope.ts";

/** The value of a splat whose operand has been evaluated without errors. */
export function evaluateSplat(node: SplatExpr, operand: Value, scope: Scope, found: Diagnostic[]): Value {
  const isSequence = operand.type.kind === "list" || operand.type.kind === "set" || operand.type.kind === "tuple";
  if (operand.isNull()) return isSequence ? refuseNull(node, scope, found) : tupleVal([]).withSameMarks(operand);
  if (operand.type === dynamic) return dynamicVal.withSameMarks(operand);
  const sequence = isSequence ? operand : tupleVal([operand]).withSameMarks(operand);
  if (!sequence.isKnown()) return unknownResult(node, sequence, scope, found);
  const [elements, marks] = sequence.unmark();
  const before = found.length;
  const values = elements.asValueSlice().map((value) => scope.withItem(node.item, value).evaluate(node.each, found));
  // Whether there is an element or none depends on whether the operand turns out to be null.
  if (!isSequence && mayBeNull(operand)) return dynamicVal.withMarks(marks);
  if (hasFailedSince(found, before)) return unknownVal(resultOf(node, sequence.type, scope).type).withMarks(marks);
  return collect(node, elements.type, values, scope, found)?.withMarks(marks) ?? dynamicVal;
}

function refuseNull(node: SplatExpr, scope: Scope, found: Diagnostic[]): Value {
  const { operand } = node;
  const place = {
    subject: operand.range,
    context: rangeBetween(operand.range, node.markerRange),
    expression: operand,
  };
  const detail = "Splat expressions (with the * symbol) cannot be applied to null sequences.";
  found.push(scope.failure("Splat of null value", detail, place));
  return dynamicVal;
}

function mayBeNull(value: Value): boolean {
  return !value.isKnown() && value.unmark()[0].range().couldBeNull;
}

/** What is known of the result when the sequence is unknown: its type, and as many elements as that has. */
function unknownResult(node: SplatExpr, sequence: Value, scope: Scope, found: Diagnostic[]): Value {
  const { type, found: problems } = resultOf(node, sequence.type, scope);
  for (const problem of problems) found.push(problem);
  const result = unknownVal(type).refine().notNull();
  if (sequence.type.isCollectionType()) {
    const { lengthLowerBound, lengthUpperBound } = sequence.unmark()[0].range();
    result.collectionLengthLowerBound(lengthLowerBound).collectionLengthUpperBound(lengthUpperBound);
  }
  return result.newValue().withSameMarks(sequence);
}

/** The type of the result, from the types of the elements alone. */
function resultOf(node: SplatExpr, sequenceType: Type, scope: Scope): ElementResult {
  const ofElement = (type: Type): ElementResult =>
    scope.elementResult(node, type, () => {
      const found: Diagnostic[] = [];
      const value = scope.withItem(node.item, unknownVal(type)).evaluate(node.each, found);
      return { type: value.type, found };
    });
  if (sequenceType.kind === "list" || sequenceType.kind === "set") {
    const { type, found } = ofElement(sequenceType.elementType);
    return { type: list(type), found };
  }
  const elements = sequenceType.kind === "tuple" ? sequenceType.elementTypes.map(ofElement) : [];
  return { type: tuple(elements.map(({ type }) => type)), found: elements.flatMap(({ found }) => found) };
}

/** A tuple of a tuple's results, a list of any other sequence's; undefined if these are of different types. */
function collect(
  node: SplatExpr,
  sequenceType: Type,
  values: readonly Value[],
  scope: Scope,
  found: Diagnostic[],
): Value | undefined {
  if (sequenceType.kind === "tuple") return tupleVal(values);
  if (values.length === 0) {
    const { type, found: problems } = resultOf(node, sequenceType, scope);
    for (const problem of problems) found.push(problem);
    return listValEmpty(type.kind === "list" ? type.elementType : dynamic);
  }
  // A splat in a splat makes tuples of values that are no sequences, which then differ in type.
  if (haveOneType(values)) return listVal(values);
  found.push({
    severity: "error",
    summary: "Invalid nested splat expressions",
    detail:
      "The second level of splat expression produced elements of different types, so it isn't possible to construct a valid list to represent the top-level result.\n\nConsider using a for expression instead, to produce a tuple-typed result which can therefore have non-homogenous element types.",
    subject: node.each.range,
    context: node.range,
  });
  return undefined;
}
