// SPDX-License-Identifier: Apache-2.0

import { conforming } from "../convert/conforming.ts";
import { numberText } from "../number-text.ts";
import type { BigFloat } from "../number/bigfloat.ts";
import { PathError } from "../path-error.ts";
import { getAttrStep, indexStep } from "../path.ts";
import { listOf, mapOf, Marked, setOf, Unknown, type Encapsulated, type Payload } from "../payload.ts";
import { typeToJSON } from "../type-json.ts";
import type { CollectionType, ListType, ObjectType, SetType, Type } from "../type.ts";
import { stringVal } from "../value-create.ts";
import { createValue, numberIntVal, payloadOf, type Value } from "../value.ts";
import { quoteJSON } from "./quote.ts";

/**
 * Writes a value as JSON text that `unmarshal` reads back with the same type: the text that go-cty writes, without
 * spaces, with attributes and map keys in byte order and numbers in full.
 *
 * @param type What the reader will expect. Where it is dynamic, the value's own type is written along. A value of
 *   another type is converted first.
 * @throws PathError for a value that is unknown, marked or infinite, at any depth, and for one that cannot be converted.
 */
export function marshal(value: Value, type: Type): string {
  const target = type.withoutOptionalAttributesDeep();
  const source = conforming(value, type);
  return write(source.type, payloadOf(source), target);
}

/** @param type That of the payload, which conforms to `target`. */
function write(type: Type, payload: Payload, target: Type): string {
  if (payload instanceof Marked) throw new PathError([], "value has marks, so it cannot be serialized as JSON");
  if (payload instanceof Unknown) throw new PathError([], "value is not known");
  if (target.kind === "dynamic" && type.kind !== "dynamic") {
    return `{"value":${write(type, payload, type)},"type":${typeToJSON(type)}}`;
  }
  if (payload === null) return "null";
  switch (type.kind) {
    case "bool":
      return payload === true ? "true" : "false";
    case "string":
      return quoteJSON(payload as string);
    case "number":
      return writeNumber(payload as BigFloat);
    case "list":
    case "set":
      return writeElements(type, type.kind === "list" ? listOf(type, payload) : setOf(type, payload).elements, target);
    case "map":
      return writeMap(type.elementType, mapOf(type, payload), elementTypeOf(target));
    case "tuple":
      return writeTuple(type.elementTypes, listOf(type, payload), target);
    case "object":
      return writeObject(type, listOf(type, payload), target);
    case "capsule": {
      if (type.ops.toJSON === undefined) throw new PathError([], `cannot JSON-serialize ${type.friendlyName()}`);
      return type.ops.toJSON((payload as Encapsulated).native);
    }
    default:
      throw new TypeError("a value of dynamic type is unknown or null");
  }
}

function writeNumber(number: BigFloat): string {
  if (number.isInfinite) throw new PathError([], "cannot serialize infinity as JSON");
  return numberText(number);
}

function writeElements(type: ListType | SetType, elements: readonly Payload[], target: Type): string {
  const targetElement = elementTypeOf(target);
  let text = "[";
  let i = 0;
  try {
    for (; i < elements.length; i++) {
      if (i > 0) text += ",";
      text += write(type.elementType, elements[i]!, targetElement);
    }
  } catch (error) {
    const key = type.kind === "set" ? createValue(type.elementType, elements[i]!) : numberIntVal(i);
    throw PathError.within(indexStep(key), error);
  }
  return `${text}]`;
}

function writeTuple(types: readonly Type[], elements: readonly Payload[], target: Type): string {
  const targets = target.kind === "tuple" ? target.elementTypes : types;
  let text = "[";
  let i = 0;
  try {
    for (; i < elements.length; i++) {
      if (i > 0) text += ",";
      text += write(types[i]!, elements[i]!, targets[i]!);
    }
  } catch (error) {
    throw PathError.within(indexStep(numberIntVal(i)), error);
  }
  return `${text}]`;
}

function writeMap(type: Type, elements: ReadonlyMap<string, Payload>, target: Type): string {
  let text = "{";
  let current = "";
  try {
    for (const [key, element] of elements) {
      current = key;
      if (text.length > 1) text += ",";
      text += `${quoteJSON(key)}:${write(type, element, target)}`;
    }
  } catch (error) {
    throw PathError.within(indexStep(stringVal(current)), error);
  }
  return `${text}}`;
}

function writeObject(type: ObjectType, attributes: readonly Payload[], target: Type): string {
  const { types, memberStarts } = type;
  const targets = target.kind === "object" ? target.types : types;
  let text = "{";
  let i = 0;
  try {
    for (; i < attributes.length; i++) {
      if (i > 0) text += ",";
      text += memberStarts[i]! + write(types[i]!, attributes[i]!, targets[i]!);
    }
  } catch (error) {
    throw PathError.within(getAttrStep(type.attributeNames[i]!), error);
  }
  return `${text}}`;
}

function elementTypeOf(type: Type): Type {
  return (type as CollectionType).elementType;
}
