// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import { ArgumentError, FunctionPanicError, type FunctionError } from "../function/errors.ts";
import type { Parameter } from "../function/spec.ts";
import { stdlib } from "../stdlib/table.ts";
import { decodeValue, encodePath, encodeType, encodeValue } from "./protocol-values.ts";
import type { JSONValue } from "./value-forms.ts";
import type { Answer, Question } from "./subject.ts";

/** `signature`, and `call.FN` for each function. */
export const callOperations: Readonly<Record<string, (question: Question) => JSONValue>> = Object.fromEntries([
  ["signature", describeFunction],
  ...Array.from(stdlib, ([name, fn]) => [
    `call.${name}`,
    ({ args }: Question) => encodeValue(fn.call((args as readonly JSONValue[]).map(decodeValue))),
  ]),
]);

export function encodeFunctionError(error: FunctionError): Answer {
  if (error instanceof FunctionPanicError) return { panic: error.message };
  if (error instanceof ArgumentError) return { err: error.message, arg: error.index };
  const { cause } = error;
  // Go loses the path of an error that it quotes in another one.
  const isQuoted = !(cause instanceof PathError) || cause.detail !== error.message;
  return { err: error.message, ...(!isQuoted && cause.path.length > 0 && { path: encodePath(cause.path) }) };
}

function describeFunction({ fn: name }: Question): JSONValue {
  const fn = stdlib.get(name as string);
  if (fn === undefined) throw new TypeError(`no such function: ${JSON.stringify(name)}`);
  const { parameters, variadicParameter } = fn;
  return {
    params: parameters.map(describeParameter),
    var: variadicParameter === undefined ? null : describeParameter(variadicParameter),
  };
}

function describeParameter(parameter: Parameter): JSONValue {
  const { name, type, allowNull, allowUnknown, allowDynamicType, allowMarked } = parameter;
  return {
    name,
    ty: encodeType(type),
    allowNull: allowNull === true,
    allowUnknown: allowUnknown === true,
    allowDynamic: allowDynamicType === true,
    allowMarked: allowMarked === true,
  };
}
