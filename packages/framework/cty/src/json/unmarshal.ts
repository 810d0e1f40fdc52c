// SPDX-License-Identifier: Apache-2.0

import { boolFromText } from "../convert/bool-from-text.ts";
import { MapBuilder } from "../map-builder.ts";
import { BigFloat } from "../number/bigfloat.ts";
import { PathError } from "../path-error.ts";
import { getAttrStep, indexStep } from "../path.ts";
import { Encapsulated, type Payload } from "../payload.ts";
import { SetPayload } from "../set-payload.ts";
import { readType } from "../type-json.ts";
import type { CapsuleType, ListType, MapType, ObjectType, SetType, TupleType, Type } from "../type.ts";
import { collectElements, collectMap, collectObject, collectTuple, type Typed } from "../typed.ts";
import { normalizeString } from "../unicode/normalize.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { stringVal } from "../value-create.ts";
import { createValue, numberIntVal, unknownVal, type Value } from "../value.ts";
import { decodeText } from "./decode-text.ts";
import {
  closeBrace,
  closeBracket,
  JSONScanner,
  lowerF,
  lowerN,
  lowerT,
  openBrace,
  openBracket,
  quote,
} from "./scanner.ts";

/**
 * Reads a value of a given type from JSON, as `marshal` and go-cty write it, and as Terraform keeps it in state.
 *
 * Numbers are read exactly, and into a string type as they are written. Attributes that are missing are null. Of several
 * members with one name the last counts. Text after the value is ignored, as go-cty does.
 *
 * @param source Text, or its bytes in UTF-8.
 * @param type Where it is dynamic, the data names the actual type. Of an object type with optional attributes only null
 *   values keep these, as in go-cty.
 * @throws PathError in the words of cty, with the path to the faulty part, if the text is no value of the type.
 */
export function unmarshal(source: string | Uint8Array, type: Type): Value {
  const [actual, payload] = readTyped(new JSONScanner(decodeText(source)), type, 0);
  return createValue(actual, payload);
}

// Types without dynamic parts: the type of the value is known beforehand.

function readPayload(scanner: JSONScanner, type: Type): Payload {
  if (acceptNull(scanner)) return null;
  switch (type.kind) {
    case "string":
      return normalizeString(readText(scanner));
    case "number":
      return readNumber(scanner);
    case "bool":
      return readBool(scanner);
    case "list":
      return readElements(scanner, type, (elementType) => readPayload(scanner, elementType));
    case "set": {
      const elements = readElements(scanner, type, (elementType) => readPayload(scanner, elementType));
      return new SetPayload(type.elementType, elements);
    }
    case "map":
      return readMap(scanner, type, (elementType) => readPayload(scanner, elementType));
    case "tuple":
      return readTuple(scanner, type, (elementType) => readPayload(scanner, elementType));
    case "object":
      return readObject(scanner, type, nullPayload, (attributeType) => readPayload(scanner, attributeType));
    case "capsule":
      return readCapsule(scanner, type);
    default:
      throw new TypeError(`unsupported type ${type.friendlyName()}`);
  }
}

function nullPayload(): Payload {
  return null;
}

function acceptNull(scanner: JSONScanner): boolean {
  if (scanner.peek() !== lowerN) return false;
  scanner.readLiteral("null");
  return true;
}

/** A string, or a number or bool as it is written. */
function readText(scanner: JSONScanner): string {
  switch (scanner.peek()) {
    case quote:
      return scanner.readString();
    case lowerT:
    case lowerF:
      return String(readLiteralBool(scanner));
    case openBrace:
    case openBracket:
      throw new PathError([], "string is required");
    default:
      return scanner.readNumber();
  }
}

/** A number, or a number in a string, for which go-cty's own notation will do: `"Inf"` too. */
function readNumber(scanner: JSONScanner): BigFloat {
  const first = scanner.peek();
  if (first === openBrace || first === openBracket || first === lowerT || first === lowerF) {
    throw new PathError([], "number is required");
  }
  const number = BigFloat.parse(first === quote ? scanner.readString() : scanner.readNumber());
  if (number === undefined) throw new PathError([], "a number is required");
  return number;
}

function readBool(scanner: JSONScanner): boolean {
  const first = scanner.peek();
  if (first === lowerT || first === lowerF) return readLiteralBool(scanner);
  if (first === quote) return boolFromText(scanner.readString());
  if (first !== openBrace && first !== openBracket) scanner.readNumber();
  throw new PathError([], "bool is required");
}

function readLiteralBool(scanner: JSONScanner): boolean {
  const value = scanner.peek() === lowerT;
  scanner.readLiteral(value ? "true" : "false");
  return value;
}

function readCapsule(scanner: JSONScanner, type: CapsuleType): Payload {
  const { ops } = type;
  if (ops.fromJSON === undefined) throw new PathError([], `unsupported type ${type.friendlyName()}`);
  return new Encapsulated(ops.fromJSON(scanner.readRaw()));
}

// Types with dynamic parts: the data tells the type.

/** @param wrappers How many dynamic values this one is in. */
function readTyped(scanner: JSONScanner, type: Type, wrappers: number): Typed {
  if (!type.hasDynamicTypes && !type.hasOptionalAttributes) return [type, readPayload(scanner, type)];
  if (acceptNull(scanner)) return [type, null];
  const read = (part: Type): Typed => readTyped(scanner, part, wrappers);
  const readElement = (part: Type): Typed => read(part.withoutOptionalAttributesDeep());
  switch (type.kind) {
    case "dynamic":
      return readDynamic(scanner, wrappers);
    case "list":
    case "set":
      return collectElements(type, readElements(scanner, type, readElement));
    case "map":
      return collectMap(type, readMap(scanner, type, readElement));
    case "tuple":
      return collectTuple(readTuple(scanner, type, read));
    case "object":
      return collectObject(
        type.attributeNames,
        readObject(scanner, type, (attributeType) => [attributeType, null], read),
      );
    default:
      throw new TypeError(`${type.friendlyName()} has no dynamic parts`);
  }
}

/** An object of a value and its type, in either order. */
function readDynamic(scanner: JSONScanner, wrappers: number): Typed {
  if (wrappers >= mostWrappers) throw new PathError([], `dynamic values may not nest more than ${mostWrappers} levels`);
  open(scanner, openBrace, "an object of value and type is required");
  let type: Type | undefined;
  let start: number | undefined;
  for (let isFirst = true; scanner.nextElement(isFirst, closeBrace); isFirst = false) {
    const name = scanner.readName();
    if (name === "type") {
      type = readType(scanner);
    } else if (name === "value") {
      start = scanner.position;
      scanner.skipValue();
    } else {
      throw new PathError([], `invalid key ${quoteGo(name)} in dynamically-typed value`);
    }
  }
  if (type === undefined) throw new PathError([], "missing type in dynamically-typed value");
  if (start === undefined) throw new PathError([], "missing value in dynamically-typed value");
  const end = scanner.position;
  scanner.seek(start);
  const typed = readTyped(scanner, type, wrappers + 1);
  scanner.seek(end);
  return typed;
}

/** Each level means to go over the text once more, so there may not be many. Values in practice need one or two. */
const mostWrappers = 32;

// Both

/** Takes an opening bracket. What is JSON of another kind is the practitioner's mistake, what is none a syntax error. */
function open(scanner: JSONScanner, bracket: number, complaint: string): void {
  if (scanner.accept(bracket)) return;
  scanner.skipValue();
  throw new PathError([], complaint);
}

function readElements<T>(scanner: JSONScanner, type: ListType | SetType, read: (type: Type) => T): T[] {
  open(scanner, openBracket, `a ${type.kind} is required`);
  const elements: T[] = [];
  try {
    while (scanner.nextElement(elements.length === 0, closeBracket)) elements.push(read(type.elementType));
  } catch (error) {
    // An element of a set has no place, only itself for a key.
    const key = type.kind === "list" ? numberIntVal(elements.length) : unknownVal(type.elementType);
    throw PathError.within(indexStep(key), error);
  }
  return elements;
}

function readMap<T>(scanner: JSONScanner, type: MapType, read: (type: Type) => T): Map<string, T> {
  open(scanner, openBrace, "a map is required");
  const elements = new MapBuilder<T>();
  for (let isFirst = true; scanner.nextElement(isFirst, closeBrace); isFirst = false) {
    const key = normalizeString(scanner.readName());
    try {
      elements.set(key, read(type.elementType));
    } catch (error) {
      throw PathError.within(indexStep(stringVal(key)), error);
    }
  }
  return elements.finish();
}

function readTuple<T>(scanner: JSONScanner, { elementTypes }: TupleType, read: (type: Type) => T): T[] {
  open(scanner, openBracket, "a tuple is required");
  const elements: T[] = [];
  while (scanner.nextElement(elements.length === 0, closeBracket)) {
    const elementType = elementTypes[elements.length];
    if (elementType === undefined) throw new PathError([], `too many tuple elements (need ${elementTypes.length})`);
    try {
      elements.push(read(elementType));
    } catch (error) {
      throw PathError.within(indexStep(numberIntVal(elements.length)), error);
    }
  }
  if (elements.length < elementTypes.length) {
    throw new PathError([], `not enough tuple elements (need ${elementTypes.length})`);
  }
  return elements;
}

function readObject<T>(
  scanner: JSONScanner,
  type: ObjectType,
  absent: (type: Type) => T,
  read: (type: Type) => T,
): T[] {
  open(scanner, openBrace, "an object is required");
  const { types, attributeNames } = type;
  const attributes: (T | undefined)[] = types.map(() => undefined);
  let next = 0;
  for (let isFirst = true; scanner.nextElement(isFirst, closeBrace); isFirst = false) {
    // Attributes mostly come in the order of the type, so that their names need not be read but only compared.
    const i = scanner.acceptName(attributeNames[next]) ? next : readAttributeName(scanner, type);
    next = i + 1;
    try {
      attributes[i] = read(types[i]!);
    } catch (error) {
      throw PathError.within(getAttrStep(attributeNames[i]!), error);
    }
  }
  return attributes.map((attribute, i) => (attribute === undefined ? absent(types[i]!) : attribute));
}

function readAttributeName(scanner: JSONScanner, type: ObjectType): number {
  const name = scanner.readName();
  // As it is written, and not in NFC, as go-cty does.
  const i = type.indexOf(name);
  if (i === undefined) throw new PathError([], `unsupported attribute ${quoteGo(name)}`);
  return i;
}
