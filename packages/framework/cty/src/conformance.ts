// SPDX-License-Identifier: Apache-2.0

import { PathError } from "./path-error.ts";
import { getAttrStep, indexStep, type Path } from "./path.ts";
import { number, string, type ObjectType, type TupleType, type Type } from "./type.ts";
import { quoteGo } from "./unicode/quote-go.ts";
import { numberIntVal, unknownVal } from "./value.ts";

/**
 * What keeps `given` from conforming to `wanted`: from being equal to it, where anything equals a dynamic part of it.
 *
 * @returns One error for each difference; none if the type conforms. In paths, unknown keys stand for any element.
 *
 * Source: go-cty 1.18, `Type.TestConformance`. Attributes come in order of their names.
 */
export function testConformance(given: Type, wanted: Type): PathError[] {
  const errors: PathError[] = [];
  compare(given, wanted, [], errors);
  return errors;
}

function compare(given: Type, wanted: Type, path: Path, errors: PathError[]): void {
  if (wanted.kind === "dynamic" || given === wanted) return;
  if (given.kind === "object" && wanted.kind === "object") {
    compareObjects(given, wanted, path, errors);
  } else if (given.kind === "tuple" && wanted.kind === "tuple") {
    compareTuples(given, wanted, path, errors);
  } else if (given.kind === "list" && wanted.kind === "list") {
    compare(given.elementType, wanted.elementType, [...path, indexStep(unknownVal(number))], errors);
  } else if (given.kind === "map" && wanted.kind === "map") {
    compare(given.elementType, wanted.elementType, [...path, indexStep(unknownVal(string))], errors);
  } else if (given.kind === "set" && wanted.kind === "set") {
    compare(given.elementType, wanted.elementType, [...path, indexStep(unknownVal(given.elementType))], errors);
  } else {
    errors.push(new PathError(path, `${wanted.friendlyName()} required, but received ${given.friendlyName()}`));
  }
}

function compareObjects(given: ObjectType, wanted: ObjectType, path: Path, errors: PathError[]): void {
  for (const name of given.attributeNames) {
    if (!wanted.attributeTypes.has(name)) errors.push(new PathError(path, `unsupported attribute ${quoteGo(name)}`));
  }
  for (const name of wanted.attributeNames) {
    if (!given.attributeTypes.has(name))
      errors.push(new PathError(path, `missing required attribute ${quoteGo(name)}`));
  }
  for (const [name, type] of wanted.attributeTypes) {
    const givenType = given.attributeTypes.get(name);
    if (givenType !== undefined) compare(givenType, type, [...path, getAttrStep(name)], errors);
  }
}

function compareTuples(given: TupleType, wanted: TupleType, path: Path, errors: PathError[]): void {
  const { length } = wanted.elementTypes;
  if (given.elementTypes.length !== length) {
    errors.push(new PathError(path, `${length} elements are required, but got ${given.elementTypes.length}`));
    return;
  }
  for (const [i, type] of wanted.elementTypes.entries()) {
    compare(given.elementTypes[i]!, type, [...path, indexStep(numberIntVal(i))], errors);
  }
}
