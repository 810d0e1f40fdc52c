// SPDX-License-Identifier: Apache-2.0

import type { BigFloat } from "./number/bigfloat.ts";
import { PathError } from "./path-error.ts";

/** A number as cty writes it. @throws PathError if it has more digits than anyone means to write. */
export function numberText(number: BigFloat): string {
  try {
    return number.toString();
  } catch (error) {
    throw new PathError([], (error as RangeError).message, { cause: error });
  }
}
