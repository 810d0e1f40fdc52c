// SPDX-License-Identifier: Apache-2.0

import { convert, PathError, type Type, type Value } from "@provide-foundry/cty";

/** A converted value, or why it cannot be converted, in the words of cty. */
export type Converted =
  | { readonly value: Value; readonly problem?: undefined }
  | { readonly value?: undefined; readonly problem: string };

export function tryConvert(value: Value, type: Type): Converted {
  return attempt(() => convert(value, type));
}

/** The value that `make` returns, or the reason for which it threw one that the value is to blame for. */
export function attempt(make: () => Value): Converted {
  try {
    return { value: make() };
  } catch (error) {
    if (error instanceof PathError) return { problem: error.detail };
    throw error;
  }
}
