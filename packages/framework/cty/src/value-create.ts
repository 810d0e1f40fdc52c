// SPDX-License-Identifier: Apache-2.0

/**
 * Constructors of values. Strings, map keys and attribute names are normalized to NFC.
 *
 * @module
 */

import { BigFloat } from "./number/bigfloat.ts";
import { Encapsulated, unmarkDeep, withMarks, type Mark, type Payload } from "./payload.ts";
import { SetPayload } from "./set-payload.ts";
import { internObject, list, map, set, string, tuple, type CapsuleType, type Type } from "./type.ts";
import { compareBytes } from "./unicode/byte-order.ts";
import { normalizeString } from "./unicode/normalize.ts";
import { createValue, numberVal, payloadOf, type Value } from "./value.ts";

/** What a map or an object is made from. A plain object lists its keys as JavaScript does, which does not matter here. */
export type Entries = ReadonlyMap<string, Value> | Readonly<Record<string, Value>>;

/** @throws RangeError if the text has half a surrogate pair. */
export function stringVal(text: string): Value {
  return createValue(string, normalizeString(text));
}

/** A number of 53 bits. @throws NotANumberError for NaN. */
export function numberFloatVal(value: number): Value {
  return numberVal(BigFloat.fromNumber(value));
}

/** A number of 512 bits from its text. @throws SyntaxError, with cty's own words, if the text is no number. */
export function parseNumberVal(text: string): Value {
  const parsed = BigFloat.parse(text);
  if (parsed === undefined) throw new SyntaxError("a number is required");
  return numberVal(parsed);
}

export function nullVal(type: Type): Value {
  return createValue(type, null);
}

/** @param native Anything; cty does not look into it. */
export function capsuleVal<T>(type: CapsuleType<T>, native: T): Value {
  return createValue(type, new Encapsulated(native));
}

/**
 * A list of elements of one type; those of dynamic type may be among them.
 *
 * @throws TypeError if the types differ, or if there are no elements to tell the type: use `listValEmpty`.
 */
export function listVal(elements: readonly Value[]): Value {
  return createValue(list(elementTypeOf("list", elements)), elements.map(payloadOf));
}

export function listValEmpty(elementType: Type): Value {
  return createValue(list(elementType), []);
}

/** As `listVal`. Marks on elements, at any depth, move to the set. */
export function setVal(elements: readonly Value[]): Value {
  const elementType = elementTypeOf("set", elements);
  const marks = new Set<Mark>();
  const payloads = elements.map((element) => unmarkDeep(element.type, payloadOf(element), marks));
  return createValue(set(elementType), withMarks(new SetPayload(elementType, payloads), marks));
}

export function setValEmpty(elementType: Type): Value {
  return createValue(set(elementType), new SetPayload(elementType, []));
}

/** As `listVal`. Of keys that become equal when normalized, the later counts. */
export function mapVal(elements: Entries): Value {
  const entries = sortedEntries(elements);
  const elementType = elementTypeOf("map", entries.values());
  const payloads = new Map<string, Payload>();
  for (const [key, element] of entries) payloads.set(key, payloadOf(element));
  return createValue(map(elementType), payloads);
}

export function mapValEmpty(elementType: Type): Value {
  return createValue(map(elementType), new Map());
}

/** Of names that become equal when normalized, the later counts. */
export function objectVal(attributes: Entries): Value {
  const entries = sortedEntries(attributes);
  const values = [...entries.values()];
  const type = internObject([...entries.keys()], values.map(typeOf), new Set());
  return createValue(type, values.map(payloadOf));
}

export function tupleVal(elements: readonly Value[]): Value {
  return createValue(tuple(elements.map(typeOf)), elements.map(payloadOf));
}

/** Whether `listVal`, `setVal` or `mapVal` would find one type for all these. */
export function haveOneType(elements: Iterable<Value>): boolean {
  return commonType(elements, () => undefined) !== undefined;
}

function typeOf(value: Value): Type {
  return value.type;
}

function elementTypeOf(kind: string, elements: Iterable<Value>): Type {
  const type = commonType(elements, (first, second) => {
    const names = `${first.friendlyName()} then ${second.friendlyName()}`;
    throw new TypeError(`inconsistent ${kind} element types (${names})`);
  });
  if (type === undefined) throw new TypeError(`a ${kind} without elements needs an element type: use ${kind}ValEmpty`);
  return type;
}

/** The type of all elements but the dynamic ones; undefined if there are no elements, or what `differ` makes of it. */
function commonType(elements: Iterable<Value>, differ: (first: Type, second: Type) => undefined): Type | undefined {
  let common: Type | undefined;
  for (const { type } of elements) {
    if (common === undefined || common.kind === "dynamic") common = type;
    else if (type !== common && type.kind !== "dynamic") return differ(common, type);
  }
  return common;
}

function sortedEntries(entries: Entries): ReadonlyMap<string, Value> {
  const pairs: Iterable<[string, Value]> = entries instanceof Map ? entries : Object.entries(entries);
  const normalized = new Map<string, Value>();
  for (const [key, value] of pairs) normalized.set(normalizeString(key), value);
  return new Map([...normalized].sort(([a], [b]) => compareBytes(a, b)));
}
