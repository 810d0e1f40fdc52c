// SPDX-License-Identifier: Apache-2.0

import { BucketSet, type Rules } from "./bucket-set.ts";
import { equalPayloads } from "./equality.ts";
import type { Payload } from "./payload.ts";
import { hashText } from "./set-hash.ts";
import { SetPayload } from "./set-payload.ts";
import { set, type Type } from "./type.ts";
import { createValue, payloadOf, type Value } from "./value.ts";

/**
 * Values of one type, as a set of cty has them, that can be changed: what is unknown, at any depth, counts each time.
 *
 * Source: go-cty 1.18, `ValueSet`.
 */
export class ValueSet {
  readonly elementType: Type;
  readonly #payloads: BucketSet<Payload>;

  /** @throws TypeError for a value of another type, or one that is marked, at any depth. */
  constructor(elementType: Type, values: Iterable<Value> = []) {
    this.elementType = elementType;
    this.#payloads = new BucketSet(rulesFor(elementType));
    for (const value of values) this.add(value);
  }

  /** The elements of a set, which must be known, not null and not marked. */
  static of(value: Value): ValueSet {
    if (value.type.kind !== "set") throw new TypeError(`${value.type.friendlyName()} is not a set`);
    return new ValueSet(value.type.elementType, value.asValueSlice());
  }

  get size(): number {
    return this.#payloads.size;
  }

  add(value: Value): void {
    this.#payloads.add(this.#payloadOf(value));
  }

  has(value: Value): boolean {
    return this.#payloads.has(this.#payloadOf(value));
  }

  /** Does nothing if the value is not there. */
  remove(value: Value): void {
    this.#payloads.remove(this.#payloadOf(value));
  }

  /** In the order of sets of cty. */
  values(): Value[] {
    const { elements } = new SetPayload(this.elementType, [...this.#payloads]);
    return elements.map((payload) => createValue(this.elementType, payload));
  }

  /** A value of cty with these elements. */
  toValue(): Value {
    return createValue(set(this.elementType), new SetPayload(this.elementType, [...this.#payloads]));
  }

  union(other: ValueSet): ValueSet {
    return this.#with(this.#payloads.union(this.#alike(other)));
  }

  intersection(other: ValueSet): ValueSet {
    return this.#with(this.#payloads.intersection(this.#alike(other)));
  }

  subtract(other: ValueSet): ValueSet {
    return this.#with(this.#payloads.subtract(this.#alike(other)));
  }

  symmetricDifference(other: ValueSet): ValueSet {
    return this.#with(this.#payloads.symmetricDifference(this.#alike(other)));
  }

  #payloadOf(value: Value): Payload {
    if (value.type !== this.elementType) {
      throw new TypeError(`${value.type.friendlyName()} cannot be in a set of ${this.elementType.friendlyName()}`);
    }
    if (value.containsMarked()) throw new TypeError("value is marked, so must be unmarked first; mark the set instead");
    return payloadOf(value);
  }

  #alike(other: ValueSet): BucketSet<Payload> {
    if (other.elementType !== this.elementType) {
      const names = `${this.elementType.friendlyName()} and of ${other.elementType.friendlyName()}`;
      throw new TypeError(`sets of ${names} have nothing in common`);
    }
    return other.#payloads;
  }

  #with(payloads: BucketSet<Payload>): ValueSet {
    return new ValueSet(
      this.elementType,
      Array.from(payloads, (payload) => createValue(this.elementType, payload)),
    );
  }
}

function rulesFor(type: Type): Rules<Payload> {
  return {
    bucketOf: (payload) => hashText(type, payload),
    areSame: (a, b) => equalPayloads(type, a, type, b) === true,
  };
}
