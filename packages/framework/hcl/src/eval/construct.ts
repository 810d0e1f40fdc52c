// SPDX-License-Identifier: Apache-2.0

/**
 * Tuples and objects that are written out.
 *
 * Source: hashicorp/hcl 2.24, `hclsyntax/expression.go`.
 *
 * @module
 */

import { dynamicVal, objectVal, string, stringVal, tupleVal, type Marks, type Value } from "@provide-foundry/cty";
import type { Diagnostic } from "../diagnostics.ts";
import type { ObjectConsExpr, ObjectConsItem, ObjectConsKeyExpr, TupleConsExpr } from "../syntax/expressions.ts";
import { keywordOf } from "../syntax/keyword.ts";
import { tryConvert } from "./conversion.ts";
import { hasFailedSince, type Scope } from "./scope.ts";

export function evaluateTuple({ exprs }: TupleConsExpr, scope: Scope, found: Diagnostic[]): Value {
  return tupleVal(exprs.map((expr) => scope.evaluate(expr, found)));
}

/** An object; of two items with one name the later counts. Dynamic while a name is unknown or wrong. */
export function evaluateObject({ items }: ObjectConsExpr, scope: Scope, found: Diagnostic[]): Value {
  const attributes = new Map<string, Value>();
  const marks: Marks[] = [];
  let isComplete = true;
  for (const item of items) {
    const before = found.length;
    const key = scope.evaluate(item.key, found);
    const isKeyValid = !hasFailedSince(found, before);
    const value = scope.evaluate(item.value, found);
    const name = isKeyValid ? nameOf(key, item, scope, marks, found) : undefined;
    if (name === undefined) isComplete = false;
    else attributes.set(name, value);
  }
  return isComplete ? objectVal(attributes).withMarks(...marks) : dynamicVal;
}

function nameOf(
  key: Value,
  item: ObjectConsItem,
  scope: Scope,
  marks: Marks[],
  found: Diagnostic[],
): string | undefined {
  if (key.isNull()) {
    const place = { subject: item.value.range, expression: item.key };
    found.push(scope.failure("Null value as key", "Can't use a null value as a key.", place));
    return undefined;
  }
  const [plain, keyMarks] = key.unmark();
  marks.push(keyMarks);
  const { value: name, problem } = tryConvert(plain, string);
  if (problem !== undefined) {
    const place = { subject: item.key.range, expression: item.key };
    found.push(scope.failure("Incorrect key type", `Can't use this value as a key: ${problem}.`, place));
    return undefined;
  }
  return name.isKnown() ? name.asString() : undefined;
}

/** A bare name is that text. A reference has to be in parentheses, so that nobody takes it for a name with dots. */
export function evaluateKey(node: ObjectConsKeyExpr, scope: Scope, found: Diagnostic[]): Value {
  const { wrapped } = node;
  if (node.forceNonLiteral) return scope.evaluate(wrapped, found);
  if (wrapped.kind === "ScopeTraversalExpr" && wrapped.traversal.length > 1) {
    found.push({
      severity: "error",
      summary: "Ambiguous attribute key",
      detail:
        "If this expression is intended to be a reference, wrap it in parentheses. If it's instead intended as a literal name containing periods, wrap it in quotes to create a string literal.",
      subject: node.range,
    });
    return dynamicVal;
  }
  const name = keywordOf(wrapped);
  return name === undefined ? scope.evaluate(wrapped, found) : stringVal(name);
}
