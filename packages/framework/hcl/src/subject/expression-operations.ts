// SPDX-License-Identifier: Apache-2.0

/**
 * Expressions, templates and traversals: what they are, and what they evaluate to.
 *
 * @module
 */

import type { Value } from "@provide-foundry/cty";
import { hasErrors } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { traverseAbs } from "../eval/traverse.ts";
import type { Expression } from "../expression.ts";
import {
  absTraversalForExpr,
  exprAsKeyword,
  exprCall,
  exprList,
  exprMap,
  relTraversalForExpr,
  variables,
} from "../static-views.ts";
import type { SyntaxExpression } from "../syntax/expressions.ts";
import { parseExpression, parseTemplate, parseTraversalAbs, type Parsed } from "../syntax/parse.ts";
import { walk } from "../syntax/walk.ts";
import { tokensForValue } from "../write/generate.ts";
import { renderTokens } from "../write/token.ts";
import { evaluationContext } from "./evaluation-context.ts";
import {
  encodeDiagnostics,
  encodeRange,
  encodeTraversal,
  encodeTraversals,
  encodeType,
  encodeValue,
  type Fields,
  type JSONValue,
} from "./protocol.ts";
import type { Operation, Question } from "./question.ts";
import { filename, sourceOf } from "./question.ts";

export const expressionOperations: Readonly<Record<string, Operation>> = {
  expr: (question) => answerExpression(parseExpression(sourceOf(question), filename)),
  template: (question) => answerExpression(parseTemplate(sourceOf(question), filename)),
  traversal: answerTraversal,
};

function answerExpression({ result: expression, diagnostics }: Parsed<SyntaxExpression>): JSONValue {
  if (diagnostics.length > 0) return { parse_diags: encodeDiagnostics(diagnostics) };
  const { value, fields } = encodeEvaluation(expression, evaluationContext());
  return {
    ast: encodeTree(expression),
    ...encodeVariables(expression),
    ...encodeStaticViews(expression),
    ...fields,
    ...("result" in fields ? encodeAsSource(value) : { value_on_error_type: encodeType(value.type) }),
  };
}

function answerTraversal(question: Question): JSONValue {
  const { result: traversal, diagnostics } = parseTraversalAbs(sourceOf(question), filename);
  if (diagnostics.length > 0) return { parse_diags: encodeDiagnostics(diagnostics) };
  const { value, diagnostics: problems } = traverseAbs(traversal, evaluationContext());
  const outcome = problems.length > 0 ? { eval_diags: encodeDiagnostics(problems) } : { result: encodeValue(value) };
  return { traversal: encodeTraversal(traversal), ...outcome };
}

/** The value of an expression, or what is wrong with it. */
export function encodeEvaluation(
  expression: Expression,
  context: EvalContext | undefined,
): { readonly value: Value; readonly fields: Fields } {
  const { value, diagnostics } = evaluate(expression, context);
  const fields = {
    ...(diagnostics.length > 0 && { eval_diags: encodeDiagnostics(diagnostics) }),
    ...(!hasErrors(diagnostics) && { result: encodeValue(value) }),
  };
  return { value, fields };
}

/** A value written back as HCL, if HCL has a way to write it. */
function encodeAsSource(value: Value): Fields {
  const isWritable = value.isWhollyKnown() && !value.containsMarked() && value.type.kind !== "capsule";
  return isWritable ? { as_source: renderTokens(tokensForValue(value)) } : {};
}

export function encodeVariables(expression: Expression): Fields {
  const used = variables(expression);
  return used.length > 0 ? { vars: encodeTraversals(used) } : {};
}

/** What an expression is without its evaluation. */
export function encodeStaticViews(expression: Expression): Fields {
  const views: Record<string, JSONValue> = {};
  const absolute = absTraversalForExpr(expression).view;
  if (absolute !== undefined) views["abs_traversal"] = encodeTraversal(absolute);
  const relative = relTraversalForExpr(expression).view;
  if (relative !== undefined) views["rel_traversal"] = encodeTraversal(relative);
  const keyword = exprAsKeyword(expression);
  if (keyword !== undefined) views["keyword"] = keyword;
  const list = exprList(expression).view;
  if (list !== undefined) views["list"] = list.length;
  const map = exprMap(expression).view;
  if (map !== undefined) views["map"] = map.length;
  const call = exprCall(expression).view;
  if (call !== undefined) {
    const { name, nameRange, arguments: args, argsRange } = call;
    views["call"] = {
      name,
      name_range: encodeRange(nameRange),
      args: args.length,
      args_range: encodeRange(argsRange),
    };
  }
  return Object.keys(views).length > 0 ? { static: views } : {};
}

function encodeTree(expression: SyntaxExpression): string[] {
  const nodes: string[] = [];
  walk(expression, {
    enter({ kind, range }) {
      nodes.push(`${kind} ${range.start.byte} ${range.end.byte}`);
    },
  });
  return nodes;
}
