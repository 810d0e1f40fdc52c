// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on maps and objects.
 *
 * @module
 */

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import type { Mark } from "../payload.ts";
import { dynamic, emptyObject, list, map, object, string, tuple, type TupleType, type Type } from "../type.ts";
import { objectVal, stringVal, tupleVal } from "../value-create.ts";
import { unknownVal, type Value } from "../value.ts";
import { collectList, collectMap } from "./collect.ts";

export const keys: CtyFunction = makeFunction({
  description: "The keys of a map, or the names of the attributes of an object, in order.",
  parameters: [
    {
      name: "inputMap",
      type: dynamic,
      allowUnknown: true,
      allowMarked: true,
      description: "A map, for which the result is a list, or an object, for which it is a tuple.",
    },
  ],
  type: ([container]) => {
    const { type } = container!;
    if (type.kind === "map") return list(string);
    if (type.kind === "object") return tuple(type.attributeNames.map(() => string));
    throw new ArgumentError(0, "must have map or object type");
  },
  refineResult: refineNotNull,
  implementation: ([container], returnType) => {
    const [plain, marks] = container!.unmark();
    // An object's type tells its attributes even where the object is unknown.
    if (plain.type.kind === "object") return tupleVal(plain.type.attributeNames.map(stringVal)).withMarks(marks);
    if (!plain.isKnown()) return unknownVal(returnType).withMarks(marks);
    return collectList(Array.from(plain.asValueMap().keys(), stringVal), string).withMarks(marks);
  },
});

export const values: CtyFunction = makeFunction({
  description: "The elements of a map, or the attributes of an object, in the order of their keys.",
  parameters: [{ name: "mapping", type: dynamic, allowMarked: true }],
  type: ([container]) => {
    const { type } = container!;
    if (type.kind === "map") return list(type.elementType);
    if (type.kind === "object") return tuple(type.types);
    throw new FunctionError("values() requires a map as the first argument");
  },
  refineResult: refineNotNull,
  implementation: ([container]) => {
    const [plain, marks] = container!.unmark();
    const elements = plain.asValueSlice();
    const result = plain.type.kind === "map" ? collectList(elements, plain.type.elementType) : tupleVal(elements);
    return result.withMarks(marks);
  },
});

export const merge: CtyFunction = makeFunction({
  description: "One map or object of the elements of all given ones. Of those under the same key, the last counts.",
  parameters: [],
  variadicParameter: { name: "maps", type: dynamic, allowNull: true, allowDynamicType: true, allowMarked: true },
  type: mergedType,
  refineResult: refineNotNull,
  implementation: (containers, returnType) => {
    const merged = new Map<string, Value>();
    const marks = new Set<Mark>();
    for (const container of containers) {
      if (container.isNull()) continue;
      const [plain, own] = container.unmark();
      for (const mark of own) marks.add(mark);
      // Beside a null without a type nobody has checked that the others are maps or objects.
      for (const [key, element] of plain.elements()) merged.set(key.asString(), element);
    }
    const result = returnType.kind === "map" ? collectMap(merged, returnType.elementType) : objectVal(merged);
    return result.withMarks(marks);
  },
});

/** That of all of them if it is one type; otherwise an object type, for which all keys must be known. */
function mergedType(containers: readonly Value[]): Type {
  const types: Type[] = [];
  const attributes = new Map<string, Type>();
  let areKeysKnown = true;
  for (const container of containers) {
    const { type } = container;
    if (type.kind === "dynamic") return dynamic;
    if (type.kind === "object") {
      // A null object counts as one without attributes.
      const present = container.isNull() ? emptyObject : type;
      types.push(present);
      for (const [name, attributeType] of present.attributeTypes) attributes.set(name, attributeType);
    } else if (type.kind === "map") {
      types.push(type);
      if (!container.isKnown()) areKeysKnown = false;
      else for (const key of keysOf(container)) attributes.set(key, type.elementType);
    } else {
      throw new FunctionError(`arguments must be maps or objects, got "${type.friendlyName()}"`);
    }
  }
  const [first] = types;
  if (first === undefined) return emptyObject;
  if (types.every((type) => type === first)) return first;
  return areKeysKnown ? object(attributes) : dynamic;
}

function keysOf(container: Value): Iterable<string> {
  const [plain] = container.unmark();
  return plain.isNull() ? [] : plain.asValueMap().keys();
}

export const zipmap: CtyFunction = makeFunction({
  description: "A map with these keys and these values, or an object if the values are in a tuple.",
  parameters: [
    { name: "keys", type: list(string), allowMarked: true },
    { name: "values", type: dynamic, allowMarked: true, description: "As many as there are keys." },
  ],
  type: ([names, elements]) => {
    const { type } = elements!;
    if (type.kind === "list") return map(type.elementType);
    if (type.kind !== "tuple") throw new FunctionError("values argument must be a list or tuple value");
    return names!.isWhollyKnown() ? zippedType(names!, type) : dynamic;
  },
  refineResult: refineNotNull,
  implementation: ([markedNames, markedElements], returnType) => {
    const [names, namesMarks] = markedNames!.unmark();
    const [elements, elementsMarks] = markedElements!.unmark();
    if (!names.isWhollyKnown()) return unknownVal(returnType).withMarks(namesMarks, elementsMarks);
    const marks = new Set<Mark>([...namesMarks, ...elementsMarks]);
    const list = elements.asValueSlice();
    assertSameLength(names.lengthInt(), list.length);
    const zipped = new Map<string, Value>();
    for (const [i, markedName] of names.asValueSlice().entries()) {
      // A key cannot carry marks, so the whole result does.
      const [name, own] = markedName.unmark();
      for (const mark of own) marks.add(mark);
      zipped.set(name.asString(), list[i]!);
    }
    const result = returnType.kind === "map" ? collectMap(zipped, returnType.elementType) : objectVal(zipped);
    return result.withMarks(marks);
  },
});

function zippedType(markedNames: Value, { elementTypes }: TupleType): Type {
  const [names] = markedNames.unmark();
  assertSameLength(names.lengthInt(), elementTypes.length);
  const attributes = new Map<string, Type>();
  for (const [i, markedName] of names.asValueSlice().entries()) {
    const [name] = markedName.unmark();
    if (name.isNull()) throw new FunctionError(`keys list has null value at index ${i}`);
    attributes.set(name.asString(), elementTypes[i]!);
  }
  return object(attributes);
}

function assertSameLength(names: number, elements: number): void {
  if (names === elements) return;
  throw new FunctionError(`number of keys (${names}) does not match number of values (${elements})`);
}
