// SPDX-License-Identifier: Apache-2.0

/**
 * Conversions of containers, made of those of their elements.
 *
 * Source: go-cty 1.18, `conversion_collection.go`, `conversion_object.go`, `conversion_tuple.go`.
 *
 * @module
 */

import { PathError } from "../path-error.ts";
import { getAttrStep, indexStep, type PathStep } from "../path.ts";
import { list, type CollectionType, type MapType, type ObjectType, type TupleType, type Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import {
  haveOneType,
  listVal,
  listValEmpty,
  mapVal,
  mapValEmpty,
  nullVal,
  objectVal,
  setVal,
  setValEmpty,
  stringVal,
  tupleVal,
} from "../value-create.ts";
import { numberIntVal, unknownVal, type Value } from "../value.ts";
import { mismatchMessage } from "./mismatch.ts";
import type { Conversion, Rules } from "./rules.ts";

/** @param convert For each element; undefined if they are of the right type. */
export function collectionToList(elementType: Type, convert: Conversion | undefined): Conversion {
  return (value) => {
    // A set with unknown elements may turn out to have fewer. The element type is that of the source, as in go-cty.
    if (!value.length().isKnown()) return unknownVal(list(sourceElementType(value)));
    const elements = value
      .asValueSlice()
      .map((element, i) => withoutOptional(apply(convert, element, indexStep, () => numberIntVal(i))));
    return collect("list", elements, emptyElementType(elementType, value), "element");
  };
}

/** @param convert For each element; undefined if they are of the right type. */
export function collectionToSet(elementType: Type, convert: Conversion | undefined): Conversion {
  return (value) => {
    const elements = value
      .asValueSlice()
      .map((element, i) => withoutOptional(apply(convert, element, indexStep, () => numberIntVal(i))));
    return collect("set", elements, emptyElementType(elementType, value), "element");
  };
}

/** @param rules The safe ones: elements that come out with different types are only unified safely. */
export function mapToMap(elementType: Type, convert: Conversion, rules: Rules): Conversion {
  return (value) => {
    const elements = new Map<string, Value>();
    for (const [key, element] of value.asValueMap()) {
      elements.set(
        key,
        apply(convert, element, indexStep, () => stringVal(key)),
      );
    }
    if (elements.size === 0) return mapValEmpty(emptyElementType(elementType, value));
    return collectMap(elementType, elements, rules, "element");
  };
}

/** To a list or set. Where its element type is dynamic, the elements first have to find one that suits all. */
export function tupleToCollection(from: TupleType, to: CollectionType, rules: Rules): Conversion | undefined {
  const kind = to.kind === "list" ? "list" : "set";
  const { elementTypes } = from;
  if (elementTypes.length === 0) {
    const empty = emptyOf(kind, to.elementType.withoutOptionalAttributesDeep());
    return () => empty;
  }
  let elementType: Type | undefined = to.elementType;
  if (elementType.kind === "dynamic") {
    elementType = rules.unify(elementTypes)?.type;
    if (elementType === undefined) return undefined;
    if (elementType.kind === "dynamic" && elementTypes.some((type) => type.kind !== "dynamic")) return undefined;
  }
  const conversions = findAll(elementTypes, elementType, rules);
  if (conversions === undefined) return undefined;
  return (value) => {
    const elements = value
      .asValueSlice()
      .map((element, i) => apply(conversions[i], element, indexStep, () => numberIntVal(i)));
    const alike = kind === "list" ? unifyElements(elements, rules) : elements.map(withoutOptional);
    return collect(kind, alike, elementType, "element");
  };
}

/** Where the map's element type is dynamic, the attributes first have to find one that suits all. */
export function objectToMap(from: ObjectType, to: MapType, rules: Rules): Conversion | undefined {
  const { types } = from;
  if (types.length === 0) {
    const empty = mapValEmpty(to.elementType.withoutOptionalAttributesDeep());
    return () => empty;
  }
  const elementType = to.elementType.kind === "dynamic" ? rules.unify(types)?.type : to.elementType;
  const conversions = elementType && findAll(types, elementType, rules);
  if (elementType === undefined || conversions === undefined) return undefined;
  return (value) => {
    const elements = new Map<string, Value>();
    for (const [i, element] of value.asValueSlice().entries()) {
      const name = from.attributeNames[i]!;
      elements.set(
        name,
        apply(conversions[i], element, indexStep, () => stringVal(name)),
      );
    }
    return collectMap(elementType, elements, rules, "attribute");
  };
}

/** Keys that are no attributes are left out; attributes that are optional become null where there is no such key. */
export function mapToObject(from: MapType, to: ObjectType, rules: Rules): Conversion | undefined {
  const conversions = new Map<string, Conversion | undefined>();
  for (const [name, type] of to.attributeTypes) {
    if (type === from.elementType) continue;
    const conversion = rules.find(from.elementType, type);
    // An optional attribute that cannot be converted is an error only for a map that has it.
    if (conversion === undefined && !to.optionalAttributes.has(name)) return undefined;
    conversions.set(name, conversion);
  }
  return (value) => {
    const attributes = new Map<string, Value>();
    for (const [name, element] of value.asValueMap()) {
      const type = to.attributeTypes.get(name);
      if (type === undefined) continue;
      const conversion = conversions.get(name);
      if (conversion === undefined && conversions.has(name)) {
        const reason = mismatchMessage(element.type, type, rules);
        throw new PathError([], `map element type is incompatible with attribute ${quoteGo(name)}: ${reason}`);
      }
      const attribute = apply(conversion, element, indexStep, () => stringVal(name));
      attributes.set(name, withoutOptional(attribute));
    }
    for (const [name, type] of to.attributeTypes) {
      if (attributes.has(name)) continue;
      if (!to.optionalAttributes.has(name)) {
        throw new PathError([], `map has no element for required attribute ${quoteGo(name)}`);
      }
      // With the optional attributes in its type: an oversight of go-cty's.
      attributes.set(name, nullVal(type));
    }
    return objectVal(attributes);
  };
}

/** Attributes that the target does not have are left out; those that it has as optional become null where missing. */
export function objectToObject(from: ObjectType, to: ObjectType, rules: Rules): Conversion | undefined {
  const conversions = new Map<string, Conversion | undefined>();
  for (const [name, type] of to.attributeTypes) {
    const own = from.attributeTypes.get(name);
    if (own === undefined) {
      if (!to.optionalAttributes.has(name)) return undefined;
      continue;
    }
    const conversion = own === type ? undefined : rules.find(own, type);
    if (conversion === undefined && own !== type) return undefined;
    conversions.set(name, conversion);
  }
  return (value) => {
    const attributes = new Map<string, Value>();
    for (const [name, type] of to.attributeTypes) {
      if (conversions.has(name)) {
        const attribute = apply(conversions.get(name), value.getAttr(name), getAttrStep, () => name);
        attributes.set(name, withoutOptional(attribute));
      } else {
        attributes.set(name, nullVal(type.withoutOptionalAttributesDeep()));
      }
    }
    return objectVal(attributes);
  };
}

export function tupleToTuple(from: TupleType, to: TupleType, rules: Rules): Conversion | undefined {
  if (from.elementTypes.length !== to.elementTypes.length) return undefined;
  const conversions: (Conversion | undefined)[] = [];
  for (const [i, type] of to.elementTypes.entries()) {
    const own = from.elementTypes[i]!;
    const conversion = own === type ? undefined : rules.find(own, type);
    if (conversion === undefined && own !== type) return undefined;
    conversions.push(conversion);
  }
  return (value) =>
    tupleVal(
      value.asValueSlice().map((element, i) => apply(conversions[i], element, indexStep, () => numberIntVal(i))),
    );
}

/** Null of a type that says nothing of optional attributes; its marks are lost, as in go-cty. */
function withoutOptional(value: Value): Value {
  return value.isNull() ? nullVal(value.type.withoutOptionalAttributesDeep()) : value;
}

/** Converts an element; an error gets the step to it, which is only made then. */
function apply<K>(convert: Conversion | undefined, element: Value, step: (key: K) => PathStep, key: () => K): Value {
  if (convert === undefined) return element;
  try {
    return convert(element);
  } catch (error) {
    throw PathError.within(step(key()), error);
  }
}

/** The conversions of all these types to one; undefined if one of them has none. */
function findAll(types: readonly Type[], to: Type, rules: Rules): (Conversion | undefined)[] | undefined {
  const conversions = types.map((type) => (type === to ? undefined : rules.find(type, to)));
  return conversions.every((conversion, i) => conversion !== undefined || types[i] === to) ? conversions : undefined;
}

/** Brings elements that came out with different types, since their type has dynamic parts, to one. */
function unifyElements(elements: readonly Value[], rules: Rules): Value[] {
  if (haveOneType(elements) && elements.every((element) => element.type === elements[0]!.type)) return [...elements];
  const unified = rules.unify(elements.map((element) => element.type));
  if (unified === undefined) throw new PathError([], "cannot find a common base type for all elements");
  return elements.map((element, i) => apply(unified.conversions[i], element, indexStep, () => numberIntVal(i)));
}

function collectMap(elementType: Type, elements: Map<string, Value>, rules: Rules, noun: string): Value {
  let values = [...elements.values()];
  if (elementType.isCollectionType() || elementType.kind === "object") values = unifyElements(values, rules);
  if (!haveOneType(values)) throw new PathError([], `${noun} types must all match for conversion to map`);
  return mapVal(new Map([...elements.keys()].map((key, i) => [key, values[i]!])));
}

function collect(kind: "list" | "set", elements: readonly Value[], elementType: Type, noun: string): Value {
  if (elements.length === 0) return emptyOf(kind, elementType);
  if (!haveOneType(elements)) throw new PathError([], `${noun} types must all match for conversion to ${kind}`);
  return kind === "list" ? listVal(elements) : setVal(elements);
}

function emptyOf(kind: "list" | "set", elementType: Type): Value {
  return kind === "list" ? listValEmpty(elementType) : setValEmpty(elementType);
}

/** An empty collection had rather keep the element type that it has than become one of any type. */
function emptyElementType(elementType: Type, source: Value): Type {
  return elementType.kind === "dynamic" ? sourceElementType(source) : elementType.withoutOptionalAttributesDeep();
}

function sourceElementType({ type }: Value): Type {
  return (type as CollectionType).elementType;
}
