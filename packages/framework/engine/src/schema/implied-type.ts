// SPDX-License-Identifier: Apache-2.0

/**
 * The types of the values that schemas describe.
 *
 * @module
 */

import {
  dynamic,
  list,
  listValEmpty,
  map,
  mapValEmpty,
  nullVal,
  object,
  objectVal,
  set,
  setValEmpty,
  tupleVal,
  type ObjectType,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import type { Attribute, Block, NestedBlock, NestedObject } from "./schema.ts";

const blockTypes = new WeakMap<Block, ObjectType>();
const objectTypes = new WeakMap<NestedObject, Type>();

/** The type of the objects that a block describes. Lists and maps of blocks with dynamic parts are of any type. */
export function impliedType(block: Block): ObjectType {
  const known = blockTypes.get(block);
  if (known !== undefined) return known;
  const type = object(
    new Map([
      ...Array.from(block.attributes, ([name, attribute]) => [name, typeOfAttribute(attribute)] as const),
      ...Array.from(block.blocks, ([name, nested]) => [name, typeOfNestedBlock(nested)] as const),
    ]),
  );
  blockTypes.set(block, type);
  return type;
}

/** The type of all the blocks of a type, as one value. */
export function typeOfNestedBlock({ nesting, block }: NestedBlock): Type {
  const element = impliedType(block);
  switch (nesting) {
    case "list":
      return element.hasDynamicTypes ? dynamic : list(element);
    case "map":
      return element.hasDynamicTypes ? dynamic : map(element);
    case "set":
      return set(element);
    default:
      return element;
  }
}

export function typeOfAttribute(attribute: Attribute): Type {
  return typeInConfiguration(attribute).withoutOptionalAttributesDeep();
}

/** As `typeOfAttribute`; objects may leave out what the attribute's own attributes do not require. */
export function typeInConfiguration({ type = dynamic, nested }: Attribute): Type {
  return nested === undefined ? type : typeOfNestedObject(nested);
}

function typeOfNestedObject(nested: NestedObject): Type {
  const known = objectTypes.get(nested);
  if (known !== undefined) return known;
  const entries = [...nested.attributes];
  const optional = entries.filter(([, attribute]) => !attribute.required).map(([name]) => name);
  const element = object(new Map(entries.map(([name, attribute]) => [name, typeInConfiguration(attribute)])), optional);
  const type = collectionOf(nested.nesting, element);
  objectTypes.set(nested, type);
  return type;
}

function collectionOf(nesting: NestedObject["nesting"], element: ObjectType): Type {
  switch (nesting) {
    case "list":
      return list(element);
    case "set":
      return set(element);
    case "map":
      return map(element);
    default:
      return element;
  }
}

/** What becomes of a block in which nothing is set: attributes are null, and of nested blocks there are none. */
export function emptyValue(block: Block): Value {
  return objectVal(
    new Map([
      ...Array.from(block.attributes, ([name, attribute]) => [name, nullVal(typeOfAttribute(attribute))] as const),
      ...Array.from(block.blocks, ([name, nested]) => [name, noBlocks(nested)] as const),
    ]),
  );
}

/** What there is where there is no block of a type. */
export function noBlocks({ nesting, block }: NestedBlock): Value {
  const type = impliedType(block);
  switch (nesting) {
    case "single":
      return nullVal(type);
    case "group":
      return emptyValue(block);
    case "list":
      return type.hasDynamicTypes ? tupleVal([]) : listValEmpty(type);
    case "set":
      return setValEmpty(type);
    default:
      return type.hasDynamicTypes ? objectVal({}) : mapValEmpty(type);
  }
}
