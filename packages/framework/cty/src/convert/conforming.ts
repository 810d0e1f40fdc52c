// SPDX-License-Identifier: Apache-2.0

import { conforms } from "../conforms.ts";
import { PathError } from "../path-error.ts";
import type { Type } from "../type.ts";
import type { Value } from "../value.ts";

/** The value, converted if it has to be to conform to `type`. */
export function conforming(value: Value, type: Type): Value {
  if (conforms(value.type, type)) return value;
  throw new PathError([], `${type.friendlyName()} required, but have ${value.type.friendlyName()}`);
}
