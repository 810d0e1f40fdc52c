// SPDX-License-Identifier: Apache-2.0

/**
 * Both equalities of cty, on payloads.
 *
 * Source: go-cty 1.18, `Value.Equals` and `Value.RawEquals`. Where a pair that is undecided and a pair that differs meet
 * in one object or map, Go's answer depends on which it happens to visit first; here a difference always counts.
 *
 * @module
 */

import { conforms } from "./conforms.ts";
import type { BigFloat } from "./number/bigfloat.ts";
import {
  hasWhollyKnownType,
  listOf,
  mapOf,
  Marked,
  setOf,
  unmark,
  Unknown,
  type Encapsulated,
  type Payload,
} from "./payload.ts";
import { PayloadRange } from "./range.ts";
import { nothingKnown, sameRefinement } from "./refinement.ts";
import type { SetPayload } from "./set-payload.ts";
import type { CapsuleType, Type } from "./type.ts";

/**
 * Whether two values are equal in the language of cty: undefined while that depends on something unknown. Nulls of all
 * types are equal. The payloads must not be marked at any depth.
 */
export function equalPayloads(aType: Type, a: Payload, bType: Type, b: Payload): boolean | undefined {
  if (a === null || b === null) {
    if (a === b) return true;
    return isDefinitelyNotNull(a) || isDefinitelyNotNull(b) ? false : undefined;
  }
  if (a instanceof Unknown || b instanceof Unknown) return equalUnknown(aType, a, bType, b);
  if (!hasWhollyKnownType(aType, a) || !hasWhollyKnownType(bType, b)) {
    return conforms(aType, bType) || conforms(bType, aType) ? undefined : false;
  }
  return aType === bType && equalKnown(aType, a, b);
}

function isDefinitelyNotNull(payload: Payload): boolean {
  return payload instanceof Unknown ? (payload.refinement?.isNotNull ?? false) : payload !== null;
}

function equalUnknown(aType: Type, a: Payload, bType: Type, b: Payload): boolean | undefined {
  if (a instanceof Unknown && b instanceof Unknown) return undefined;
  const [rangeType, range, type, payload] = a instanceof Unknown ? [aType, a, bType, b] : [bType, b, aType, a];
  if (new PayloadRange(rangeType, range).includesPayload(type, payload) === false) return false;
  return rangeType.hasDynamicTypes || rangeType === type ? undefined : false;
}

function equalKnown(type: Type, a: Payload, b: Payload): boolean | undefined {
  switch (type.kind) {
    case "bool":
    case "string":
      return a === b;
    case "number":
      return (a as BigFloat).equals(b as BigFloat);
    case "list": {
      const [x, y] = [listOf(type, a), listOf(type, b)];
      return x.length === y.length && equalInOrder(() => type.elementType, x, y);
    }
    case "tuple":
      return equalInOrder((i) => type.elementTypes[i]!, listOf(type, a), listOf(type, b));
    case "object": {
      const [x, y] = [listOf(type, a), listOf(type, b)];
      return allEqual(x, (attribute, i) => equalPayloads(type.types[i]!, attribute, type.types[i]!, y[i]!));
    }
    case "map": {
      const [x, y] = [mapOf(type, a), mapOf(type, b)];
      if (x.size !== y.size) return false;
      const element = type.elementType;
      return allEqual(x, ([key, value]) => {
        const other = y.get(key);
        return other !== undefined && equalPayloads(element, value, element, other);
      });
    }
    case "set":
      return equalSets(setOf(type, a), setOf(type, b));
    case "capsule":
      return equalCapsules(type, (a as Encapsulated).native, (b as Encapsulated).native);
    default:
      // Dynamic values are unknown or null.
      return undefined;
  }
}

/** What comes first decides: a difference, or a pair that nothing is known about. */
function equalInOrder(typeAt: (i: number) => Type, a: readonly Payload[], b: readonly Payload[]): boolean | undefined {
  for (let i = 0; i < a.length; i++) {
    const isEqual = equalPayloads(typeAt(i), a[i]!, typeAt(i), b[i]!);
    if (isEqual !== true) return isEqual;
  }
  return true;
}

function allEqual<T>(parts: Iterable<T>, compare: (part: T, i: number) => boolean | undefined): boolean | undefined {
  let result: boolean | undefined = true;
  let i = 0;
  for (const part of parts) {
    const isEqual = compare(part, i++);
    if (isEqual === false) return false;
    if (isEqual === undefined) result = undefined;
  }
  return result;
}

function equalSets(a: SetPayload, b: SetPayload): boolean | undefined {
  const isUnknown = (payload: Payload): boolean => payload instanceof Unknown;
  if (a.elements.some(isUnknown) || b.elements.some(isUnknown)) return undefined;
  return a.elements.every((element) => b.has(element)) && b.elements.every((element) => a.has(element));
}

function equalCapsules({ ops }: CapsuleType, a: unknown, b: unknown): boolean | undefined {
  if (ops.equals !== undefined) return ops.equals(a, b);
  return ops.rawEquals === undefined ? Object.is(a, b) : ops.rawEquals(a, b);
}

/** Whether two payloads of one type are the same in everything: what is unknown about them, their marks and refinements. */
export function samePayloads(type: Type, markedA: Payload, markedB: Payload): boolean {
  if (markedA instanceof Marked !== markedB instanceof Marked) return false;
  if (markedA instanceof Marked && !sameMarks(markedA, markedB as Marked)) return false;
  const a = unmark(markedA);
  const b = unmark(markedB);
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (a instanceof Unknown || b instanceof Unknown) {
    if (!(a instanceof Unknown && b instanceof Unknown)) return false;
    return sameRefinement(a.refinement ?? nothingKnown, b.refinement ?? nothingKnown);
  }
  return sameKnown(type, a, b);
}

function sameMarks(a: Marked, b: Marked): boolean {
  return a.marks.size === b.marks.size && [...a.marks].every((mark) => b.marks.has(mark));
}

function sameKnown(type: Type, a: Payload, b: Payload): boolean {
  switch (type.kind) {
    case "list":
      return sameInOrder(() => type.elementType, listOf(type, a), listOf(type, b));
    case "tuple":
      return sameInOrder((i) => type.elementTypes[i]!, listOf(type, a), listOf(type, b));
    case "object":
      return sameInOrder((i) => type.types[i]!, listOf(type, a), listOf(type, b));
    case "set":
      return sameInOrder(() => type.elementType, setOf(type, a).elements, setOf(type, b).elements);
    case "map": {
      const [x, y] = [mapOf(type, a), mapOf(type, b)];
      if (x.size !== y.size) return false;
      for (const [key, element] of x) {
        const other = y.get(key);
        if (other === undefined || !samePayloads(type.elementType, element, other)) return false;
      }
      return true;
    }
    case "capsule": {
      const [x, y] = [(a as Encapsulated).native, (b as Encapsulated).native];
      return type.ops.rawEquals === undefined ? Object.is(x, y) : type.ops.rawEquals(x, y);
    }
    default:
      return equalKnown(type, a, b) === true;
  }
}

function sameInOrder(typeAt: (i: number) => Type, a: readonly Payload[], b: readonly Payload[]): boolean {
  return a.length === b.length && a.every((element, i) => samePayloads(typeAt(i), element, b[i]!));
}
