// SPDX-License-Identifier: Apache-2.0

/**
 * Types of parameters and attributes that get an expression instead of its value.
 *
 * Source: hashicorp/hcl 2.24, `ext/customdecode`.
 *
 * @module
 */

import { capsule, capsuleVal, type CapsuleType, type Value } from "@provide-foundry/cty";
import { customDecoderKey, type CustomExpressionDecoder } from "../eval/custom-decoder.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import type { Evaluated } from "../eval/evaluated.ts";
import type { Expression } from "../expression.ts";

/** An expression, and the context in which it would be evaluated where it was written. */
export class ExpressionClosure {
  readonly expression: Expression;
  readonly context: EvalContext | undefined;
  #evaluated: Evaluated | undefined;

  constructor(expression: Expression, context: EvalContext | undefined) {
    this.expression = expression;
    this.context = context;
  }

  /** Evaluates the expression the first time it is asked: a function wants its type, and then its value. */
  evaluate(): Evaluated {
    return (this.#evaluated ??= evaluate(this.expression, this.context));
  }
}

/** The type of a parameter that gets an expression without its context, to be read for its form. */
export const expressionType: CapsuleType<Expression> = capsule("expression", {
  extensionData: decodedBy((expression) => expressionVal(expression)),
});

/** The type of a parameter that gets an expression and decides itself whether to evaluate it. */
export const expressionClosureType: CapsuleType<ExpressionClosure> = capsule("expression closure", {
  rawEquals: (a, b) => a.context === b.context && a.expression === b.expression,
  extensionData: decodedBy((expression, context) => expressionClosureVal(new ExpressionClosure(expression, context))),
});

function decodedBy(
  read: (...args: Parameters<CustomExpressionDecoder>) => Value,
): (key: unknown) => CustomExpressionDecoder | undefined {
  return (key) =>
    key === customDecoderKey
      ? (expression, context) => ({ value: read(expression, context), diagnostics: [] })
      : undefined;
}

export function expressionVal(expression: Expression): Value {
  return capsuleVal(expressionType, expression);
}

export function expressionClosureVal(closure: ExpressionClosure): Value {
  return capsuleVal(expressionClosureType, closure);
}

/** @throws TypeError if the value is of another type. */
export function expressionFromVal(value: Value): Expression {
  if (value.type !== expressionType) throw new TypeError(`${value.type.friendlyName()} is not an expression`);
  return value.encapsulatedValue() as Expression;
}

/** @throws TypeError if the value is of another type. */
export function expressionClosureFromVal(value: Value): ExpressionClosure {
  if (value.type !== expressionClosureType)
    throw new TypeError(`${value.type.friendlyName()} is not an expression closure`);
  return value.encapsulatedValue() as ExpressionClosure;
}
