// SPDX-License-Identifier: Apache-2.0

/**
 * Visiting and rebuilding a value with all it contains.
 *
 * Source: go-cty 1.18, `walk.go`.
 *
 * @module
 */

import { getAttrStep, indexStep, type Path, type PathStep } from "./path.ts";
import { listVal, mapVal, nullVal, objectVal, setVal, tupleVal } from "./value-create.ts";
import type { Value } from "./value.ts";

/**
 * Calls `visit` for the value and then for everything in it, outer values before inner ones, elements in their order.
 *
 * @param visit Returns false to leave out what is in the value it was given.
 */
export function walk(value: Value, visit: (path: Path, value: Value) => boolean | void): void {
  walkFrom([], value, visit);
}

function walkFrom(path: Path, value: Value, visit: (path: Path, value: Value) => boolean | void): void {
  if (visit(path, value) === false) return;
  for (const [step, element] of stepsInto(value)) walkFrom([...path, step], element, visit);
}

/** The value and everything in it, with paths, in the order of `walk`. */
export function* deepValues(value: Value, path: Path = []): Generator<[path: Path, value: Value]> {
  yield [path, value];
  for (const [step, element] of stepsInto(value)) yield* deepValues(element, [...path, step]);
}

export interface Transformer {
  /** Called before the elements of a value are looked at; what it returns takes the value's place. */
  enter?(path: Path, value: Value): Value;
  /** Called after, with the value rebuilt from its new elements. */
  exit?(path: Path, value: Value): Value;
}

/**
 * Rebuilds a value from the inside out. Paths are those of the original. Containers keep their marks.
 *
 * @param transformer What to do with each value; a function is called when its elements are done.
 * @throws TypeError if the elements of a list, set or map come out with different types.
 */
export function transform(value: Value, transformer: Transformer | ((path: Path, value: Value) => Value)): Value {
  return transformFrom([], value, typeof transformer === "function" ? { exit: transformer } : transformer);
}

function transformFrom(path: Path, original: Value, transformer: Transformer): Value {
  const value = transformer.enter?.(path, original) ?? original;
  const elements = stepsInto(value).map(([step, element]): [PathStep, Value] => {
    return [step, transformFrom([...path, step], element, transformer)];
  });
  const rebuilt = elements.length === 0 ? value : rebuild(value, elements).withMarks(value.marks);
  return transformer.exit?.(path, rebuilt) ?? rebuilt;
}

function rebuild({ type }: Value, elements: readonly [PathStep, Value][]): Value {
  switch (type.kind) {
    case "list":
      return listVal(elements.map(elementPart));
    case "set":
      return setVal(elements.map(elementPart));
    case "tuple":
      return tupleVal(elements.map(elementPart));
    case "map":
      return mapVal(byKey(elements));
    default:
      return objectVal(byKey(elements));
  }
}

function elementPart([, element]: readonly [PathStep, Value]): Value {
  return element;
}

function byKey(elements: readonly [PathStep, Value][]): Map<string, Value> {
  return new Map(
    elements.map(([step, element]) => [step.kind === "getAttr" ? step.name : step.key.asString(), element]),
  );
}

/** The direct elements, and the steps to them; none of what is null, unknown or has no elements. */
function stepsInto(value: Value): [PathStep, Value][] {
  if (value.isNull() || !value.isKnown()) return [];
  const [plain] = value.unmark();
  if (!plain.canIterateElements()) return [];
  const isObject = plain.type.kind === "object";
  return [...plain.elements()].map(([key, element]) => [
    isObject ? getAttrStep(key.asString()) : indexStep(key),
    element,
  ]);
}

/** The value with null in the place of everything unknown, for forms that have no unknown values. */
export function unknownAsNull(value: Value): Value {
  return transform(value, (_, part) => (part.isKnown() ? part : nullVal(part.type).withMarks(part.marks)));
}
