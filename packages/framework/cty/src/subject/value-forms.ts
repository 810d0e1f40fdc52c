// SPDX-License-Identifier: Apache-2.0

/**
 * What the subject protocols of cty and of HCL have in common, whatever they call it and however they write a number:
 * values made of others, marks, and what is known of the unknown.
 *
 * @module
 */

import type { BigFloat } from "../number/bigfloat.ts";
import type { Marks } from "../payload.ts";
import type { Type } from "../type.ts";
import {
  listVal,
  listValEmpty,
  mapVal,
  mapValEmpty,
  objectVal,
  setVal,
  setValEmpty,
  tupleVal,
} from "../value-create.ts";
import type { Value } from "../value.ts";

export type JSONValue =
  | null
  | boolean
  | number
  | string
  | readonly JSONValue[]
  | { readonly [name: string]: JSONValue };

export type Fields = { readonly [name: string]: JSONValue | undefined };

/** How a protocol writes a value of a type. */
export type DecodePayload = (type: Type, form: JSONValue) => Value;

/** A list, a set or a tuple. */
export function decodeElements(type: Type, forms: readonly JSONValue[], decode: DecodePayload): Value {
  if (type.kind === "tuple") return tupleVal(forms.map((form, i) => decode(type.elementTypes[i]!, form)));
  if (type.kind !== "list" && type.kind !== "set")
    throw new TypeError(`${type.friendlyName()} has no list of elements`);
  const elements = forms.map((form) => decode(type.elementType, form));
  if (type.kind === "list") return elements.length === 0 ? listValEmpty(type.elementType) : listVal(elements);
  return elements.length === 0 ? setValEmpty(type.elementType) : setVal(elements);
}

/** An object or a map. */
export function decodeMembers(type: Type, forms: Readonly<Record<string, JSONValue>>, decode: DecodePayload): Value {
  if (type.kind !== "object" && type.kind !== "map") throw new TypeError(`${type.friendlyName()} has no members`);
  const typeOf = (name: string): Type => (type.kind === "object" ? type.attributeType(name) : type.elementType);
  const members = new Map(Object.entries(forms).map(([name, form]) => [name, decode(typeOf(name), form)]));
  if (type.kind === "object") return objectVal(members);
  return members.size === 0 ? mapValEmpty(type.elementType) : mapVal(members);
}

export function encodeMarks(marks: Marks): readonly string[] {
  return [...marks].map(String).sort();
}

/** What a protocol calls refinements, and how it writes a number. */
export interface RefinementForm {
  readonly notNull: string;
  readonly minLength: string;
  readonly maxLength: string;
  readonly number: (number: BigFloat) => JSONValue;
}

/** What is known of an unknown value. */
export function encodeRefinements(value: Value, form: RefinementForm): JSONValue {
  const { type } = value;
  if (type.kind === "dynamic") return {};
  const range = value.range();
  const refinements: Record<string, JSONValue> = {};
  if (range.isDefinitelyNotNull) refinements[form.notNull] = true;
  if (type.kind === "number") {
    const { numberLowerBound: min, numberUpperBound: max } = range;
    if (!min.value.isInfinite || !min.value.isNegative) refinements["min"] = [form.number(min.value), min.isInclusive];
    if (!max.value.isInfinite || max.value.isNegative) refinements["max"] = [form.number(max.value), max.isInclusive];
  } else if (type.kind === "string") {
    if (range.stringPrefix !== "") refinements["prefix"] = range.stringPrefix;
  } else if (type.isCollectionType()) {
    if (range.lengthLowerBound !== 0) refinements[form.minLength] = range.lengthLowerBound;
    if (range.lengthUpperBound !== Infinity) refinements[form.maxLength] = range.lengthUpperBound;
  }
  return refinements;
}
