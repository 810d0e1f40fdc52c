// SPDX-License-Identifier: Apache-2.0

import { encodeRedacted } from "../redaction/encode-redacted.ts";
import { FoundationError, findErrorClass, type ErrorContext, type ErrorJSON } from "./foundation-error.ts";

/** Whatever was thrown as JSON, redacted; a thrown value that is no Error becomes the context of one. */
export function errorToJSON(error: unknown): ErrorJSON {
  const real = error instanceof Error ? error : unknownForm(error);
  return JSON.parse(encodeRedacted(real)!) as ErrorJSON;
}

/**
 * The error that `errorToJSON` wrote, as the class that it was: `instanceof` holds for JavaScript's own classes and
 * for every FoundationError class that this process has loaded; others become a FoundationError (or Error) that
 * keeps the name. The chain of causes is restored in the same way.
 *
 * @param json Parsed JSON. It may come from anywhere: another form gives an error that holds it as context.
 */
export function errorFromJSON(json: unknown): Error {
  return restore(json, 0);
}

/** Deeper than `errorToJSON` writes. */
const maxCauses = 32;

const builtIn: Readonly<Record<string, ErrorConstructor>> = {
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
};

function restore(json: unknown, depth: number): Error {
  if (!isErrorJSON(json)) return unknownForm(json);
  const { name, message, cause, errors, ...fields } = json;
  const restoreNested = (nested: unknown): unknown =>
    isErrorJSON(nested) && depth < maxCauses ? restore(nested, depth + 1) : nested;

  const Class = findClass(json);
  const options = "cause" in json ? [{ cause: restoreNested(cause) }] : [];
  // Not `new Class`: its constructor may want something else. All that an instance knows is in its fields.
  const error =
    name === "AggregateError" && Array.isArray(errors)
      ? new AggregateError(errors.map(restoreNested), message, ...options)
      : (Reflect.construct(Error, [message, ...options], Class) as Error);
  // defineProperty, not assignment: the names come from outside, and `__proto__` must be a field like any other.
  for (const [key, value] of Object.entries(fields)) define(error, key, value, key !== "stack");
  if (error.name !== name) define(error, "name", name, false);
  return error;
}

type RestorableJSON = Readonly<Record<string, unknown>> & { readonly name: string; readonly message: string };

function isErrorJSON(json: unknown): json is RestorableJSON {
  if (typeof json !== "object" || json === null) return false;
  const { name, message } = json as Partial<RestorableJSON>;
  return typeof name === "string" && typeof message === "string";
}

function findClass(json: RestorableJSON): ErrorConstructor | typeof FoundationError {
  const { name, code, context } = json;
  if (typeof code === "string" && typeof context === "object" && context !== null) {
    return findErrorClass(name) ?? FoundationError;
  }
  return Object.hasOwn(builtIn, name) ? builtIn[name]! : Error;
}

function define(error: Error, key: string, value: unknown, enumerable: boolean): void {
  Object.defineProperty(error, key, { value, enumerable, configurable: true, writable: true });
}

function unknownForm(value: unknown): FoundationError<ErrorContext> {
  return new FoundationError("something that is no error was thrown", {
    code: "error.no_error",
    context: { value },
    hint: "Throw an Error, so that one can see where it comes from.",
  });
}
