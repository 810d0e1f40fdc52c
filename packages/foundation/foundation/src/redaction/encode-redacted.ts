// SPDX-License-Identifier: Apache-2.0

/**
 * JSON text of any value, without its secrets.
 *
 * The value comes from somewhere else and may be anything: cyclic, huge, a
 * proxy whose traps throw. Encoding always ends and never throws, because it
 * serves logs and error reports, where a second failure would hide the first.
 *
 * @module
 */

import { redactText } from "./redact-text.ts";
import { redacted } from "./redacted.ts";
import type { Redactor } from "./redactor.ts";
import { isSecretKey } from "./secret-key.ts";

export interface EncodeOptions {
  /** Hides secrets that show by neither key nor shape. */
  readonly redactor?: Redactor;
  /** Writes an Error as this text; without it as an object with its name, message, fields, stack and cause. */
  readonly describeError?: (error: Error) => string;
  /** Longer strings are cut and say how much is missing. In UTF-16 units; 32,768 unless told. */
  readonly maxStringLength?: number;
  /** The number of values after which the rest is left out; 5,000 unless told. */
  readonly maxValues?: number;
}

/**
 * The JSON text of `value`; undefined where JSON would leave a member out (`undefined` itself).
 *
 * - Members whose key names a secret (in objects, Maps, Errors and their causes, at every depth) and parts of
 *   strings with a secret's shape become `[redacted]`.
 * - BigInt: its digits as a string. Date: ISO 8601. Bytes: `[12 bytes]`. Map: an object. Set: an array.
 *   NaN and infinities: their names. A value inside itself: `[circular]`. A getter that throws: `[unreadable]`.
 * - More than 12 levels deep: `[deeper]`.
 */
export function encodeRedacted(value: unknown, options: EncodeOptions = {}): string | undefined {
  return new Encoder(options).encode(value);
}

/** The JSON text of a member's value, by whose key it may be a secret. */
export function encodeMember(key: string, value: unknown, options: EncodeOptions = {}): string | undefined {
  return hasContent(value) && isSecretKey(key) ? encodedRedacted : encodeValue(value, options);
}

/** As `encodeRedacted`, fast where nothing is nested: nearly every field of a log line. */
export function encodeValue(value: unknown, options: EncodeOptions): string | undefined {
  switch (typeof value) {
    case "string":
      return encodeString(value, options);
    case "number":
      return encodeNumber(value, options);
    case "boolean":
      return value ? "true" : "false";
    default:
      return new Encoder(options).encode(value);
  }
}

/** The JSON text of a string, cut and redacted. */
export function encodeString(text: string, options: EncodeOptions = {}): string {
  const { maxStringLength = defaultMaxStringLength, redactor } = options;
  if (text.length > maxStringLength) return quote(cut(text, maxStringLength, redactor));
  return quote(redactor === undefined ? redactText(text) : redactor.redact(text));
}

/** As JSON.stringify, at half its cost for the many texts in which nothing has to be escaped. */
function quote(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

// oxlint-disable-next-line no-control-regex -- JSON escapes them
const escaped = /["\\\u0000-\u001f\ud800-\udfff]/;

/** The JSON text of a member's key, with its colon. Remembered, because a program has few. */
export function encodeKey(key: string, options: EncodeOptions = {}): string {
  const { redactor } = options;
  // What a redactor knows changes, and is no one else's.
  if (redactor !== undefined && redactor.redact(key) !== key) return `${encodeString(key, options)}:`;
  let encoded = encodedKeys.get(key);
  if (encoded === undefined) {
    encoded = `${encodeString(key)}:`;
    if (encodedKeys.size >= maxEncodedKeys) encodedKeys.clear();
    if (key.length < 100) encodedKeys.set(key, encoded);
  }
  return encoded;
}

function encodeNumber(value: number, { redactor }: EncodeOptions): string {
  if (redactor !== undefined && redactor.redact(String(value)) !== String(value)) return encodedRedacted;
  return Number.isFinite(value) ? String(value) : `"${value}"`;
}

const encodedKeys = new Map<string, string>();
const maxEncodedKeys = 2_000;
const defaultMaxStringLength = 32_768;
const defaultMaxValues = 5_000;
const maxDepth = 12;
const encodedRedacted = JSON.stringify(redacted);

class Encoder {
  readonly #options: EncodeOptions;
  readonly #ancestors: object[] = [];
  #remaining: number;

  constructor(options: EncodeOptions) {
    this.#options = options;
    this.#remaining = options.maxValues ?? defaultMaxValues;
  }

  encodeMember(key: string, value: unknown): string | undefined {
    return hasContent(value) && isSecretKey(key) ? encodedRedacted : this.encode(value);
  }

  encode(value: unknown): string | undefined {
    switch (typeof value) {
      case "string":
        return encodeString(value, this.#options);
      case "number":
        return encodeNumber(value, this.#options);
      case "boolean":
        return value ? "true" : "false";
      case "bigint":
        return encodeString(String(value), this.#options);
      case "symbol":
        return encodeString(value.toString(), this.#options);
      case "function":
        return '"[function]"';
      case "object":
        return value === null ? "null" : this.#encodeObject(value);
      default:
        return undefined;
    }
  }

  #encodeObject(value: object): string | undefined {
    if (this.#ancestors.includes(value)) return '"[circular]"';
    if (this.#ancestors.length >= maxDepth) return '"[deeper]"';
    this.#ancestors.push(value);
    try {
      return this.#encodeByClass(value);
    } catch {
      return '"[unreadable]"';
    } finally {
      this.#ancestors.pop();
    }
  }

  #encodeByClass(value: object): string | undefined {
    if (Array.isArray(value)) return this.#encodeItems(value);
    if (value instanceof Error) {
      const { describeError } = this.#options;
      return describeError === undefined ? this.#encodeMembers(errorMembers(value)) : this.encode(describeError(value));
    }
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '"Invalid Date"' : `"${value.toISOString()}"`;
    if (value instanceof Map) return this.#encodeMembers(mapMembers(value));
    if (value instanceof Set) return this.#encodeItems(value);
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value instanceof SharedArrayBuffer) {
      return `"[${value.byteLength} bytes]"`;
    }
    if (value instanceof URL || value instanceof RegExp) return this.encode(String(value));
    const { toJSON } = value as { toJSON?: unknown };
    if (typeof toJSON === "function") return this.encode(toJSON.call(value));
    return this.#encodeMembers(ownMembers(value));
  }

  #encodeItems(items: Iterable<unknown>): string {
    let text = "[";
    for (const item of items) {
      const separator = text.length > 1 ? "," : "";
      if (this.#remaining-- <= 0) return `${text}${separator}"[more]"]`;
      text += separator + (this.encode(item) ?? "null");
    }
    return `${text}]`;
  }

  #encodeMembers(members: Iterable<readonly [string, unknown]>): string {
    let text = "{";
    for (const [key, value] of members) {
      const separator = text.length > 1 ? "," : "";
      if (this.#remaining-- <= 0) return `${text}${separator}"[more]":true}`;
      const encoded = this.encodeMember(key, value);
      if (encoded !== undefined) text += separator + encodeKey(key, this.#options) + encoded;
    }
    return `${text}}`;
  }
}

function* ownMembers(value: object): Generator<[string, unknown]> {
  for (const key of Object.keys(value)) yield [key, readShown(value, key)];
}

function* mapMembers(map: ReadonlyMap<unknown, unknown>): Generator<[string, unknown]> {
  for (const [key, value] of map) yield [typeof key === "string" ? key : String(key), value];
}

/** What an Error says, in the order in which one reads it; `message`, `stack` and `cause` are not enumerable. */
function* errorMembers(error: Error): Generator<[string, unknown]> {
  yield ["name", readMember(error, "name")];
  yield ["message", readMember(error, "message")];
  for (const key of Object.keys(error)) {
    if (!plainErrorKeys.includes(key)) yield [key, readMember(error, key)];
  }
  yield ["errors", error instanceof AggregateError ? readMember(error, "errors") : undefined];
  yield ["stack", readMember(error, "stack")];
  yield ["cause", readMember(error, "cause")];
}

const plainErrorKeys: readonly string[] = ["name", "message", "errors", "stack", "cause"];

/** A member's value, also when its getter throws. */
export function readMember(value: object, key: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[key];
  } catch {
    return "[unreadable]";
  }
}

/** A member's value; in a pair such as `{ name: "DB_PASSWORD", value: "x" }` without the secret. */
export function readShown(value: object, key: string): unknown {
  const member = readMember(value, key);
  return key === "value" && (isSecretName(value, "name") || isSecretName(value, "key")) && hasContent(member)
    ? redacted
    : member;
}

function isSecretName(pair: object, key: string): boolean {
  const name = Object.hasOwn(pair, key) ? readMember(pair, key) : undefined;
  return typeof name === "string" && isSecretKey(name);
}

/** Whether a secret is absent, set or switched on is not the secret. */
function hasContent(value: unknown): boolean {
  return value !== null && value !== undefined && typeof value !== "boolean";
}

function cut(text: string, maxLength: number, redactor: Redactor | undefined): string {
  // A token that the cut would split must not lose its shape before it is recognised.
  const margin = 4_096;
  const part = text.slice(0, maxLength + margin);
  const kept = (redactor === undefined ? redactText(part) : redactor.redact(part)).slice(0, maxLength);
  return `${kept.replace(/[\uD800-\uDBFF]$/, "")}… [${text.length - maxLength} more characters]`;
}
