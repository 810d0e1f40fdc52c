// SPDX-License-Identifier: Apache-2.0

import { equalPayloads } from "./equality.ts";
import type { BigFloat } from "./number/bigfloat.ts";
import { Unknown, type Payload } from "./payload.ts";
import { hashText } from "./set-hash.ts";
import type { Type } from "./type.ts";
import { compareBytes } from "./unicode/byte-order.ts";

/**
 * The distinct elements of a set, in the order in which cty visits them: known ones by value (strings by bytes, numbers
 * by size, others by their hash text), then unknown ones, which never count as equal, then null.
 *
 * Source: go-cty 1.18, `set_internals.go`.
 */
export class SetPayload {
  readonly elements: readonly Payload[];
  readonly #elementType: Type;
  #buckets: Map<string, Payload[]> | undefined;

  /** @param elements In any order; may have duplicates, but no marks at any depth. */
  constructor(elementType: Type, elements: readonly Payload[]) {
    this.#elementType = elementType;
    this.elements = elements.length < 2 ? elements : arrange(elementType, elements);
  }

  /** Whether there is an element that is certainly equal to the payload. */
  has(payload: Payload): boolean {
    if (this.#buckets === undefined) {
      this.#buckets = new Map();
      for (const element of this.elements) addToBucket(this.#buckets, hashText(this.#elementType, element), element);
    }
    const bucket = this.#buckets.get(hashText(this.#elementType, payload));
    return bucket !== undefined && bucket.some((element) => isSame(this.#elementType, element, payload));
  }
}

function arrange(type: Type, elements: readonly Payload[]): readonly Payload[] {
  const known: Payload[] = [];
  const unknown: Payload[] = [];
  let hasNull = false;
  for (const element of elements) {
    if (element === null) hasNull = true;
    else (element instanceof Unknown ? unknown : known).push(element);
  }
  const arranged = arrangeKnown(type, known).concat(unknown);
  if (hasNull) arranged.push(null);
  return arranged;
}

function arrangeKnown(type: Type, elements: Payload[]): Payload[] {
  if (elements.length === 0) return elements;
  switch (type.kind) {
    case "string":
      return [...new Set(elements as string[])].sort(compareBytes);
    case "bool":
      return [false, true].filter((value) => elements.includes(value));
    case "number":
      return distinct(type, elements)
        .sort(compareKeyedNumbers)
        .map(([, number]) => number);
    default:
      return distinct(type, elements)
        .sort(([a], [b]) => compareBytes(a, b))
        .map(([, element]) => element);
  }
}

type Keyed = [hashText: string, element: Payload];

/** Drops every element that equals an earlier one of the same hash. */
function distinct(type: Type, elements: readonly Payload[]): Keyed[] {
  const buckets = new Map<string, Payload[]>();
  const kept: Keyed[] = [];
  for (const element of elements) {
    const key = hashText(type, element);
    if (buckets.get(key)?.some((earlier) => isSame(type, earlier, element))) continue;
    addToBucket(buckets, key, element);
    kept.push([key, element]);
  }
  return kept;
}

function addToBucket(buckets: Map<string, Payload[]>, key: string, element: Payload): void {
  const bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, [element]);
  else bucket.push(element);
}

function isSame(type: Type, a: Payload, b: Payload): boolean {
  return equalPayloads(type, a, type, b) === true;
}

/** By value. The two zeros differ in hash, and it is the CRC of that which puts the negative one first. */
function compareKeyedNumbers([a, x]: Keyed, [b, y]: Keyed): number {
  const order = (x as BigFloat).compare(y as BigFloat);
  return order === 0 && a !== b ? compareBytes(a, b) : order;
}
