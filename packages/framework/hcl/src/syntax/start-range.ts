// SPDX-License-Identifier: Apache-2.0

import type { SourceRange } from "../source/position.ts";
import type { SyntaxExpression } from "./expressions.ts";

/** What to point at when an expression as a whole is meant and should not be shown in full: its operator or first part. */
export function startRangeOf(expression: SyntaxExpression): SourceRange {
  let node = expression;
  for (;;) {
    switch (node.kind) {
      case "BinaryOpExpr":
        node = node.lhs;
        break;
      case "ConditionalExpr":
        node = node.condition;
        break;
      case "ParenthesesExpr":
        node = node.expression;
        break;
      case "ObjectConsKeyExpr":
        node = node.wrapped;
        break;
      case "TemplateJoinExpr":
        node = node.tuple;
        break;
      case "TemplateExpr":
        if (node.parts.length === 0) return node.range;
        node = node.parts[0]!;
        break;
      case "FunctionCallExpr":
        return node.source.range(node.start, node.openParenStart + 1);
      case "IndexExpr":
      case "TupleConsExpr":
      case "ObjectConsExpr":
      case "ForExpr":
        return node.openRange;
      case "SplatExpr":
        return node.markerRange;
      case "UnaryOpExpr":
        return node.symbolRange;
      case "AnonSymbolExpr":
      case "ExprSyntaxError":
      case "LiteralValueExpr":
      case "RelativeTraversalExpr":
      case "ScopeTraversalExpr":
      case "TemplateWrapExpr":
        return node.range;
    }
  }
}
