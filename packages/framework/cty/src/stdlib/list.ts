// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that make one list or tuple of others.
 *
 * @module
 */

import { unifyUnsafe } from "../convert/convert.ts";
import { equalPayloads } from "../equality.ts";
import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull } from "../function/spec.ts";
import { unrefined, type Mark } from "../payload.ts";
import { equalityText } from "../set-hash.ts";
import { dynamic, list, number, string, tuple, type Type } from "../type.ts";
import { compareBytes } from "../unicode/byte-order.ts";
import { listVal, listValEmpty, stringVal, tupleVal } from "../value-create.ts";
import { payloadOf, unknownVal, type Value } from "../value.ts";
import { collectList } from "./collect.ts";
import { convertArgument } from "./convert-argument.ts";

export const concat: CtyFunction = makeFunction({
  description:
    "One list of the elements of all given lists, one after the other; a tuple if some are tuples or do not fit together.",
  parameters: [],
  variadicParameter: { name: "seqs", type: dynamic, allowMarked: true },
  type: (sequences) => {
    if (sequences.length === 0) throw new FunctionError("at least one argument is required");
    return commonListType(sequences) ?? concatenatedTupleType(sequences);
  },
  refineResult: refineNotNull,
  implementation: (sequences, returnType) => {
    const marks = new Set<Mark>();
    const elements = sequences.flatMap((sequence, i) => {
      const converted = returnType.kind === "list" ? convertArgument(sequence, returnType, i) : sequence;
      const [plain, own] = converted.unmark();
      for (const mark of own) marks.add(mark);
      return plain.asValueSlice();
    });
    if (returnType.kind === "list") return collectList(elements, returnType.elementType).withMarks(marks);
    if (returnType.kind === "tuple") return tupleVal(elements).withMarks(marks);
    throw new TypeError("unsupported return type");
  },
});

function commonListType(sequences: readonly Value[]): Type | undefined {
  if (sequences.some(({ type }) => type.kind !== "list")) return undefined;
  return unifyUnsafe(sequences.map(({ type }) => type))?.type;
}

/** Dynamic as long as the length of a list is not known. */
function concatenatedTupleType(sequences: readonly Value[]): Type {
  const types: Type[] = [];
  for (const [i, sequence] of sequences.entries()) {
    const { type } = sequence;
    if (type.kind === "tuple") {
      for (const elementType of type.elementTypes) types.push(elementType);
    } else if (type.kind === "list") {
      if (!sequence.isKnown()) return dynamic;
      const [plain] = sequence.unmark();
      for (let n = plain.lengthInt(); n > 0; n--) types.push(type.elementType);
    } else {
      throw new ArgumentError(i, `all arguments must be lists or tuples; got ${type.friendlyName()}`);
    }
  }
  return tuple(types);
}

export const coalesceList: CtyFunction = makeFunction({
  description: "The first of the given lists and tuples that has elements.",
  parameters: [],
  variadicParameter: { name: "vals", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true },
  type: (sequences) => {
    if (sequences.length === 0) throw new FunctionError("at least one argument is required");
    for (const sequence of sequences) {
      if (!sequence.isKnown()) return dynamic;
      if (sequence.type.kind !== "list" && sequence.type.kind !== "tuple") {
        throw new FunctionError("coalescelist arguments must be lists or tuples");
      }
    }
    const { type } = sequences[0]!;
    return sequences.every((sequence) => sequence.type === type) ? type : dynamic;
  },
  refineResult: refineNotNull,
  implementation: (sequences, returnType) => {
    for (const sequence of sequences) {
      if (!sequence.isKnown()) return unknownVal(returnType);
      if (!sequence.isNull() && sequence.lengthInt() > 0) return sequence;
    }
    throw new FunctionError("no non-null arguments");
  },
});

export const compact: CtyFunction = makeFunction({
  description: "A list of strings without those that are empty or null.",
  parameters: [{ name: "list", type: list(string) }],
  type: list(string),
  refineResult: refineNotNull,
  implementation: ([strings], returnType) => {
    if (!strings!.isWhollyKnown()) return unknownVal(returnType);
    const kept = strings!.asValueSlice().filter((element) => !element.isNull() && element.asString() !== "");
    return collectList(kept, string);
  },
});

export const distinct: CtyFunction = makeFunction({
  description: "A list without the elements that are equal to an earlier one.",
  parameters: [{ name: "list", type: list(dynamic) }],
  type: ([elements]) => elements!.type,
  refineResult: refineNotNull,
  implementation: ([elements], returnType) => {
    if (!elements!.isWhollyKnown()) return unknownVal(returnType);
    return collectList(dropRepeated(elements!.asValueSlice()), elementTypeOf(returnType));
  },
});

/** Compares only what has the same text, so that many elements take time in proportion to their number. */
function dropRepeated(elements: readonly Value[]): Value[] {
  const seen = new Map<string, Value[]>();
  return elements.filter((element) => {
    // The two zeros are equal but differ in text.
    const text = equalityText(element.type, payloadOf(element)).replaceAll("-0", "0");
    const candidates = seen.get(text);
    if (candidates === undefined) {
      seen.set(text, [element]);
      return true;
    }
    if (candidates.some((candidate) => areEqual(candidate, element))) return false;
    candidates.push(element);
    return true;
  });
}

function areEqual(a: Value, b: Value): boolean {
  return equalPayloads(a.type, payloadOf(a), b.type, payloadOf(b)) === true;
}

export const chunklist: CtyFunction = makeFunction({
  description: "A list in pieces of a given length, of which the last may be shorter.",
  parameters: [
    { name: "list", type: list(dynamic), allowMarked: true, description: "What to cut into pieces." },
    {
      name: "size",
      type: number,
      allowMarked: true,
      description: "The length of a piece; 0 for a single one of everything.",
    },
  ],
  type: ([elements]) => list(elements!.type),
  refineResult: refineNotNull,
  implementation: ([markedList, markedSize]) => {
    const [elements, listMarks] = markedList!.unmark();
    const [size, sizeMarks] = markedSize!.unmark();
    return chunk(elements, sizeOf(size)).withMarks(listMarks, sizeMarks);
  },
});

function sizeOf(value: Value): number {
  const size = int64Of(value, (reason) => new FunctionError(`invalid size: ${reason.detail}`, { cause: reason }));
  if (size < 0n) throw new FunctionError("the size argument must be positive");
  return Number(size);
}

function chunk(whole: Value, size: number): Value {
  const elements = whole.asValueSlice();
  if (elements.length === 0) return listValEmpty(whole.type);
  if (size === 0) return listVal([whole]);
  const chunks: Value[] = [];
  for (let start = 0; start < elements.length; start += size) chunks.push(listVal(elements.slice(start, start + size)));
  return listVal(chunks);
}

export const flatten: CtyFunction = makeFunction({
  description:
    "A tuple of all elements, where those that are lists, sets or tuples stand for their own elements, at any depth.",
  parameters: [{ name: "list", type: dynamic, allowMarked: true }],
  type: ([sequence]) => {
    if (!sequence!.isWhollyKnown()) return dynamic;
    if (!isSequence(sequence!.type)) throw new FunctionError("can only flatten lists, sets and tuples");
    const { elements, isKnown } = flattenDeep(sequence!);
    return isKnown ? tuple(elements.map(({ type }) => type)) : dynamic;
  },
  refineResult: refineNotNull,
  implementation: ([sequence], returnType) => {
    const [plain, own] = sequence!.unmark();
    if (plain.lengthInt() === 0) return tupleVal([]).withMarks(own);
    const { elements, marks, isKnown } = flattenDeep(sequence!);
    return (isKnown ? tupleVal(elements) : unknownVal(returnType)).withMarks(marks);
  },
});

interface Flattened {
  readonly elements: Value[];
  /** Of all sequences on the way. */
  readonly marks: Set<Mark>;
  /** Whether the number of elements is certain. */
  isKnown: boolean;
}

function flattenDeep(sequence: Value): Flattened {
  const flattened: Flattened = { elements: [], marks: new Set(), isKnown: true };
  addElements(sequence, flattened);
  return flattened;
}

function addElements(sequence: Value, flattened: Flattened): void {
  const [plain, own] = sequence.unmark();
  for (const mark of own) flattened.marks.add(mark);
  if (!plain.isKnown() || !plain.length().isKnown()) {
    flattened.isKnown = false;
    return;
  }
  for (const element of plain.asValueSlice()) {
    // It may turn out to be a sequence.
    if (isDynamicVal(element)) flattened.isKnown = false;
    if (element.isNull() || !isSequence(element.type)) flattened.elements.push(element);
    else addElements(element, flattened);
  }
}

/** Whether nothing is known about a value, which has no marks either. */
function isDynamicVal(value: Value): boolean {
  return value.type.kind === "dynamic" && payloadOf(value) === unrefined;
}

function isSequence({ kind }: Type): boolean {
  return kind === "list" || kind === "set" || kind === "tuple";
}

export const reverseList: CtyFunction = makeFunction({
  description: "The elements of a list or tuple from the last to the first.",
  parameters: [{ name: "list", type: dynamic, allowMarked: true }],
  type: ([sequence]) => {
    const { type } = sequence!;
    if (type.kind === "tuple") return tuple(type.elementTypes.toReversed());
    // A set is taken for a list, as a conversion to a list parameter would do.
    if (type.kind === "list" || type.kind === "set") return list(type.elementType);
    throw new ArgumentError(0, `can only reverse list or tuple values, not ${type.friendlyName()}`);
  },
  refineResult: refineNotNull,
  implementation: ([sequence], returnType) => {
    const [plain, marks] = sequence!.unmark();
    const reversed = plain.asValueSlice().toReversed();
    return (
      returnType.kind === "tuple" ? tupleVal(reversed) : collectList(reversed, elementTypeOf(returnType))
    ).withMarks(marks);
  },
});

export const slice: CtyFunction = makeFunction({
  description: "The elements of a list or tuple from one index up to, but not including, another.",
  parameters: [
    { name: "list", type: dynamic, allowMarked: true },
    { name: "start_index", type: number },
    { name: "end_index", type: number },
  ],
  type: ([sequence, start, end]) => {
    const { type } = sequence!;
    if (type.kind === "set") {
      throw new ArgumentError(
        0,
        "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of the result is not important",
      );
    }
    if (type.kind !== "list" && type.kind !== "tuple") throw new ArgumentError(0, "must be a list or tuple value");
    const bounds = sliceBounds(sequence!, start!, end!);
    if (type.kind === "list") return type;
    return bounds === undefined ? dynamic : tuple(type.elementTypes.slice(...bounds));
  },
  refineResult: refineNotNull,
  implementation: ([sequence, start, end], returnType) => {
    const [plain, marks] = sequence!.unmark();
    const kept = plain.asValueSlice().slice(...sliceBounds(sequence!, start!, end!)!);
    return (returnType.kind === "tuple" ? tupleVal(kept) : collectList(kept, elementTypeOf(returnType))).withMarks(
      marks,
    );
  },
});

/** Undefined while one of them is unknown; the other is checked all the same. */
function sliceBounds(sequence: Value, startValue: Value, endValue: Value): [start: number, end: number] | undefined {
  const [plain] = sequence.unmark();
  const length = plain.type.kind === "tuple" || plain.length().isKnown() ? plain.lengthInt() : Infinity;
  const start = sliceBound(startValue, 1, "start", length);
  const end = sliceBound(endValue, 2, "end", length);
  if (start === undefined || end === undefined) return undefined;
  if (start > end) throw new ArgumentError(1, "start index must not be greater than end index");
  return [Number(start), Number(end)];
}

function sliceBound(value: Value, argument: number, name: string, length: number): bigint | undefined {
  if (!value.isKnown()) return undefined;
  const bound = int64Of(value, (reason) => {
    return new ArgumentError(argument, `invalid ${name} index: ${reason.detail}`, { cause: reason });
  });
  if (bound < 0n) throw new ArgumentError(argument, `${name} index must not be less than zero`);
  if (bound > length) {
    throw new ArgumentError(argument, `${name} index must not be greater than the length of the list`);
  }
  return bound;
}

export const sort: CtyFunction = makeFunction({
  description: "A list of strings in the order of their bytes in UTF-8, which is that of their code points.",
  parameters: [{ name: "list", type: list(string), allowUnknown: true }],
  type: list(string),
  refineResult: refineNotNull,
  implementation: ([strings], returnType) => {
    if (!strings!.isWhollyKnown()) {
      const { lengthLowerBound, lengthUpperBound } = strings!.range();
      return unknownVal(returnType)
        .refine()
        .collectionLengthLowerBound(lengthLowerBound)
        .collectionLengthUpperBound(lengthUpperBound)
        .newValue();
    }
    const texts = strings!.asValueSlice().map((element, i) => {
      if (element.isNull()) {
        throw new FunctionError(`given list element ${i} is null; a null string cannot be sorted`);
      }
      return element.asString();
    });
    return collectList(texts.sort(compareBytes).map(stringVal), string);
  },
});

/** The element type of a type that is known to be a list. */
function elementTypeOf(type: Type): Type {
  if (type.kind === "list") return type.elementType;
  throw new TypeError(`${type.friendlyName()} is no list`);
}
