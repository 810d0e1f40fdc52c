// SPDX-License-Identifier: Apache-2.0

import { conforming } from "../convert/conforming.ts";
import type { BigFloat } from "../number/bigfloat.ts";
import { PathError } from "../path-error.ts";
import { getAttrStep, indexStep } from "../path.ts";
import { listOf, mapOf, Marked, setOf, Unknown, type Payload } from "../payload.ts";
import { typeToJSON } from "../type-json.ts";
import type { CollectionType, ListType, ObjectType, SetType, Type } from "../type.ts";
import { encodeUTF8 } from "../utf8.ts";
import { stringVal } from "../value-create.ts";
import { createValue, numberIntVal, payloadOf, type Value } from "../value.ts";
import { writeNumber } from "./number.ts";
import { writeUnknown } from "./unknown.ts";
import { MsgpackWriter } from "./writer.ts";

/**
 * Writes a value as MessagePack that `unmarshal` reads back with the same type: the bytes that go-cty writes.
 *
 * @param type What the reader will expect. Where it is dynamic, the value's own type is written along. A value of
 *   another type is converted first.
 * @throws PathError for a value that is marked or has a capsule in it, and for one that cannot be converted.
 */
export function marshal(value: Value, type: Type): Uint8Array {
  const target = type.withoutOptionalAttributesDeep();
  const source = conforming(value, type);
  const writer = new MsgpackWriter();
  write(writer, source.type, payloadOf(source), target);
  return writer.finish();
}

/** @param type That of the payload, which conforms to `target`. */
function write(writer: MsgpackWriter, type: Type, payload: Payload, target: Type): void {
  if (payload instanceof Marked) throw new PathError([], "value has marks, so it cannot be serialized");
  if (target.kind === "dynamic" && type.kind !== "dynamic") {
    writer.writeArrayLength(2);
    writer.writeBinary(encodeUTF8(typeToJSON(type)));
    write(writer, type, payload, type);
    return;
  }
  if (payload === null) {
    writer.writeNil();
    return;
  }
  if (payload instanceof Unknown) {
    writeUnknown(writer, type, payload);
    return;
  }
  switch (type.kind) {
    case "bool":
      writer.writeBool(payload as boolean);
      return;
    case "string":
      writer.writeString(payload as string);
      return;
    case "number":
      writeNumber(writer, payload as BigFloat);
      return;
    case "list":
    case "set":
      writeElements(writer, type, type.kind === "list" ? listOf(type, payload) : setOf(type, payload).elements, target);
      return;
    case "map":
      writeMap(writer, type.elementType, mapOf(type, payload), elementTypeOf(target));
      return;
    case "tuple":
      writeTuple(writer, type.elementTypes, listOf(type, payload), target);
      return;
    case "object":
      writeObject(writer, type, listOf(type, payload), target);
      return;
    default:
      throw new PathError([], "capsule types not supported for msgpack encoding");
  }
}

function writeElements(
  writer: MsgpackWriter,
  type: ListType | SetType,
  elements: readonly Payload[],
  target: Type,
): void {
  const targetElement = elementTypeOf(target);
  writer.writeArrayLength(elements.length);
  let i = 0;
  try {
    for (; i < elements.length; i++) write(writer, type.elementType, elements[i]!, targetElement);
  } catch (error) {
    const key = type.kind === "set" ? createValue(type.elementType, elements[i]!) : numberIntVal(i);
    throw PathError.within(indexStep(key), error);
  }
}

function writeTuple(writer: MsgpackWriter, types: readonly Type[], elements: readonly Payload[], target: Type): void {
  const targets = target.kind === "tuple" ? target.elementTypes : types;
  writer.writeArrayLength(elements.length);
  let i = 0;
  try {
    for (; i < elements.length; i++) write(writer, types[i]!, elements[i]!, targets[i]!);
  } catch (error) {
    throw PathError.within(indexStep(numberIntVal(i)), error);
  }
}

function writeMap(writer: MsgpackWriter, type: Type, elements: ReadonlyMap<string, Payload>, target: Type): void {
  writer.writeMapLength(elements.size);
  let current = "";
  try {
    for (const [key, element] of elements) {
      current = key;
      writer.writeString(key);
      write(writer, type, element, target);
    }
  } catch (error) {
    throw PathError.within(indexStep(stringVal(current)), error);
  }
}

function writeObject(writer: MsgpackWriter, type: ObjectType, attributes: readonly Payload[], target: Type): void {
  const { types, nameBytes } = type;
  const targets = target.kind === "object" ? target.types : types;
  writer.writeMapLength(attributes.length);
  let i = 0;
  try {
    for (; i < attributes.length; i++) {
      writer.writeStringBytes(nameBytes[i]!);
      write(writer, types[i]!, attributes[i]!, targets[i]!);
    }
  } catch (error) {
    throw PathError.within(getAttrStep(type.attributeNames[i]!), error);
  }
}

function elementTypeOf(type: Type): Type {
  return (type as CollectionType).elementType;
}
