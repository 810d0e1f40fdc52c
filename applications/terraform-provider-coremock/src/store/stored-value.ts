// SPDX-License-Identifier: Apache-2.0

/**
 * Between the values that handlers see and the form that they have in the files of resources: an object whose one key
 * tells what kind of value it is, as in `{ "list": [{ "string": "a" }] }`. A null has no key at all, and in an object it
 * is left out. Numbers are text, with all their digits.
 *
 * Source: documentation of hashicorp/tfcoremock 0.6, "Using the provider"; `dynamic` is our own.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import { type Dynamic, fromCty, toCty } from "@provide-foundry/provider";
import type { Member, Members, NestedType, ValueType } from "../schema/resource-schema.ts";

/** A value as it stands in a file. */
export type StoredValue = Readonly<Record<string, unknown>>;

/** A stored value is not what its type says. The message starts with the path to it. */
export class StoredValueError extends Error {
  static {
    this.prototype.name = "StoredValueError";
  }

  constructor(at: string, problem: string) {
    super(`${at}: ${problem}`);
  }
}

/** What stands for a member that an object in a file does not have. May throw a `StoredValueError`. */
export type WhenAbsent = (member: Member, at: string) => unknown;

/** The stored form of an object's parts, by name in alphabetical order. Parts that are null are left out. */
export function toStoredObject(members: Members, plain: Readonly<Record<string, unknown>>): StoredValue {
  const parts = Object.entries(members).flatMap(([name, { type }]): [string, StoredValue][] => {
    const value = plain[name];
    return value === null || value === undefined ? [] : [[name, toStored(type, value)]];
  });
  return sorted(parts);
}

function toStored(type: ValueType, plain: unknown): StoredValue {
  if (plain === null || plain === undefined) return {};
  switch (type.kind) {
    case "boolean":
    case "string":
      return { [type.kind]: plain };
    case "integer":
    case "number":
    case "float":
      return { number: (plain as string | bigint).toString() };
    case "dynamic":
      return { dynamic: JSON.parse(json.marshal(toCty(plain as Dynamic), cty.dynamic)) };
    case "list":
    case "set":
      return { [type.kind]: (plain as readonly unknown[]).map((element) => toStored(type.element, element)) };
    case "map":
      return { map: mapSorted(plain, (element) => toStored(type.element, element)) };
    case "object": {
      const given = plain as Readonly<Record<string, unknown>>;
      const names = Object.keys(type.attributes).filter((name) => given[name] !== null && given[name] !== undefined);
      return { object: sorted(names.map((name) => [name, toStored(type.attributes[name]!, given[name])])) };
    }
    default:
      return toStoredNested(type, plain);
  }
}

function toStoredNested({ nesting, members }: NestedType, plain: unknown): StoredValue {
  const toObject = (object: unknown): StoredValue => ({
    object: toStoredObject(members, object as Readonly<Record<string, unknown>>),
  });
  switch (nesting) {
    case "single":
    case "group":
      return toObject(plain);
    case "map":
      return { map: mapSorted(plain as object, toObject) };
    default:
      return { [nesting]: (plain as readonly unknown[]).map(toObject) };
  }
}

function mapSorted(values: object, toStoredPart: (part: unknown) => StoredValue): StoredValue {
  return sorted(Object.entries(values).map(([key, value]) => [key, toStoredPart(value)]));
}

function sorted(entries: readonly (readonly [string, StoredValue])[]): StoredValue {
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The parts of an object as handlers see them. Parts that are in the file and not among `members` are none: the schema
 * may have changed since it was written.
 *
 * @param at Where the object is, for errors: `values`.
 * @throws StoredValueError for a part that is not what its type says.
 */
export function fromStoredObject(
  members: Members,
  stored: unknown,
  at: string,
  whenAbsent: WhenAbsent,
): Record<string, unknown> {
  if (!isObject(stored)) throw new StoredValueError(at, `an object is needed, not ${JSON.stringify(stored)}`);
  const parts = Object.entries(members).map(([name, member]): [string, unknown] => {
    const here = `${at}.${name}`;
    const value = Object.hasOwn(stored, name) ? fromStored(member.type, stored[name], here, whenAbsent) : null;
    return [name, value ?? whenAbsent(member, here)];
  });
  return Object.fromEntries(parts);
}

/**
 * A value as handlers see it; null for one that is null.
 *
 * @throws StoredValueError for what is not of the type.
 */
export function fromStored(type: ValueType, stored: unknown, at: string, whenAbsent: WhenAbsent): unknown {
  const tag = tagOf(type);
  if (!isObject(stored) || Object.keys(stored).some((key) => key !== tag)) {
    throw new StoredValueError(at, `an object with only ${JSON.stringify(tag)} is needed, not ${shorten(stored)}`);
  }
  const content = stored[tag];
  if (content === undefined || content === null) return null;
  const here = `${at}.${tag}`;
  switch (type.kind) {
    case "boolean":
    case "string":
      if (typeof content === type.kind) return content;
      throw new StoredValueError(here, `a ${type.kind} is needed, not ${shorten(content)}`);
    case "integer":
    case "number":
    case "float":
      return readNumber(type.kind, content, here);
    case "dynamic":
      return readDynamic(content, here);
    case "list":
    case "set":
      return listAt(content, here).map((part, i) => fromStored(type.element, part, `${here}[${i}]`, whenAbsent));
    case "map":
      return mapAt(content, here, (part, at) => fromStored(type.element, part, at, whenAbsent));
    case "object":
      return readObject(type.attributes, content, here, whenAbsent);
    default:
      return readNested(type, content, here, whenAbsent);
  }
}

/** The one key that a value of the type has. */
export function tagOf(type: ValueType): string {
  switch (type.kind) {
    case "integer":
    case "float":
      return "number";
    case "nested":
      return type.nesting === "single" || type.nesting === "group" ? "object" : type.nesting;
    default:
      return type.kind;
  }
}

function readNumber(kind: "integer" | "number" | "float", content: unknown, at: string): string | bigint {
  const number = typeof content === "string" ? cty.BigFloat.parse(content) : undefined;
  if (number === undefined || number.isInfinite) {
    throw new StoredValueError(at, `a number as text is needed, such as "1.5", not ${shorten(content)}`);
  }
  if (kind !== "integer") return number.toString();
  if (!number.isInteger) throw new StoredValueError(at, `a whole number is needed, not ${shorten(content)}`);
  return number.toBigInt();
}

function readDynamic(content: unknown, at: string): Dynamic {
  try {
    return fromCty(json.unmarshal(JSON.stringify(content), cty.dynamic));
  } catch (error) {
    throw new StoredValueError(at, `an object with "type" and "value" is needed: ${(error as Error).message}`);
  }
}

function readObject(
  attributes: Readonly<Record<string, ValueType>>,
  content: unknown,
  at: string,
  whenAbsent: WhenAbsent,
): unknown {
  const parts = mapAt(content, at, (part, here, name) => {
    const type = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return type === undefined ? null : fromStored(type, part, here, whenAbsent);
  });
  return Object.fromEntries(Object.keys(attributes).map((name) => [name, parts[name] ?? null]));
}

function readNested({ nesting, members }: NestedType, content: unknown, at: string, whenAbsent: WhenAbsent): unknown {
  const readElement = (element: unknown, here: string): unknown => {
    if (!isObject(element) || !Object.hasOwn(element, "object")) {
      throw new StoredValueError(here, `an object with only "object" is needed, not ${shorten(element)}`);
    }
    return fromStoredObject(members, element["object"], `${here}.object`, whenAbsent);
  };
  switch (nesting) {
    case "single":
    case "group":
      return fromStoredObject(members, content, at, whenAbsent);
    case "map":
      return mapAt(content, at, readElement);
    default:
      return listAt(content, at).map((element, i) => readElement(element, `${at}[${i}]`));
  }
}

function listAt(content: unknown, at: string): readonly unknown[] {
  if (Array.isArray(content)) return content;
  throw new StoredValueError(at, `an array is needed, not ${shorten(content)}`);
}

function mapAt(
  content: unknown,
  at: string,
  readPart: (part: unknown, at: string, key: string) => unknown,
): Record<string, unknown> {
  if (!isObject(content)) throw new StoredValueError(at, `an object is needed, not ${shorten(content)}`);
  const parts = Object.entries(content).map(([key, part]): [string, unknown] => [
    key,
    readPart(part, `${at}.${key}`, key),
  ]);
  return Object.fromEntries(parts);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Enough of a value to recognise it by. */
function shorten(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
