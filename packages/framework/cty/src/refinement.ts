// SPDX-License-Identifier: Apache-2.0

/**
 * What is known about a value that is not known.
 *
 * Source: go-cty 1.18, `unknown_refinement.go`.
 *
 * @module
 */

import type { BigFloat } from "./number/bigfloat.ts";

export interface NumberBound {
  readonly value: BigFloat;
  readonly isInclusive: boolean;
}

/** Only what fits the value's type is set; everything else stands for "nothing known". */
export interface Refinement {
  readonly isNotNull: boolean;
  /** Of a string, in NFC; empty if nothing is known. */
  readonly prefix: string;
  readonly min: NumberBound | undefined;
  readonly max: NumberBound | undefined;
  /** Of a collection, in elements. */
  readonly minLength: number;
  /** Infinity if there is no bound. */
  readonly maxLength: number;
}

export const nothingKnown: Refinement = {
  isNotNull: false,
  prefix: "",
  min: undefined,
  max: undefined,
  minLength: 0,
  maxLength: Infinity,
};

/** Exactly equal, as `rawEquals` compares: bounds by cty's number equality. */
export function sameRefinement(a: Refinement, b: Refinement): boolean {
  return (
    a.isNotNull === b.isNotNull &&
    a.prefix === b.prefix &&
    sameBound(a.min, b.min) &&
    sameBound(a.max, b.max) &&
    a.minLength === b.minLength &&
    a.maxLength === b.maxLength
  );
}

function sameBound(a: NumberBound | undefined, b: NumberBound | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.isInclusive === b.isInclusive && a.value.equals(b.value);
}

/** `refinement`, also bounded from below; throws RangeError if nothing is left between the bounds. */
export function withMin(refinement: Refinement, min: NumberBound): Refinement {
  const { min: old } = refinement;
  if (old !== undefined && isTighter(old, min, old.value.compare(min.value))) return refinement;
  if (min.value.isInfinite && min.value.isNegative) return refinement;
  return assertBounds({ ...refinement, min });
}

/** `refinement`, also bounded from above; throws RangeError if nothing is left between the bounds. */
export function withMax(refinement: Refinement, max: NumberBound): Refinement {
  const { max: old } = refinement;
  if (old !== undefined && isTighter(old, max, max.value.compare(old.value))) return refinement;
  if (max.value.isInfinite && !max.value.isNegative) return refinement;
  return assertBounds({ ...refinement, max });
}

/** @param order Positive if the old bound leaves less room than the new one. */
function isTighter(old: NumberBound, bound: NumberBound, order: number): boolean {
  if (old.value.equals(bound.value)) return bound.isInclusive && !old.isInclusive;
  return order > 0;
}

function assertBounds(refinement: Refinement): Refinement {
  const { min, max } = refinement;
  if (min === undefined || max === undefined) return refinement;
  const areEqual = min.value.equals(max.value) && min.isInclusive === max.isInclusive;
  if (min.value.compare(max.value) >= 0 && !areEqual) {
    throw new RangeError(
      `number lower bound ${min.value.toString()} is greater than upper bound ${max.value.toString()}`,
    );
  }
  return refinement;
}

/** `refinement` with a number of elements between the two; throws RangeError if there is none. */
export function withLength(refinement: Refinement, min: number, max: number): Refinement {
  const minLength = Math.max(refinement.minLength, min);
  const maxLength = Math.min(refinement.maxLength, max);
  if (maxLength < minLength) {
    throw new RangeError(`collection length upper bound ${maxLength} is less than lower bound ${minLength}`);
  }
  return { ...refinement, minLength, maxLength };
}

/** `refinement` with a longer prefix; throws RangeError if it contradicts the known one. */
export function withPrefix(refinement: Refinement, prefix: string): Refinement {
  if (refinement.prefix.startsWith(prefix)) return refinement;
  if (!prefix.startsWith(refinement.prefix)) {
    throw new RangeError(
      `prefix ${JSON.stringify(prefix)} contradicts the known prefix ${JSON.stringify(refinement.prefix)}`,
    );
  }
  return { ...refinement, prefix };
}
