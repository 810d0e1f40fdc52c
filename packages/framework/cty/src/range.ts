// SPDX-License-Identifier: Apache-2.0

import { BigFloat } from "./number/bigfloat.ts";
import { conforms } from "./conforms.ts";
import { isWhollyKnown, mapOf, setOf, Unknown, type Payload } from "./payload.ts";
import { nothingKnown, type NumberBound, type Refinement } from "./refinement.ts";
import type { Type } from "./type.ts";

/**
 * What a payload may turn out to be; the part of `ValueRange` that needs no values.
 *
 * Source: go-cty 1.18, `value_range.go`.
 */
export class PayloadRange {
  readonly typeConstraint: Type;
  readonly #isNull: boolean;
  readonly #refinement: Refinement | undefined;

  /** @internal Use `Value.range`. The payload must not be marked. */
  constructor(type: Type, payload: Payload) {
    this.typeConstraint = type;
    this.#isNull = payload === null;
    this.#refinement = refinementOf(type, payload);
  }

  get couldBeNull(): boolean {
    return !this.isDefinitelyNotNull;
  }

  get isDefinitelyNotNull(): boolean {
    return this.#refinement?.isNotNull ?? false;
  }

  /** Minus infinity, exclusive, where nothing is known. @throws TypeError if the value cannot be a number. */
  get numberLowerBound(): NumberBound {
    this.#assertType("a number", (type) => type.kind === "number");
    return this.#refinement?.min ?? { value: BigFloat.infinity(true), isInclusive: false };
  }

  /** Plus infinity, exclusive, where nothing is known. @throws TypeError if the value cannot be a number. */
  get numberUpperBound(): NumberBound {
    this.#assertType("a number", (type) => type.kind === "number");
    return this.#refinement?.max ?? { value: BigFloat.infinity(false), isInclusive: false };
  }

  /** Empty where nothing is known. @throws TypeError if the value cannot be a string. */
  get stringPrefix(): string {
    this.#assertType("a string", (type) => type.kind === "string");
    return this.#refinement?.prefix ?? "";
  }

  /** @throws TypeError if the value cannot be a collection. */
  get lengthLowerBound(): number {
    this.#assertType("a collection", (type) => type.isCollectionType());
    return this.#refinement?.minLength ?? 0;
  }

  /** Infinity where nothing is known. @throws TypeError if the value cannot be a collection. */
  get lengthUpperBound(): number {
    this.#assertType("a collection", (type) => type.isCollectionType());
    return this.#refinement?.maxLength ?? Infinity;
  }

  /** @internal Whether a payload without marks is in this range; undefined where that is not known. */
  includesPayload(type: Type, payload: Payload): boolean | undefined {
    if (payload === null) return !this.isDefinitelyNotNull;
    if (this.#isNull || !conforms(type, this.typeConstraint)) return false;
    const own = this.#refinement;
    if (type.kind === "dynamic" || own === undefined) return undefined;
    switch (this.typeConstraint.kind) {
      case "string":
        if (typeof payload === "string" && !payload.startsWith(own.prefix)) return false;
        break;
      case "number":
        if (!mayLieWithin(payload, this.numberLowerBound, this.numberUpperBound)) return false;
        break;
      case "list":
      case "set":
      case "map": {
        const [least, most] = lengthBounds(type, payload);
        if (most < own.minLength || least > own.maxLength) return false;
        break;
      }
      default:
    }
    return undefined;
  }

  #assertType(expected: string, test: (type: Type) => boolean): void {
    const { typeConstraint } = this;
    if (typeConstraint.kind === "dynamic" || test(typeConstraint)) return;
    throw new TypeError(`${typeConstraint.friendlyName()} is not ${expected}`);
  }
}

function refinementOf(type: Type, payload: Payload): Refinement | undefined {
  if (payload === null) return undefined;
  if (payload instanceof Unknown) return payload.refinement;
  const known = { ...nothingKnown, isNotNull: true };
  switch (type.kind) {
    case "string":
      return { ...known, prefix: payload as string };
    case "number": {
      const bound = { value: payload as BigFloat, isInclusive: true };
      return { ...known, min: bound, max: bound };
    }
    case "list":
    case "set":
    case "map": {
      const [minLength, maxLength] = lengthBounds(type, payload);
      return minLength === maxLength ? { ...known, minLength, maxLength } : known;
    }
    default:
      return known;
  }
}

/** The least and the greatest number of elements of a collection that is not null. */
export function lengthBounds(type: Type, payload: Payload): [least: number, most: number] {
  if (payload instanceof Unknown) {
    const { minLength, maxLength } = payload.refinement ?? nothingKnown;
    return [minLength, maxLength];
  }
  if (type.kind === "set") {
    const { length } = setOf(type, payload).elements;
    // Unknown elements may turn out to be equal to others.
    return [length < 2 || isWhollyKnown(type, payload) ? length : 1, length];
  }
  const length = type.kind === "map" ? mapOf(type, payload).size : (payload as readonly Payload[]).length;
  return [length, length];
}

/** False if a number is certainly too small or too large. */
function mayLieWithin(payload: Payload, min: NumberBound, max: NumberBound): boolean {
  if (!(payload instanceof Unknown)) {
    const number = payload as BigFloat;
    return isBeyond(number, min, 1) && isBeyond(number, max, -1);
  }
  // Bounds that touch leave it open, even where one of them is exclusive.
  const { min: least, max: most } = payload.refinement ?? nothingKnown;
  if (most !== undefined && most.value.compare(min.value) < 0) return false;
  return least === undefined || least.value.compare(max.value) <= 0;
}

/** @param direction Where the numbers lie that the bound admits: 1 above it, -1 below. */
export function isBeyond(number: BigFloat, bound: NumberBound, direction: 1 | -1): boolean {
  return number.compare(bound.value) === direction || (bound.isInclusive && number.equals(bound.value));
}
