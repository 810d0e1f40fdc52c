// SPDX-License-Identifier: Apache-2.0

/**
 * What expressions mean.
 *
 * Source: hashicorp/hcl 2.24, whose values and diagnostics these are.
 *
 * @module
 */

import { dynamicVal, type Value } from "@provide-foundry/cty";
import type { Diagnostic } from "../diagnostics.ts";
import type { Expression } from "../expression.ts";
import type {
  IndexExpr,
  RelativeTraversalExpr,
  ScopeTraversalExpr,
  SplatExpr,
  SyntaxExpression,
} from "../syntax/expressions.ts";
import { indexValue } from "./access.ts";
import { evaluateCall } from "./call.ts";
import { evaluateConditional } from "./conditional.ts";
import { evaluateKey, evaluateObject, evaluateTuple } from "./construct.ts";
import type { EvalContext } from "./eval-context.ts";
import type { Evaluated } from "./evaluated.ts";
import { evaluateFor } from "./for.ts";
import { literalValue } from "./literal-value.ts";
import { evaluateBinary, evaluateUnary } from "./operators.ts";
import { hasFailedSince, Scope } from "./scope.ts";
import { evaluateSplat } from "./splat.ts";
import { evaluateJoin, evaluateTemplate } from "./template.ts";
import { follow, followFromRoot } from "./traverse.ts";

/**
 * The value of an expression.
 *
 * Never throws because of the expression or the context. With errors, the value still says as much of the result as can be
 * said, often only that it is unknown.
 */
export function evaluate(expression: Expression, context?: EvalContext): Evaluated {
  if (expression.kind === "CustomExpr") return expression.evaluate(context);
  const found: Diagnostic[] = [];
  const value = new Scope(evaluateNode, context).evaluate(expression, found);
  return { value, diagnostics: found };
}

function evaluateNode(node: SyntaxExpression, scope: Scope, found: Diagnostic[]): Value {
  switch (node.kind) {
    case "AnonSymbolExpr":
      return scope.item(node);
    case "BinaryOpExpr":
      return evaluateBinary(node, scope, found);
    case "ConditionalExpr":
      return evaluateConditional(node, scope, found);
    case "ExprSyntaxError":
      found.push(...node.parseDiagnostics);
      return dynamicVal;
    case "ForExpr":
      return evaluateFor(node, scope, found);
    case "FunctionCallExpr":
      return evaluateCall(node, scope, found);
    case "IndexExpr":
    case "RelativeTraversalExpr":
    case "SplatExpr":
      return evaluatePostfix(node, scope, found);
    case "LiteralValueExpr":
      return literalValue(node);
    case "ObjectConsExpr":
      return evaluateObject(node, scope, found);
    case "ObjectConsKeyExpr":
      return evaluateKey(node, scope, found);
    case "ParenthesesExpr":
      return scope.evaluate(node.expression, found);
    case "ScopeTraversalExpr":
      return evaluateReference(node, scope, found);
    case "TemplateExpr":
      return evaluateTemplate(node, scope, found);
    case "TemplateJoinExpr":
      return evaluateJoin(node, scope, found);
    case "TemplateWrapExpr":
      return scope.evaluate(node.wrapped, found);
    case "TupleConsExpr":
      return evaluateTuple(node, scope, found);
    case "UnaryOpExpr":
      return evaluateUnary(node, scope, found);
    default:
      return node satisfies never;
  }
}

function evaluateReference(node: ScopeTraversalExpr, scope: Scope, found: Diagnostic[]): Value {
  return withExpression(node, scope, found, (problems) => followFromRoot(node.traversal, scope.context, problems));
}

type PostfixExpr = IndexExpr | RelativeTraversalExpr | SplatExpr;

/** The value of a chain of steps, which nests to the left: `a[i][*].b` is a step from `a[i][*]`, to any length. */
function evaluatePostfix(node: PostfixExpr, scope: Scope, found: Diagnostic[]): Value {
  const before = found.length;
  const chain: PostfixExpr[] = [];
  let first: SyntaxExpression = node;
  for (;;) {
    if (first.kind !== "IndexExpr" && first.kind !== "RelativeTraversalExpr" && first.kind !== "SplatExpr") break;
    chain.push(first);
    first = first.kind === "IndexExpr" ? first.collection : first.operand;
  }
  let value = scope.evaluate(first, found);
  let hasFailed = hasFailedSince(found, before);
  for (const step of chain.toReversed()) {
    const soFar = found.length;
    value = evaluateStep(step, value, hasFailed, scope, found);
    hasFailed ||= hasFailedSince(found, soFar);
  }
  return value;
}

function evaluateStep(step: PostfixExpr, value: Value, hasFailed: boolean, scope: Scope, found: Diagnostic[]): Value {
  switch (step.kind) {
    case "IndexExpr": {
      const key = scope.evaluate(step.key, found);
      const place = {
        get range() {
          return step.bracketRange;
        },
      };
      return withExpression(step, scope, found, (problems) => indexValue(value, key, place, problems));
    }
    case "RelativeTraversalExpr":
      return withExpression(step, scope, found, (problems) => follow(step.traversal, 0, value, problems));
    case "SplatExpr":
      return hasFailed ? dynamicVal : evaluateSplat(step, value, scope, found);
    default:
      return step satisfies never;
  }
}

/** Adds what `access` finds wrong, with the expression that it is about. */
function withExpression(
  expression: SyntaxExpression,
  { context }: Scope,
  found: Diagnostic[],
  access: (problems: Diagnostic[]) => Value,
): Value {
  const problems: Diagnostic[] = [];
  const value = access(problems);
  for (const problem of problems) found.push({ ...problem, expression, ...(context && { evalContext: context }) });
  return value;
}
