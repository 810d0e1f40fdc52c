// SPDX-License-Identifier: Apache-2.0

import { bool, number, string, type CollectionType, type ObjectType, type TupleType, type Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import type { Rules } from "./rules.ts";

/**
 * Why a value of one type cannot be converted to another, for the practitioner.
 *
 * Source: go-cty 1.18, `mismatch_msg.go`. Of several attributes that do not fit, the first in their order is named.
 *
 * @param rules The unsafe ones.
 */
export function mismatchMessage(got: Type, want: Type, rules: Rules): string {
  if (got.kind === "object" && want.kind === "object") return objectMessage(got, want, rules);
  if (want.isCollectionType()) {
    const isStructural = got.kind === "tuple" || got.kind === "object";
    const hasRightKind = isStructural && (got.kind === "object") === (want.kind === "map");
    // What stood in the way is that the elements have no type in common.
    if (hasRightKind && want.elementType.kind === "dynamic") return `all ${want.kind} elements must have the same type`;
    if (isStructural)
      return hasRightKind ? partMessage(got, want, rules) : `${want.friendlyNameForConstraint()} required`;
    if (got.isCollectionType()) return collectionMessage(got, want, rules);
  }
  if (mayConfuse(got, want)) return `${want.friendlyNameForConstraint()} required`;
  return `${want.friendlyName()} required, but have ${got.friendlyName()}`;
}

function objectMessage(got: ObjectType, want: ObjectType, rules: Rules): string {
  const missing = want.attributeNames.filter(
    (name) => !got.attributeTypes.has(name) && !want.optionalAttributes.has(name),
  );
  if (missing.length > 0) return missingMessage(missing.map(quoteGo));
  for (const [name, type] of want.attributeTypes) {
    const own = got.attributeTypes.get(name);
    if (own === undefined || own === type || rules.find(own, type) !== undefined) continue;
    return `attribute ${quoteGo(name)}: ${mismatchMessage(own, type, rules)}`;
  }
  return "incorrect object attributes";
}

function missingMessage(names: readonly string[]): string {
  switch (names.length) {
    case 1:
      return `attribute ${names[0]!} is required`;
    case 2:
      return `attributes ${names[0]!} and ${names[1]!} are required`;
    default:
      return `attributes ${names.slice(0, -1).join(", ")}, and ${names.at(-1)!} are required`;
  }
}

function partMessage(got: TupleType | ObjectType, { elementType }: CollectionType, rules: Rules): string {
  const types = got.kind === "tuple" ? got.elementTypes : got.types;
  for (const [i, type] of types.entries()) {
    if (type === elementType || rules.find(type, elementType) !== undefined) continue;
    const key = got.kind === "tuple" ? String(i) : quoteGo(got.attributeNames[i]!);
    return `element ${key}: ${mismatchMessage(type, elementType, rules)}`;
  }
  return `all elements must be ${elementType.friendlyNameForConstraint()}`;
}

function collectionMessage(got: CollectionType, want: CollectionType, rules: Rules): string {
  if ((got.kind === "map") !== (want.kind === "map")) return `${want.friendlyNameForConstraint()} required`;
  return `incorrect ${want.kind} element type: ${mismatchMessage(got.elementType, want.elementType, rules)}`;
}

/** Whether naming both types would send the reader after the wrong problem. */
function mayConfuse(got: Type, want: Type): boolean {
  if (got.isPrimitiveType() !== want.isPrimitiveType()) return false;
  if (want === string) return false;
  if ((want === bool && got === number) || (want === number && got === bool)) return false;
  return !(got.kind === "tuple" && want.kind === "object");
}
