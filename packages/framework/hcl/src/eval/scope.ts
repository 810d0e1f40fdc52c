// SPDX-License-Identifier: Apache-2.0

import { dynamicVal, type Type, type Value } from "@provide-foundry/cty";
import type { Diagnostic } from "../diagnostics.ts";
import type { Expression } from "../expression.ts";
import type { SourceRange } from "../source/position.ts";
import type { AnonSymbolExpr, SplatExpr, SyntaxExpression } from "../syntax/expressions.ts";
import type { EvalContext } from "./eval-context.ts";

/** Evaluates one kind of node or another; what is wrong is added to `found`. */
export type EvaluateNode = (node: SyntaxExpression, scope: Scope, found: Diagnostic[]) => Value;

/** More than the parser lets expressions nest, so that only calls of configured functions, or trees made otherwise, meet it. */
const maxDepth = 1_200;

// Evaluation never waits, so all that is under way in this thread is one stack: of expressions, and of the functions they
// call that evaluate expressions in turn.
let depth = 0;

/** Where an expression is evaluated: the names it sees, and the element that the splat around it is at. */
export class Scope {
  readonly context: EvalContext | undefined;
  readonly #evaluate: EvaluateNode;
  readonly #item: Item | undefined;
  /** The types of what splats make of elements; shared by the scopes of one context. */
  readonly #resultTypes: Map<SplatExpr, Map<Type, ElementResult>>;

  constructor(
    evaluate: EvaluateNode,
    context: EvalContext | undefined,
    item?: Item,
    resultTypes: Map<SplatExpr, Map<Type, ElementResult>> = new Map(),
  ) {
    this.#evaluate = evaluate;
    this.context = context;
    this.#item = item;
    this.#resultTypes = resultTypes;
  }

  /** The value of a part of an expression. */
  evaluate(node: SyntaxExpression, found: Diagnostic[]): Value {
    if (depth >= maxDepth) {
      const detail = `This expression, with the functions that it calls, nests more than ${maxDepth} levels deep.`;
      found.push(this.failure("Expression nested too deeply", detail, { subject: node.range, expression: node }));
      return dynamicVal;
    }
    depth++;
    try {
      return this.#evaluate(node, this, found);
    } finally {
      depth--;
    }
  }

  /** A scope inside this one, with variables of its own. */
  child(variables: ReadonlyMap<string, Value>): Scope {
    return new Scope(this.#evaluate, { ...(this.context && { parent: this.context }), variables });
  }

  /** This scope with the element that a splat is at. */
  withItem(symbol: AnonSymbolExpr, value: Value): Scope {
    return new Scope(this.#evaluate, this.context, { symbol, value, outer: this.#item }, this.#resultTypes);
  }

  /** The element that stands for a symbol; unknown outside its splat. */
  item(symbol: AnonSymbolExpr): Value {
    for (let item = this.#item; item !== undefined; item = item.outer) {
      if (item.symbol === symbol) return item.value;
    }
    return dynamicVal;
  }

  /**
   * What a splat makes of an unknown element. Computed once for each type of element: a splat in a splat in a splat would
   * otherwise ask for twice as many at each level.
   */
  elementResult(splat: SplatExpr, elementType: Type, compute: () => ElementResult): ElementResult {
    let results = this.#resultTypes.get(splat);
    if (results === undefined) this.#resultTypes.set(splat, (results = new Map()));
    let result = results.get(elementType);
    if (result === undefined) results.set(elementType, (result = compute()));
    return result;
  }

  /** A diagnostic about a part of the expression. */
  failure(summary: string, detail: string, place: Place): Diagnostic {
    return { severity: "error", summary, detail, ...place, ...(this.context && { evalContext: this.context }) };
  }
}

/** Where a problem is. */
export interface Place {
  readonly subject: SourceRange;
  readonly context?: SourceRange;
  readonly expression?: Expression;
  readonly extra?: unknown;
}

interface Item {
  readonly symbol: AnonSymbolExpr;
  readonly value: Value;
  readonly outer: Item | undefined;
}

export interface ElementResult {
  readonly type: Type;
  readonly found: readonly Diagnostic[];
}

/** Whether an error was added to diagnostics since there were so many. */
export function hasFailedSince(found: readonly Diagnostic[], start: number): boolean {
  for (let i = start; i < found.length; i++) if (found[i]!.severity === "error") return true;
  return false;
}
