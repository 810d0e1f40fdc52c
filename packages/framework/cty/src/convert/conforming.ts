// SPDX-License-Identifier: Apache-2.0

import { conforms } from "../conforms.ts";
import type { Type } from "../type.ts";
import type { Value } from "../value.ts";
import { convert } from "./convert.ts";

/** The value, converted if it has to be to conform to `type`, of which optional attributes may be absent. */
export function conforming(value: Value, type: Type): Value {
  return conforms(value.type, type.withoutOptionalAttributesDeep()) ? value : convert(value, type);
}
