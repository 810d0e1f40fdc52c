// SPDX-License-Identifier: Apache-2.0

import { conforms } from "../conforms.ts";
import { maxDepth } from "../limits.ts";
import { PathError } from "../path-error.ts";
import * as types from "../type.ts";
import type { ObjectType, Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { nullVal, objectVal, tupleVal } from "../value-create.ts";
import { numberIntVal, Value } from "../value.ts";
import { atIndex, atKey, atName } from "./at.ts";
import { collectList, collectMap, collectSet } from "./collect.ts";
import { isPlain } from "./containers.ts";
import * as scalars from "./scalars.ts";
import type { Shape } from "./shape.ts";

/**
 * The value that stands for something of the program's own.
 *
 * With a type: text, dates and bytes for strings; numbers, bigints and decimal text for numbers; arrays and sets for
 * lists, sets and tuples; maps and plain objects for maps and objects; null and undefined for null, also for an
 * attribute that is not there; values of cty for what they are. What is dynamic becomes of the implied type.
 *
 * @param to The shape that the program's side has, or the type of the result.
 * @throws PathError saying where something is that has no such value, or is out of range.
 */
export function toCty<T>(native: NoInfer<T>, to: Shape<T>): Value;
export function toCty(native: unknown, to: Type): Value;
export function toCty(native: unknown, to: Type | Shape<unknown>): Value {
  return to instanceof types.AbstractType ? write(native, to, 1) : to.toCty(native);
}

/**
 * The type of value that something of the program's own becomes without being told.
 *
 * Arrays are tuples and plain objects are objects, whose parts may be of many types; sets and maps are of one. Null is of
 * any type.
 *
 * @throws PathError for what is not known to cty: functions, symbols, instances of classes.
 */
export function impliedType(native: unknown): Type {
  return implied(native, 1);
}

function write(native: unknown, type: Type, depth: number): Value {
  assertDepth(depth);
  if (native instanceof Value) {
    if (!conforms(native.type, type)) throw new PathError([], `${type.friendlyNameForConstraint()} required`);
    return native;
  }
  if (native === null || native === undefined) return nullVal(type.withoutOptionalAttributesDeep());
  switch (type.kind) {
    case "bool":
      return scalars.bool.toCty(native as boolean);
    case "string":
      return writeText(native);
    case "number":
      return writeNumber(native);
    case "list":
      return collectList(type.elementType, writeElements(native, type.elementType, "list or set", depth));
    case "set":
      return collectSet(type.elementType, writeElements(native, type.elementType, "set or list", depth));
    case "map":
      return collectMap(type.elementType, writeMembers(native, type.elementType, depth));
    case "object":
      return writeAttributes(native, type, depth);
    case "tuple": {
      const parts = elementsOf(native, "tuple");
      const { length } = type.elementTypes;
      if (parts.length !== length) throw new PathError([], `a tuple of ${length} elements is required`);
      return tupleVal(type.elementTypes.map((part, i) => atIndex(i, () => write(parts[i], part, depth + 1))));
    }
    case "dynamic":
      return write(native, implied(native, depth), depth);
    default:
      throw new PathError([], `only a value of cty can be ${type.friendlyName()}`);
  }
}

function writeText(native: unknown): Value {
  if (native instanceof Date) return scalars.date.toCty(native);
  if (native instanceof Uint8Array) return scalars.bytes.toCty(native);
  return scalars.string.toCty(native as string);
}

function writeNumber(native: unknown): Value {
  if (typeof native === "bigint") return scalars.bigint.toCty(native);
  if (typeof native === "string") return scalars.decimal.toCty(native);
  // Whole numbers get the 64 bits that those of Go have.
  const isWhole = Number.isSafeInteger(native) && !Object.is(native, -0);
  return isWhole ? numberIntVal(native as number) : scalars.float64.toCty(native as number);
}

function elementsOf(native: unknown, noun: string): readonly unknown[] {
  if (native instanceof Set) return [...native];
  if (!Array.isArray(native)) throw new PathError([], `${noun} value is required`);
  return native;
}

function writeElements(native: unknown, type: Type, noun: string, depth: number): Value[] {
  return elementsOf(native, noun).map((part, i) => atIndex(i, () => write(part, type, depth + 1)));
}

function writeMembers(native: unknown, type: Type, depth: number): Map<string, Value> {
  const members = new Map<string, Value>();
  for (const [key, part] of membersOf(native, "map or object")) {
    members.set(
      key,
      atKey(key, () => write(part, type, depth + 1)),
    );
  }
  return members;
}

function writeAttributes(native: unknown, type: ObjectType, depth: number): Value {
  const members = membersOf(native, "object");
  for (const name of members.keys()) {
    if (!type.hasAttribute(name)) throw new PathError([], `unsupported attribute ${quoteGo(name)}`);
  }
  const attributes = Array.from(type.attributeTypes, ([name, part]): [string, Value] => [
    name,
    atName(name, () => write(members.get(name), part, depth + 1)),
  ]);
  return objectVal(new Map(attributes));
}

function membersOf(native: unknown, noun: string): ReadonlyMap<string, unknown> {
  if (isPlain(native)) return new Map(Object.entries(native));
  if (!(native instanceof Map)) throw new PathError([], `${noun} value is required`);
  for (const key of native.keys()) {
    if (typeof key !== "string") throw new PathError([], "map keys must be strings");
  }
  return native as ReadonlyMap<string, unknown>;
}

function implied(native: unknown, depth: number): Type {
  assertDepth(depth);
  if (native === null || native === undefined) return types.dynamic;
  switch (typeof native) {
    case "boolean":
      return types.bool;
    case "number":
    case "bigint":
      return types.number;
    case "string":
      return types.string;
    case "object":
      return impliedOfObject(native, depth);
    default:
      throw new PathError([], `a ${typeof native} has no type in cty`);
  }
}

function impliedOfObject(native: object, depth: number): Type {
  if (native instanceof Value) return native.type;
  if (native instanceof Date || native instanceof Uint8Array) return types.string;
  if (Array.isArray(native)) return types.tuple(native.map((part, i) => atIndex(i, () => implied(part, depth + 1))));
  if (native instanceof Set) {
    return types.set(
      common(
        "set",
        Array.from(native, (part, i) => atIndex(i, () => implied(part, depth + 1))),
      ),
    );
  }
  if (!isPlain(native) && !(native instanceof Map)) {
    throw new PathError([], `an instance of ${native.constructor.name} has no type in cty; give its shape`);
  }
  const [isMap, at] = native instanceof Map ? [true, atKey] : [false, atName];
  const members = new Map<string, Type>();
  for (const [key, part] of membersOf(native, "object")) {
    members.set(
      key,
      at(key, () => implied(part, depth + 1)),
    );
  }
  return isMap ? types.map(common("map", [...members.values()])) : types.object(members);
}

/** The type of all elements, of which nulls may be of any. */
function common(kind: string, elements: readonly Type[]): Type {
  const [first = types.dynamic, ...others] = new Set(elements.filter((type) => type !== types.dynamic));
  if (others.length > 0) throw new PathError([], `all ${kind} elements must have the same type`);
  return first;
}

/** What refers to itself has no end. */
function assertDepth(depth: number): void {
  if (depth > maxDepth) throw new PathError([], `a value may not nest more than ${maxDepth} levels`);
}
