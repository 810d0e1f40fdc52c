// SPDX-License-Identifier: Apache-2.0

/**
 * Sets of characters, as regular expressions build them up.
 *
 * @module
 */

import { countUpTo } from "../unicode/code-point-set.ts";
import { caseFolding } from "../unicode/letter-case.ts";

/** The first and the last character of each range, in turn, in any order and with overlaps. */
export type Ranges = readonly number[];

const maxCodePoint = 0x10_ffff;

/** A set of characters that is complete. */
export class CharClass {
  /** Where ranges start and where they end, in turn; what they end with is not in them. */
  readonly #bounds: Uint32Array;
  readonly #ascii: Uint32Array;

  constructor(ranges: Ranges) {
    this.#bounds = toBounds(ranges);
    this.#ascii = new Uint32Array(4);
    for (let c = 0; c < 128; c++) if (this.#isWithin(c)) this.#ascii[c >> 5]! |= 1 << (c & 31);
  }

  has(codePoint: number): boolean {
    if (codePoint < 128) return ((this.#ascii[codePoint >> 5]! >>> (codePoint & 31)) & 1) === 1;
    return this.#isWithin(codePoint);
  }

  get ranges(): Ranges {
    return rangesOf(this.#bounds);
  }

  /** How many numbers it takes to hold the set. */
  get length(): number {
    return this.#bounds.length;
  }

  /** The one character that is in the set, if there is just one. */
  get only(): number | undefined {
    const [start, end] = this.#bounds;
    return this.#bounds.length === 2 && start! + 1 === end ? start : undefined;
  }

  #isWithin(codePoint: number): boolean {
    return countUpTo(this.#bounds, codePoint) % 2 === 1;
  }
}

/** The ranges of a set that is held as bounds, like those of `CodePointSet`. */
export function rangesOf(bounds: ArrayLike<number>): number[] {
  return Array.from(bounds, (bound, i) => (i % 2 === 0 ? bound : bound - 1));
}

/** All characters that are not in the ranges. */
function negated(ranges: Ranges): number[] {
  const bounds = [...toBounds(ranges)];
  const inverse = bounds[0] === 0 ? bounds.slice(1) : [0, ...bounds];
  if (inverse.at(-1) === maxCodePoint + 1) inverse.pop();
  else inverse.push(maxCodePoint + 1);
  return rangesOf(inverse);
}

/**
 * The ranges, with all characters that differ from one in them in case alone if case does not count, and then, if they are
 * negated, all characters that are not in these. The same for the same ranges.
 */
export function variantOf(ranges: Ranges, ignoresCase: boolean, isNegated: boolean): Ranges {
  if (!ignoresCase && !isNegated) return ranges;
  let known = variants.get(ranges);
  if (known === undefined) variants.set(ranges, (known = []));
  return (known[(ignoresCase ? 2 : 0) + (isNegated ? 1 : 0)] ??= isNegated
    ? negated(variantOf(ranges, ignoresCase, false))
    : folded(ranges));
}

const variants = new WeakMap<Ranges, Ranges[]>();

/** The ranges, and all characters that differ from one in them in case alone. */
function folded(ranges: Ranges): number[] {
  const given = new CharClass(ranges);
  const all = [...ranges];
  for (const from of caseFolding().keys()) {
    if (given.has(from)) all.push(...foldingsOf(from).flatMap((other) => [other, other]));
  }
  return all;
}

/** The characters that differ from this one in case alone. */
export function foldingsOf(codePoint: number): number[] {
  const others: number[] = [];
  let next = caseFolding().get(codePoint) ?? codePoint;
  for (; next !== codePoint; next = caseFolding().get(next)!) others.push(next);
  return others;
}

function toBounds(ranges: Ranges): Uint32Array {
  const bounds: number[] = [];
  for (const pair of sortedPairs(ranges)) {
    const start = Math.floor(pair / pairFactor);
    const end = (pair % pairFactor) + 1;
    if (bounds.length > 0 && start <= bounds.at(-1)!) bounds[bounds.length - 1] = Math.max(bounds.at(-1)!, end);
    else bounds.push(start, end);
  }
  return Uint32Array.from(bounds);
}

/** Each range as one number: thousands of them in one set are not rare, and numbers are sorted fast. */
function sortedPairs(ranges: Ranges): Float64Array {
  const pairs = new Float64Array(ranges.length / 2);
  for (let i = 0; i < pairs.length; i++) pairs[i] = ranges[2 * i]! * pairFactor + ranges[2 * i + 1]!;
  return pairs.sort();
}

const pairFactor = 2 ** 21;
