// SPDX-License-Identifier: Apache-2.0

/**
 * References that stand where a value would.
 *
 * Terraform once wanted them in quotes, and still reads them so with a warning. In JSON there is no other way.
 *
 * @module
 */

import {
  absTraversalForExpr,
  evaluate,
  exprList,
  hasErrors,
  parseExpression,
  parseTraversalAbs,
  relTraversalForExpr,
  type Attribute,
  type Expression,
  type SourceRange,
  type Traversal,
} from "@provide-foundry/hcl";
import { warning } from "../problem.ts";
import type { BlockContext } from "./block-context.ts";

/** Whether this is a text in quotes, in native syntax. */
export function isQuoted(expression: Expression): boolean {
  return expression.kind === "TemplateExpr" || expression.kind === "TemplateWrapExpr";
}

/** A reference to something in the module. Undefined if it is none. */
export function readTraversal(expression: Expression, context: BlockContext): Traversal | undefined {
  const quoted = readQuoted(expression, context);
  if (quoted !== undefined) return quoted;
  const { view, diagnostics } = absTraversalForExpr(expression);
  context.found.push(...diagnostics);
  return view;
}

/** A path within an object. Undefined if it is none. */
export function readRelativeTraversal(expression: Expression, context: BlockContext): Traversal | undefined {
  const quoted = readQuoted(expression, context);
  if (quoted !== undefined) return quoted;
  const { view, diagnostics } = relTraversalForExpr(expression);
  context.found.push(...diagnostics);
  return view;
}

/** The references of an argument such as `depends_on`. */
export function readTraversals(attribute: Attribute | undefined, context: BlockContext): readonly Traversal[] {
  if (attribute === undefined) return [];
  const { view = [], diagnostics } = exprList(attribute.expr);
  context.found.push(...diagnostics);
  return view.flatMap((expression) => {
    const traversal = readTraversal(expression, context);
    return traversal === undefined ? [] : [traversal];
  });
}

/** The expression that a text in JSON is; one of native syntax as it is. Undefined if there is no reading it. */
export function unwrapJSON(expression: Expression, { found }: BlockContext): Expression | undefined {
  if (expression.kind !== "CustomExpr") return expression;
  const { value, diagnostics } = evaluate(expression);
  found.push(...diagnostics);
  if (hasErrors(diagnostics) || value.type.kind !== "string" || value.isNull() || !value.isKnown()) return expression;
  const { filename, start } = expression.range;
  const parsed = parseExpression(value.asString(), filename, start);
  found.push(...parsed.diagnostics);
  return hasErrors(parsed.diagnostics) ? undefined : parsed.result;
}

/** From the first step to the last. */
export function traversalRange(traversal: Traversal): SourceRange {
  const first = traversal[0]!.range;
  return { ...first, end: traversal.at(-1)!.range.end };
}

function readQuoted(expression: Expression, { found }: BlockContext): Traversal | undefined {
  if (!isQuoted(expression)) return undefined;
  const { value, diagnostics } = evaluate(expression);
  found.push(...diagnostics);
  if (hasErrors(diagnostics) || value.type.kind !== "string" || !value.isKnown()) return undefined;
  const { filename, start } = expression.range;
  const parsed = parseTraversalAbs(value.asString(), filename, {
    ...start,
    column: start.column + 1,
    byte: start.byte + 1,
  });
  const detail =
    "In this context, references are expected literally rather than in quotes. Terraform 0.11 and earlier required quotes, but quoted references are now deprecated and will be removed in a future version of Terraform. Remove the quotes surrounding this reference to silence this warning.";
  found.push(...parsed.diagnostics, warning("Quoted references are deprecated", detail, expression.range));
  return parsed.result.length === 0 ? undefined : parsed.result;
}
