// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import type { Type } from "../type.ts";
import { haveOneType, listVal, listValEmpty, mapVal, mapValEmpty, setVal, setValEmpty } from "../value-create.ts";
import type { Value } from "../value.ts";

/** @throws PathError unless the elements are of one type, where `elementType` leaves that open. */
export function collectList(elementType: Type, elements: readonly Value[]): Value {
  assertOneType("list", elements);
  return elements.length === 0 ? listValEmpty(elementType) : listVal(elements);
}

/** As `collectList`. */
export function collectSet(elementType: Type, elements: readonly Value[]): Value {
  assertOneType("set", elements);
  return elements.length === 0 ? setValEmpty(elementType) : setVal(elements);
}

/** As `collectList`. */
export function collectMap(elementType: Type, elements: ReadonlyMap<string, Value>): Value {
  assertOneType("map", [...elements.values()]);
  return elements.size === 0 ? mapValEmpty(elementType) : mapVal(elements);
}

function assertOneType(kind: string, elements: readonly Value[]): void {
  if (elements.length > 0 && !haveOneType(elements))
    throw new PathError([], `all ${kind} elements must have the same type`);
}
