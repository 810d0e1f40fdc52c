// SPDX-License-Identifier: Apache-2.0

/**
 * Values and types as the code that makes them, for messages to developers and failing tests.
 *
 * @module
 */

import type { BigFloat } from "./number/bigfloat.ts";
import { listOf, mapOf, Marked, setOf, Unknown, type Payload } from "./payload.ts";
import type { Refinement } from "./refinement.ts";
import type { Type } from "./type.ts";

export function inspectType(type: Type): string {
  switch (type.kind) {
    case "list":
    case "set":
    case "map":
      return `cty.${type.kind}(${inspectType(type.elementType)})`;
    case "tuple":
      return `cty.tuple([${type.elementTypes.map(inspectType).join(", ")}])`;
    case "object": {
      const attributes = members(type.attributeNames, type.types.map(inspectType));
      const optional = [...type.optionalAttributes];
      return `cty.object(${attributes}${optional.length > 0 ? `, ${JSON.stringify(optional)}` : ""})`;
    }
    case "capsule":
      return `cty.capsule(${JSON.stringify(type.name)})`;
    default:
      return `cty.${type.kind}`;
  }
}

export function inspectPayload(type: Type, payload: Payload): string {
  if (payload instanceof Marked)
    return `${inspectPayload(type, payload.payload)}${[...payload.marks].map(inspectMark).join("")}`;
  if (payload === null) return `cty.nullVal(${inspectType(type)})`;
  if (payload instanceof Unknown) return inspectUnknown(type, payload.refinement);
  switch (type.kind) {
    case "bool":
      return `cty.boolVal(${payload === true ? "true" : "false"})`;
    case "string":
      return `cty.stringVal(${JSON.stringify(payload)})`;
    case "number":
      return inspectNumber(payload as BigFloat);
    case "list":
    case "set": {
      const elements = type.kind === "list" ? listOf(type, payload) : setOf(type, payload).elements;
      if (elements.length === 0) return `cty.${type.kind}ValEmpty(${inspectType(type.elementType)})`;
      return `cty.${type.kind}Val([${elements.map((element) => inspectPayload(type.elementType, element)).join(", ")}])`;
    }
    case "map": {
      const elements = mapOf(type, payload);
      if (elements.size === 0) return `cty.mapValEmpty(${inspectType(type.elementType)})`;
      const texts = [...elements.values()].map((element) => inspectPayload(type.elementType, element));
      return `cty.mapVal(${members([...elements.keys()], texts)})`;
    }
    case "tuple":
      return `cty.tupleVal([${listOf(type, payload)
        .map((element, i) => inspectPayload(type.elementTypes[i]!, element))
        .join(", ")}])`;
    case "object": {
      const texts = listOf(type, payload).map((attribute, i) => inspectPayload(type.types[i]!, attribute));
      return `cty.objectVal(${members(type.attributeNames, texts)})`;
    }
    default:
      return `cty.capsuleVal(${inspectType(type)}, ...)`;
  }
}

function inspectUnknown(type: Type, refinement: Refinement | undefined): string {
  if (type.kind === "dynamic") return "cty.dynamicVal";
  const unknown = `cty.unknownVal(${inspectType(type)})`;
  if (refinement === undefined) return unknown;
  const { isNotNull, prefix, min, max, minLength, maxLength } = refinement;
  const calls = [
    isNotNull && "notNull()",
    prefix !== "" && `stringPrefixFull(${JSON.stringify(prefix)})`,
    min !== undefined && `numberRangeLowerBound(${inspectNumber(min.value)}, ${min.isInclusive})`,
    max !== undefined && `numberRangeUpperBound(${inspectNumber(max.value)}, ${max.isInclusive})`,
    minLength !== 0 && `collectionLengthLowerBound(${minLength})`,
    maxLength !== Infinity && `collectionLengthUpperBound(${maxLength})`,
  ];
  return `${unknown}.refine().${calls.filter((call) => call !== false).join(".")}.newValue()`;
}

function inspectNumber(number: BigFloat): string {
  if (number.isInfinite) return number.isNegative ? "cty.negativeInfinity" : "cty.positiveInfinity";
  if (number.precision === 53) return `cty.numberFloatVal(${inspectDouble(number.toNumber())})`;
  if (number.precision === 64 && number.isInteger) return `cty.numberIntVal(${number.toString()}n)`;
  return `cty.parseNumberVal("${number.toString()}")`;
}

function inspectDouble(n: number): string {
  return Object.is(n, -0) ? "-0" : String(n);
}

function inspectMark(mark: unknown): string {
  return `.mark(${typeof mark === "string" ? JSON.stringify(mark) : String(mark)})`;
}

function members(names: readonly string[], texts: readonly string[]): string {
  if (names.length === 0) return "{}";
  return `{ ${names.map((name, i) => `${inspectName(name)}: ${texts[i]!}`).join(", ")} }`;
}

function inspectName(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && name !== "__proto__" ? name : `[${JSON.stringify(name)}]`;
}
