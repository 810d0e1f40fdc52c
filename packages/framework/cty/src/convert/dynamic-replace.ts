// SPDX-License-Identifier: Apache-2.0

import { emptyObject, list, map, type MapType, object, type ObjectType, set, tuple, type Type } from "../type.ts";
import type { Rules } from "./rules.ts";

/**
 * The type that a conversion from `from` to `to` will give, as far as it can be told: dynamic parts of `to` take the place
 * of what `from` has there.
 *
 * Source: go-cty 1.18, `conversion_dynamic.go`.
 *
 * @param from Undefined where nothing is known about it.
 * @param rules The unsafe ones, whatever the conversion.
 */
export function dynamicReplace(from: Type | undefined, to: Type, rules: Rules): Type {
  if (from === undefined || from.kind === "dynamic") return to;
  const replace = (own: Type | undefined, type: Type): Type => dynamicReplace(own, type, rules);
  switch (to.kind) {
    case "dynamic":
      return from;
    case "list":
    case "set": {
      const element = elementTypeOf(from, rules);
      if (element === notElementwise) return to;
      return (to.kind === "list" ? list : set)(replace(element, to.elementType));
    }
    case "map":
      return replaceInMap(from, to, rules);
    case "object":
      return replaceInObject(from, to, rules);
    case "tuple":
      return tuple(
        to.elementTypes.map((type, i) => replace(from.kind === "tuple" ? from.elementTypes[i] : undefined, type)),
      );
    default:
      return to;
  }
}

const notElementwise: unique symbol = Symbol("no elements of one type");

/** The type of the elements of what may become a list or set; undefined if they have none in common. */
function elementTypeOf(type: Type, rules: Rules): Type | undefined | typeof notElementwise {
  if (type.kind === "list" || type.kind === "set") return type.elementType;
  return type.kind === "tuple" ? rules.unify(type.elementTypes)?.type : notElementwise;
}

function replaceInMap(from: Type, to: MapType, rules: Rules): Type {
  if (from.kind === "map") return map(dynamicReplace(from.elementType, to.elementType, rules));
  if (from.kind === "object") return map(dynamicReplace(rules.unify(from.types)?.type, to.elementType, rules));
  return to;
}

function replaceInObject(from: Type, to: ObjectType, rules: Rules): Type {
  // Neither: an optional attribute that no element of a map could become. In go-cty it is left with nothing.
  if (from.kind !== "map" && from.kind !== "object") return emptyObject;
  const types = new Map<string, Type>();
  for (const [name, type] of to.attributeTypes) {
    const own = from.kind === "map" ? from.elementType : from.attributeTypes.get(name);
    types.set(name, dynamicReplace(own, type, rules));
  }
  return object(types);
}
