// SPDX-License-Identifier: Apache-2.0

import type { Traversal } from "../traversal.ts";
import type { ForExpr, SyntaxExpression } from "./expressions.ts";
import { keywordOf } from "./keyword.ts";
import type { SyntaxAttribute, SyntaxBlock, SyntaxBody } from "./structure.ts";

export type WalkableNode = SyntaxExpression | SyntaxBody | SyntaxAttribute | SyntaxBlock;

export interface Visitor {
  enter?(node: WalkableNode): void;
  exit?(node: WalkableNode): void;
}

/**
 * Visits a node and everything in it, depth first, in the order of the source as far as the syntax has it. The name of an
 * object's item that only stands for its text is not visited. Uses no stack, so that chains of any length can be walked.
 */
export function walk(root: WalkableNode, visitor: Visitor): void {
  const pending: ({ node: WalkableNode; isExit: boolean } | undefined)[] = [{ node: root, isExit: false }];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.isExit) {
      visitor.exit?.(next.node);
      continue;
    }
    visitor.enter?.(next.node);
    if (visitor.exit) pending.push({ node: next.node, isExit: true });
    const children = childrenOf(next.node);
    for (let i = children.length - 1; i >= 0; i--) pending.push({ node: children[i]!, isExit: false });
  }
}

/** What a node directly consists of. */
export function childrenOf(node: WalkableNode): readonly WalkableNode[] {
  switch (node.kind) {
    case "AnonSymbolExpr":
    case "ExprSyntaxError":
    case "LiteralValueExpr":
    case "ScopeTraversalExpr":
      return [];
    case "Attribute":
      return [node.expr];
    case "BinaryOpExpr":
      return [node.lhs, node.rhs];
    case "Block":
      return [node.body];
    case "Body":
      return [...node.attributeNodes, ...node.blocks];
    case "ConditionalExpr":
      return [node.condition, node.trueResult, node.falseResult];
    case "ForExpr":
      return [node.collExpr, ...scopedChildren(node)];
    case "FunctionCallExpr":
      return node.args;
    case "IndexExpr":
      return [node.collection, node.key];
    case "ObjectConsExpr":
      return node.items.flatMap(({ key, value }) => [key, value]);
    case "ObjectConsKeyExpr":
      return keywordOf(node.wrapped) === undefined ? [node.wrapped] : [];
    case "ParenthesesExpr":
      return [node.expression];
    case "RelativeTraversalExpr":
      return [node.operand];
    case "SplatExpr":
      return [node.operand, node.each];
    case "TemplateExpr":
      return node.parts;
    case "TemplateJoinExpr":
      return [node.tuple];
    case "TemplateWrapExpr":
      return [node.wrapped];
    case "TupleConsExpr":
      return node.exprs;
    case "UnaryOpExpr":
      return [node.val];
    default:
      return node satisfies never;
  }
}

/** The parts of a for-expression that see its variables. */
function scopedChildren({ keyExpr, valExpr, condExpr }: ForExpr): SyntaxExpression[] {
  return [keyExpr, valExpr, condExpr].filter((child) => child !== undefined);
}

/** The variables used in a node, each time they are used, except those that its own for-expressions define. */
export function syntaxVariables(root: WalkableNode): readonly Traversal[] {
  const found: Traversal[] = [];
  const locals = new LocalNames();
  walk(root, {
    enter(node) {
      locals.enter(node);
      if (node.kind === "ScopeTraversalExpr" && !locals.has(rootName(node.traversal))) found.push(node.traversal);
    },
    exit: (node) => locals.exit(node),
  });
  return found;
}

/** The names that for-expressions define around the node that a walk is at. */
class LocalNames {
  readonly #scopes: Map<WalkableNode, readonly string[]> = new Map();
  readonly #counts: Map<string, number> = new Map();

  has(name: string | undefined): boolean {
    return name !== undefined && (this.#counts.get(name) ?? 0) > 0;
  }

  enter(node: WalkableNode): void {
    for (const name of this.#scopes.get(node) ?? []) this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    if (node.kind !== "ForExpr") return;
    const names = node.keyVar === undefined ? [node.valVar] : [node.keyVar, node.valVar];
    for (const child of scopedChildren(node)) this.#scopes.set(child, names);
  }

  exit(node: WalkableNode): void {
    for (const name of this.#scopes.get(node) ?? []) this.#counts.set(name, this.#counts.get(name)! - 1);
  }
}

function rootName(traversal: Traversal): string | undefined {
  const first = traversal[0];
  return first?.kind === "root" ? first.name : undefined;
}
