// SPDX-License-Identifier: Apache-2.0

import { convert } from "../convert/convert.ts";
import { ArgumentError } from "../function/errors.ts";
import { PathError } from "../path-error.ts";
import type { Type } from "../type.ts";
import type { Value } from "../value.ts";

/** An argument as one of the type that all arguments are to have. @throws ArgumentError if it cannot be converted. */
export function convertArgument(value: Value, type: Type, index: number): Value {
  try {
    return convert(value, type);
  } catch (error) {
    throw error instanceof PathError ? ArgumentError.because(index, error) : error;
  }
}
