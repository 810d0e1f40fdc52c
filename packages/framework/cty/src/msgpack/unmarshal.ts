// SPDX-License-Identifier: Apache-2.0

import { maxDepth } from "../limits.ts";
import { MapBuilder } from "../map-builder.ts";
import { PathError } from "../path-error.ts";
import { indexStep, type IndexStep } from "../path.ts";
import type { Payload } from "../payload.ts";
import { SetPayload } from "../set-payload.ts";
import { typeFromJSON } from "../type-json.ts";
import {
  dynamic,
  emptyObject,
  emptyTuple,
  type CollectionType,
  type ObjectType,
  type TupleType,
  type Type,
} from "../type.ts";
import { collectElements, collectMap, collectObject, collectTuple, type Typed } from "../typed.ts";
import { stringVal } from "../value-create.ts";
import { createValue, numberIntVal, type Value } from "../value.ts";
import { readNumber } from "./number.ts";
import { MsgpackReader } from "./reader.ts";
import { readUnknown } from "./unknown.ts";

/**
 * Reads a value of a given type from MessagePack, as `marshal` and go-cty write it.
 *
 * Bytes after the value are ignored, as go-cty does, and so it does with an empty map for any object type and an empty
 * array for any tuple type: they are the empty object and the empty tuple.
 *
 * @param type What the writer was given; where it is dynamic, the data names the actual type. Of an object type with
 *   optional attributes only null and unknown values keep these, as in go-cty.
 * @throws PathError in the words of cty, with the path to the faulty part, if the bytes are no value of the type.
 */
export function unmarshal(bytes: Uint8Array, type: Type): Value {
  const [actual, payload] = readTyped(new MsgpackReader(bytes), type, 1);
  return createValue(actual, payload);
}

/** Thrown where a value is not of the type asked for and yet acceptable; reading then starts again with open types. */
const emptyStructure: unique symbol = Symbol("empty structure");

// Types without dynamic parts: the type of the value is known beforehand.

function readPayload(reader: MsgpackReader, type: Type): Payload {
  if (reader.accept(0xc0)) return null;
  switch (type.kind) {
    case "string": {
      const text = reader.readString();
      return text ?? unknownOr(reader, type, "string is required");
    }
    case "bool":
      return readBool(reader, type);
    case "number":
      return readNumber(reader) ?? unknownOr(reader, type, "number is required");
    case "list":
    case "set": {
      const length = reader.readArrayLength();
      if (length === undefined) return unknownOr(reader, type, `a ${type.kind} is required`);
      const { elementType } = type;
      const elements = readInOrder(length, () => readPayload(reader, elementType));
      return type.kind === "list" ? elements : new SetPayload(elementType, elements);
    }
    case "map": {
      const length = reader.readMapLength();
      if (length === undefined) return unknownOr(reader, type, "a map is required");
      return readMap(reader, length, () => readPayload(reader, type.elementType));
    }
    case "tuple":
      return readTuple(reader, type);
    case "object":
      return readObject(reader, type);
    default:
      return unknownOr(reader, type, `unsupported type ${type.friendlyName()}`);
  }
}

function readBool(reader: MsgpackReader, type: Type): Payload {
  if (reader.accept(0xc3)) return true;
  if (reader.accept(0xc2)) return false;
  return unknownOr(reader, type, "bool is required");
}

/** An unknown value, or else an error about what was expected. */
function unknownOr(reader: MsgpackReader, type: Type, complaint: string): Payload {
  const unknown = readUnknown(reader, type);
  if (unknown === undefined) throw new PathError([], complaint);
  return unknown;
}

function readTuple(reader: MsgpackReader, type: TupleType): Payload {
  const length = reader.readArrayLength();
  if (length === undefined) return unknownOr(reader, type, "a tuple is required");
  assertTupleLength(type, length);
  if (length === 0 && type.elementTypes.length > 0) throw emptyStructure;
  return readInOrder(length, (i) => readPayload(reader, type.elementTypes[i]!));
}

function readObject(reader: MsgpackReader, type: ObjectType): Payload {
  const length = reader.readMapLength();
  if (length === undefined) return unknownOr(reader, type, "an object is required");
  assertAttributeCount(type, length);
  const { nameBytes, types } = type;
  if (length === 0 && types.length > 0) throw emptyStructure;
  const attributes: Payload[] = [];
  let i = 0;
  try {
    for (; i < length; i++) {
      // Attributes come in the order of the type, unless somebody else wrote them.
      if (!reader.acceptString(nameBytes[i]!)) break;
      attributes.push(readPayload(reader, types[i]!));
    }
  } catch (error) {
    throw PathError.within(attributeStep(type.attributeNames[i]!), error);
  }
  if (i < length) readAttributes(reader, type, length - i, attributes, (index) => readPayload(reader, types[index]!));
  return attributes;
}

// Types with dynamic parts: the data tells the type.

/** @param mayBeStatic False to follow the data all the way: some part of it is an empty structure of another type. */
function readTyped(reader: MsgpackReader, type: Type, depth: number, mayBeStatic: boolean = true): Typed {
  if (depth > maxDepth) throw new PathError([], `a value may not nest more than ${maxDepth} levels`);
  if (type.kind === "dynamic") return readDynamic(reader, depth, mayBeStatic);
  let canBeStatic = mayBeStatic;
  if (canBeStatic && !type.hasDynamicTypes && !type.hasOptionalAttributes) {
    const start = reader.position;
    try {
      return [type, readPayload(reader, type)];
    } catch (error) {
      if (error !== emptyStructure) throw error;
      reader.seek(start);
      canBeStatic = false;
    }
  }
  if (reader.accept(0xc0)) return [type, null];
  const unknown = readUnknown(reader, type);
  if (unknown !== undefined) return [type, unknown];
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return readTypedCollection(reader, type, depth, canBeStatic);
    case "tuple":
      return readTypedTuple(reader, type, depth, canBeStatic);
    case "object":
      return readTypedObject(reader, type, depth, canBeStatic);
    default:
      return [type, readPayload(reader, type)];
  }
}

function readDynamic(reader: MsgpackReader, depth: number, mayBeStatic: boolean): Typed {
  const unknown = readUnknown(reader, dynamic);
  if (unknown !== undefined) return [dynamic, unknown];
  if (reader.accept(0xc0)) return [dynamic, null];
  if (reader.readArrayLength() !== 2) throw new PathError([], "dynamic value array must have exactly two elements");
  const typeJSON = reader.readStringBytes();
  if (typeJSON === undefined) throw new PathError([], "a dynamic value must start with its type");
  return readTyped(reader, typeFromJSON(typeJSON), depth + 1, mayBeStatic);
}

function readTypedCollection(reader: MsgpackReader, type: CollectionType, depth: number, mayBeStatic: boolean): Typed {
  const elementType = type.elementType.withoutOptionalAttributesDeep();
  const read = (): Typed => readTyped(reader, elementType, depth + 1, mayBeStatic);
  if (type.kind === "map") {
    const length = reader.readMapLength();
    if (length === undefined) throw new PathError([], "a map is required");
    return collectMap(type, readMap(reader, length, read));
  }
  const length = reader.readArrayLength();
  if (length === undefined) throw new PathError([], `a ${type.kind} is required`);
  return collectElements(type, readInOrder(length, read));
}

function readTypedTuple(reader: MsgpackReader, type: TupleType, depth: number, mayBeStatic: boolean): Typed {
  const length = reader.readArrayLength();
  if (length === undefined) throw new PathError([], "a tuple is required");
  if (length === 0) return [emptyTuple, []];
  assertTupleLength(type, length);
  return collectTuple(readInOrder(length, (i) => readTyped(reader, type.elementTypes[i]!, depth + 1, mayBeStatic)));
}

function readTypedObject(reader: MsgpackReader, type: ObjectType, depth: number, mayBeStatic: boolean): Typed {
  const length = reader.readMapLength();
  if (length === undefined) throw new PathError([], "an object is required");
  if (length === 0) return [emptyObject, []];
  assertAttributeCount(type, length);
  const attributes: Typed[] = [];
  readAttributes(reader, type, length, attributes, (i) => readTyped(reader, type.types[i]!, depth + 1, mayBeStatic));
  return collectObject(type.attributeNames, attributes);
}

// Both

function assertTupleLength({ elementTypes }: TupleType, length: number): void {
  // An empty array is the empty tuple, whatever the type.
  if (length === elementTypes.length || length === 0) return;
  throw new PathError([], `a tuple of length ${elementTypes.length} is required`);
}

function assertAttributeCount({ types }: ObjectType, count: number): void {
  if (count === types.length || count === 0) return;
  throw new PathError([], `an object with ${types.length} attributes is required (${count} given)`);
}

function readInOrder<T>(length: number, read: (i: number) => T): T[] {
  const elements: T[] = [];
  try {
    while (elements.length < length) elements.push(read(elements.length));
  } catch (error) {
    throw PathError.within(indexStep(numberIntVal(elements.length)), error);
  }
  return elements;
}

function readMap<T>(reader: MsgpackReader, length: number, readElement: () => T): Map<string, T> {
  const elements = new MapBuilder<T>();
  for (let i = 0; i < length; i++) {
    const key = reader.readString();
    if (key === undefined) throw new PathError([], "non-string key in map");
    try {
      elements.set(key, readElement());
    } catch (error) {
      throw PathError.within(indexStep(stringVal(key)), error);
    }
  }
  return elements.finish();
}

/** Reads `count` attributes in any order, each to its place among `attributes`, which then must all be there. */
function readAttributes<T>(
  reader: MsgpackReader,
  type: ObjectType,
  count: number,
  attributes: T[],
  read: (i: number) => T,
): void {
  for (let n = 0; n < count; n++) {
    // As it is written, and not in NFC, as go-cty does.
    const name = reader.readRawString();
    if (name === undefined) throw new PathError([], "all keys must be strings");
    const i = type.indexOf(name);
    if (i === undefined) throw new PathError([attributeStep(name)], "unsupported attribute");
    try {
      attributes[i] = read(i);
    } catch (error) {
      throw PathError.within(attributeStep(name), error);
    }
  }
  for (const [i, name] of type.attributeNames.entries()) {
    if (attributes[i] === undefined)
      throw new PathError([attributeStep(name)], "this attribute is missing, and another is given twice");
  }
}

/** What follows the data, and not yet a value, goes from map to element: as in go-cty. */
function attributeStep(name: string): IndexStep {
  return indexStep(stringVal(name));
}
