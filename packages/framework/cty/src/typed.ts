// SPDX-License-Identifier: Apache-2.0

/**
 * Payloads whose type the data tells, as they come out of a decoder where the expected type has dynamic parts.
 *
 * @module
 */

import { PathError } from "./path-error.ts";
import type { Payload } from "./payload.ts";
import { SetPayload } from "./set-payload.ts";
import {
  internObject,
  list,
  map,
  set,
  tuple,
  type CollectionType,
  type ListType,
  type MapType,
  type SetType,
  type Type,
} from "./type.ts";

export type Typed = readonly [type: Type, payload: Payload];

/** @param type What was expected, of which the kind and, without elements, the element type hold. */
export function collectElements(type: ListType | SetType, elements: readonly Typed[]): Typed {
  const elementType = commonType(type, elements);
  const payloads = elements.map(payloadPart);
  return type.kind === "list"
    ? [list(elementType), payloads]
    : [set(elementType), new SetPayload(elementType, payloads)];
}

export function collectMap(type: MapType, elements: ReadonlyMap<string, Typed>): Typed {
  const payloads = new Map<string, Payload>();
  for (const [key, [, payload]] of elements) payloads.set(key, payload);
  return [map(commonType(type, elements.values())), payloads];
}

export function collectTuple(elements: readonly Typed[]): Typed {
  return [tuple(elements.map(typePart)), elements.map(payloadPart)];
}

/** @param names In byte order. */
export function collectObject(names: readonly string[], attributes: readonly Typed[]): Typed {
  return [internObject(names, attributes.map(typePart), new Set()), attributes.map(payloadPart)];
}

/** The type that all elements have, dynamic ones aside; that of the collection if there are none. */
function commonType({ kind, elementType }: CollectionType, elements: Iterable<Typed>): Type {
  let common: Type | undefined;
  for (const [type] of elements) {
    if (common === undefined || common.kind === "dynamic") common = type;
    else if (type !== common && type.kind !== "dynamic")
      throw new PathError([], `all ${kind} elements must have the same type`);
  }
  return common ?? elementType;
}

function typePart([type]: Typed): Type {
  return type;
}

function payloadPart([, payload]: Typed): Payload {
  return payload;
}
