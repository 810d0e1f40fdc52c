// SPDX-License-Identifier: Apache-2.0

import { encodeRedacted } from "../redaction/encode-redacted.ts";
import { describeError } from "./describe-error.ts";

/** Named values that explain an error. Keys that name a secret are redacted wherever the error is shown or sent. */
export type ErrorContext = Readonly<Record<string, unknown>>;

export interface FoundationErrorOptions<Context extends ErrorContext = ErrorContext> extends ErrorOptions {
  /** Overrides the code of the class. */
  readonly code?: string;
  readonly context?: Context;
  /** What the reader can do about it: one sentence. */
  readonly hint?: string;
}

/** An error as JSON, from `toJSON` or `errorToJSON`; other fields of the error stand beside these. */
export interface ErrorJSON {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly context?: ErrorContext;
  readonly hint?: string;
  readonly stack?: string;
  readonly cause?: unknown;
}

/** Registered, so that two copies of this package recognise each other's errors. */
const brand: symbol = Symbol.for("@provide-foundry/foundation/error");

/** What `console.log` and the report of an uncaught error call. */
const inspect: symbol = Symbol.for("nodejs.util.inspect.custom");

/** Classes by name; undefined where two classes share one, because neither may be taken for the other. */
const errorClasses = new Map<string, typeof FoundationError | undefined>();

/** The class that was defined under `name`, if it is the only one. */
export function findErrorClass(name: string): typeof FoundationError | undefined {
  return errorClasses.get(name);
}

/**
 * Whether `value` is a FoundationError, also of another copy of this package, where `instanceof` says no.
 */
export function isFoundationError(value: unknown): value is FoundationError {
  return typeof value === "object" && value !== null && (value as Readonly<Record<symbol, unknown>>)[brand] === true;
}

/**
 * The base of every error that a package of Provide Foundry throws.
 *
 * A subclass is one way in which a caller can react. What it knows stands in
 * `context` alone, so that it survives a trip to another process:
 *
 * @example
 * export class PortTakenError extends FoundationError<{ readonly port: number }> {
 *   static {
 *     this.define("PortTakenError", "server.port_taken");
 *   }
 * }
 * throw new PortTakenError("port 8080 is taken", { context: { port: 8080 }, hint: "Set PORT to another one." });
 */
export class FoundationError<Context extends ErrorContext = ErrorContext> extends Error {
  /** The code of errors that are not given another one. */
  static defaultCode: string = "foundation.error";

  static {
    Object.defineProperty(this.prototype, brand, { value: true });
    // Node's own form would show the secrets of `context`.
    Object.defineProperty(this.prototype, inspect, { value: describeThis, configurable: true });
    this.define("FoundationError", "foundation.error");
  }

  /** Stable and unique: area and reason, as in `process.not_found`. For programs; messages may change. */
  readonly code: string;
  readonly context: Context;
  readonly hint?: string;

  constructor(message: string, options: FoundationErrorOptions<Context> = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = options.code ?? new.target.defaultCode;
    this.context = options.context ?? ({} as Context);
    if (options.hint !== undefined) this.hint = options.hint;
  }

  /**
   * Gives a class its name and default code, and makes `errorFromJSON` restore it. To be called once, in a static block.
   *
   * The name is explicit because bundlers rename classes.
   */
  protected static define(name: string, defaultCode: string): void {
    this.defaultCode = defaultCode;
    Object.defineProperty(this.prototype, "name", { value: name, configurable: true, writable: true });
    errorClasses.set(name, errorClasses.has(name) ? undefined : this);
  }

  /** Redacted, with name, code, context, hint, stack and the chain of causes; see `errorFromJSON`. */
  toJSON(): ErrorJSON {
    return JSON.parse(encodeRedacted(this)!) as ErrorJSON;
  }
}

function describeThis(this: FoundationError): string {
  return describeError(this);
}
