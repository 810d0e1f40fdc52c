// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on lists, sets and tuples that are not those of cty, or not quite.
 *
 * Source: Terraform 1.11, `internal/lang/funcs/collection.go`.
 *
 * @module
 */

import {
  BigFloat,
  bool,
  boolVal,
  convert,
  dynamic,
  falseVal,
  list,
  listVal,
  listValEmpty,
  map,
  mapVal,
  mapValEmpty,
  NotANumberError,
  nullVal,
  number,
  numberIntVal,
  numberVal,
  PathError,
  string,
  stringVal,
  trueVal,
  unifyUnsafe,
  unknownVal,
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
import { coalesce as coalesceNull, strlen } from "@provide-foundry/cty/stdlib";

export const length: CtyFunction = makeFunction({
  description: "The number of elements of a list, set, map, tuple or object, or of characters in a string.",
  parameters: [{ name: "value", type: dynamic, allowUnknown: true, allowDynamicType: true, allowMarked: true }],
  type: ([value]) => {
    const { kind } = value!.type;
    if (kind !== "bool" && kind !== "number" && kind !== "capsule") return number;
    throw new FunctionError("argument must be a string, a collection type, or a structural type");
  },
  refineResult: refineNotNull,
  implementation: ([value]) => {
    const { type, marks } = value!;
    if (type.kind === "dynamic") return unknownVal(number).withMarks(marks);
    // Their types tell, even where they are unknown.
    if (type.kind === "tuple") return numberIntVal(type.elementTypes.length).withMarks(marks);
    if (type.kind === "object") return numberIntVal(type.attributeTypes.size).withMarks(marks);
    return type.kind === "string" ? strlen.call([value!]) : value!.length();
  },
});

export const coalesce: CtyFunction = makeFunction({
  ...coalesceNull.spec,
  description:
    "The first of the given values that is neither null nor an empty string, as one of the type they all convert to.",
  implementation: (candidates, returnType) => {
    for (const candidate of candidates) {
      const value = convert(candidate, returnType);
      if (!value.isKnown()) return unknownVal(returnType);
      if (!value.isNull() && !(returnType.kind === "string" && value.asString() === "")) return value;
    }
    throw new FunctionError("no non-null, non-empty-string arguments");
  },
});

export const index: CtyFunction = makeFunction({
  description: "The index of the first element of a list or tuple that is equal to a value.",
  parameters: [
    { name: "list", type: dynamic },
    { name: "value", type: dynamic },
  ],
  type: number,
  refineResult: refineNotNull,
  implementation: ([sequence, wanted]) => {
    const { kind } = sequence!.type;
    if (kind !== "list" && kind !== "tuple") throw new FunctionError("argument must be a list or tuple");
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

export const matchKeys: CtyFunction = makeFunction({
  description: "Those elements of a list whose counterparts in a list of keys are among the wanted ones.",
  parameters: [
    { name: "values", type: list(dynamic) },
    { name: "keys", type: list(dynamic), description: "As many as there are values." },
    { name: "searchset", type: list(dynamic), description: "The wanted keys." },
  ],
  type: ([values, keys, wanted]) => {
    commonKeyType(keys!, wanted!);
    return values!.type;
  },
  refineResult: refineNotNull,
  implementation: ([values, givenKeys, givenWanted], returnType) => {
    const elementType = returnType.kind === "list" ? returnType.elementType : dynamic;
    if (values!.lengthInt() !== givenKeys!.lengthInt()) {
      throw new FunctionError("length of keys and values should be equal");
    }
    const keyType = commonKeyType(givenKeys!, givenWanted!);
    const keys = convert(givenKeys!, keyType);
    const wanted = convert(givenWanted!, keyType).asValueSlice();
    if (wanted.length === 0) return listValEmpty(elementType);
    if (!values!.isWhollyKnown() || !keys.isWhollyKnown()) return unknownVal(returnType);
    const elements = values!.asValueSlice();
    const matching: Value[] = [];
    for (const [i, key] of keys.asValueSlice().entries()) {
      const found = firstEqual(key, wanted);
      if (found === undefined) return listValEmpty(elementType);
      if (found) matching.push(elements[i]!);
    }
    return matching.length === 0 ? listValEmpty(elementType) : listVal(matching);
  },
});

function commonKeyType(keys: Value, wanted: Value): Type {
  const unified = unifyUnsafe([keys.type, wanted.type]);
  if (unified === undefined) throw new FunctionError("keys and searchset must be of the same type");
  return unified.type;
}

/** Undefined where an unknown value stands in the way of the answer. */
function firstEqual(key: Value, wanted: readonly Value[]): boolean | undefined {
  for (const candidate of wanted) {
    const isEqual = key.equals(candidate);
    if (!isEqual.isKnown()) return undefined;
    if (isEqual.asBool()) return true;
  }
  return false;
}

export const one: CtyFunction = makeFunction({
  description: "The only element of a list, set or tuple; null if it has none.",
  parameters: [{ name: "list", type: dynamic }],
  type: ([container]) => {
    const { type } = container!;
    if (type.kind === "list" || type.kind === "set") return type.elementType;
    if (type.kind !== "tuple" || type.elementTypes.length > 1) throw notOne();
    return type.elementTypes[0] ?? dynamic;
  },
  implementation: ([container], returnType) => {
    // A set may have fewer elements than it seems to, as long as some are unknown.
    const count = container!.length();
    if (!count.isKnown()) return unknownVal(returnType);
    const elements = container!.asValueSlice();
    if (elements.length > 1) throw notOne();
    return elements[0] ?? nullVal(returnType);
  },
});

function notOne(): ArgumentError {
  return new ArgumentError(0, "must be a list, set, or tuple value with either zero or one elements");
}

export const sum: CtyFunction = makeFunction({
  description: "The sum of the numbers in a list, set or tuple.",
  parameters: [{ name: "list", type: dynamic }],
  type: number,
  refineResult: refineNotNull,
  implementation: ([container]) => {
    const { type } = container!;
    if (!container!.canIterateElements()) throw new ArgumentError(0, "cannot sum noniterable");
    if (container!.lengthInt() === 0) throw new ArgumentError(0, "cannot sum an empty list");
    if (type.kind !== "list" && type.kind !== "set" && type.kind !== "tuple") {
      const name = type.friendlyName();
      throw new ArgumentError(0, `argument must be list, set, or tuple. Received ${name}`);
    }
    if (!container!.isWhollyKnown()) return unknownVal(number);
    const [first, ...others] = container!.asValueSlice().map(summand);
    try {
      return numberVal(others.reduce((total, next) => total.add(next), first!));
    } catch (error) {
      if (!(error instanceof NotANumberError)) throw error;
      throw new FunctionError("can't compute sum of opposing infinities", { cause: error });
    }
  },
});

function summand(value: Value): BigFloat {
  try {
    const converted = convert(value, number);
    if (!converted.isNull()) return converted.asBigFloat();
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
  }
  throw new ArgumentError(0, "argument must be list, set, or tuple of number values");
}

export const allTrue: CtyFunction = makeFunction({
  description: "Whether all elements are true; so they are if there are none.",
  parameters: [{ name: "list", type: list(bool) }],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([container]) => {
    for (const element of container!.asValueSlice()) {
      if (!element.isKnown()) return unknownVal(bool);
      if (element.isNull() || !element.asBool()) return falseVal;
    }
    return trueVal;
  },
});

export const anyTrue: CtyFunction = makeFunction({
  description: "Whether at least one element is true.",
  parameters: [{ name: "list", type: list(bool) }],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([container]) => {
    const elements = container!.asValueSlice();
    if (elements.some((element) => element.isKnown() && !element.isNull() && element.asBool())) return trueVal;
    return elements.every((element) => element.isKnown()) ? boolVal(false) : unknownVal(bool);
  },
});

export const transpose: CtyFunction = makeFunction({
  description:
    "A map of lists of strings turned around: each string is a key, for the list of those it was listed under.",
  parameters: [{ name: "values", type: map(list(string)) }],
  type: map(list(string)),
  refineResult: refineNotNull,
  implementation: ([container], returnType) => {
    if (!container!.isWhollyKnown()) return unknownVal(returnType);
    const turned = new Map<string, Value[]>();
    // Keys come in order, and so do those under each new key.
    for (const [key, members] of container!.asValueMap()) {
      if (members.isNull()) throw new FunctionError("input must not contain null list");
      for (const member of members.asValueSlice()) {
        if (member.isNull()) throw new FunctionError("input list must not contain null string");
        const text = member.asString();
        const known = turned.get(text);
        if (known === undefined) turned.set(text, [stringVal(key)]);
        else known.push(stringVal(key));
      }
    }
    if (turned.size === 0) return mapValEmpty(list(string));
    return mapVal(new Map([...turned].map(([key, members]) => [key, listVal(members)])));
  },
});
