// SPDX-License-Identifier: Apache-2.0

import { BigFloat } from "./number/bigfloat.ts";
import { unrefined, Unknown, type Payload } from "./payload.ts";
import { isBeyond, lengthBounds } from "./range.ts";
import { nothingKnown, withLength, withMax, withMin, withPrefix, type Refinement } from "./refinement.ts";
import { SetPayload } from "./set-payload.ts";
import type { Type } from "./type.ts";
import { normalizeString } from "./unicode/normalize.ts";
import { safeKnownPrefix } from "./unicode/safe-prefix.ts";
import type { Value } from "./value.ts";

/**
 * Narrows down what a value may turn out to be; made by `Value.refine`, and finished with `newValue`.
 *
 * Refining a known value changes nothing, but throws where the value is not as it says. Refining a dynamic unknown value
 * is always without effect.
 *
 * Source: go-cty 1.18, `unknown_refinement.go`.
 */
export class RefinementBuilder {
  readonly #type: Type;
  readonly #original: Payload;
  readonly #finish: (payload: Payload) => Value;
  #isNull: boolean;
  #refinement: Refinement;

  /** @internal The payload must not be marked. */
  constructor(type: Type, payload: Payload, finish: (payload: Payload) => Value) {
    this.#type = type;
    this.#original = payload;
    this.#finish = finish;
    this.#isNull = payload === null;
    this.#refinement = (payload instanceof Unknown && payload.refinement) || nothingKnown;
  }

  /** @throws RangeError if the value is null. */
  notNull(): this {
    if (this.#isIgnored()) return this;
    if (this.#isNull) throw new RangeError("a null value cannot be refined as not null");
    this.#refinement = { ...this.#refinement, isNotNull: true };
    return this;
  }

  /** @throws RangeError if the value is known, or known to be not null. */
  null(): this {
    if (this.#isIgnored()) return this;
    if (this.#isKnown() || this.#refinement.isNotNull)
      throw new RangeError("a value that is not null cannot be refined as null");
    this.#isNull = true;
    return this;
  }

  /**
   * A bound that is itself unknown has no effect.
   *
   * @throws RangeError if no number fits any more; TypeError if the value or the bound is no number.
   */
  numberRangeLowerBound(min: Value, isInclusive: boolean): this {
    return this.#bound(min, isInclusive, 1);
  }

  /** As `numberRangeLowerBound`. */
  numberRangeUpperBound(max: Value, isInclusive: boolean): this {
    return this.#bound(max, isInclusive, -1);
  }

  /** Both bounds inclusive. */
  numberRangeInclusive(min: Value, max: Value): this {
    return this.numberRangeLowerBound(min, true).numberRangeUpperBound(max, true);
  }

  /** @throws RangeError if no length fits any more; TypeError if the value is no collection. */
  collectionLengthLowerBound(min: number): this {
    return this.#boundLength(min, Infinity);
  }

  /** As `collectionLengthLowerBound`. */
  collectionLengthUpperBound(max: number): this {
    return this.#boundLength(0, max);
  }

  /** Both bounds; of a set, the number of elements that differ. */
  collectionLength(length: number): this {
    return this.#boundLength(length, length);
  }

  /**
   * The start of a string whose rest is not under the caller's control. What the rest could change is left off the end:
   * a letter that an accent may follow, part of an emoji.
   *
   * @throws RangeError if it contradicts what is known; TypeError if the value is no string.
   */
  stringPrefix(prefix: string): this {
    return this.stringPrefixFull(safeKnownPrefix(prefix));
  }

  /** As `stringPrefix`, for a start that the rest is sure to leave alone. */
  stringPrefixFull(prefix: string): this {
    if (this.#isIgnored()) return this;
    this.#assertType("string prefix", this.#type.kind === "string");
    const normalized = normalizeString(prefix);
    if (typeof this.#original === "string") {
      withPrefix({ ...nothingKnown, prefix: this.#original }, normalized.slice(0, this.#original.length));
    }
    this.#refinement = withPrefix(this.#refinement, normalized);
    return this;
  }

  /**
   * The refined value. It is unknown, unless it can only be one: null, the number between two equal bounds, an empty
   * collection; and a list of known length has that many unknown elements. Marks are those of the value refined.
   */
  newValue(): Value {
    return this.#finish(this.#newPayload());
  }

  #newPayload(): Payload {
    if (!(this.#original instanceof Unknown) || this.#isIgnored()) return this.#original;
    if (this.#isNull) return null;
    const refinement = this.#refinement;
    return (
      (refinement.isNotNull ? this.#onlyPayload() : undefined) ??
      (isEmpty(refinement) ? unrefined : new Unknown(refinement))
    );
  }

  /** What a value that is not null must be, if its refinements leave just one. */
  #onlyPayload(): Payload | undefined {
    const { min, max, minLength, maxLength } = this.#refinement;
    if (min?.isInclusive && max?.isInclusive && min.value.equals(max.value)) return min.value;
    if (minLength !== maxLength) return undefined;
    switch (this.#type.kind) {
      case "list":
        return minLength <= longestCollapsedList ? unknowns(minLength) : undefined;
      case "set":
        return minLength <= 1 ? new SetPayload(this.#type.elementType, unknowns(minLength)) : undefined;
      case "map":
        return minLength === 0 ? new Map() : undefined;
      default:
        return undefined;
    }
  }

  /** @param direction Where the numbers lie that the bound admits: 1 above it, -1 below. */
  #bound(value: Value, isInclusive: boolean, direction: 1 | -1): this {
    if (this.#isIgnored()) return this;
    this.#assertType("number bounds", this.#type.kind === "number");
    if (!value.isKnown()) return this;
    this.#assertNotNull();
    const bound = { value: value.asBigFloat(), isInclusive };
    const known = this.#original;
    if (known instanceof BigFloat && !isBeyond(known, bound, direction)) {
      throw new RangeError(
        `number ${known.toString()} is not ${direction === 1 ? ">" : "<"}${isInclusive ? "=" : ""} ${bound.value.toString()}`,
      );
    }
    this.#refinement = direction === 1 ? withMin(this.#refinement, bound) : withMax(this.#refinement, bound);
    return this;
  }

  #boundLength(min: number, max: number): this {
    if (this.#isIgnored()) return this;
    this.#assertType("collection length", this.#type.isCollectionType());
    this.#assertNotNull();
    if (this.#isKnown()) {
      const [least, most] = lengthBounds(this.#type, this.#original);
      withLength({ ...nothingKnown, minLength: least, maxLength: most }, min, max);
    }
    this.#refinement = withLength(this.#refinement, min, max);
    return this;
  }

  #assertNotNull(): void {
    if (this.#original === null) throw new TypeError("value is null");
  }

  #isKnown(): boolean {
    return this.#original !== null && !(this.#original instanceof Unknown);
  }

  #isIgnored(): boolean {
    return this.#type.kind === "dynamic" && this.#original instanceof Unknown;
  }

  #assertType(what: string, fits: boolean): void {
    if (!fits) throw new TypeError(`cannot refine the ${what} of a value of type ${this.#type.friendlyName()}`);
  }
}

/** A few hostile bytes must not become a list that fills the memory: a longer one stays unknown. */
const longestCollapsedList = 65_536;

function unknowns(length: number): Payload[] {
  return Array.from({ length }, () => unrefined);
}

function isEmpty(refinement: Refinement): boolean {
  const { isNotNull, prefix, min, max, minLength, maxLength } = refinement;
  return (
    !isNotNull && prefix === "" && min === undefined && max === undefined && minLength === 0 && maxLength === Infinity
  );
}
