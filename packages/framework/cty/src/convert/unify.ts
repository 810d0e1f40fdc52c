// SPDX-License-Identifier: Apache-2.0

/**
 * Finding one type for values of several.
 *
 * Source: go-cty 1.18, `unify.go`, `compare_types.go`, `sort_types.go`.
 *
 * @module
 */

import {
  dynamic,
  list,
  map,
  object,
  set,
  tuple,
  type CollectionType,
  type ObjectType,
  type TupleType,
  type Type,
} from "../type.ts";
import { dynamicVal } from "../value.ts";
import type { Conversion, Rules, Unified } from "./rules.ts";

export function unifyTypes(types: readonly Type[], rules: Rules): Unified | undefined {
  if (types.length === 0) return undefined;
  const known = types.filter((type) => type.kind !== "dynamic");
  const kinds = new Set(known.map((type) => type.kind));
  const hasDynamic = known.length < types.length;
  if (kinds.size === 1) {
    const unified = unifyOneKind(known, hasDynamic, types, rules);
    if (unified !== "undecided") return unified;
  } else if (kinds.size === 2) {
    // Literals are objects and tuples even where they are meant as maps and lists.
    const unified =
      kinds.has("map") && kinds.has("object")
        ? unifyThrough(types, "object", map, rules)
        : kinds.has("list") && kinds.has("tuple")
          ? unifyThrough(types, "tuple", list, rules)
          : undefined;
    if (unified !== undefined) return unified;
  }
  if (kinds.has("object") && kinds.has("tuple")) return undefined;
  return unifyToOneOf(types, rules);
}

/** What all containers of one kind have in common is found part by part. */
function unifyOneKind(
  known: readonly Type[],
  hasDynamic: boolean,
  types: readonly Type[],
  rules: Rules,
): Unified | undefined | "undecided" {
  const { kind } = known[0]!;
  if (kind === "bool" || kind === "number" || kind === "string" || kind === "capsule") return "undecided";
  // Which way a dynamic part will go cannot be told before its type is known.
  if (hasDynamic) return { type: dynamic, conversions: types.map(() => () => dynamicVal) };
  switch (kind) {
    case "list":
    case "set":
    case "map": {
      const elementTypes = (known as CollectionType[]).map((type) => type.elementType);
      const element = rules.unify(elementTypes)?.type;
      return element && convertAll(types, { list, set, map }[kind](element), rules);
    }
    case "object":
      return unifyObjects(known as ObjectType[], rules);
    default:
      return unifyTuples(known as TupleType[], rules);
  }
}

function unifyObjects(types: readonly ObjectType[], rules: Rules): Unified | undefined {
  const { attributeNames } = types[0]!;
  const haveSameNames = types.every(
    (type) =>
      type.types.length === attributeNames.length && type.attributeNames.every((name, i) => name === attributeNames[i]),
  );
  if (!haveSameNames) return unifyParts(types, map, rules);
  const attributes = new Map<string, Type>();
  for (const [i, name] of attributeNames.entries()) {
    const unified = rules.unify(types.map((type) => type.types[i]!));
    if (unified === undefined) return undefined;
    attributes.set(name, unified.type);
  }
  return convertAll(types, object(attributes), rules) ?? unifyParts(types, map, rules);
}

function unifyTuples(types: readonly TupleType[], rules: Rules): Unified | undefined {
  const { length } = types[0]!.elementTypes;
  if (types.some((type) => type.elementTypes.length !== length)) return unifyParts(types, list, rules);
  const elementTypes: Type[] = [];
  for (let i = 0; i < length; i++) {
    const unified = rules.unify(types.map((type) => type.elementTypes[i]!));
    if (unified === undefined) return undefined;
    elementTypes.push(unified.type);
  }
  return convertAll(types, tuple(elementTypes), rules) ?? unifyParts(types, list, rules);
}

/** Objects to a map, or tuples to a list, whose element type suits all of their parts. */
function unifyParts(
  types: readonly (ObjectType | TupleType)[],
  collection: (element: Type) => Type,
  rules: Rules,
): Unified | undefined {
  const element = rules.unify(types.flatMap((type) => (type.kind === "object" ? type.types : type.elementTypes)))?.type;
  return element && convertAll(types, collection(element), rules);
}

/** First the structural types among themselves to a collection, then all together. */
function unifyThrough(
  types: readonly Type[],
  kind: "object" | "tuple",
  collection: (element: Type) => Type,
  rules: Rules,
): Unified | undefined {
  const structural = types.filter((type): type is ObjectType | TupleType => type.kind === kind);
  const first = unifyParts(structural, collection, rules);
  if (first === undefined) return undefined;
  const second = rules.unify(types.map((type) => (type.kind === kind ? first.type : type)));
  if (second === undefined || second.type.kind !== first.type.kind) return undefined;
  let next = 0;
  const conversions = second.conversions.map((conversion, i) => {
    return types[i]!.kind === kind ? chain(first.conversions[next++], conversion) : conversion;
  });
  return { type: second.type, conversions };
}

function chain(first: Conversion | undefined, second: Conversion | undefined): Conversion | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (value) => second(first(value));
}

/** The first of the types, the most general ones coming first, that all others can be converted to. */
function unifyToOneOf(types: readonly Type[], rules: Rules): Unified | undefined {
  for (const candidate of sortByGenerality(types)) {
    const unified = convertAll(types, candidate, rules);
    if (unified !== undefined) return unified;
  }
  return undefined;
}

function convertAll(types: readonly Type[], to: Type, rules: Rules): Unified | undefined {
  const conversions: (Conversion | undefined)[] = [];
  for (const type of types) {
    const conversion = type === to ? undefined : rules.find(type, to);
    if (conversion === undefined && type !== to) return undefined;
    conversions.push(conversion);
  }
  return { type: to, conversions };
}

/**
 * The types, each once, and before those that it is more general than; otherwise in their own order.
 *
 * go-cty sorts all of them, also those that are there many times. A type then frees the ones after it with its last
 * occurrence, which is all that is left of them here.
 */
function sortByGenerality(types: readonly Type[]): Type[] {
  const firstIndexes = new Map<Type, number>();
  const lastIndexes = new Map<Type, number>();
  for (const [i, type] of types.entries()) {
    if (!firstIndexes.has(type)) firstIndexes.set(type, i);
    lastIndexes.set(type, i);
  }
  const distinct = [...firstIndexes.keys()];
  const before = new Map(distinct.map((type) => [type, distinct.filter((other) => isMoreGeneral(other, type)).length]));

  const sorted: Type[] = [];
  const queue: Type[] = [];
  const release = (ready: readonly Type[]): void => {
    for (const type of ready) sorted.push(type);
    for (const type of ready.toSorted((a, b) => lastIndexes.get(a)! - lastIndexes.get(b)!)) queue.push(type);
  };
  release(distinct.filter((type) => before.get(type) === 0));
  for (const general of queue) {
    const ready = distinct.filter((type) => {
      if (!isMoreGeneral(general, type)) return false;
      before.set(type, before.get(type)! - 1);
      return before.get(type) === 0;
    });
    release(ready);
  }
  // Types that wait for each other never come up; Go has the first type in their place.
  if (sorted.length < distinct.length) sorted.push(types[0]!);
  return sorted;
}

function isMoreGeneral(a: Type, b: Type): boolean {
  return compareGenerality(a, b) < 0;
}

/**
 * Negative if `a` is the better result of unification, positive if `b` is, 0 if neither. Whether the conversion exists
 * is for the caller to find out.
 */
function compareGenerality(a: Type, b: Type): number {
  if (a.kind === "dynamic" || b.kind === "dynamic") return Number(a.kind === "dynamic") - Number(b.kind === "dynamic");
  if (a.isPrimitiveType() && b.isPrimitiveType()) return Number(b.kind === "string") - Number(a.kind === "string");
  if (a.isCollectionType() && a.kind === b.kind) return compareGenerality(a.elementType, b.elementType);
  const rank = rankOfKinds[`${a.kind} ${b.kind}`];
  if (rank !== undefined) return rank;
  if (a.kind === "object" && b.kind === "object") {
    const haveSameNames =
      a.types.length === b.types.length && a.attributeNames.every((name, i) => name === b.attributeNames[i]);
    return haveSameNames ? compareParts(a.types, b.types) : 0;
  }
  if (a.kind === "tuple" && b.kind === "tuple") {
    return a.elementTypes.length === b.elementTypes.length ? compareParts(a.elementTypes, b.elementTypes) : 0;
  }
  return 0;
}

const rankOfKinds: Readonly<Record<string, number>> = {
  "list tuple": -1,
  "tuple list": 1,
  "list set": -1,
  "set list": 1,
  "tuple set": -1,
  "set tuple": 1,
  "map object": -1,
  "object map": 1,
};

/** Better only if no part is worse. */
function compareParts(a: readonly Type[], b: readonly Type[]): number {
  const orders = a.map((type, i) => compareGenerality(type, b[i]!));
  const isBetter = orders.some((order) => order < 0);
  const isWorse = orders.some((order) => order > 0);
  return isBetter === isWorse ? 0 : isBetter ? -1 : 1;
}
