// SPDX-License-Identifier: Apache-2.0

/**
 * Objects by schema: those that configurations write, and those that providers store. Their leaves are few, so that
 * elements of sets are often alike.
 *
 * @module
 */

import {
  boolVal,
  listVal,
  listValEmpty,
  mapVal,
  mapValEmpty,
  nullVal,
  numberIntVal,
  objectVal,
  setVal,
  setValEmpty,
  stringVal,
  type Type,
  type Value,
  unknownVal,
} from "@provide-foundry/cty";
import * as fc from "fast-check";
import { impliedType, typeOfAttribute } from "../implied-type.ts";
import type { Attribute, Block, NestedBlock, NestedObject } from "../schema.ts";

/** Whose the object is; `uncertain` configurations have unknown values in them. */
type Origin = "config" | "uncertain" | "state";

export function arbitraryObject(block: Block, origin: Origin): fc.Arbitrary<Value> {
  const parts = new Map<string, fc.Arbitrary<Value>>();
  for (const [name, attribute] of block.attributes) parts.set(name, attributeValue(attribute, origin));
  for (const [name, nested] of block.blocks) parts.set(name, blocksValue(nested, origin));
  return objectOf(parts);
}

function attributeValue(attribute: Attribute, origin: Origin): fc.Arbitrary<Value> {
  const type = typeOfAttribute(attribute);
  const nothing = fc.constant(nullVal(type));
  const isWritten = attribute.required || attribute.optional;
  if (origin !== "state" && !isWritten) return nothing;
  const { nested } = attribute;
  const something = nested === undefined ? leafOf(type) : nestedValue(nested, origin);
  const choices = [{ arbitrary: something, weight: 4 }];
  if (!attribute.required) choices.push({ arbitrary: nothing, weight: 2 });
  if (origin === "uncertain") choices.push({ arbitrary: fc.constant(unknownVal(type)), weight: 1 });
  return fc.oneof(...choices);
}

function nestedValue({ nesting, attributes }: NestedObject, origin: Origin): fc.Arbitrary<Value> {
  const parts = Array.from(attributes, ([name, part]) => [name, attributeValue(part, origin)] as const);
  const element = objectOf(new Map(parts));
  return collectionOf(nesting, element);
}

function blocksValue({ nesting, block }: NestedBlock, origin: Origin): fc.Arbitrary<Value> {
  const element = arbitraryObject(block, origin);
  if (nesting === "single") return fc.option(element, { nil: nullVal(impliedType(block)) });
  return collectionOf(nesting, element);
}

function objectOf(parts: ReadonlyMap<string, fc.Arbitrary<Value>>): fc.Arbitrary<Value> {
  return fc.record(Object.fromEntries(parts)).map((values) => objectVal(values));
}

function collectionOf(nesting: NestedBlock["nesting"], element: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  const elements = fc.array(element, { maxLength: 3 });
  // An element that is left out still tells the type.
  const withType = fc.tuple(element, elements);
  switch (nesting) {
    case "list":
      return withType.map(([{ type }, all]) => (all.length === 0 ? listValEmpty(type) : listVal(all)));
    case "set":
      return withType.map(([{ type }, all]) => (all.length === 0 ? setValEmpty(type) : setVal(all)));
    case "map":
      return fc
        .tuple(element, fc.dictionary(fc.constantFrom("k", "l", "m"), element, { maxKeys: 3 }))
        .map(([{ type }, all]) => (Object.keys(all).length === 0 ? mapValEmpty(type) : mapVal(all)));
    default:
      return element;
  }
}

function leafOf(type: Type): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "string":
      return fc.constantFrom("a", "b").map(stringVal);
    case "number":
      return fc.integer({ min: 0, max: 2 }).map(numberIntVal);
    case "bool":
      return fc.boolean().map(boolVal);
    case "object":
      return objectOf(new Map(Array.from(type.attributeTypes, ([name, part]) => [name, leafOf(part)])));
    case "list":
    case "set":
    case "map":
      return collectionOf(type.kind, leafOf(type.elementType));
    default:
      throw new TypeError(`there are no values of ${type.friendlyName()}`);
  }
}
