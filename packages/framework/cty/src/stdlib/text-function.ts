// SPDX-License-Identifier: Apache-2.0

import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { string } from "../type.ts";
import { stringVal } from "../value-create.ts";

/** A function from strings to a string. */
export function textFunction(
  description: string,
  parameters: readonly Omit<Parameter, "type">[],
  implementation: (...texts: string[]) => string,
): CtyFunction {
  return makeFunction({
    description,
    parameters: parameters.map((parameter) => ({ ...parameter, type: string })),
    type: string,
    refineResult: refineNotNull,
    implementation: (args) => stringVal(implementation(...args.map((arg) => arg.asString()))),
  });
}

/** In UTF-16 code units. A few digits of an argument must not fill the memory. */
const maxLength = 2 ** 24;

/**
 * Checks the length of a text before it is made.
 *
 * @throws FunctionError if it is more than anyone means to have.
 */
export function assertTextLength(length: number): void {
  if (length > maxLength) throw new FunctionError(`the result would be longer than ${maxLength} characters`);
}
