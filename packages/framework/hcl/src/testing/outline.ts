// SPDX-License-Identifier: Apache-2.0

import { traversalOf } from "../syntax/keyword.ts";
import type { SyntaxExpression } from "../syntax/expressions.ts";
import type { SyntaxBody } from "../syntax/structure.ts";
import { childrenOf } from "../syntax/walk.ts";

/** An expression on one line, every operator with its operands in parentheses: `(+ 1 (* 2 a.b))`. */
export function outline(expression: SyntaxExpression): string {
  const parts = childrenOf(expression).map((child) => outline(child as SyntaxExpression));
  const group = (name: string): string => `(${[name, ...parts].join(" ")})`;
  switch (expression.kind) {
    case "LiteralValueExpr":
      return expression.type === "string" ? JSON.stringify(expression.text) : expression.text || expression.type;
    case "ScopeTraversalExpr":
      return steps(expression);
    case "RelativeTraversalExpr":
      return `${parts[0]!}${steps(expression)}`;
    case "BinaryOpExpr":
    case "UnaryOpExpr":
      return group(expression.op);
    case "FunctionCallExpr":
      return group(`call:${expression.name}${expression.expandFinal ? "..." : ""}`);
    case "ObjectConsKeyExpr":
      return traversalOf(expression)?.length === 1 ? `'${expression.sourceText}'` : parts[0]!;
    case "AnonSymbolExpr":
      return "*";
    default:
      return group(expression.kind.replace(/Expr$/, ""));
  }
}

function steps({ traversal }: { readonly traversal: readonly { readonly sourceText: string }[] }): string {
  return traversal.map((step) => step.sourceText).join("");
}

/** A body on one line: `a=1 b "l" { c=2 }`. */
export function outlineBody(body: SyntaxBody): string {
  const attributes = Array.from(body.attributes.values(), ({ name, expr }) => `${name}=${outline(expr)}`);
  const blocks = body.blocks.map(({ type, labels, body: inner }) =>
    [type, ...labels.map((label) => JSON.stringify(label)), "{", outlineBody(inner), "}"].filter(Boolean).join(" "),
  );
  return [...attributes, ...blocks].join(" ");
}
