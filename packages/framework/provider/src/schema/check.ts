// SPDX-License-Identifier: Apache-2.0

/**
 * Rules on one known, non-null value. The built-in ones carry their limit as
 * data, from which documentation is written.
 *
 * @module
 */

/**
 * Judges a plain value.
 *
 * @returns What is wrong, as the end of a sentence that starts with the
 *   attribute ("must be at least 1"), or undefined.
 */
export type CheckFunction<T = unknown> = (value: T) => string | undefined | void;

export type Check =
  | { readonly kind: "min" | "max"; readonly bound: number | bigint | string; readonly run: CheckFunction }
  | {
      readonly kind: "minLength" | "maxLength" | "minItems" | "maxItems";
      readonly bound: number;
      readonly run: CheckFunction;
      /** What of the value is bounded. */
      readonly measure: (value: unknown) => number;
    }
  | { readonly kind: "regex"; readonly pattern: RegExp; readonly run: CheckFunction }
  | { readonly kind: "oneOf"; readonly values: readonly unknown[]; readonly run: CheckFunction }
  | { readonly kind: "custom"; readonly run: CheckFunction };

/** Text is a decimal number without an exponent. */
export type Bound = number | bigint | string;

export function minCheck(bound: Bound): Check {
  return {
    kind: "min",
    bound,
    run: (value) => (compareBounds(value as Bound, bound) < 0 ? `must be at least ${bound}` : undefined),
  };
}

export function maxCheck(bound: Bound): Check {
  return {
    kind: "max",
    bound,
    run: (value) => (compareBounds(value as Bound, bound) > 0 ? `must be at most ${bound}` : undefined),
  };
}

/** Lengths are counted in Unicode characters (code points), as Terraform's `length` roughly does, not in UTF-16 units. */
export function minLengthCheck(bound: number): Check {
  return {
    kind: "minLength",
    bound,
    measure: characters,
    run: (value) => (characters(value) < bound ? `must be at least ${count(bound, "character")} long` : undefined),
  };
}

export function maxLengthCheck(bound: number): Check {
  return {
    kind: "maxLength",
    bound,
    measure: characters,
    run: (value) => (characters(value) > bound ? `must be at most ${count(bound, "character")} long` : undefined),
  };
}

export function minItemsCheck(bound: number): Check {
  return {
    kind: "minItems",
    bound,
    measure: size,
    run: (value) => (size(value) < bound ? `must have at least ${count(bound, "item")}` : undefined),
  };
}

export function maxItemsCheck(bound: number): Check {
  return {
    kind: "maxItems",
    bound,
    measure: size,
    run: (value) => (size(value) > bound ? `must have at most ${count(bound, "item")}` : undefined),
  };
}

export function regexCheck(pattern: RegExp, message?: string): Check {
  // A fresh lastIndex each time: a global or sticky pattern would otherwise remember its last match.
  const matches = (text: string): boolean => {
    pattern.lastIndex = 0;
    return pattern.test(text);
  };
  return {
    kind: "regex",
    pattern,
    run: (value) => (matches(value as string) ? undefined : (message ?? `must match ${pattern}`)),
  };
}

export function oneOfCheck(values: readonly unknown[]): Check {
  const known = values.map((value) => (typeof value === "string" ? JSON.stringify(value) : String(value))).join(", ");
  return { kind: "oneOf", values, run: (value) => (values.includes(value) ? undefined : `must be one of ${known}`) };
}

/** Decimal texts are compared exactly, so they are aligned on their point first. */
export function compareBounds(a: Bound, b: Bound): number {
  if (typeof a !== "string" && typeof b !== "string") return a < b ? -1 : a > b ? 1 : 0;
  const [left, right] = [splitDecimal(String(a)), splitDecimal(String(b))];
  const digits = Math.max(left.fraction.length, right.fraction.length);
  const unscaled = ({ whole, fraction }: Decimal): bigint => BigInt(whole + fraction.padEnd(digits, "0"));
  return unscaled(left) < unscaled(right) ? -1 : unscaled(left) > unscaled(right) ? 1 : 0;
}

interface Decimal {
  /** With the sign. */
  readonly whole: string;
  readonly fraction: string;
}

function splitDecimal(text: string): Decimal {
  const [whole = "0", fraction = ""] = text.split(".");
  return { whole, fraction };
}

function characters(value: unknown): number {
  let length = 0;
  for (const _ of value as string) length++;
  return length;
}

function size(value: unknown): number {
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

function count(n: number, unit: string): string {
  return `${n} ${unit}${n === 1 ? "" : "s"}`;
}
