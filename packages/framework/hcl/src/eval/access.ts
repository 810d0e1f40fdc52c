// SPDX-License-Identifier: Apache-2.0

/**
 * What is inside a value: by index, by attribute, along a path.
 *
 * Source: hashicorp/hcl 2.24, `ops.go`.
 *
 * @module
 */

import { dynamicVal, number, string, stringVal, unknownVal, type Path, type Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import type { SourceRange } from "../source/position.ts";
import { tryConvert } from "./conversion.ts";
import type { Evaluated } from "./evaluated.ts";

/** Something that is at a place in a source; the place is asked for when there is something to tell about it. */
export interface Located {
  readonly range: SourceRange;
}

/** The element of a list, tuple or map, or the attribute of an object, that has this key. */
export function index(collection: Value, key: Value, range: SourceRange): Evaluated {
  const found: Diagnostic[] = [];
  return { value: indexValue(collection, key, { range }, found), diagnostics: found };
}

/** The attribute of an object, or the element of a map, that has this name. */
export function getAttr(value: Value, name: string, range: SourceRange): Evaluated {
  const found: Diagnostic[] = [];
  return { value: attributeValue(value, name, { range }, found), diagnostics: found };
}

/** What a path leads to. */
export function applyPath(value: Value, path: Path, range: SourceRange): Evaluated {
  const found: Diagnostic[] = [];
  let current = value;
  for (const step of path) {
    current =
      step.kind === "getAttr"
        ? attributeValue(current, step.name, { range }, found)
        : indexValue(current, step.key, { range }, found);
    if (found.length > 0) break;
  }
  return { value: current, diagnostics: found };
}

/** As `index`; what is wrong is added to `found`. */
export function indexValue(collection: Value, key: Value, place: Located, found: Diagnostic[]): Value {
  if (collection.isNull()) {
    return fail(found, place, "Attempt to index null value", "This value is null, so it does not have any indices.");
  }
  if (key.isNull()) return failIndex(found, place, "Can't use a null value as an indexing key.");
  const { type } = collection;
  if (type.kind === "dynamic" || key.type.kind === "dynamic") return dynamicVal.withSameMarks(collection);
  switch (type.kind) {
    case "list":
    case "tuple":
    case "map":
      return indexElement(collection, key, place, found);
    case "object":
      return indexAttribute(collection, key, place, found);
    case "set":
      return failIndex(
        found,
        place,
        "Elements of a set are identified only by their value and don't have any separate index or key to select with, so it's only possible to perform operations across all elements of the set.",
      );
    default:
      return failIndex(found, place, "This value does not have any indices.");
  }
}

function indexElement(collection: Value, givenKey: Value, place: Located, found: Diagnostic[]): Value {
  const { type } = collection;
  const { value: key, problem } = tryConvert(givenKey, type.kind === "map" ? string : number);
  if (key === undefined) return failIndex(found, place, noElement(problem));
  const [has] = collection.hasIndex(key).unmark();
  if (!has.isKnown()) {
    const element = type.kind === "list" || type.kind === "map" ? unknownVal(type.elementType) : dynamicVal;
    return element.withSameMarks(collection);
  }
  if (has.asBool()) return collection.index(key);
  return failIndex(found, place, noElement(type.kind === "map" ? undefined : whyOutside(collection, key)));
}

/** What is wrong with the index of a sequence that has no such element. */
function whyOutside(sequence: Value, key: Value): string | undefined {
  const [position] = key.unmark();
  if (!position.isKnown()) return undefined;
  const n = position.asBigFloat();
  if (!n.isInteger) return "indexing a sequence requires a whole number, but the given index has a fractional part";
  if (n.isNegative && !n.isZero) return "a negative number is not a valid index for a sequence";
  const length = sequence.length();
  // Only the length itself gets a reason of its own; beyond it there is none in the original either.
  if (!length.isKnown() || length.isMarked() || n.compare(length.asBigFloat()) > 0) return undefined;
  return length.asBigFloat().isZero
    ? "the collection has no elements"
    : "the given index is greater than or equal to the length of the collection";
}

function indexAttribute(object: Value, givenKey: Value, place: Located, found: Diagnostic[]): Value {
  const { value: key, problem } = tryConvert(givenKey, string);
  if (key === undefined) return failIndex(found, place, noElement(problem));
  if (!key.isKnown()) return dynamicVal.withSameMarks(object);
  const name = key.unmark()[0].asString();
  const attribute = ownAttribute(object, name);
  if (attribute !== undefined) return attribute;
  const advice =
    givenKey.type === number ? " An object only supports looking up attributes by name, not by numeric index." : "";
  return failIndex(found, place, `${noElement()}${advice}`);
}

/** As `getAttr`; what is wrong is added to `found`. */
export function attributeValue(value: Value, name: string, place: Located, found: Diagnostic[]): Value {
  if (value.isNull()) {
    return fail(
      found,
      place,
      "Attempt to get attribute from null value",
      "This value is null, so it does not have any attributes.",
    );
  }
  const { type } = value;
  if (type.kind === "dynamic") return dynamicVal.withSameMarks(value);
  if (type.kind === "map") return mapElement(value, name, place, found);
  if (type.kind === "object") {
    const attribute = ownAttribute(value, name);
    if (attribute !== undefined) return attribute;
  }
  return fail(found, place, "Unsupported attribute", whyNoAttribute(value, name));
}

function mapElement(map: Value, name: string, place: Located, found: Diagnostic[]): Value {
  if (map.type.kind === "map" && !map.isKnown()) return unknownVal(map.type.elementType).withSameMarks(map);
  const key = stringVal(name);
  if (map.hasIndex(key).unmark()[0].asBool()) return map.index(key);
  const detail = `This map does not have an element with the key ${quoteGo(name)}.`;
  return fail(found, place, "Missing map element", detail);
}

/** An attribute that the type of an object has, also of an unknown one; undefined if it has none of this name. */
function ownAttribute(object: Value, name: string): Value | undefined {
  if (object.type.kind !== "object") return undefined;
  const type = object.type.attributeTypes.get(name);
  if (type === undefined) return undefined;
  return object.isKnown() ? object.getAttr(name) : unknownVal(type).withSameMarks(object);
}

function whyNoAttribute({ type }: Value, name: string): string {
  switch (type.kind) {
    case "object":
      return `This object does not have an attribute named ${quoteGo(name)}.`;
    case "bool":
    case "number":
    case "string":
      return `Can't access attributes on a primitive-typed value (${type.friendlyName()}).`;
    case "list": {
      if (type.elementType.kind !== "object") break;
      const what = type.elementType.attributeTypes.has(name) ? `attribute ${quoteGo(name)}` : "an attribute";
      return `Can't access attributes on a list of objects. Did you mean to access ${what} for a specific element of the list, or across all elements of the list?`;
    }
    case "set":
      if (type.elementType.kind !== "object") break;
      return "Can't access attributes on a set of objects. Did you mean to access an attribute across all elements of the set?";
    default:
  }
  return "This value does not have any attributes.";
}

function noElement(reason?: string): string {
  return `The given key does not identify an element in this collection value${reason === undefined ? "" : `: ${reason}`}.`;
}

function failIndex(found: Diagnostic[], place: Located, detail: string): Value {
  return fail(found, place, "Invalid index", detail);
}

function fail(found: Diagnostic[], place: Located, summary: string, detail: string): Value {
  found.push({ severity: "error", summary, detail, subject: place.range });
  return dynamicVal;
}
