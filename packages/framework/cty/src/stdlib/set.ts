// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on sets.
 *
 * @module
 */

import { unifyUnsafe } from "../convert/convert.ts";
import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { setOf, type Payload } from "../payload.ts";
import { SetPayload } from "../set-payload.ts";
import { bool, dynamic, set, type SetType, type Type } from "../type.ts";
import { createValue, payloadOf, unknownVal, type Value } from "../value.ts";
import { convertArgument } from "./convert-argument.ts";

const anySet = { type: set(dynamic), allowDynamicType: true };

const manySets: Signature = {
  parameters: [{ name: "first_set", ...anySet }],
  variadicParameter: { name: "other_sets", ...anySet },
};

export const setHasElement: CtyFunction = makeFunction({
  description: "Whether a set has an element.",
  parameters: [
    { name: "set", ...anySet },
    { name: "elem", type: dynamic, allowDynamicType: true },
  ],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([container, element]) => container!.hasElement(element!),
});

export const setUnion: CtyFunction = operation(
  "Everything that is in any of the given sets.",
  manySets,
  (a, b) => [...a.elements, ...b.elements],
  // Whatever an unknown element turns out to be, it is in the union.
  { allowUnknownElements: true },
);

export const setIntersection: CtyFunction = operation("What is in all of the given sets.", manySets, (a, b) =>
  a.elements.filter((element) => b.has(element)),
);

export const setSubtract: CtyFunction = operation(
  "What is in the first set but not in the second.",
  {
    parameters: [
      { name: "a", ...anySet },
      { name: "b", ...anySet },
    ],
  },
  (a, b) => a.elements.filter((element) => !b.has(element)),
);

export const setSymmetricDifference: CtyFunction = operation(
  "What is in the first set or in the second but not in both; and so on with that and each further set.",
  manySets,
  (a, b) => [...a.elements.filter((element) => !b.has(element)), ...b.elements.filter((element) => !a.has(element))],
);

interface Signature {
  readonly parameters: readonly Parameter[];
  readonly variadicParameter?: Parameter;
}

/** @param combine The elements of the result for two sets, in any order and perhaps repeated. */
function operation(
  description: string,
  signature: Signature,
  combine: (a: SetPayload, b: SetPayload) => readonly Payload[],
  { allowUnknownElements = false } = {},
): CtyFunction {
  return makeFunction({
    description,
    ...signature,
    type: commonSetType,
    refineResult: refineNotNull,
    implementation: (sets, returnType) => {
      let result: Value | undefined;
      for (const [i, argument] of sets.entries()) {
        const next = convertArgument(argument, returnType, i);
        if (!allowUnknownElements && !next.isWhollyKnown()) return unknownVal(returnType);
        result = result === undefined ? next : combineSets(result, next, combine);
      }
      return result!;
    },
  });
}

function commonSetType(sets: readonly Value[]): Type {
  const elementTypes: Type[] = [];
  for (const value of sets) {
    const { elementType } = setTypeOf(value);
    // What is empty converts to a set of anything.
    const isEmpty = elementType.kind === "dynamic" && value.isKnown() && value.lengthInt() === 0;
    if (!isEmpty) elementTypes.push(elementType);
  }
  if (elementTypes.length === 0) return set(dynamic);
  const unified = unifyUnsafe(elementTypes);
  if (unified === undefined) throw new FunctionError("given sets must all have compatible element types");
  return set(unified.type);
}

function combineSets(a: Value, b: Value, combine: (a: SetPayload, b: SetPayload) => readonly Payload[]): Value {
  const type = setTypeOf(a);
  // Both are of dynamic element type only if unification found no type in common.
  if (b.type !== type) throw new TypeError("sets of different types cannot be combined");
  const elements = combine(setOf(type, payloadOf(a)), setOf(type, payloadOf(b)));
  return createValue(type, new SetPayload(type.elementType, elements));
}

function setTypeOf({ type }: Value): SetType {
  if (type.kind === "set") return type;
  throw new TypeError(`${type.friendlyName()} is not a set`);
}
