// SPDX-License-Identifier: Apache-2.0

/**
 * What a value is besides its type.
 *
 * A container holds the payloads of its elements and not values: their types follow from its own. So decoding a list
 * of a thousand strings makes a thousand strings and one array, and values of elements are made when somebody asks.
 *
 * | type | payload when known and not null |
 * |---|---|
 * | bool, string | boolean, string (in NFC) |
 * | number | `BigFloat` |
 * | list, tuple | array |
 * | object | array in the order of the type's `attributeNames` |
 * | map | `Map` in the byte order of its keys |
 * | set | `SetPayload` |
 * | capsule | `Encapsulated` |
 *
 * Any of them may be null, `Unknown`, or `Marked` with one of these inside.
 *
 * @module
 */

import type { BigFloat } from "./number/bigfloat.ts";
import type { Refinement } from "./refinement.ts";
import type { SetPayload } from "./set-payload.ts";
import type { MapType, ObjectType, SetType, TupleType, Type, ListType } from "./type.ts";

export type Payload =
  | null
  | boolean
  | string
  | BigFloat
  | readonly Payload[]
  | ReadonlyMap<string, Payload>
  | SetPayload
  | Encapsulated
  | Unknown
  | Marked;

/** Any value that an application attaches to cty values; compared as `Set` compares. */
export type Mark = unknown;
export type Marks = ReadonlySet<Mark>;

export class Unknown {
  /** What is known about the value all the same; undefined if nothing is. */
  readonly refinement: Refinement | undefined;

  constructor(refinement: Refinement | undefined) {
    this.refinement = refinement;
  }
}

/** The unknown without refinements. There is just this one. */
export const unrefined: Unknown = new Unknown(undefined);

export class Marked {
  /** Not itself marked. */
  readonly payload: Payload;
  /** Not empty. */
  readonly marks: Marks;

  constructor(payload: Payload, marks: Marks) {
    marksExist = true;
    this.payload = payload;
    this.marks = marks;
  }
}

/** A native value in a capsule; wrapped, because it may be anything, null included. */
export class Encapsulated {
  readonly native: unknown;

  constructor(native: unknown) {
    this.native = native;
  }
}

/** Most programs never mark a value, so nothing is searched for marks until there is one. */
let marksExist = false;

/** The payload with `marks` added to those it has. */
export function withMarks(payload: Payload, marks: Marks): Payload {
  if (marks.size === 0) return payload;
  return payload instanceof Marked
    ? new Marked(payload.payload, new Set([...payload.marks, ...marks]))
    : new Marked(payload, marks);
}

export function unmark(payload: Payload): Payload {
  return payload instanceof Marked ? payload.payload : payload;
}

export function containsMarked(type: Type, payload: Payload): boolean {
  if (!marksExist) return false;
  return payload instanceof Marked || someElement(type, payload, containsMarked);
}

/** Takes all marks out, and adds them to `found`. */
export function unmarkDeep(type: Type, payload: Payload, found: Set<Mark>): Payload {
  if (!containsMarked(type, payload)) return payload;
  if (payload instanceof Marked) for (const mark of payload.marks) found.add(mark);
  return mapElements(type, unmark(payload), (elementType, element) => unmarkDeep(elementType, element, found));
}

/** Whether nothing in it is unknown, at any depth. */
export function isWhollyKnown(type: Type, payload: Payload): boolean {
  const plain = unmark(payload);
  return !(plain instanceof Unknown) && !someElement(type, plain, isNotWhollyKnown);
}

function isNotWhollyKnown(type: Type, payload: Payload): boolean {
  return !isWhollyKnown(type, payload);
}

/** Whether nothing in it is of a type that is yet to be known. As in go-cty, marked containers are not looked into. */
export function hasWhollyKnownType(type: Type, payload: Payload): boolean {
  if (!type.hasDynamicTypes || payload === null) return true;
  if (unmark(payload) instanceof Unknown) return type.kind !== "dynamic" && payload instanceof Marked;
  return !someElement(type, payload, hasPartlyKnownType);
}

function hasPartlyKnownType(type: Type, payload: Payload): boolean {
  return !hasWhollyKnownType(type, payload);
}

/** Whether `test` holds for a direct element; false for what has no elements. Marks of the container are in the way. */
export function someElement(type: Type, payload: Payload, test: (type: Type, payload: Payload) => boolean): boolean {
  if (payload === null || payload instanceof Unknown || payload instanceof Marked) return false;
  switch (type.kind) {
    case "list":
      return listOf(type, payload).some((element) => test(type.elementType, element));
    case "set":
      return setOf(type, payload).elements.some((element) => test(type.elementType, element));
    case "map":
      for (const element of mapOf(type, payload).values()) if (test(type.elementType, element)) return true;
      return false;
    case "object":
      return listOf(type, payload).some((attribute, i) => test(type.types[i]!, attribute));
    case "tuple":
      return listOf(type, payload).some((element, i) => test(type.elementTypes[i]!, element));
    default:
      return false;
  }
}

/** The same container with other elements of the same types. Sets must keep their order and their distinct elements. */
function mapElements(type: Type, payload: Payload, change: (type: Type, payload: Payload) => Payload): Payload {
  if (payload === null || payload instanceof Unknown) return payload;
  switch (type.kind) {
    case "list":
      return listOf(type, payload).map((element) => change(type.elementType, element));
    case "map": {
      const changed = new Map<string, Payload>();
      for (const [key, element] of mapOf(type, payload)) changed.set(key, change(type.elementType, element));
      return changed;
    }
    case "object":
      return listOf(type, payload).map((element, i) => change(type.types[i]!, element));
    case "tuple":
      return listOf(type, payload).map((element, i) => change(type.elementTypes[i]!, element));
    default:
      // The elements of a set have no marks of their own: they moved to the set when it was made.
      return payload;
  }
}

// The type says which form a payload has; these only tell the compiler.

export function listOf(_: ListType | TupleType | ObjectType, payload: Payload): readonly Payload[] {
  return payload as readonly Payload[];
}

export function mapOf(_: MapType, payload: Payload): ReadonlyMap<string, Payload> {
  return payload as ReadonlyMap<string, Payload>;
}

export function setOf(_: SetType, payload: Payload): SetPayload {
  return payload as SetPayload;
}
