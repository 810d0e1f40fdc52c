// SPDX-License-Identifier: Apache-2.0

import { AttrStep, RootStep, type Traversal } from "../traversal.ts";
import type { SyntaxExpression } from "./expressions.ts";

/** The name that an expression consists of; `true`, `false` and `null` are names here. Undefined if it is anything else. */
export function keywordOf(expression: SyntaxExpression): string | undefined {
  const traversal = traversalOf(expression);
  const first = traversal?.length === 1 ? traversal[0] : undefined;
  return first?.kind === "root" ? first.name : undefined;
}

/** The expression as a path from a variable: `a.b[0]`. Undefined if any of it is computed. */
export function traversalOf(expression: SyntaxExpression): Traversal | undefined {
  const tails: Traversal[] = [];
  let head: SyntaxExpression = expression;
  for (;;) {
    switch (head.kind) {
      case "LiteralValueExpr": {
        const { type, source, start, end } = head;
        if (type !== "bool" && type !== "null") return undefined;
        const name = type === "null" ? "null" : head.text;
        return [new RootStep(source, start, end, name), ...tails.flat()];
      }
      case "ScopeTraversalExpr":
        return tails.length === 0 ? head.traversal : [...head.traversal, ...tails.flat()];
      case "RelativeTraversalExpr":
        tails.unshift(head.traversal);
        head = head.operand;
        break;
      case "ObjectConsKeyExpr":
        if (head.forceNonLiteral) return undefined;
        head = head.wrapped;
        break;
      default:
        return undefined;
    }
  }
}

/** The same path from a value rather than from a variable: its root becomes an attribute. */
export function relativeTraversal(traversal: Traversal): Traversal {
  return traversal.map((step) =>
    step.kind === "root" ? new AttrStep(step.source, step.start, step.end, step.name) : step,
  );
}
