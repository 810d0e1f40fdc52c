// SPDX-License-Identifier: Apache-2.0

/**
 * For-expressions.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression.go`.
 *
 * @module
 */

import { bool, dynamicVal, objectVal, string, tupleVal, type Marks, type Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import type { ForExpr, SyntaxExpression } from "../syntax/expressions.ts";
import { tryConvert } from "./conversion.ts";
import { hasFailedSince, type Place, type Scope } from "./scope.ts";

const invalidCondition = "Invalid 'for' condition";
const invalidKey = "Invalid object key";

export function evaluateFor(node: ForExpr, scope: Scope, found: Diagnostic[]): Value {
  const collection = scope.evaluate(node.collExpr, found);
  if (!canIterate(collection, node, scope, found)) return dynamicVal;
  if (collection.type.kind === "dynamic") return dynamicVal;
  const [elements, marks] = collection.unmark();
  const conditionMarks = tryCondition(node, scope, found);
  if (conditionMarks === undefined) return dynamicVal;
  if (!elements.isKnown()) return dynamicVal.withMarks(marks, conditionMarks);
  const loop = new Loop(node, scope, found, marks);
  return node.keyExpr === undefined ? loop.tuple(elements) : loop.object(elements, node.keyExpr);
}

function canIterate(collection: Value, node: ForExpr, scope: Scope, found: Diagnostic[]): boolean {
  const place = placeOf(node, node.collExpr);
  if (collection.isNull()) {
    const detail = "A null value cannot be used as the collection in a 'for' expression.";
    found.push(scope.failure("Iteration over null value", detail, place));
    return false;
  }
  if (collection.type.kind === "dynamic" || collection.unmark()[0].canIterateElements()) return true;
  const detail = `A value of type ${collection.type.friendlyName()} cannot be used as the collection in a 'for' expression.`;
  found.push(scope.failure("Iteration over non-iterable value", detail, place));
  return false;
}

/**
 * Tries the condition before there are elements: what is wrong with it for any of them is told once.
 *
 * @returns The condition's marks; undefined if it is wrong.
 */
function tryCondition(node: ForExpr, scope: Scope, found: Diagnostic[]): Marks | undefined {
  if (node.condExpr === undefined) return new Set();
  const before = found.length;
  const condition = elementScope(scope, node, dynamicVal, dynamicVal).evaluate(node.condExpr, found);
  const place = placeOf(node, node.condExpr);
  if (condition.isNull()) {
    found.push(scope.failure("Condition is null", "The value of the 'if' clause must not be null.", place));
    return undefined;
  }
  const { problem } = tryConvert(condition, bool);
  if (problem !== undefined) {
    found.push(scope.failure(invalidCondition, `The 'if' clause value is invalid: ${problem}.`, place));
    return undefined;
  }
  return hasFailedSince(found, before) ? undefined : condition.marks;
}

/** The scope of one element. */
function elementScope(scope: Scope, { keyVar, valVar }: ForExpr, key: Value, value: Value): Scope {
  const variables = new Map<string, Value>();
  if (keyVar !== undefined) variables.set(keyVar, key);
  return scope.child(variables.set(valVar, value));
}

function placeOf(node: ForExpr, part: SyntaxExpression): Place {
  return { subject: part.range, context: node.range, expression: part };
}

/** One evaluation of a for-expression, whose collection is known and whose condition can be tried. */
class Loop {
  readonly #node: ForExpr;
  readonly #scope: Scope;
  readonly #found: Diagnostic[];
  readonly #marks: Marks[];
  /** Cleared when an element is wrong, or may or may not be in the result. The other elements may still have problems. */
  #isKnown = true;

  constructor(node: ForExpr, scope: Scope, found: Diagnostic[], marks: Marks) {
    this.#node = node;
    this.#scope = scope;
    this.#found = found;
    this.#marks = [marks];
  }

  tuple(collection: Value): Value {
    const values: Value[] = [];
    for (const scope of this.#included(collection)) values.push(scope.evaluate(this.#node.valExpr, this.#found));
    return this.#isKnown ? tupleVal(values).withMarks(...this.#marks) : dynamicVal.withMarks(...this.#marks);
  }

  object(collection: Value, keyExpr: SyntaxExpression): Value {
    const values = new Map<string, Value[]>();
    for (const scope of this.#included(collection)) {
      const name = this.#name(keyExpr, scope);
      if (name === undefined) {
        this.#isKnown = false;
        continue;
      }
      const value = scope.evaluate(this.#node.valExpr, this.#found);
      const group = values.get(name);
      if (group === undefined) values.set(name, [value]);
      else if (this.#node.group) group.push(value);
      else this.#refuseDuplicate(name, keyExpr, scope);
    }
    if (!this.#isKnown) return dynamicVal.withMarks(...this.#marks);
    const attributes = Array.from(values, ([name, group]): [string, Value] => [
      name,
      this.#node.group ? tupleVal(group) : group[0]!,
    ]);
    return objectVal(new Map(attributes)).withMarks(...this.#marks);
  }

  /** The scopes of those elements that are surely in the result. */
  *#included(collection: Value): Generator<Scope> {
    for (const [key, value] of collection.elements()) {
      const scope = elementScope(this.#scope, this.#node, key, value);
      const isIncluded = this.#isIncluded(scope);
      if (isIncluded === undefined) this.#isKnown = false;
      else if (isIncluded) yield scope;
    }
  }

  /** Undefined if it cannot be told. */
  #isIncluded(scope: Scope): boolean | undefined {
    const { condExpr, keyExpr } = this.#node;
    if (condExpr === undefined) return true;
    const condition = scope.evaluate(condExpr, this.#found);
    if (condition.isNull()) {
      this.#fail(invalidCondition, "The value of the 'if' clause must not be null.", condExpr, scope);
      return undefined;
    }
    this.#marks.push(condition.marks);
    // A tuple does not ask for the type of an unknown condition, an object does.
    if (keyExpr === undefined && !condition.isKnown()) return undefined;
    const { value: decision, problem } = tryConvert(condition.unmark()[0], bool);
    if (problem !== undefined) {
      this.#fail(invalidCondition, `The 'if' clause value is invalid: ${problem}.`, condExpr, scope);
      return undefined;
    }
    return decision.isKnown() ? decision.asBool() : undefined;
  }

  #name(keyExpr: SyntaxExpression, scope: Scope): string | undefined {
    const key = scope.evaluate(keyExpr, this.#found);
    if (key.isNull()) {
      this.#fail(invalidKey, "Key expression in 'for' expression must not produce a null value.", keyExpr, scope);
      return undefined;
    }
    this.#marks.push(key.marks);
    if (!key.isKnown()) return undefined;
    const { value: name, problem } = tryConvert(key.unmark()[0], string);
    if (problem === undefined) return name.asString();
    this.#fail(invalidKey, `The key expression produced an invalid result: ${problem}.`, keyExpr, scope);
    return undefined;
  }

  #refuseDuplicate(name: string, keyExpr: SyntaxExpression, scope: Scope): void {
    const detail = `Two different items produced the key ${quoteGo(name)} in this 'for' expression. If duplicates are expected, use the ellipsis (...) after the value expression to enable grouping by key.`;
    this.#found.push(scope.failure("Duplicate object key", detail, placeOf(this.#node, keyExpr)));
  }

  /** Only the first element that is wrong is told. */
  #fail(summary: string, detail: string, part: SyntaxExpression, scope: Scope): void {
    if (this.#isKnown) this.#found.push(scope.failure(summary, detail, placeOf(this.#node, part)));
  }
}
