// SPDX-License-Identifier: Apache-2.0

/**
 * Between what handlers see and what a service takes and gives: there null says
 * that there is no value, here a property is left out.
 *
 * @module
 */

import { DiagnosticError } from "../definition/diagnostic-error.ts";
import { RestError } from "./rest-error.ts";

/** Whole numbers of 64 bits: a bigint where a number would not be exact. */
export type Int64 = number | bigint;

type Absent = null | undefined;

/** Without the properties that have no value. */
export type WithoutNulls<T> = {
  readonly [P in keyof T as Extract<T[P], Absent> extends never ? P : never]: T[P];
} & {
  readonly [P in keyof T as Extract<T[P], Absent> extends never ? never : P]?: Exclude<T[P], Absent>;
};

/** Leaves out what is null or undefined; not in nested objects, which are values of their own. */
export function omitNulls<T extends object>(values: T): WithoutNulls<T> {
  const kept = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(kept) as WithoutNulls<T>;
}

/**
 * A JSON Merge Patch from one body to another: the properties that differ, and null for those that are gone. What
 * differs in a nested object is the nested object as a whole.
 *
 * Source: RFC 7396, whose nested patches many services do not know.
 */
export function changedOnly<T extends object>(before: Partial<T>, after: T): Partial<T> {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>;
  const changed = [...names].filter((name) => !isSame(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null])) as Partial<T>;
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === "bigint" || typeof b === "bigint") return String(a) === String(b);
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys(a);
  const [left, right] = [a, b] as readonly Readonly<Record<string, unknown>>[];
  return names.length === Object.keys(b).length && names.every((name) => isSame(left![name], right![name]));
}

/** What `convert` makes of a value; null where there is none. */
export function orNull<T, R>(value: T | Absent, convert: (value: T) => R): R | null {
  return value === null || value === undefined ? null : convert(value);
}

/** The same keys, with converted values. */
export function mapValues<T, R>(
  values: Readonly<Record<string, T>>,
  convert: (value: T, key: string) => R,
): Record<string, R> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, convert(value, key)]));
}

/** A value that the answer must have. @throws RestError that names it. */
export function required<T>(value: T | Absent, name: string): T {
  if (value !== null && value !== undefined) return value;
  throw new RestError(`The service's answer lacks ${name}`, {
    detail: "By its description it always has it.",
    hint: "Report it to the provider's developers.",
  });
}

/** A value that no answer tells, as it was; null where it is not known, as right after an import. */
export function kept<T>(known: T | undefined): T {
  return known ?? (null as T);
}

/** What was answered, but null for what is empty and was not configured: services often answer `{}` for nothing. */
export function keepNull<T>(known: unknown, answered: T): T | null {
  return (known === null || known === undefined) && isEmpty(answered) ? null : answered;
}

function isEmpty(value: unknown): boolean {
  if (value === "" || value === false || value === 0 || value === 0n || value === null || value === undefined)
    return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** A check: of the forms that an object has, or each of several objects, exactly one is set. */
export function oneForm(value: object): string | undefined {
  const wrong = (Array.isArray(value) ? value : [value]).find((object: object) => countSet(object) !== 1) as
    | object
    | undefined;
  return wrong && `must have exactly one of ${Object.keys(wrong).join(", ")}`;
}

function countSet(object: object): number {
  return Object.values(object).filter((form) => form !== null && form !== undefined).length;
}

/** A whole number of 64 bits in an import's id. @throws DiagnosticError */
export function parseInt64(text: string): bigint {
  if (/^-?\d{1,19}$/.test(text)) return BigInt(text);
  throw new DiagnosticError("The id has another form", {
    detail: `${JSON.stringify(text)} is no whole number.`,
    hint: "Give the number that the service knows it by.",
  });
}

/** Of RFC 9562, in upper or lower case. */
export const uuidPattern: RegExp = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
