// SPDX-License-Identifier: Apache-2.0

import type { Evaluated } from "./eval/evaluated.ts";
import type { EvalContext } from "./eval/eval-context.ts";
import type { SourceRange } from "./source/position.ts";
import type { SyntaxExpression } from "./syntax/expressions.ts";
import type { Traversal } from "./traversal.ts";

/** What has a value once the variables and functions it uses are given. */
export type Expression = SyntaxExpression | CustomExpression;

/** An expression that native syntax did not write: of JSON syntax, or made by a program. */
export interface CustomExpression {
  readonly kind: "CustomExpr";
  readonly range: SourceRange;
  /** What to point at when the expression as a whole is meant and should not be shown in full. */
  readonly startRange: SourceRange;
  evaluate(context: EvalContext | undefined): Evaluated;
  /** The variables that the value depends on. */
  variables(): readonly Traversal[];
  /** The expression read as a traversal, list, map or call, where it has that form. */
  readonly asTraversal?: () => Traversal | undefined;
  readonly asList?: () => readonly Expression[] | undefined;
  readonly asMap?: () => readonly KeyValuePair[] | undefined;
  readonly asCall?: () => StaticCall | undefined;
}

export interface KeyValuePair {
  readonly key: Expression;
  readonly value: Expression;
}

/** A function call that was read, not made. */
export interface StaticCall {
  readonly name: string;
  readonly nameRange: SourceRange;
  readonly arguments: readonly Expression[];
  /** From parenthesis to parenthesis. */
  readonly argsRange: SourceRange;
}
