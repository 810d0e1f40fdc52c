// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import { ArgumentError, FunctionPanicError, type FunctionError } from "../function/errors.ts";
import { stdlib } from "../stdlib/table.ts";
import { decodeValue, encodePath, encodeValue, type JSONValue } from "./protocol-values.ts";
import type { Answer, Question } from "./subject.ts";

/** `call.FN` for each function. */
export const callOperations: Readonly<Record<string, (question: Question) => JSONValue>> = Object.fromEntries(
  Array.from(stdlib, ([name, fn]) => [
    `call.${name}`,
    ({ args }: Question) => encodeValue(fn.call((args as readonly JSONValue[]).map(decodeValue))),
  ]),
);

export function encodeFunctionError(error: FunctionError): Answer {
  if (error instanceof FunctionPanicError) return { panic: error.message };
  if (error instanceof ArgumentError) return { err: error.message, arg: error.index };
  const { cause } = error;
  return {
    err: error.message,
    ...(cause instanceof PathError && cause.path.length > 0 && { path: encodePath(cause.path) }),
  };
}
