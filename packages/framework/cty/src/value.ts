// SPDX-License-Identifier: Apache-2.0

/**
 * Values of the cty type system.
 *
 * A value is known, null or unknown, and may carry marks. Operations (`equals`, `add`, `getAttr`, ...) stay within cty:
 * they take unknown and marked values, and their results are unknown or marked accordingly. Accessors (`asString`,
 * `asValueMap`, ...) leave it: they throw for null, unknown and marked values, so ask first. Both throw `TypeError`
 * for a value of the wrong type, since that is for the caller to have checked.
 *
 * Source of what the operations do: go-cty 1.18, `value_ops.go`.
 *
 * @module
 */

import { equalPayloads, samePayloads } from "./equality.ts";
import { inspectPayload } from "./inspect.ts";
import { BigFloat, NotANumberError } from "./number/bigfloat.ts";
import {
  containsMarked,
  hasWhollyKnownType,
  isWhollyKnown,
  listOf,
  mapOf,
  Marked,
  setOf,
  unmark,
  unmarkDeep,
  unrefined,
  Unknown,
  withMarks,
  type Encapsulated,
  type Mark,
  type Marks,
  type Payload,
} from "./payload.ts";
import { lengthBounds, PayloadRange } from "./range.ts";
import { RefinementBuilder } from "./refinement-builder.ts";
import { crc32, hashText } from "./set-hash.ts";
import { bool, dynamic, number, string, type Type } from "./type.ts";
import { normalizeString } from "./unicode/normalize.ts";

/** @internal The payload, for the parts of this package that build and read values. */
export function payloadOf(value: Value): Payload {
  return value["payload"];
}

/** @internal A value of a payload that fits the type. */
export let createValue: (type: Type, payload: Payload) => Value;

/**
 * Private members are TypeScript's and fields are only declared, here and in other classes that importing this package
 * makes instances of: JavaScript's own would have the engine read the whole class once more for the first instance.
 */
export class Value {
  declare readonly type: Type;
  declare private readonly payload: Payload;

  private constructor(type: Type, payload: Payload) {
    this.type = type;
    this.payload = payload;
  }

  static {
    createValue = (type, payload) => new Value(type, payload);
    // What console.log and assertions show.
    Object.defineProperty(this.prototype, Symbol.for("nodejs.util.inspect.custom"), {
      value(this: Value): string {
        return this.toString();
      },
    });
  }

  // What a value is

  /** Whether this value itself is known; its elements may still be unknown. Null is known. */
  isKnown(): boolean {
    return !(unmark(this.payload) instanceof Unknown);
  }

  isNull(): boolean {
    return unmark(this.payload) === null;
  }

  /** Whether nothing in this value is unknown, at any depth. */
  isWhollyKnown(): boolean {
    return isWhollyKnown(this.type, this.payload);
  }

  /** Whether no part of this value is of a type that is yet to be known. */
  hasWhollyKnownType(): boolean {
    return hasWhollyKnownType(this.type, this.payload);
  }

  /** Whether this value is of a type whose values have elements, and not marked. */
  canIterateElements(): boolean {
    return (
      !this.isMarked() && (this.type.isCollectionType() || this.type.kind === "object" || this.type.kind === "tuple")
    );
  }

  // Accessors

  asString(): string {
    return this.known("string") as string;
  }

  asBool(): boolean {
    return this.known("bool") as boolean;
  }

  asBigFloat(): BigFloat {
    return this.known("number") as BigFloat;
  }

  /** @throws RangeError if the number is not whole. */
  asBigInt(): bigint {
    const float = this.asBigFloat();
    if (!float.isInteger) throw new RangeError(`${float.toString()} is not a whole number`);
    return float.toBigInt();
  }

  /** The nearest JavaScript number, which may have lost digits. */
  asNumber(): number {
    return this.asBigFloat().toNumber();
  }

  /** The elements of a list, set or tuple, or the values of a map or object in the order of their keys. */
  asValueSlice(): Value[] {
    const { type } = this;
    const payload = this.known();
    switch (type.kind) {
      case "list":
        return listOf(type, payload).map((element) => new Value(type.elementType, element));
      case "set":
        return setOf(type, payload).elements.map((element) => new Value(type.elementType, element));
      case "map":
        return Array.from(mapOf(type, payload).values(), (element) => new Value(type.elementType, element));
      case "tuple":
        return listOf(type, payload).map((element, i) => new Value(type.elementTypes[i]!, element));
      case "object":
        return listOf(type, payload).map((attribute, i) => new Value(type.types[i]!, attribute));
      default:
        throw wrongType(type, "a type with elements");
    }
  }

  /** The values of a map or object by key, in the byte order of the keys. */
  asValueMap(): Map<string, Value> {
    const { type } = this;
    if (type.kind !== "map" && type.kind !== "object") throw wrongType(type, "a map or object");
    const values = this.asValueSlice();
    const keys = type.kind === "object" ? type.attributeNames : [...mapOf(type, this.payload).keys()];
    return new Map(keys.map((key, i) => [key, values[i]!]));
  }

  /** What `capsuleVal` was given. */
  encapsulatedValue(): unknown {
    return (this.known("capsule") as Encapsulated).native;
  }

  /**
   * Pairs of key and element in the order of the type: index and element of a list or tuple, key and value of a map,
   * name and value of an object, and of a set each element twice.
   */
  *elements(): Generator<[key: Value, element: Value]> {
    const { type } = this;
    const elements = this.asValueSlice();
    if (type.kind === "map" || type.kind === "object") {
      for (const [key, element] of this.asValueMap()) yield [new Value(string, key), element];
      return;
    }
    for (const [i, element] of elements.entries()) {
      yield [type.kind === "set" ? element : new Value(number, BigFloat.fromInteger(i)), element];
    }
  }

  /**
   * How many elements or attributes there are. Of a tuple or object the type tells, so that it may be unknown or null.
   * A set with unknown elements may turn out to have fewer.
   */
  lengthInt(): number {
    const { type } = this;
    if (this.isMarked()) throw new TypeError("value is marked, so must be unmarked first");
    if (type.kind === "tuple") return type.elementTypes.length;
    if (type.kind === "object") return type.attributeNames.length;
    if (!type.isCollectionType()) throw wrongType(type, "a collection");
    return lengthBounds(type, this.known())[1];
  }

  /** The payload of a known value that is not null. */
  private known(kind: Type["kind"] = this.type.kind): Payload {
    const payload = this.payload;
    if (payload instanceof Marked) throw new TypeError("value is marked, so must be unmarked first");
    if (this.type.kind !== kind) throw wrongType(this.type, `a ${kind}`);
    if (payload === null) throw new TypeError("value is null");
    if (payload instanceof Unknown) throw new TypeError("value is unknown");
    return payload;
  }

  // Marks

  isMarked(): boolean {
    return this.payload instanceof Marked;
  }

  /** Whether this value or one in it is marked. */
  containsMarked(): boolean {
    return containsMarked(this.type, this.payload);
  }

  /** The marks of this value itself. */
  get marks(): Marks {
    return this.payload instanceof Marked ? this.payload.marks : noMarks;
  }

  hasMark(mark: Mark): boolean {
    return this.marks.has(mark);
  }

  hasSameMarks(other: Value): boolean {
    return this.marks.size === other.marks.size && [...this.marks].every((mark) => other.marks.has(mark));
  }

  mark(mark: Mark): Value {
    return this.withMarks(new Set([mark]));
  }

  /** This value with all these marks added to its own. */
  withMarks(...sets: readonly Marks[]): Value {
    const payload = sets.reduce(withMarks, this.payload);
    return payload === this.payload ? this : new Value(this.type, payload);
  }

  withSameMarks(...sources: readonly Value[]): Value {
    return this.withMarks(...sources.map((source) => source.marks));
  }

  /** This value without its own marks, and the marks; those of its elements stay. */
  unmark(): [value: Value, marks: Marks] {
    return [this.isMarked() ? new Value(this.type, unmark(this.payload)) : this, this.marks];
  }

  /** This value without marks at any depth, and all the marks it had. */
  unmarkDeep(): [value: Value, marks: Marks] {
    if (!this.containsMarked()) return [this, noMarks];
    const marks = new Set<Mark>();
    return [new Value(this.type, unmarkDeep(this.type, this.payload, marks)), marks];
  }

  // Refinements

  /** A builder that narrows this value down; see `RefinementBuilder`. */
  refine(): RefinementBuilder {
    const { type, marks } = this;
    return new RefinementBuilder(type, unmark(this.payload), (payload) => new Value(type, withMarks(payload, marks)));
  }

  refineNotNull(): Value {
    return this.refine().notNull().newValue();
  }

  /** The values that this one may turn out to be. It must not be marked. */
  range(): ValueRange {
    if (this.isMarked()) throw new TypeError("value is marked, so must be unmarked first");
    return new ValueRange(this.type, this.payload);
  }

  // Equality

  /**
   * Whether both values are equal, in the language of cty: unknown while that is undecided, true for nulls of any two
   * types, and with the marks of both values and all their elements.
   */
  equals(other: Value): Value {
    const [a, aMarks] = this.unmarkDeep();
    const [b, bMarks] = other.unmarkDeep();
    const result = threeValued(equalPayloads(a.type, a.payload, b.type, b.payload));
    // Against null only the value itself counts, so marks of its elements have no part in the answer.
    const isNullTest = this.isNull() !== other.isNull();
    return isNullTest ? result.withSameMarks(this, other) : result.withMarks(aMarks, bMarks);
  }

  notEqual(other: Value): Value {
    return this.equals(other).not();
  }

  /** Whether both are exactly the same: type, refinements of what is unknown, and marks included. */
  rawEquals(other: Value): boolean {
    return this.type === other.type && samePayloads(this.type, this.payload, other.payload);
  }

  /** The hash that go-cty gives this value in a set: a CRC-32. */
  hash(): number {
    if (this.containsMarked()) throw new TypeError("value is marked, so must be unmarked first");
    return crc32(hashText(this.type, this.payload));
  }

  /** The code that makes this value, for developers. */
  toString(): string {
    return inspectPayload(this.type, this.payload);
  }

  // Logic

  not(): Value {
    return this.unary(bool, (a) => !(a as boolean));
  }

  /** Known to be false as soon as one of the two is. */
  and(other: Value): Value {
    return this.logical(other, false);
  }

  /** Known to be true as soon as one of the two is. */
  or(other: Value): Value {
    return this.logical(other, true);
  }

  private logical(other: Value, decisive: boolean): Value {
    const a = operandOf(this, bool);
    const b = operandOf(other, bool);
    return threeValued(decideLogically(a, b, decisive)).withMarks(this.marks, other.marks);
  }

  // Arithmetic

  /** @throws NotANumberError for the sum of opposite infinities. */
  add(other: Value): Value {
    return this.arithmetic(other, (a, b) => a.add(b));
  }

  /** @throws NotANumberError for the difference of equal infinities. */
  subtract(other: Value): Value {
    return this.arithmetic(other, (a, b) => a.subtract(b));
  }

  /** Exact as far as 512 bits go. @throws NotANumberError for zero times infinity. */
  multiply(other: Value): Value {
    return this.binary(other, number, (a, b) => {
      if (a instanceof BigFloat && b instanceof BigFloat) return numberVal(multiplyExactly(a, b));
      // An unknown number times the constant `zero` is that constant. In go-cty, other zeros do not count.
      if (a === zero.payload || b === zero.payload) return zero;
      return unknownBetween(multiplyExactly, new PayloadRange(this.type, a), new PayloadRange(other.type, b));
    });
  }

  /** A number by zero is infinite. @throws NotANumberError for zero by zero and infinity by infinity. */
  divide(other: Value): Value {
    return this.binary(other, number, (a, b) => {
      if (a instanceof Unknown || b instanceof Unknown) return unknownNotNull(number);
      return numberVal((a as BigFloat).divide(b as BigFloat));
    });
  }

  /** What is left of dividing towards zero; the number itself where the other is zero. */
  modulo(other: Value): Value {
    // go-cty looks at zero first, so null modulo zero is null.
    if (this.type === number && this.isNull() && isZero(other)) return this.withMarks(other.marks);
    return this.binary(other, number, (a, b) => {
      if (a instanceof Unknown || b instanceof Unknown) return unknownNotNull(number);
      return numberVal(remainder(a as BigFloat, b as BigFloat));
    });
  }

  negate(): Value {
    return this.unary(number, (a) => (a as BigFloat).negate());
  }

  absolute(): Value {
    if (!this.isKnown()) {
      return this.unary(number, (a) => a)
        .refine()
        .numberRangeLowerBound(zero, true)
        .newValue();
    }
    return this.unary(number, (a) => (a as BigFloat).abs());
  }

  lessThan(other: Value): Value {
    return this.binary(other, number, (a, b) => threeValued(isLess(this.type, a, other.type, b)));
  }

  greaterThan(other: Value): Value {
    return this.binary(other, number, (a, b) => threeValued(isLess(other.type, b, this.type, a)));
  }

  lessThanOrEqualTo(other: Value): Value {
    return this.lessThan(other).or(this.equals(other));
  }

  greaterThanOrEqualTo(other: Value): Value {
    return this.greaterThan(other).or(this.equals(other));
  }

  private arithmetic(other: Value, operate: (a: BigFloat, b: BigFloat) => BigFloat): Value {
    return this.binary(other, number, (a, b) => {
      if (a instanceof BigFloat && b instanceof BigFloat) return numberVal(operate(a, b));
      return unknownBetween(operate, new PayloadRange(this.type, a), new PayloadRange(other.type, b));
    });
  }

  private unary(type: Type, operate: (payload: Payload) => Payload): Value {
    const payload = notNull(operandOf(this, type));
    const result = payload instanceof Unknown ? unknownNotNull(type) : new Value(type, operate(payload));
    return result.withMarks(this.marks);
  }

  private binary(other: Value, type: Type, operate: (a: Payload, b: Payload) => Value): Value {
    const a = operandOf(this, type);
    const b = operandOf(other, type);
    if (!(a instanceof Unknown) && !(b instanceof Unknown)) {
      notNull(a);
      notNull(b);
    }
    return operate(a, b).withMarks(this.marks, other.marks);
  }

  // Elements

  /** @throws TypeError unless this is an object with such an attribute, or dynamic. */
  getAttr(name: string): Value {
    const { type } = this;
    if (type.kind === "dynamic") return dynamicVal.withMarks(this.marks);
    if (type.kind !== "object") throw wrongType(type, "an object");
    const attributeType = type.attributeType(name);
    const payload = notNull(unmark(this.payload));
    const attribute =
      payload instanceof Unknown ? unrefined : listOf(type, payload)[type.indexOf(normalizeString(name))!]!;
    return new Value(attributeType, withMarks(attribute, this.marks));
  }

  /**
   * The element of a list or tuple at a number, or of a map under a string. A map gives null for a key it does not have.
   *
   * @throws TypeError for a key of the wrong type; RangeError for one out of range. `hasIndex` tells beforehand.
   */
  index(key: Value): Value {
    return this.indexIn(unmark(this.payload), key).withMarks(this.marks, key.marks);
  }

  private indexIn(payload: Payload, key: Value): Value {
    const { type } = this;
    if (type.kind === "dynamic") return dynamicVal;
    const position = unmark(key.payload);
    const isOpen = key.type.kind === "dynamic" || position instanceof Unknown;
    switch (type.kind) {
      case "list":
        assertKey(key, number);
        if (isOpen || payload instanceof Unknown) return new Value(type.elementType, unrefined);
        return new Value(type.elementType, elementAt(listOf(type, notNull(payload)), position));
      case "tuple": {
        assertKey(key, number);
        if (isOpen) return dynamicVal;
        const elementType = elementAt(type.elementTypes, position);
        if (payload instanceof Unknown) return new Value(elementType, unrefined);
        return new Value(elementType, elementAt(listOf(type, notNull(payload)), position));
      }
      case "map":
        assertKey(key, string);
        if (isOpen || payload instanceof Unknown) return new Value(type.elementType, unrefined);
        return new Value(type.elementType, mapOf(type, notNull(payload)).get(notNull(position) as string) ?? null);
      default:
        throw wrongType(type, "a list, map or tuple");
    }
  }

  /** Whether `index` has an answer for the key; false also for a key of the wrong type. */
  hasIndex(key: Value): Value {
    return threeValued(this.decideIndex(unmark(key.payload), key.type)).withMarks(this.marks, key.marks);
  }

  private decideIndex(key: Payload, keyType: Type): boolean | undefined {
    const { type } = this;
    if (type.kind === "dynamic") return undefined;
    if (type.kind !== "list" && type.kind !== "map" && type.kind !== "tuple") {
      throw wrongType(type, "a list, map or tuple");
    }
    if (keyType.kind === "dynamic") return undefined;
    if (keyType !== (type.kind === "map" ? string : number)) return false;
    if (key instanceof Unknown) return undefined;
    const payload = unmark(this.payload);
    const isUnknown = payload instanceof Unknown;
    if (type.kind === "map") return isUnknown ? undefined : mapOf(type, notNull(payload)).has(notNull(key) as string);
    // Of a tuple, the type tells the length.
    if (type.kind === "list" && isUnknown) return undefined;
    const position = (notNull(key) as BigFloat).toSafeInteger();
    if (position === undefined || position < 0) return false;
    return position < (type.kind === "tuple" ? type.elementTypes.length : listOf(type, notNull(payload)).length);
  }

  /** Whether a set has an element. */
  hasElement(element: Value): Value {
    return threeValued(this.decideElement(element)).withMarks(this.marks, element.marks);
  }

  private decideElement(element: Value): boolean | undefined {
    const { type } = this;
    const payload = notNull(unmark(this.payload));
    if (payload instanceof Unknown) return undefined;
    if (type.kind !== "set") throw wrongType(type, "a set");
    const isTyped = element.type.kind !== "dynamic" && type.elementType.kind !== "dynamic";
    if (isTyped && element.type !== type.elementType) return false;
    if (!element.isKnown()) return undefined;
    if (element.type !== type.elementType) return false;
    const [plain] = element.unmark();
    if (plain.containsMarked()) throw new TypeError("an element with marks inside must be unmarked first");
    if (setOf(type, payload).has(plain.payload)) return true;
    return isWhollyKnown(type, payload) ? false : undefined;
  }

  /**
   * The number of elements or attributes; of a tuple, also when it is unknown. A set with unknown elements may turn out to
   * have fewer.
   */
  length(): Value {
    const { type } = this;
    if (type.kind === "tuple" || (type.kind === "object" && this.isKnown())) {
      const { length } = type.kind === "tuple" ? type.elementTypes : type.types;
      return numberIntVal(length).withMarks(this.marks);
    }
    if (!type.isCollectionType() && type.kind !== "dynamic") throw wrongType(type, "a collection");
    const [least, most] = lengthBounds(type, notNull(unmark(this.payload)));
    return unknownNotNull(number)
      .refine()
      .numberRangeInclusive(lengthVal(least), lengthVal(most))
      .newValue()
      .withMarks(this.marks);
  }
}

/**
 * The values that a value may turn out to be.
 *
 * An unknown value's range is its refinements; a known one's is as narrow as refinements can say.
 */
export class ValueRange extends PayloadRange {
  /** Whether a value is in this range; undefined while that is not known. Neither may be marked. */
  includes(value: Value): boolean | undefined {
    return this.includesPayload(value.type, payloadOf(value));
  }
}

const noMarks: Marks = new Set();

// Constants

export const trueVal: Value = createValue(bool, true);
export const falseVal: Value = createValue(bool, false);
export const zero: Value = createValue(number, BigFloat.fromInteger(0, 53));
export const positiveInfinity: Value = createValue(number, BigFloat.infinity(false));
export const negativeInfinity: Value = createValue(number, BigFloat.infinity(true));
/** The value about which nothing is known, not even its type. */
export const dynamicVal: Value = createValue(dynamic, unrefined);

// Constructors that operations need

export function boolVal(value: boolean): Value {
  return value ? trueVal : falseVal;
}

export function numberVal(value: BigFloat): Value {
  return createValue(number, value);
}

/** A whole number, of 64 bits or as many as it needs. @throws RangeError if a JavaScript number is not a safe integer. */
export function numberIntVal(value: bigint | number): Value {
  return createValue(number, BigFloat.fromInteger(value));
}

export function unknownVal(type: Type): Value {
  return createValue(type, unrefined);
}

function unknownNotNull(type: Type): Value {
  return unknownVal(type).refineNotNull();
}

function threeValued(answer: boolean | undefined): Value {
  return answer === undefined ? unknownNotNull(bool) : boolVal(answer);
}

// Operands

/** The payload of an operand, unmarked; what is dynamic is unknown. */
function operandOf(value: Value, type: Type): Payload {
  if (value.type.kind === "dynamic") return unrefined;
  if (value.type !== type) throw wrongType(value.type, `a ${type.friendlyName()}`);
  return unmark(payloadOf(value));
}

function isZero(value: Value): boolean {
  const payload = unmark(payloadOf(value));
  return payload instanceof BigFloat && payload.isZero;
}

/** Who decides first is not asked about the other, which may be null. */
function decideLogically(a: Payload, b: Payload, decisive: boolean): boolean | undefined {
  if (a instanceof Unknown || b instanceof Unknown) return a === decisive || b === decisive ? decisive : undefined;
  return notNull(a) === decisive || notNull(b) === decisive ? decisive : !decisive;
}

function notNull(payload: Payload): Payload {
  if (unmark(payload) === null) throw new TypeError("value is null");
  return payload;
}

function wrongType(type: Type, expected: string): TypeError {
  return new TypeError(`${type.friendlyName()} is not ${expected}`);
}

function assertKey(key: Value, type: Type): void {
  if (key.type !== type && key.type.kind !== "dynamic") throw wrongType(key.type, `a ${type.friendlyName()}`);
}

function elementAt<T>(elements: readonly T[], key: Payload): T {
  const number = notNull(key) as BigFloat;
  const position = number.toSafeInteger();
  if (position === undefined || position < 0 || position >= elements.length) {
    throw new RangeError(`index ${number.toString()} is not between 0 and ${elements.length - 1}`);
  }
  return elements[position]!;
}

/** A number of elements; the largest that Go has where there is no bound. */
function lengthVal(length: number): Value {
  return numberIntVal(length === Infinity ? 0x7fff_ffff_ffff_ffffn : length);
}

// Arithmetic

function multiplyExactly(a: BigFloat, b: BigFloat): BigFloat {
  const product = a.multiply(b, 512);
  return product.withPrecision(Math.max(a.precision, b.precision, product.minPrecision));
}

/** Every step is rounded at the precision of `a`, which shows where `b` is a fraction. */
function remainder(a: BigFloat, b: BigFloat): BigFloat {
  if (a.isInfinite || b.isInfinite) return multiplyExactly(a, b);
  if (b.isZero) return a;
  const times = BigFloat.fromInteger(a.divide(b).toBigInt()).withPrecision(a.precision);
  return a.subtract(b.multiply(times, a.precision), a.precision);
}

/** Undefined if the ranges of the two overlap. */
function isLess(aType: Type, a: Payload, bType: Type, b: Payload): boolean | undefined {
  if (a instanceof BigFloat && b instanceof BigFloat) return a.compare(b) < 0;
  if (aType.kind === "dynamic" || bType.kind === "dynamic") return undefined;
  const left = new PayloadRange(aType, a);
  const right = new PayloadRange(bType, b);
  if (left.numberUpperBound.value.compare(right.numberLowerBound.value) < 0) return true;
  if (left.numberLowerBound.value.compare(right.numberUpperBound.value) > 0) return false;
  return undefined;
}

/** What an operation may give for any two numbers in these ranges. It must be monotone in both of them. */
function unknownBetween(operate: (a: BigFloat, b: BigFloat) => BigFloat, a: PayloadRange, b: PayloadRange): Value {
  const builder = unknownVal(number).refine().notNull();
  const corners = cornersOf(operate, a, b);
  if (corners === undefined) return builder.newValue();
  const min = corners.reduce((least, corner) => (corner.compare(least) < 0 ? corner : least));
  const max = corners.reduce((most, corner) => (corner.compare(most) > 0 ? corner : most));
  return builder.numberRangeInclusive(numberVal(min), numberVal(max)).newValue();
}

/** The results at the ends of both ranges; undefined if one of them is not a number. */
function cornersOf(
  operate: (a: BigFloat, b: BigFloat) => BigFloat,
  a: PayloadRange,
  b: PayloadRange,
): BigFloat[] | undefined {
  if (a.typeConstraint.kind === "dynamic" || b.typeConstraint.kind === "dynamic") return undefined;
  try {
    const bounds = [b.numberLowerBound.value, b.numberUpperBound.value];
    return [a.numberLowerBound.value, a.numberUpperBound.value].flatMap((x) => bounds.map((y) => operate(x, y)));
  } catch (error) {
    if (error instanceof NotANumberError) return undefined;
    throw error;
  }
}
