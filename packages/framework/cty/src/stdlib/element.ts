// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that ask for one element of a collection, or for how many there are.
 *
 * @module
 */

import { convert } from "../convert/convert.ts";
import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { PathError } from "../path-error.ts";
import { bool, dynamic, number, string, type MapType, type ObjectType, type TupleType, type Type } from "../type.ts";
import { normalizeString } from "../unicode/normalize.ts";
import { boolVal, numberIntVal, unknownVal, type Value } from "../value.ts";

const wrongCollection = "collection must be a list, a map or a tuple";

const key: Parameter = {
  name: "key",
  type: dynamic,
  allowDynamicType: true,
  description: "A number for a list or tuple, a string for a map.",
};

export const hasIndex: CtyFunction = makeFunction({
  description: "Whether a list, tuple or map has an element under a key.",
  parameters: [{ name: "collection", type: dynamic, allowDynamicType: true }, key],
  type: ([collection]) => {
    if (["list", "map", "tuple", "dynamic"].includes(collection!.type.kind)) return bool;
    throw new FunctionError(wrongCollection);
  },
  refineResult: refineNotNull,
  implementation: ([collection, wanted]) => collection!.hasIndex(wanted!),
});

export const index: CtyFunction = makeFunction({
  description: "The element of a list, tuple or map under a key. It is an error if there is none.",
  parameters: [{ name: "collection", type: dynamic }, key],
  type: ([collection, wanted]) => typeAt(collection!.type, wanted!),
  implementation: ([collection, wanted]) => {
    if (!collection!.hasIndex(wanted!).asBool()) throw new FunctionError("invalid index");
    return collection!.index(wanted!);
  },
});

function typeAt(type: Type, wanted: Value): Type {
  if (type.kind !== "list" && type.kind !== "map" && type.kind !== "tuple") throw new FunctionError(wrongCollection);
  const keyType = type.kind === "map" ? string : number;
  if (wanted.type !== keyType && wanted.type.kind !== "dynamic") {
    throw new FunctionError(`key for ${type.kind} must be ${keyType.kind}`);
  }
  if (type.kind !== "tuple") return type.elementType;
  return wanted.isKnown() ? tupleTypeAt(type, wanted) : dynamic;
}

function tupleTypeAt({ elementTypes }: TupleType, wanted: Value): Type {
  const position = positionOf(wanted, "invalid key for tuple");
  if (position >= 0n && position < elementTypes.length) return elementTypes[Number(position)]!;
  // As go-cty says it, although the last key is one less.
  throw new FunctionError(`key must be between 0 and ${elementTypes.length} inclusive`);
}

export const element: CtyFunction = makeFunction({
  description:
    "The element of a list or tuple at an index, counting on from the start after the end, and backwards below 0.",
  parameters: [
    { name: "list", type: dynamic, allowMarked: true },
    { name: "index", type: number },
  ],
  type: ([sequence, wanted]) => {
    const { type } = sequence!;
    if (type.kind === "list") return type.elementType;
    if (type.kind !== "tuple") throw new FunctionError(`cannot read elements from ${type.friendlyName()}`);
    if (!wanted!.isKnown()) return dynamic;
    return type.elementTypes[wrap(positionOf(wanted!, "invalid index"), type.elementTypes.length)]!;
  },
  implementation: ([marked, wanted]) => {
    const position = positionOf(wanted!, "invalid index");
    const [sequence, marks] = marked!.unmark();
    return sequence.index(numberIntVal(wrap(position, sequence.lengthInt()))).withMarks(marks);
  },
});

function wrap(position: bigint, length: number): number {
  if (length === 0) throw new FunctionError("cannot use element function with an empty list");
  const rest = Number(position % BigInt(length));
  return rest < 0 ? rest + length : rest;
}

/** @param complaint What to say before the reason why the number will not do. */
function positionOf(value: Value, complaint: string): bigint {
  return int64Of(value, (reason) => new FunctionError(`${complaint}: ${reason.detail}`, { cause: reason }));
}

export const lookup: CtyFunction = makeFunction({
  description: "The element of a map, or the attribute of an object, under a key; a default if there is none.",
  parameters: [
    { name: "inputMap", type: dynamic, allowMarked: true },
    { name: "key", type: string, allowMarked: true },
    { name: "default", type: dynamic, allowMarked: true },
  ],
  type: ([container, wanted, fallback]) => {
    const { type } = container!;
    if (type.kind === "object") return attributeType(type, wanted!) ?? fallback!.type;
    if (type.kind !== "map") throw new ArgumentError(0, "lookup() requires a map as the first argument");
    assertConverts(fallback!, type);
    return type.elementType;
  },
  implementation: ([markedContainer, markedKey, fallback], returnType) => {
    const [container, containerMarks] = markedContainer!.unmark();
    const [wanted, keyMarks] = markedKey!.unmark();
    // One unknown element is enough, whatever the key.
    if (!container.isWhollyKnown()) return unknownVal(returnType).withMarks(containerMarks, keyMarks);
    const found = find(container, wanted) ?? convert(fallback!, returnType);
    return found.withMarks(containerMarks, keyMarks);
  },
});

/** The type of the attribute that a key names; undefined if there is none of that name. */
function attributeType(type: ObjectType, wanted: Value): Type | undefined {
  if (!wanted.isKnown()) return dynamic;
  const [plainKey] = wanted.unmark();
  return type.attributeTypes.get(normalizeString(plainKey.asString()));
}

function assertConverts(fallback: Value, { elementType }: MapType): void {
  try {
    convert(fallback, elementType);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new ArgumentError(2, "the default value must have the same type as the map elements", { cause: error });
  }
}

function find(container: Value, wanted: Value): Value | undefined {
  const { type } = container;
  if (type.kind === "object") {
    const name = wanted.asString();
    return type.hasAttribute(name) ? container.getAttr(name) : undefined;
  }
  return container.hasIndex(wanted).asBool() ? container.index(wanted) : undefined;
}

export const length: CtyFunction = makeFunction({
  description: "The number of elements of a list, set, map or tuple.",
  parameters: [{ name: "collection", type: dynamic, allowUnknown: true, allowDynamicType: true, allowMarked: true }],
  type: ([collection]) => {
    const { type } = collection!;
    if (type.isCollectionType() || type.kind === "tuple" || type.kind === "dynamic") return number;
    throw new FunctionError(wrongCollection);
  },
  refineResult: refineNotNull,
  implementation: ([collection]) => collection!.length(),
});

export const contains: CtyFunction = makeFunction({
  description: "Whether a list, set or tuple has an element that is equal to a value, in type too.",
  parameters: [
    { name: "list", type: dynamic },
    { name: "value", type: dynamic, allowNull: true },
  ],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([container, wanted]) => {
    const { kind } = container!.type;
    if (kind !== "list" && kind !== "set" && kind !== "tuple") {
      throw new FunctionError("argument must be list, tuple, or set");
    }
    let isDecided = true;
    for (const candidate of container!.asValueSlice()) {
      const isEqual = wanted!.equals(candidate);
      if (!isEqual.isKnown()) isDecided = false;
      else if (isEqual.asBool()) return boolVal(true);
    }
    return isDecided ? boolVal(false) : unknownVal(bool);
  },
});
