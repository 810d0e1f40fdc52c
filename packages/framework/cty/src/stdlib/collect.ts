// SPDX-License-Identifier: Apache-2.0

import type { Type } from "../type.ts";
import { listVal, listValEmpty, mapVal, mapValEmpty, setVal, setValEmpty } from "../value-create.ts";
import type { Value } from "../value.ts";

/** A list of these elements, or an empty one of the given element type. */
export function collectList(elements: readonly Value[], elementType: Type): Value {
  return elements.length === 0 ? listValEmpty(elementType) : listVal(elements);
}

/** As `collectList`. */
export function collectSet(elements: readonly Value[], elementType: Type): Value {
  return elements.length === 0 ? setValEmpty(elementType) : setVal(elements);
}

/** As `collectList`. */
export function collectMap(elements: ReadonlyMap<string, Value>, elementType: Type): Value {
  return elements.size === 0 ? mapValEmpty(elementType) : mapVal(elements);
}
