// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on collections that Terraform has besides cty's, or instead of them.
 *
 * @module
 */

import {
  bool,
  convert,
  dynamic,
  falseVal,
  list,
  listVal,
  listValEmpty,
  map,
  mapVal,
  mapValEmpty,
  nullVal,
  number,
  numberIntVal,
  PathError,
  string,
  stringVal,
  trueVal,
  unifyUnsafe,
  unknownVal,
  zero,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import {
  ArgumentError,
  FunctionError,
  makeFunction,
  refineNotNull,
  type CtyFunction,
} from "@provide-foundry/cty/function";
import { strlen } from "@provide-foundry/cty/stdlib";
import { quoteGo } from "@provide-foundry/cty/unicode";

export const length: CtyFunction = makeFunction({
  description: "How many elements a collection has, or how many characters a string.",
  parameters: [{ name: "value", type: dynamic, allowDynamicType: true, allowUnknown: true, allowMarked: true }],
  refineResult: refineNotNull,
  type([value]) {
    const { kind } = value!.type;
    if (kind !== "bool" && kind !== "number" && kind !== "capsule") return number;
    throw new ArgumentError(0, "argument must be a string, a collection type, or a structural type");
  },
  implementation([value]) {
    const [plain, marks] = value!.unmark();
    return lengthOf(plain).withMarks(marks);
  },
});

function lengthOf(value: Value): Value {
  switch (value.type.kind) {
    case "dynamic":
      return unknownVal(number);
    case "tuple":
    case "object":
      return numberIntVal(value.lengthInt());
    case "string":
      return strlen.call([value]);
    default:
      return value.length();
  }
}

export const alltrue: CtyFunction = makeFunction({
  description: "Whether all elements are true; null is not.",
  parameters: [{ name: "list", type: list(bool) }],
  type: bool,
  refineResult: refineNotNull,
  implementation([values]) {
    let result: Value = trueVal;
    for (const value of values!.asValueSlice()) {
      if (!value.isKnown()) return unknownVal(bool);
      if (value.isNull() || !value.asBool()) result = falseVal;
      if (result === falseVal) return result;
    }
    return result;
  },
});

export const anytrue: CtyFunction = makeFunction({
  description: "Whether any element is true.",
  parameters: [{ name: "list", type: list(bool) }],
  type: bool,
  refineResult: refineNotNull,
  implementation([values]) {
    let hasUnknown = false;
    for (const value of values!.asValueSlice()) {
      if (!value.isKnown()) hasUnknown = true;
      else if (!value.isNull() && value.asBool()) return trueVal;
    }
    return hasUnknown ? unknownVal(bool) : falseVal;
  },
});

export const coalesce: CtyFunction = makeFunction({
  description: "The first argument that is neither null nor an empty string.",
  parameters: [],
  variadicParameter: { name: "vals", type: dynamic, allowUnknown: true, allowDynamicType: true, allowNull: true },
  refineResult: refineNotNull,
  type(args) {
    const unified = unifyUnsafe(args.map(({ type }) => type));
    if (unified === undefined) throw new FunctionError("all arguments must have the same type");
    return unified.type;
  },
  implementation(args, type) {
    for (const [i, argument] of args.entries()) {
      const value = convertArgument(argument, type, i);
      if (!value.isKnown()) return unknownVal(type);
      if (value.isNull() || (value.type === string && value.asString() === "")) continue;
      return value;
    }
    throw new FunctionError("no non-null, non-empty-string arguments");
  },
});

function convertArgument(value: Value, type: Type, position: number): Value {
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof PathError) throw ArgumentError.because(position, error);
    throw error;
  }
}

export const index: CtyFunction = makeFunction({
  description: "The position of an element in a list, counted from 0.",
  parameters: [
    { name: "list", type: dynamic },
    { name: "value", type: dynamic },
  ],
  type: number,
  refineResult: refineNotNull,
  implementation([sequence, wanted]) {
    if (sequence!.type.kind !== "list" && sequence!.type.kind !== "tuple") {
      throw new ArgumentError(0, "argument must be a list or tuple");
    }
    const elements = sequence!.asValueSlice();
    if (elements.length === 0) throw new FunctionError("cannot search an empty list");
    for (const [i, element] of elements.entries()) {
      const isEqual = element.equals(wanted!);
      if (!isEqual.isKnown()) return unknownVal(number);
      if (isEqual.asBool()) return numberIntVal(i);
    }
    throw new FunctionError("item not found");
  },
});

export const lookup: CtyFunction = makeFunction({
  description: "The element of a map with a key, or a default if there is none.",
  parameters: [
    { name: "inputMap", type: dynamic, allowMarked: true },
    { name: "key", type: string, allowMarked: true },
  ],
  variadicParameter: {
    name: "default",
    type: dynamic,
    allowUnknown: true,
    allowDynamicType: true,
    allowNull: true,
    allowMarked: true,
  },
  type(args) {
    if (args.length > 3) throw new FunctionError(`lookup() takes two or three arguments, got ${args.length}`);
    return lookupType(args[0]!.type, args[1]!.unmark()[0], args[2]);
  },
  implementation([mapping, key, fallback], type) {
    const [plainMap, mapMarks] = mapping!.unmark();
    const [plainKey, keyMarks] = key!.unmark();
    if (!plainMap.isWhollyKnown()) return unknownVal(type).withMarks(mapMarks, keyMarks);
    const found = plainMap.asValueMap().get(plainKey.asString());
    if (found !== undefined) return found.withMarks(mapMarks, keyMarks);
    if (fallback !== undefined) return convertArgument(fallback, type, 2).withMarks(mapMarks, keyMarks);
    throw new FunctionError(
      `lookup failed to find key ${keyMarks.size > 0 ? "(sensitive value)" : quoteGo(plainKey.asString())}`,
    );
  },
});

function lookupType(type: Type, key: Value, fallback: Value | undefined): Type {
  if (type.kind === "object") {
    if (!key.isKnown()) return dynamic;
    const attribute = type.attributeTypes.get(key.asString());
    if (attribute !== undefined) return attribute;
    if (fallback !== undefined) return fallback.type;
    throw new ArgumentError(0, `the given object has no attribute ${quoteGo(key.asString())}`);
  }
  if (type.kind !== "map") throw new ArgumentError(0, "lookup() requires a map as the first argument");
  if (fallback === undefined) return type.elementType;
  try {
    convert(fallback, type.elementType);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    throw new ArgumentError(2, "the default value must have the same type as the map elements", { cause: error });
  }
  return type.elementType;
}

export const matchkeys: CtyFunction = makeFunction({
  description: "The values whose keys, in the same places of another list, are in a set of keys.",
  parameters: [
    { name: "values", type: list(dynamic) },
    { name: "keys", type: list(dynamic) },
    { name: "searchset", type: list(dynamic) },
  ],
  refineResult: refineNotNull,
  type([values, keys, searched]) {
    if (unifyUnsafe([keys!.type, searched!.type]) === undefined) {
      throw new FunctionError("keys and searchset must be of the same type");
    }
    return values!.type;
  },
  implementation([values, keys, searched], type) {
    const elementType = type.kind === "list" ? type.elementType : dynamic;
    if (values!.lengthInt() !== keys!.lengthInt()) {
      throw new FunctionError("length of keys and values should be equal");
    }
    const { type: common } = unifyUnsafe([keys!.type, searched!.type])!;
    const wanted = convert(searched!, common).asValueSlice();
    const all = values!.asValueSlice();
    const matching: Value[] = [];
    for (const [i, key] of convert(keys!, common).asValueSlice().entries()) {
      const answers = wanted.map((one) => key.equals(one));
      if (answers.some((isEqual) => isEqual.isKnown() && isEqual.asBool())) matching.push(all[i]!);
      else if (answers.some((isEqual) => !isEqual.isKnown())) return unknownVal(type);
    }
    return matching.length === 0 ? listValEmpty(elementType) : listVal(matching);
  },
});

const oneRequirement = "must be a list, set, or tuple value with either zero or one elements";

export const one: CtyFunction = makeFunction({
  description: "The only element of a collection; null if it is empty.",
  parameters: [{ name: "list", type: dynamic }],
  type([value]) {
    const { type } = value!;
    if (type.kind === "list" || type.kind === "set") return type.elementType;
    if (type.kind === "tuple" && type.elementTypes.length <= 1) return type.elementTypes[0] ?? dynamic;
    throw new ArgumentError(0, oneRequirement);
  },
  implementation([value], type) {
    const length = value!.length();
    if (!length.isKnown()) return unknownVal(type);
    const [first, ...others] = value!.asValueSlice();
    if (others.length > 0) throw new ArgumentError(0, oneRequirement);
    return first ?? nullVal(type);
  },
});

export const sum: CtyFunction = makeFunction({
  description: "The sum of the numbers in a collection.",
  parameters: [{ name: "list", type: dynamic }],
  type: number,
  refineResult: refineNotNull,
  implementation([value]) {
    if (!value!.canIterateElements()) throw new ArgumentError(0, "cannot sum noniterable");
    const { kind } = value!.type;
    if (kind !== "list" && kind !== "set" && kind !== "tuple") {
      throw new ArgumentError(0, `argument must be list, set, or tuple. Received ${value!.type.friendlyName()}`);
    }
    if (value!.lengthInt() === 0) throw new ArgumentError(0, "cannot sum an empty list");
    if (!value!.isWhollyKnown()) return unknownVal(number);
    return value!
      .asValueSlice()
      .map(toSummand)
      .reduce((total, summand) => total.add(summand), zero);
  },
});

function toSummand(value: Value): Value {
  const required = "argument must be list, set, or tuple of number values";
  if (value.isNull()) throw new ArgumentError(0, required);
  try {
    return convert(value, number);
  } catch (error) {
    if (error instanceof PathError) throw new ArgumentError(0, required, { cause: error });
    throw error;
  }
}

export const transpose: CtyFunction = makeFunction({
  description: "A map of lists of texts with the texts for keys and lists of the keys for values.",
  parameters: [{ name: "values", type: map(list(string)) }],
  type: map(list(string)),
  refineResult: refineNotNull,
  implementation([value], type) {
    if (!value!.isWhollyKnown()) return unknownVal(type);
    const keysByText = new Map<string, Set<string>>();
    for (const [key, texts] of value!.asValueMap()) {
      for (const text of texts.asValueSlice()) {
        if (text.isNull()) throw new FunctionError("input must not contain null list elements");
        const keys = keysByText.get(text.asString()) ?? new Set();
        keysByText.set(text.asString(), keys.add(key));
      }
    }
    const lists = Array.from(keysByText, ([text, keys]): [string, Value] => [
      text,
      listVal(Array.from(keys, (key) => stringVal(key))),
    ]);
    return lists.length === 0 ? mapValEmpty(list(string)) : mapVal(new Map(lists));
  },
});
