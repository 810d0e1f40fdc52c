// SPDX-License-Identifier: Apache-2.0

import { equalPayloads } from "./equality.ts";
import type { BigFloat } from "./number/bigfloat.ts";
import { isWhollyKnown, Unknown, type Payload } from "./payload.ts";
import { equalityText, hashText } from "./set-hash.ts";
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
  #buckets: Map<string, Bucket> | undefined;

  /** @param elements In any order; may have duplicates, but no marks at any depth. */
  constructor(elementType: Type, elements: readonly Payload[]) {
    this.#elementType = elementType;
    this.elements = elements.length < 2 ? elements : arrange(elementType, elements);
  }

  /** Whether there is an element that is certainly equal to the payload. */
  has(payload: Payload): boolean {
    const type = this.#elementType;
    if (this.#buckets === undefined) {
      this.#buckets = new Map();
      for (const element of this.elements) bucketFor(this.#buckets, type, hashText(type, element)).add(element);
    }
    return this.#buckets.get(hashText(type, payload))?.has(payload) ?? false;
  }
}

/** Elements of one hash. Most have one of their own; what is in a crowd is told apart by more than the hash. */
class Bucket {
  readonly #type: Type;
  readonly #elements: Payload[] = [];
  #byEqualityText: Map<string, Payload[]> | undefined;

  constructor(type: Type) {
    this.#type = type;
  }

  add(element: Payload): void {
    this.#elements.push(element);
    if (this.#byEqualityText !== undefined) this.#index(element);
  }

  has(payload: Payload): boolean {
    if (this.#elements.length < crowd) return this.#someEqual(this.#elements, payload);
    // What has unknown parts is not certain to be equal to anything.
    if (!isWhollyKnown(this.#type, payload)) return false;
    if (this.#byEqualityText === undefined) {
      this.#byEqualityText = new Map();
      for (const element of this.#elements) this.#index(element);
    }
    return this.#someEqual(this.#byEqualityText.get(equalityText(this.#type, payload)) ?? [], payload);
  }

  #index(element: Payload): void {
    if (!isWhollyKnown(this.#type, element)) return;
    const text = equalityText(this.#type, element);
    const known = this.#byEqualityText!.get(text);
    if (known === undefined) this.#byEqualityText!.set(text, [element]);
    else known.push(element);
  }

  #someEqual(elements: readonly Payload[], payload: Payload): boolean {
    return elements.some((element) => equalPayloads(this.#type, element, this.#type, payload) === true);
  }
}

const crowd = 8;

function bucketFor(buckets: Map<string, Bucket>, type: Type, key: string): Bucket {
  let bucket = buckets.get(key);
  if (bucket === undefined) buckets.set(key, (bucket = new Bucket(type)));
  return bucket;
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
  const buckets = new Map<string, Bucket>();
  const kept: Keyed[] = [];
  for (const element of elements) {
    const key = hashText(type, element);
    const bucket = bucketFor(buckets, type, key);
    if (bucket.has(element)) continue;
    bucket.add(element);
    kept.push([key, element]);
  }
  return kept;
}

/** By value. The two zeros differ in hash, and it is the CRC of that which puts the negative one first. */
function compareKeyedNumbers([a, x]: Keyed, [b, y]: Keyed): number {
  const order = (x as BigFloat).compare(y as BigFloat);
  return order === 0 && a !== b ? compareBytes(a, b) : order;
}
