// SPDX-License-Identifier: Apache-2.0

import { PathError } from "./path-error.ts";
import type { Path, PathStep } from "./path.ts";
import { quoteGo } from "./unicode/quote-go.ts";
import { unknownVal, type Value } from "./value.ts";

/**
 * The value at the end of a path. Marks of the values on the way go to it.
 *
 * @throws PathError, without a path, saying at which step the path leads nowhere.
 *
 * Source: go-cty 1.18, `Path.Apply`.
 */
export function applyPath(value: Value, path: Path): Value {
  let current = value;
  for (const [i, step] of path.entries()) {
    const complaint = complaintAbout(current, step);
    if (complaint !== undefined) throw new PathError([], `at step ${i}: ${complaint}`);
    current = step.kind === "getAttr" ? current.getAttr(step.name) : elementOf(current, step.key);
  }
  return current;
}

/** What is wrong with taking the step from this value; undefined if nothing is. */
function complaintAbout(value: Value, step: PathStep): string | undefined {
  const { type } = value;
  if (step.kind === "getAttr") {
    if (value.isNull()) return "cannot access attributes on a null value";
    if (type.kind !== "object") return "not an object type";
    return type.hasAttribute(step.name) ? undefined : `object has no attribute ${quoteGo(step.name)}`;
  }
  if (value.isNull()) return "cannot index a null value";
  if (type.kind === "set")
    return isCertainlyNot(value.hasElement(step.key)) ? "set does not contain the requested element" : undefined;
  switch (step.key.type.kind) {
    case "number":
      if (type.kind !== "list" && type.kind !== "tuple") return "not a list type";
      if (type.kind === "tuple" && !step.key.isKnown()) return "an index of a tuple must be known";
      break;
    case "string":
      if (type.kind !== "map") return "not a map type";
      break;
    default:
      return "key value not number or string";
  }
  return isCertainlyNot(value.hasIndex(step.key)) ? "value does not have given index key" : undefined;
}

function elementOf(value: Value, key: Value): Value {
  const { type } = value;
  if (type.kind !== "set") {
    // go-cty loses the marks of what has an unknown index.
    const isCertain = value.hasIndex(key).unmark()[0].isKnown();
    return isCertain || !type.isCollectionType() ? value.index(key) : unknownVal(type.elementType);
  }
  // An element of a set is its own key.
  const presence = value.hasElement(key);
  const element = presence.isKnown() ? key : unknownVal(type.elementType);
  return element.withSameMarks(presence);
}

function isCertainlyNot(answer: Value): boolean {
  const [plain] = answer.unmark();
  return plain.isKnown() && !plain.asBool();
}
