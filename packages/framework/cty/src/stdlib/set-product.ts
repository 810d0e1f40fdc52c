// SPDX-License-Identifier: Apache-2.0

import { convert, unifyUnsafe } from "../convert/convert.ts";
import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import type { Mark } from "../payload.ts";
import { dynamic, list, set, tuple, type TupleType, type Type } from "../type.ts";
import { tupleVal } from "../value-create.ts";
import { unknownVal, type Value } from "../value.ts";
import { collectList, collectSet } from "./collect.ts";

export const setProduct: CtyFunction = makeFunction({
  description: "Every way to take one element of each of the given sets, as a set of tuples.",
  parameters: [],
  variadicParameter: {
    name: "sets",
    type: dynamic,
    allowUnknown: true,
    allowMarked: true,
    description: "Sets; or lists and tuples, and if there are only those, the result is a list in their order.",
  },
  type: (sets) => {
    if (sets.length < 2) throw new FunctionError("at least two arguments are required");
    const product = tuple(sets.map(({ type }, i) => elementTypeOf(type, i)));
    return sets.some(({ type }) => type.kind === "set") ? set(product) : list(product);
  },
  refineResult: refineNotNull,
  implementation: (markedSets, returnType) => {
    const marks = new Set<Mark>();
    const sets = markedSets.map((markedSet) => {
      const [plain, own] = markedSet.unmark();
      for (const mark of own) marks.add(mark);
      return plain;
    });
    const isSizeKnown = sets.every((plain) => plain.isKnown() && plain.length().isKnown());
    return (isSizeKnown ? multiply(sets, returnType) : unknownProduct(sets, returnType)).withMarks(marks);
  },
});

function elementTypeOf(type: Type, i: number): Type {
  switch (type.kind) {
    case "list":
    case "set":
      return type.elementType;
    case "tuple": {
      if (type.elementTypes.length === 0) return dynamic;
      const unified = unifyUnsafe(type.elementTypes);
      if (unified === undefined) throw new ArgumentError(i, "all elements must be of the same type");
      return unified.type;
    }
    default:
      throw new ArgumentError(i, "a set or a list is required");
  }
}

/** What is still known about the size. Beyond the limits it would be of little use. */
function unknownProduct(sets: readonly Value[], returnType: Type): Value {
  let most = 1;
  for (const plain of sets) {
    const { type } = plain;
    const length = type.kind === "tuple" ? type.elementTypes.length : plain.range().lengthUpperBound;
    if (length > 1024) return unknownVal(returnType);
    most *= length;
    if (most > 2048) return unknownVal(returnType);
  }
  return unknownVal(returnType)
    .refine()
    .collectionLengthLowerBound(Math.min(most, 1))
    .collectionLengthUpperBound(most)
    .newValue();
}

function multiply(sets: readonly Value[], returnType: Type): Value {
  const type = tupleTypeOf(returnType);
  const size = sets.reduce((product, plain) => product * plain.lengthInt(), 1);
  assertReasonable(size * sets.length);
  const choices = size === 0 ? [] : sets.map((plain, i) => convertElements(plain, type.elementTypes[i]!));
  const products = Array.from({ length: size }, (_, n) => tupleVal(choose(choices, n)));
  return returnType.kind === "list" ? collectList(products, type) : collectSet(products, type);
}

/** A few sets of ordinary size have a product that fills the memory. */
function assertReasonable(elements: number): void {
  if (elements <= mostElements) return;
  throw new FunctionError(`the product would have more than ${mostElements} elements in all its tuples`);
}

const mostElements = 4_000_000;

function convertElements(plain: Value, type: Type): Value[] {
  return plain.asValueSlice().map((element) => convert(element, type));
}

/** The nth combination; the last set varies fastest. */
function choose(choices: readonly (readonly Value[])[], n: number): Value[] {
  let rest = n;
  return choices
    .toReversed()
    .map((elements) => {
      const element = elements[rest % elements.length]!;
      rest = Math.floor(rest / elements.length);
      return element;
    })
    .toReversed();
}

function tupleTypeOf(type: Type): TupleType {
  if ((type.kind === "list" || type.kind === "set") && type.elementType.kind === "tuple") return type.elementType;
  throw new TypeError(`${type.friendlyName()} is no collection of tuples`);
}
