// SPDX-License-Identifier: Apache-2.0

import { conforms } from "../conforms.ts";
import { PathError } from "../path-error.ts";
import * as types from "../type.ts";
import type { CapsuleType, Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { capsuleVal, nullVal, objectVal, tupleVal } from "../value-create.ts";
import { Value } from "../value.ts";
import { atIndex, atKey, atName } from "./at.ts";
import { collectList, collectMap, collectSet } from "./collect.ts";
import { assertUsable, shapeOf, type Infer, type Shape } from "./shape.ts";

/** `null` for null; everything else as the other shape has it. */
export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return {
    type: shape.type,
    toCty: (native) => (native === null ? nullVal(shape.type) : shape.toCty(native)),
    fromCty(value) {
      assertUsable(value);
      return value.isNull() ? null : shape.fromCty(value);
    },
  };
}

/** A value of cty as it is, also null, unknown or marked. @param type What it has to conform to. */
export function value(type: Type): Shape<Value> {
  const conforming = (native: Value): Value => {
    if (native instanceof Value && conforms(native.type, type)) return native;
    throw new PathError([], `${type.friendlyNameForConstraint()} required`);
  };
  return { type, toCty: conforming, fromCty: conforming };
}

/** What a capsule holds. */
export function capsule<T>(type: CapsuleType<T>): Shape<T> {
  return {
    type,
    toCty: (native) => capsuleVal(type, native),
    fromCty(value) {
      assertUsable(value);
      if (value.isNull()) throw new PathError([], "null value is not allowed");
      if (value.type !== type) throw new PathError([], `${type.friendlyName()} required`);
      return value.encapsulatedValue() as T;
    },
  };
}

/** `T[]`, as a list. Reads sets too, in their order. */
export function list<T>(element: Shape<T>): Shape<T[]> {
  return shapeOf<T[]>({
    type: types.list(element.type),
    kinds: ["list", "set"],
    noun: "list or set value",
    is: Array.isArray,
    write: (native) =>
      collectList(
        element.type,
        native.map((part, i) => atIndex(i, () => element.toCty(part))),
      ),
    read: (value) => readElements(value, element),
  });
}

/** `Set<T>`, as a set. Reads lists too. Objects in a `Set` are told apart by identity, in cty by what is in them. */
export function set<T>(element: Shape<T>): Shape<Set<T>> {
  return shapeOf<Set<T>>({
    type: types.set(element.type),
    kinds: ["set", "list"],
    noun: "set or list value",
    is: (native) => native instanceof Set,
    write: (native) =>
      collectSet(
        element.type,
        Array.from(native, (part, i) => atIndex(i, () => element.toCty(part))),
      ),
    read: (value) => new Set(readElements(value, element)),
  });
}

/** `Map<string, T>`, as a map. Reads objects too. */
export function map<T>(element: Shape<T>): Shape<Map<string, T>> {
  return shapeOf<Map<string, T>>({
    type: types.map(element.type),
    kinds: ["map", "object"],
    noun: "map or object value",
    is: (native) => native instanceof Map,
    write(native) {
      const elements = new Map<string, Value>();
      for (const [key, part] of native) {
        if (typeof key !== "string") throw new PathError([], "map keys must be strings");
        elements.set(
          key,
          atKey(key, () => element.toCty(part)),
        );
      }
      return collectMap(element.type, elements);
    },
    read(value) {
      const read = (key: string, part: Value): T => atKey(key, () => element.fromCty(part));
      return new Map(Array.from(value.asValueMap(), ([key, part]) => [key, read(key, part)]));
    },
  });
}

/** An array with a shape for each place, as a tuple. */
export function tuple<const S extends readonly Shape<unknown>[]>(
  shapes: S,
): Shape<{ -readonly [I in keyof S]: Infer<S[I]> }> {
  type Parts = { -readonly [I in keyof S]: Infer<S[I]> };
  const assertLength = (length: number): void => {
    if (length !== shapes.length) throw new PathError([], `a tuple of ${shapes.length} elements is required`);
  };
  return shapeOf<Parts>({
    type: types.tuple(shapes.map(({ type }) => type)),
    kinds: ["tuple"],
    noun: "tuple value",
    is: Array.isArray,
    write(native) {
      const parts = native as readonly unknown[];
      assertLength(parts.length);
      return tupleVal(shapes.map((shape, i) => atIndex(i, () => shape.toCty(parts[i]))));
    },
    read(value) {
      const parts = value.asValueSlice();
      assertLength(parts.length);
      return shapes.map((shape, i) => atIndex(i, () => shape.fromCty(parts[i]!))) as Parts;
    },
  });
}

/** Shapes by the name of the property, which is that of the attribute. */
export type Fields = { readonly [name: string]: Shape<unknown> };

/** What has these properties. */
export type InferFields<F extends Fields> = { -readonly [K in keyof F]: Infer<F[K]> };

/** A plain object with just these properties, as an object with just these attributes. */
export function object<const F extends Fields>(fields: F): Shape<InferFields<F>> {
  return objectShape<F, InferFields<F>>(fields, isPlain, assertNoOthers, (properties) => properties);
}

/**
 * An instance of a class, as an object with an attribute for each of these properties, which may be accessors too.
 *
 * @param create Makes an instance of the properties; by default one whose constructor is not called.
 */
export function instance<C, const F extends FieldsOf<C>>(
  constructor: abstract new (...args: never) => C,
  fields: F,
  create: (properties: InferFields<F>) => C = (properties) =>
    Object.assign(Object.create(constructor.prototype as object) as C & object, properties),
): Shape<C> {
  const is = (native: unknown): boolean => native instanceof constructor;
  return objectShape<F, C>(fields, is, () => {}, create);
}

/** For each of some properties a shape of its type. */
type FieldsOf<C> = Fields & { readonly [K in keyof C]?: Shape<C[K]> };

function objectShape<F extends Fields, T>(
  fields: F,
  is: (native: unknown) => boolean,
  check: (native: object, fields: Fields) => void,
  create: (properties: InferFields<F>) => T,
): Shape<T> {
  const entries = Object.entries(fields);
  return shapeOf<T>({
    type: types.object(Object.fromEntries(entries.map(([name, { type }]) => [name, type]))),
    kinds: ["object"],
    noun: "object value",
    is,
    write(native) {
      check(native as object, fields);
      const properties = native as { readonly [name: string]: unknown };
      const write = (name: string, shape: Shape<unknown>): Value => atName(name, () => shape.toCty(properties[name]));
      return objectVal(new Map(entries.map(([name, shape]) => [name, write(name, shape)])));
    },
    read(value) {
      const attributes = value.asValueMap();
      for (const name of attributes.keys()) {
        if (!Object.hasOwn(fields, name)) throw new PathError([], `unsupported attribute ${quoteGo(name)}`);
      }
      const read = (name: string, shape: Shape<unknown>): unknown => {
        const attribute = attributes.get(name);
        if (attribute === undefined) throw new PathError([], `missing required attribute ${quoteGo(name)}`);
        return atName(name, () => shape.fromCty(attribute));
      };
      return create(Object.fromEntries(entries.map(([name, shape]) => [name, read(name, shape)])) as InferFields<F>);
    },
  });
}

function assertNoOthers(native: object, fields: Fields): void {
  const other = Object.keys(native).find((name) => !Object.hasOwn(fields, name));
  if (other !== undefined) throw new PathError([], `unsupported attribute ${quoteGo(other)}`);
}

/** Whether it is an object literal or the like, and not an instance of some class. */
export function isPlain(native: unknown): native is { readonly [name: string]: unknown } {
  if (typeof native !== "object" || native === null) return false;
  const prototype: unknown = Object.getPrototypeOf(native);
  return prototype === null || prototype === Object.prototype;
}

function readElements<T>(value: Value, element: Shape<T>): T[] {
  return value.asValueSlice().map((part, i) => atIndex(i, () => element.fromCty(part)));
}
