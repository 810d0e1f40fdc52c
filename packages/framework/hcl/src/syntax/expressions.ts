// SPDX-License-Identifier: Apache-2.0

/**
 * The nodes of expressions, named as hclsyntax names them.
 *
 * They say what was written and where; `evaluate` says what it means. Node classes differ in `kind`, so that a `switch` over
 * it narrows and checks that no kind is forgotten. What the text of a node says again, as the one part of a plain string, is
 * made when someone asks: trees take up less memory than half as many nodes would.
 *
 * Chains of operators nest to the left, to any depth: whoever descends through `BinaryOpExpr.lhs`, `IndexExpr.collection`,
 * `SplatExpr.source` or `RelativeTraversalExpr.operand` must do so in a loop. Everything else is at most `maxNesting` deep.
 *
 * @module
 */

import type { Diagnostic } from "../diagnostics.ts";
import type { Source } from "../source/source.ts";
import type { SourceRange } from "../source/position.ts";
import { RootStep, type Traversal, type TraversalStep } from "../traversal.ts";
import type { Literal, LiteralType } from "./literal.ts";
import { SyntaxNode } from "./node.ts";

export type SyntaxExpression =
  | AnonSymbolExpr
  | BinaryOpExpr
  | ConditionalExpr
  | ExprSyntaxError
  | ForExpr
  | FunctionCallExpr
  | IndexExpr
  | LiteralValueExpr
  | ObjectConsExpr
  | ObjectConsKeyExpr
  | ParenthesesExpr
  | RelativeTraversalExpr
  | ScopeTraversalExpr
  | SplatExpr
  | TemplateExpr
  | TemplateJoinExpr
  | TemplateWrapExpr
  | TupleConsExpr
  | UnaryOpExpr;

/** A number, `true`, `false`, `null`, or a piece of text in a template. */
export class LiteralValueExpr extends SyntaxNode implements Literal {
  readonly type: LiteralType;
  readonly #text: string | undefined;

  /** @param text Where it differs from what is written. */
  constructor(source: Source, start: number, end: number, type: LiteralType, text?: string) {
    super(source, start, end);
    this.type = type;
    this.#text = text;
  }

  get text(): string {
    return this.#text ?? this.sourceText;
  }

  get kind(): "LiteralValueExpr" {
    return "LiteralValueExpr";
  }
}

/** A variable, and what of it: `a`, `a.b[0]`. The first step is a root. */
export class ScopeTraversalExpr extends SyntaxNode {
  #traversal: Traversal | undefined;

  /** @param traversal If it is more than a name. */
  constructor(source: Source, start: number, end: number, traversal?: Traversal) {
    super(source, start, end);
    this.#traversal = traversal;
  }

  get kind(): "ScopeTraversalExpr" {
    return "ScopeTraversalExpr";
  }

  get traversal(): Traversal {
    return (this.#traversal ??= [new RootStep(this.source, this.start, this.end, this.sourceText)]);
  }
}

/** Something inside the value of an expression: `f().b[0]`. */
export class RelativeTraversalExpr extends SyntaxNode {
  readonly operand: SyntaxExpression;
  readonly traversal: Traversal;

  constructor(
    source: Source,
    start: number,
    end: number,
    operand: SyntaxExpression,
    traversal: readonly TraversalStep[],
  ) {
    super(source, start, end);
    this.operand = operand;
    this.traversal = traversal;
  }

  get kind(): "RelativeTraversalExpr" {
    return "RelativeTraversalExpr";
  }
}

/** A call: `f(a, b...)`, `provider::x::f()`. */
export class FunctionCallExpr extends SyntaxNode {
  /** With `::` between the parts of a namespaced name. */
  readonly name: string;
  readonly args: readonly SyntaxExpression[];
  /** Whether `...` follows the last argument. */
  readonly expandFinal: boolean;
  readonly nameEnd: number;
  readonly openParenStart: number;
  /** -1, as is `end`, if the parenthesis is missing. */
  readonly closeParenStart: number;

  constructor(
    source: Source,
    start: number,
    end: number,
    name: string,
    args: readonly SyntaxExpression[],
    expandFinal: boolean,
    nameEnd: number,
    openParenStart: number,
    closeParenStart: number,
  ) {
    super(source, start, end);
    this.name = name;
    this.args = args;
    this.expandFinal = expandFinal;
    this.nameEnd = nameEnd;
    this.openParenStart = openParenStart;
    this.closeParenStart = closeParenStart;
  }

  get kind(): "FunctionCallExpr" {
    return "FunctionCallExpr";
  }

  get nameRange(): SourceRange {
    return this.source.range(this.start, this.nameEnd);
  }

  get openParenRange(): SourceRange {
    return this.source.range(this.openParenStart, this.openParenStart + 1);
  }

  get closeParenRange(): SourceRange {
    return this.source.range(this.closeParenStart, this.end);
  }

  /** From parenthesis to parenthesis. */
  get argsRange(): SourceRange {
    return this.source.range(this.openParenStart, this.end);
  }
}

/** `condition ? trueResult : falseResult`, or the `if` of a template. */
export class ConditionalExpr extends SyntaxNode {
  readonly condition: SyntaxExpression;
  readonly trueResult: SyntaxExpression;
  readonly falseResult: SyntaxExpression;

  constructor(
    source: Source,
    start: number,
    end: number,
    condition: SyntaxExpression,
    trueResult: SyntaxExpression,
    falseResult: SyntaxExpression,
  ) {
    super(source, start, end);
    this.condition = condition;
    this.trueResult = trueResult;
    this.falseResult = falseResult;
  }

  get kind(): "ConditionalExpr" {
    return "ConditionalExpr";
  }
}

/** An element by a key that is computed: `a[i + 1]`. */
export class IndexExpr extends SyntaxNode {
  readonly collection: SyntaxExpression;
  readonly key: SyntaxExpression;
  readonly openStart: number;

  constructor(
    source: Source,
    start: number,
    end: number,
    collection: SyntaxExpression,
    key: SyntaxExpression,
    openStart: number,
  ) {
    super(source, start, end);
    this.collection = collection;
    this.key = key;
    this.openStart = openStart;
  }

  get kind(): "IndexExpr" {
    return "IndexExpr";
  }

  get openRange(): SourceRange {
    return this.source.range(this.openStart, this.openStart + 1);
  }

  get bracketRange(): SourceRange {
    return this.source.range(this.openStart, this.end);
  }
}

/** `[a, b]` */
export class TupleConsExpr extends SyntaxNode {
  readonly exprs: readonly SyntaxExpression[];

  constructor(source: Source, start: number, end: number, exprs: readonly SyntaxExpression[]) {
    super(source, start, end);
    this.exprs = exprs;
  }

  get kind(): "TupleConsExpr" {
    return "TupleConsExpr";
  }

  get openRange(): SourceRange {
    return this.source.range(this.start, this.start + 1);
  }
}

/** `{ a = 1, (k) = 2 }` */
export class ObjectConsExpr extends SyntaxNode {
  readonly items: readonly ObjectConsItem[];

  constructor(source: Source, start: number, end: number, items: readonly ObjectConsItem[]) {
    super(source, start, end);
    this.items = items;
  }

  get kind(): "ObjectConsExpr" {
    return "ObjectConsExpr";
  }

  get openRange(): SourceRange {
    return this.source.range(this.start, this.start + 1);
  }
}

export interface ObjectConsItem {
  readonly key: ObjectConsKeyExpr;
  readonly value: SyntaxExpression;
}

/** The key of an object's item. A bare name is that text, not the variable. */
export class ObjectConsKeyExpr extends SyntaxNode {
  readonly wrapped: SyntaxExpression;
  /** Whether the key is in parentheses, which makes a bare name a variable. */
  readonly forceNonLiteral: boolean;

  constructor(wrapped: SyntaxExpression, forceNonLiteral: boolean) {
    super(wrapped.source, wrapped.start, wrapped.end);
    this.wrapped = wrapped;
    this.forceNonLiteral = forceNonLiteral;
  }

  get kind(): "ObjectConsKeyExpr" {
    return "ObjectConsKeyExpr";
  }
}

/** `[for k, v in c : e if cond]`, `{for k, v in c : ke => ve... if cond}`, or the `for` of a template. */
export class ForExpr extends SyntaxNode {
  /** Undefined where only values are named. */
  readonly keyVar: string | undefined;
  readonly valVar: string;
  readonly collExpr: SyntaxExpression;
  /** Undefined where a tuple is made. */
  readonly keyExpr: SyntaxExpression | undefined;
  readonly valExpr: SyntaxExpression;
  readonly condExpr: SyntaxExpression | undefined;
  /** Whether `...` groups the values of each key. */
  readonly group: boolean;
  readonly openEnd: number;
  readonly closeStart: number;

  constructor(
    source: Source,
    start: number,
    end: number,
    keyVar: string | undefined,
    valVar: string,
    collExpr: SyntaxExpression,
    keyExpr: SyntaxExpression | undefined,
    valExpr: SyntaxExpression,
    condExpr: SyntaxExpression | undefined,
    group: boolean,
    openEnd: number,
    closeStart: number,
  ) {
    super(source, start, end);
    this.keyVar = keyVar;
    this.valVar = valVar;
    this.collExpr = collExpr;
    this.keyExpr = keyExpr;
    this.valExpr = valExpr;
    this.condExpr = condExpr;
    this.group = group;
    this.openEnd = openEnd;
    this.closeStart = closeStart;
  }

  get kind(): "ForExpr" {
    return "ForExpr";
  }

  get openRange(): SourceRange {
    return this.source.range(this.start, this.openEnd);
  }

  get closeRange(): SourceRange {
    return this.source.range(this.closeStart, this.end);
  }
}

/** `operand[*].name` or `operand.*.name`. */
export class SplatExpr extends SyntaxNode {
  readonly operand: SyntaxExpression;
  /** What is computed for each element, which `item` stands for in it. */
  readonly each: SyntaxExpression;
  readonly item: AnonSymbolExpr;

  constructor(
    source: Source,
    start: number,
    end: number,
    operand: SyntaxExpression,
    each: SyntaxExpression,
    item: AnonSymbolExpr,
  ) {
    super(source, start, end);
    this.operand = operand;
    this.each = each;
    this.item = item;
  }

  get kind(): "SplatExpr" {
    return "SplatExpr";
  }

  /** `[*]` or `.*` */
  get markerRange(): SourceRange {
    return this.item.range;
  }
}

/** The element that a splat is at. Its range is the splat's marker. */
export class AnonSymbolExpr extends SyntaxNode {
  get kind(): "AnonSymbolExpr" {
    return "AnonSymbolExpr";
  }
}

export type BinaryOperator = "||" | "&&" | "==" | "!=" | ">" | ">=" | "<" | "<=" | "+" | "-" | "*" | "/" | "%";

export class BinaryOpExpr extends SyntaxNode {
  readonly lhs: SyntaxExpression;
  readonly op: BinaryOperator;
  readonly rhs: SyntaxExpression;

  constructor(source: Source, lhs: SyntaxExpression, op: BinaryOperator, rhs: SyntaxExpression) {
    super(source, lhs.start, rhs.end);
    this.lhs = lhs;
    this.op = op;
    this.rhs = rhs;
  }

  get kind(): "BinaryOpExpr" {
    return "BinaryOpExpr";
  }
}

export type UnaryOperator = "-" | "!";

export class UnaryOpExpr extends SyntaxNode {
  readonly op: UnaryOperator;
  readonly val: SyntaxExpression;

  constructor(source: Source, start: number, op: UnaryOperator, val: SyntaxExpression) {
    super(source, start, val.end);
    this.op = op;
    this.val = val;
  }

  get kind(): "UnaryOpExpr" {
    return "UnaryOpExpr";
  }

  get symbolRange(): SourceRange {
    return this.source.range(this.start, this.start + 1);
  }
}

export class ParenthesesExpr extends SyntaxNode {
  readonly expression: SyntaxExpression;

  constructor(source: Source, start: number, end: number, expression: SyntaxExpression) {
    super(source, start, end);
    this.expression = expression;
  }

  get kind(): "ParenthesesExpr" {
    return "ParenthesesExpr";
  }
}

/** Text with parts that are computed: a quoted string, a heredoc, a bare template, or a branch of a directive. */
export class TemplateExpr extends SyntaxNode {
  #parts: readonly SyntaxExpression[] | undefined;

  /** @param parts If it is more than quotes and a text that stands for itself. */
  constructor(source: Source, start: number, end: number, parts?: readonly SyntaxExpression[]) {
    super(source, start, end);
    this.#parts = parts;
  }

  get kind(): "TemplateExpr" {
    return "TemplateExpr";
  }

  /** At least one, if the template is without errors. */
  get parts(): readonly SyntaxExpression[] {
    return (this.#parts ??= [new LiteralValueExpr(this.source, this.start + 1, this.end - 1, "string")]);
  }

  /** Whether nothing in it is computed. */
  get isStringLiteral(): boolean {
    return this.parts.length === 1 && this.parts[0]!.kind === "LiteralValueExpr";
  }
}

/** The results of a template's `for`, one after the other. */
export class TemplateJoinExpr extends SyntaxNode {
  readonly tuple: ForExpr;

  constructor(tuple: ForExpr) {
    super(tuple.source, tuple.start, tuple.end);
    this.tuple = tuple;
  }

  get kind(): "TemplateJoinExpr" {
    return "TemplateJoinExpr";
  }
}

/** A template that is one interpolation and nothing else: `"${a}"`. Its value is that of `a`, whatever its type. */
export class TemplateWrapExpr extends SyntaxNode {
  readonly wrapped: SyntaxExpression;

  constructor(source: Source, start: number, end: number, wrapped: SyntaxExpression) {
    super(source, start, end);
    this.wrapped = wrapped;
  }

  get kind(): "TemplateWrapExpr" {
    return "TemplateWrapExpr";
  }
}

/** What stands for an expression that could not be read. Its value is unknown. */
export class ExprSyntaxError extends SyntaxNode {
  /** Why; also among the diagnostics of the parse. */
  readonly parseDiagnostics: readonly Diagnostic[];

  constructor(source: Source, start: number, end: number, parseDiagnostics: readonly Diagnostic[]) {
    super(source, start, end);
    this.parseDiagnostics = parseDiagnostics;
  }

  get kind(): "ExprSyntaxError" {
    return "ExprSyntaxError";
  }
}
