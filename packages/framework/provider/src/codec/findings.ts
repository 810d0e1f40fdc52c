// SPDX-License-Identifier: Apache-2.0

import { UNKNOWN } from "../schema/unknown.ts";
import type { At } from "./at.ts";

/** A value that a handler returned and that cannot be right. */
export interface Finding {
  readonly at: At;
  /** "a string". */
  readonly expected: string;
  /** "the number 1"; says nothing of a sensitive value. */
  readonly got: string;
}

/** Collects what is wrong with one result, so that its author sees all of it at once. */
export class Findings {
  readonly list: Finding[] = [];

  add(at: At, expected: string, plain: unknown): void {
    this.list.push({ at, expected, got: at.holdsSensitive ? describeKind(plain) : describePlain(plain) });
  }
}

const maxShown = 60;

/** A plain value in words: its kind and, where that is short, the value. */
export function describePlain(plain: unknown): string {
  if (typeof plain === "string") {
    return plain.length > maxShown
      ? `the string ${JSON.stringify(plain.slice(0, maxShown))}…`
      : `the string ${JSON.stringify(plain)}`;
  }
  if (typeof plain === "number") return `the number ${plain}`;
  if (typeof plain === "bigint") return `the bigint ${plain}`;
  if (typeof plain === "boolean") return `${plain}`;
  return describeKind(plain);
}

/** The kind of a plain value, without the value. */
export function describeKind(plain: unknown): string {
  if (plain === undefined) return "nothing";
  if (plain === null) return "null";
  if (plain === UNKNOWN) return "an unknown value";
  if (Array.isArray(plain)) return plain.length === 1 ? "a list of 1 element" : `a list of ${plain.length} elements`;
  switch (typeof plain) {
    case "string":
      return "a string";
    case "number":
      return Number.isInteger(plain) ? "a whole number" : "a number";
    case "bigint":
      return "a bigint";
    case "boolean":
      return "a boolean";
    case "object":
      return describeObject(plain);
    default:
      return `a ${typeof plain}`;
  }
}

function describeObject(object: object): string {
  if (object instanceof Promise) return "a promise; is an await missing?";
  const name: unknown = object.constructor?.name;
  // Object.create(null) has no constructor, and a class of the author's is no news.
  return object instanceof Map || object instanceof Set || object instanceof Date ? `a ${String(name)}` : "an object";
}
