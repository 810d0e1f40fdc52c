// SPDX-License-Identifier: Apache-2.0

/**
 * Expressions read for their form, without evaluation: as a reference, a keyword, a list, a map or a call.
 *
 * @module
 */

import type { Diagnostics } from "./diagnostics.ts";
import type { Expression, KeyValuePair, StaticCall } from "./expression.ts";
import type { SourceRange } from "./source/position.ts";
import type { SyntaxExpression } from "./syntax/expressions.ts";
import { keywordOf, relativeTraversal, traversalOf } from "./syntax/keyword.ts";
import { startRangeOf } from "./syntax/start-range.ts";
import { syntaxVariables } from "./syntax/walk.ts";
import type { Traversal } from "./traversal.ts";

/** A view of an expression, or why there is none. */
export type View<T> =
  | { readonly view: T; readonly diagnostics: readonly [] }
  | { readonly view: undefined; readonly diagnostics: Diagnostics };

/** The variables that an expression's value depends on, each time they are used. */
export function variables(expression: Expression): readonly Traversal[] {
  return expression.kind === "CustomExpr" ? expression.variables() : syntaxVariables(expression);
}

/** What to point at when an expression as a whole is meant and should not be shown in full. */
export function startRange(expression: Expression): SourceRange {
  return expression.kind === "CustomExpr" ? expression.startRange : startRangeOf(expression);
}

/** A reference to one variable or something in it, with literal keys only. */
export function absTraversalForExpr(expression: Expression): View<Traversal> {
  const view = expression.kind === "CustomExpr" ? expression.asTraversal?.() : traversalOf(expression);
  return found(
    view,
    "A single static variable reference is required: only attribute access and indexing with constant keys. No calculations, function calls, template expressions, etc are allowed here.",
    () => expression.range,
  );
}

/** As `absTraversalForExpr`, to be applied to a value: the first step is an attribute. */
export function relTraversalForExpr(expression: Expression): View<Traversal> {
  const { view, diagnostics } = absTraversalForExpr(expression);
  return view ? { view: relativeTraversal(view), diagnostics: [] } : { view, diagnostics };
}

/** The single name that an expression consists of, if it does. */
export function exprAsKeyword(expression: Expression): string | undefined {
  if (expression.kind !== "CustomExpr") return keywordOf(expression);
  const traversal = expression.asTraversal?.();
  const first = traversal?.length === 1 ? traversal[0] : undefined;
  return first?.kind === "root" ? first.name : undefined;
}

/** The elements of an expression that is written as a list. */
export function exprList(expression: Expression): View<readonly Expression[]> {
  return found(listOf(expression), "A static list expression is required.", () => startRange(expression));
}

/** The items of an expression that is written as an object. */
export function exprMap(expression: Expression): View<readonly KeyValuePair[]> {
  return found(mapOf(expression), "A static map expression is required.", () => startRange(expression));
}

/** The name and arguments of an expression that is written as a function call. */
export function exprCall(expression: Expression): View<StaticCall> {
  return found(callOf(expression), "A static function call is required.", () => startRange(expression));
}

function found<T>(view: T | undefined, detail: string, subject: () => SourceRange): View<T> {
  if (view !== undefined) return { view, diagnostics: [] };
  return {
    view: undefined,
    diagnostics: [{ severity: "error", summary: "Invalid expression", detail, subject: subject() }],
  };
}

function listOf(expression: Expression): readonly Expression[] | undefined {
  if (expression.kind === "CustomExpr") return expression.asList?.();
  const node = unwrapKey(expression);
  return node.kind === "TupleConsExpr" ? node.exprs : undefined;
}

function mapOf(expression: Expression): readonly KeyValuePair[] | undefined {
  if (expression.kind === "CustomExpr") return expression.asMap?.();
  const node = unwrapKey(expression);
  return node.kind === "ObjectConsExpr" ? node.items : undefined;
}

function callOf(expression: Expression): StaticCall | undefined {
  if (expression.kind === "CustomExpr") return expression.asCall?.();
  const node = unwrapKey(expression);
  if (node.kind !== "FunctionCallExpr") return undefined;
  return { name: node.name, nameRange: node.nameRange, arguments: node.args, argsRange: node.argsRange };
}

/** An object's key stands for what it wraps. */
function unwrapKey(expression: SyntaxExpression): SyntaxExpression {
  return expression.kind === "ObjectConsKeyExpr" ? expression.wrapped : expression;
}
