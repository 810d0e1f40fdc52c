// SPDX-License-Identifier: Apache-2.0

/**
 * Operators: conversion of operands, and answers that one operand of `&&` and `||` decides alone.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression_ops.go`.
 *
 * @module
 */

import { bool, boolVal, number, unknownVal, type Type, type Value } from "@provide-foundry/cty";
import { FunctionError, type CtyFunction } from "@provide-foundry/cty/function";
import * as stdlib from "@provide-foundry/cty/stdlib";
import type { Diagnostic } from "../diagnostics.ts";
import type {
  BinaryOperator,
  BinaryOpExpr,
  SyntaxExpression,
  UnaryOperator,
  UnaryOpExpr,
} from "../syntax/expressions.ts";
import { tryConvert } from "./conversion.ts";
import { hasFailedSince, type Scope } from "./scope.ts";

function binaryFunction(operator: BinaryOperator): CtyFunction {
  switch (operator) {
    case "||":
      return stdlib.or;
    case "&&":
      return stdlib.and;
    case "==":
      return stdlib.equal;
    case "!=":
      return stdlib.notEqual;
    case ">":
      return stdlib.greaterThan;
    case ">=":
      return stdlib.greaterThanOrEqualTo;
    case "<":
      return stdlib.lessThan;
    case "<=":
      return stdlib.lessThanOrEqualTo;
    case "+":
      return stdlib.add;
    case "-":
      return stdlib.subtract;
    case "*":
      return stdlib.multiply;
    case "/":
      return stdlib.divide;
    case "%":
      return stdlib.modulo;
    default:
      return operator satisfies never;
  }
}

function resultType(operator: BinaryOperator): Type {
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return number;
    default:
      return bool;
  }
}

function unaryFunction(operator: UnaryOperator): CtyFunction {
  return operator === "-" ? stdlib.negate : stdlib.not;
}

/** A value, and what is wrong with the expression that made it. */
interface Operand {
  readonly value: Value;
  readonly found: Diagnostic[];
}

/** The value of a chain of operators, which nests to the left: `a + b - c` is `(a + b) - c`, to any length. */
export function evaluateBinary(node: BinaryOpExpr, scope: Scope, found: Diagnostic[]): Value {
  const chain: BinaryOpExpr[] = [];
  let first: SyntaxExpression = node;
  while (first.kind === "BinaryOpExpr") {
    chain.push(first);
    first = first.lhs;
  }
  let left = evaluateOperand(first, scope);
  for (const operation of chain.toReversed()) {
    left = operate(operation, left, evaluateOperand(operation.rhs, scope), scope);
  }
  found.push(...left.found);
  return left.value;
}

function evaluateOperand(node: SyntaxExpression, scope: Scope): Operand {
  const found: Diagnostic[] = [];
  return { value: scope.evaluate(node, found), found };
}

function operate(node: BinaryOpExpr, left: Operand, right: Operand, scope: Scope): Operand {
  const operator = binaryFunction(node.op);
  const result = resultType(node.op);
  const mismatches: Diagnostic[] = [];
  const lhs = convertOperand(left.value, operator.parameters[0]!.type, node, node.lhs, "left", scope, mismatches);
  const rhs = convertOperand(right.value, operator.parameters[1]!.type, node, node.rhs, "right", scope, mismatches);
  if (lhs === undefined || rhs === undefined) {
    return { value: unknownVal(result), found: [...mismatches, ...joined(left.found, right.found)] };
  }
  const [a, aMarks] = lhs.unmark();
  const [b, bMarks] = rhs.unmark();
  const decided = decide(node.op, { value: a, found: left.found }, { value: b, found: right.found });
  if (decided !== undefined) return { value: decided.value.withMarks(aMarks, bMarks), found: decided.found };
  const found = joined(left.found, right.found);
  if (hasFailedSince(found, 0)) return { value: unknownVal(result).withMarks(aMarks, bMarks), found };
  const value = isOfInfinity(node.op, a, b)
    ? failOperation("can't use modulo with zero and infinity", node, scope, found)
    : callOperator(operator, [a, b], node, scope, found);
  return { value: value?.withMarks(aMarks, bMarks) ?? unknownVal(result), found };
}

/** Whether this is what is left of infinity, or when infinity is taken away. Both are without a result, though cty has one. */
function isOfInfinity(operator: BinaryOperator, a: Value, b: Value): boolean {
  if (operator !== "%" || !isNumber(a) || !isNumber(b)) return false;
  return a.asBigFloat().isInfinite || b.asBigFloat().isInfinite;
}

function isNumber(value: Value): boolean {
  return value.isKnown() && !value.isNull();
}

/** Adds to the first of two lists, so that a long chain of errors is not copied for each of its operators. */
function joined(first: Diagnostic[], second: readonly Diagnostic[]): Diagnostic[] {
  for (const diagnostic of second) first.push(diagnostic);
  return first;
}

function convertOperand(
  value: Value,
  type: Type,
  node: BinaryOpExpr | UnaryOpExpr,
  operand: SyntaxExpression,
  which: "left" | "right" | "unary",
  scope: Scope,
  found: Diagnostic[],
): Value | undefined {
  const converted = tryConvert(value, type);
  if (converted.problem === undefined) return converted.value;
  const detail = `Unsuitable value for ${which} operand: ${converted.problem}.`;
  const place = { subject: operand.range, context: node.range, expression: operand };
  found.push(scope.failure("Invalid operand", detail, place));
  return undefined;
}

/** The answer of `&&` or `||` where one operand, without marks, is enough for it; only its problems then count. */
function decide(operator: BinaryOperator, left: Operand, right: Operand): Operand | undefined {
  if (operator !== "&&" && operator !== "||") return undefined;
  const decisive = operator === "||";
  const undecided = (operand: Operand): Operand => ({ value: unknownVal(bool).refineNotNull(), found: operand.found });
  if (!left.value.isKnown() && !right.value.isKnown()) {
    // Both may be wrong, and then both are to be told.
    return hasFailedSince(left.found, 0) ? undefined : undecided(left);
  }
  for (const operand of [left, right]) {
    if (operand.value.isKnown() && isTrue(operand.value) === decisive) {
      return { value: boolVal(decisive), found: operand.found };
    }
  }
  if (!left.value.isKnown() && isTrue(right.value) !== decisive) return undecided(left);
  if (!right.value.isKnown() && isTrue(left.value) !== decisive) return undecided(right);
  return undefined;
}

/** Null is not true here, so `null && true` is false; only where null would have to decide does the operator refuse it. */
function isTrue(value: Value): boolean {
  return !value.isNull() && value.asBool();
}

function callOperator(
  operator: CtyFunction,
  operands: readonly Value[],
  node: BinaryOpExpr | UnaryOpExpr,
  scope: Scope,
  found: Diagnostic[],
): Value | undefined {
  try {
    return operator.call(operands);
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    return failOperation(error.message, node, scope, found);
  }
}

function failOperation(reason: string, node: BinaryOpExpr | UnaryOpExpr, scope: Scope, found: Diagnostic[]): undefined {
  const place = { subject: node.range, expression: node };
  found.push(scope.failure("Operation failed", `Error during operation: ${reason}.`, place));
}

export function evaluateUnary(node: UnaryOpExpr, scope: Scope, found: Diagnostic[]): Value {
  const before = found.length;
  const type = node.op === "-" ? number : bool;
  const value = convertOperand(scope.evaluate(node.val, found), type, node, node.val, "unary", scope, found);
  if (value === undefined || hasFailedSince(found, before)) return unknownVal(type);
  return callOperator(unaryFunction(node.op), [value], node, scope, found) ?? unknownVal(type);
}
