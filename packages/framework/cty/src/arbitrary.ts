// SPDX-License-Identifier: Apache-2.0

/**
 * fast-check arbitraries for types and values, with the corners that codecs and conversions get wrong: names that
 * JavaScript objects cannot hold, text that is not in NFC, numbers no double holds, nulls, refined unknown values.
 *
 * @module
 */

import * as fc from "fast-check";
import { BigFloat } from "./number/bigfloat.ts";
import { bool, dynamic, list, map, number, object, set, string, tuple, type Type } from "./type.ts";
import {
  listVal,
  listValEmpty,
  mapVal,
  mapValEmpty,
  nullVal,
  objectVal,
  setVal,
  setValEmpty,
  stringVal,
  tupleVal,
} from "./value-create.ts";
import { boolVal, dynamicVal, numberVal, unknownVal, type Value } from "./value.ts";

export interface ValueOptions {
  /** Also values, at any depth, that are unknown, some of them refined. */
  readonly hasUnknown?: boolean;
  /** Also values, at any depth, with these marks. */
  readonly marks?: readonly unknown[];
  /** Also positive and negative infinity, which JSON cannot hold. */
  readonly hasInfinity?: boolean;
}

/** Text of all kinds, well-formed but not always in NFC. */
export function text(): fc.Arbitrary<string> {
  return (anyText ??= createText());
}

// Made once: an arbitrary of graphemes takes its time, and values need one in every place.
let anyText: fc.Arbitrary<string> | undefined;
let anyName: fc.Arbitrary<string> | undefined;
let anyBigFloat: fc.Arbitrary<BigFloat> | undefined;

function createText(): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.string({ maxLength: 12 }), weight: 4 },
    { arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }), weight: 2 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 6 }), weight: 1 },
    { arbitrary: fc.string({ minLength: 28, maxLength: 300 }), weight: 1 },
    fc.constantFrom(
      "",
      "é",
      "e\u0301",
      "<a href='x'>&",
      "\u2028\u2029",
      "😀",
      "\u{fffd}",
      "\u0000",
      '"\\',
      "0",
      "true",
    ),
  );
}

/** Names of attributes and map keys. */
export function name(): fc.Arbitrary<string> {
  return (anyName ??= createName());
}

function createName(): fc.Arbitrary<string> {
  return fc.oneof(
    { arbitrary: fc.stringMatching(/^[a-z_]{1,8}$/), weight: 4 },
    { arbitrary: text(), weight: 1 },
    fc.constantFrom("__proto__", "constructor", "toString", "10", "9", "-1", "id"),
  );
}

/** Numbers of every origin: integers of 64 bits, doubles of 53, and decimal texts of 512. */
export function bigFloat(): fc.Arbitrary<BigFloat> {
  return (anyBigFloat ??= createBigFloat());
}

function createBigFloat(): fc.Arbitrary<BigFloat> {
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: -60, max: 30 }))
    .map(([digits, exponent]) => BigFloat.parse(`${digits}e${exponent}`)!);
  return fc.oneof(
    { arbitrary: fc.integer({ min: -200, max: 70_000 }).map((n) => BigFloat.fromInteger(n)), weight: 3 },
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n }).map((n) => BigFloat.fromInteger(n)),
    // Beyond 2**53 a double is written with the fewest digits that tell it apart, and those are another integer's.
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n))
      .map((n) => BigFloat.fromNumber(n)),
    fc.integer({ min: -4000, max: 4000 }).map((n) => BigFloat.fromNumber(n / 8)),
    decimal,
    fc
      .constantFrom("0.1", "-0", "9223372036854775807", "9223372036854775808", "1e400", "0.333333333333333333333")
      .map((digits) => BigFloat.parse(digits)!),
  );
}

/** Types without capsules and optional attributes, of about so many levels at most. */
export function type(maxDepth: number = 3): fc.Arbitrary<Type> {
  const { any } = fc.letrec<{ any: Type }>((tie) => ({
    any: fc.oneof(
      { maxDepth, depthSize: "medium" },
      { arbitrary: fc.constantFrom<Type>(string, number, bool, string), weight: 3 },
      tie("any").map(list),
      tie("any").map(set),
      tie("any").map(map),
      fc.array(tie("any"), { maxLength: 3 }).map(tuple),
      fc.array(fc.tuple(name(), tie("any")), { maxLength: 4 }).map((attributes) => object(new Map(attributes))),
      fc.constant(dynamic),
    ),
  }));
  return any;
}

/** Values whose type is exactly the given one. Of dynamic type there are only unknown and null values. */
export function valueOf(type: Type, options: ValueOptions = {}): fc.Arbitrary<Value> {
  const known = knownValueOf(type, options);
  const choices: { arbitrary: fc.Arbitrary<Value>; weight: number }[] = [
    { arbitrary: known, weight: 8 },
    { arbitrary: fc.constant(nullVal(type)), weight: 1 },
  ];
  if (options.hasUnknown) choices.push({ arbitrary: unknownValueOf(type), weight: 2 });
  const plain = fc.oneof(...choices);
  if (options.marks === undefined) return plain;
  const marks = fc.subarray([...options.marks], { minLength: 1 });
  return fc.oneof(
    { arbitrary: plain, weight: 4 },
    fc.tuple(plain, marks).map(([value, marked]) => value.withMarks(new Set(marked))),
  );
}

/** Values of any type. */
export function value(options: ValueOptions = {}, maxDepth?: number): fc.Arbitrary<Value> {
  return type(maxDepth).chain((valueType) => valueOf(valueType, options));
}

function knownValueOf(type: Type, options: ValueOptions): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "bool":
      return fc.boolean().map(boolVal);
    case "string":
      return text().map(stringVal);
    case "number": {
      const finite = bigFloat().map(numberVal);
      if (!options.hasInfinity) return finite;
      const infinite = fc.boolean().map((isNegative) => numberVal(BigFloat.infinity(isNegative)));
      return fc.oneof({ arbitrary: finite, weight: 9 }, infinite);
    }
    case "list":
      return elements(type.elementType, options).map((values) =>
        values.length === 0 ? listValEmpty(type.elementType) : listVal(values),
      );
    case "set":
      return elements(type.elementType, options).map((values) =>
        values.length === 0 ? setValEmpty(type.elementType) : setVal(values),
      );
    case "map":
      return fc
        .array(fc.tuple(name(), valueOf(type.elementType, options)), { maxLength: 4 })
        .map((entries) => (entries.length === 0 ? mapValEmpty(type.elementType) : mapVal(new Map(entries))));
    case "tuple":
      return fc.tuple(...type.elementTypes.map((elementType) => valueOf(elementType, options))).map(tupleVal);
    case "object":
      return fc
        .tuple(...type.types.map((attributeType) => valueOf(attributeType, options)))
        .map((values) => objectVal(new Map(values.map((attribute, i) => [type.attributeNames[i]!, attribute]))));
    case "dynamic":
      return fc.constant(options.hasUnknown ? dynamicVal : nullVal(dynamic));
    default:
      throw new TypeError("there is no telling what a capsule holds");
  }
}

function elements(type: Type, options: ValueOptions): fc.Arbitrary<Value[]> {
  return fc.array(valueOf(type, options), { maxLength: 4 });
}

function unknownValueOf(type: Type): fc.Arbitrary<Value> {
  const unrefined = fc.constant(unknownVal(type));
  if (type.kind === "dynamic") return unrefined;
  const nullness = fc.boolean().map((isNotNull) => (isNotNull ? unknownVal(type).refineNotNull() : unknownVal(type)));
  return fc.oneof(unrefined, nullness, refinedValueOf(type));
}

function refinedValueOf(type: Type): fc.Arbitrary<Value> {
  switch (type.kind) {
    case "string":
      return text().map((prefix) => unknownVal(type).refine().notNull().stringPrefix(prefix).newValue());
    case "number": {
      const bound = fc.record({ value: bigFloat(), isInclusive: fc.boolean() });
      return fc.tuple(bound, bound, fc.boolean()).map(([a, b, isOpen]) => {
        const [min, max] = a.value.compare(b.value) < 0 ? [a, b] : [b, a];
        const builder = unknownVal(type).refine().numberRangeLowerBound(numberVal(min.value), min.isInclusive);
        if (isOpen || min.value.compare(max.value) === 0) return builder.newValue();
        return builder.numberRangeUpperBound(numberVal(max.value), max.isInclusive).newValue();
      });
    }
    case "list":
    case "set":
    case "map":
      return fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 300 }), fc.boolean()).map(([least, more, isNotNull]) => {
        const builder = unknownVal(type).refine().collectionLengthLowerBound(least);
        if (isNotNull) builder.notNull();
        return builder.collectionLengthUpperBound(least + more).newValue();
      });
    default:
      return fc.constant(unknownVal(type).refineNotNull());
  }
}
