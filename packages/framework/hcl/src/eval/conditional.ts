// SPDX-License-Identifier: Apache-2.0

/**
 * `condition ? a : b`, whose arms have one type.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression.go`.
 *
 * @module
 */

import {
  bool,
  dynamic,
  dynamicVal,
  getConversionUnsafe,
  nullVal,
  numberVal,
  unifyUnsafe,
  unknownVal,
  type Conversion,
  type NumberBound,
  type Type,
  type Value,
  type ValueRange,
} from "@provide-foundry/cty";
import type { Diagnostic } from "../diagnostics.ts";
import { rangeBetween } from "../source/position.ts";
import type { ConditionalExpr, SyntaxExpression } from "../syntax/expressions.ts";
import { describeTypeMismatch } from "./conditional-mismatch.ts";
import { attempt, tryConvert } from "./conversion.ts";
import type { Scope } from "./scope.ts";

/** One of the two results. Both are evaluated, so that their types are known; only the problems of the one that is taken count. */
interface Arm {
  readonly which: "true" | "false";
  readonly node: SyntaxExpression;
  readonly value: Value;
  readonly found: readonly Diagnostic[];
}

interface Outcome {
  readonly type: Type;
  readonly conversions: Readonly<Record<Arm["which"], Conversion | undefined>>;
}

export function evaluateConditional(node: ConditionalExpr, scope: Scope, found: Diagnostic[]): Value {
  const whenTrue = evaluateArm("true", node.trueResult, scope);
  const whenFalse = evaluateArm("false", node.falseResult, scope);
  const outcome = unifyArms(whenTrue.value, whenFalse.value);
  if (outcome === undefined) {
    const mismatch = describeTypeMismatch(whenTrue.value.type, whenFalse.value.type);
    const detail = `The true and false result expressions must have consistent types. ${mismatch}.`;
    const subject = rangeBetween(whenTrue.node.range, whenFalse.node.range);
    const place = { subject, context: node.range, expression: node };
    // What is wrong with the arms would only distract.
    found.push(scope.failure("Inconsistent conditional result types", detail, place));
    return dynamicVal;
  }
  const condition = scope.evaluate(node.condition, found);
  const place = { subject: node.condition.range, context: node.range, expression: node.condition };
  if (condition.isNull()) {
    const detail = "The condition value is null. Conditions must either be true or false.";
    found.push(scope.failure("Null condition", detail, place));
    return unknownVal(outcome.type);
  }
  const marks = [condition.marks, whenTrue.value.marks, whenFalse.value.marks];
  if (!condition.isKnown()) return eitherOf(whenTrue.value, whenFalse.value, outcome.type).withMarks(...marks);
  const { value: decision, problem } = tryConvert(condition.unmark()[0], bool);
  if (problem !== undefined) {
    found.push(scope.failure("Incorrect condition type", "The condition expression must be of type bool.", place));
    return unknownVal(outcome.type);
  }
  return takeArm(decision.asBool() ? whenTrue : whenFalse, outcome, node, scope, found).withMarks(...marks);
}

function evaluateArm(which: Arm["which"], node: SyntaxExpression, scope: Scope): Arm {
  const found: Diagnostic[] = [];
  return { which, node, value: scope.evaluate(node, found), found };
}

/** The type of the result, whichever arm it is, and how to get to it; undefined if there is none. */
function unifyArms(whenTrue: Value, whenFalse: Value): Outcome | undefined {
  const anyNull = nullVal(dynamic);
  // A null written out has the type of the other arm.
  if (whenTrue.rawEquals(anyNull)) {
    const { type } = whenFalse;
    return { type, conversions: { true: getConversionUnsafe(dynamic, type), false: undefined } };
  }
  if (whenFalse.rawEquals(anyNull)) {
    const { type } = whenTrue;
    return { type, conversions: { true: undefined, false: getConversionUnsafe(dynamic, type) } };
  }
  if (whenTrue.type === dynamic || whenFalse.type === dynamic) {
    return { type: dynamic, conversions: { true: undefined, false: undefined } };
  }
  const unified = unifyUnsafe([whenTrue.type, whenFalse.type]);
  if (unified === undefined) return undefined;
  const [toTrue, toFalse] = unified.conversions;
  return { type: unified.type, conversions: { true: toTrue, false: toFalse } };
}

function takeArm(
  arm: Arm,
  { type, conversions }: Outcome,
  node: ConditionalExpr,
  scope: Scope,
  found: Diagnostic[],
): Value {
  for (const diagnostic of arm.found) found.push(diagnostic);
  const [value] = arm.value.unmark();
  const conversion = conversions[arm.which];
  if (conversion === undefined) return value;
  const converted = attempt(() => conversion(value));
  if (converted.problem === undefined) return converted.value;
  const detail = `The ${arm.which} result value has the wrong type: ${converted.problem}.`;
  const place = { subject: arm.node.range, context: node.range, expression: arm.node };
  found.push(scope.failure("Inconsistent conditional result types", detail, place));
  return unknownVal(type);
}

/** What is known of a result that will be one of two values. */
function eitherOf(markedTrue: Value, markedFalse: Value, type: Type): Value {
  const [whenTrue] = markedTrue.unmark();
  const [whenFalse] = markedFalse.unmark();
  if (whenTrue.isNull() && whenFalse.isNull()) return nullVal(type);
  const a = whenTrue.range();
  const b = whenFalse.range();
  const isNotNull = a.isDefinitelyNotNull && b.isDefinitelyNotNull;
  if (whenTrue.type.kind === "number" && whenFalse.type.kind === "number") return numberWithin(a, b, isNotNull);
  const result = unknownVal(type).refine();
  if (isNotNull) result.notNull();
  if (whenTrue.type.isCollectionType() && whenTrue.type === whenFalse.type) {
    result
      .collectionLengthLowerBound(Math.min(a.lengthLowerBound, b.lengthLowerBound))
      .collectionLengthUpperBound(Math.max(a.lengthUpperBound, b.lengthUpperBound));
  }
  return result.newValue();
}

function numberWithin(a: ValueRange, b: ValueRange, isNotNull: boolean): Value {
  const result = unknownVal(a.typeConstraint).refine();
  if (isNotNull) result.notNull();
  const min = wider(a.numberLowerBound, b.numberLowerBound, -1);
  const max = wider(a.numberUpperBound, b.numberUpperBound, 1);
  return result
    .numberRangeLowerBound(numberVal(min.value), min.isInclusive)
    .numberRangeUpperBound(numberVal(max.value), max.isInclusive)
    .newValue();
}

/** The bound that is further out: the lesser where `direction` is -1, the greater where it is 1. */
function wider(a: NumberBound, b: NumberBound, direction: 1 | -1): NumberBound {
  const order = a.value.compare(b.value) * direction;
  if (order === 0) return { value: a.value, isInclusive: a.isInclusive || b.isInclusive };
  return order > 0 ? a : b;
}
