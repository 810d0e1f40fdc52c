// SPDX-License-Identifier: Apache-2.0

import { BigFloat } from "../number/bigfloat.ts";
import { numberText } from "../number-text.ts";
import { PathError } from "../path-error.ts";
import * as types from "../type.ts";
import { numberFloatVal, stringVal } from "../value-create.ts";
import { boolVal, numberVal, type Value } from "../value.ts";
import { dateFromText, textFromDate } from "./dates.ts";
import { shapeOf, type Shape } from "./shape.ts";

/** `boolean`. */
export const bool: Shape<boolean> = shapeOf({
  type: types.bool,
  kinds: ["bool"],
  noun: "bool value",
  is: (native) => typeof native === "boolean",
  write: boolVal,
  read: (value) => value.asBool(),
});

/** `string`, which cty holds in NFC. */
export const string: Shape<string> = shapeOf({
  type: types.string,
  kinds: ["string"],
  noun: "string value",
  is: (native) => typeof native === "string",
  write(native) {
    if (!native.isWellFormed())
      throw new PathError([], "text must be valid Unicode, but this has half a surrogate pair");
    return stringVal(native);
  },
  read: (value) => value.asString(),
});

/** `Date`, as text in RFC 3339, in UTC and with milliseconds. Smaller parts of a second are cut off when read. */
export const date: Shape<Date> = shapeOf({
  type: types.string,
  kinds: ["string"],
  noun: "valid date",
  is: (native) => native instanceof Date && !Number.isNaN(native.getTime()),
  write: (native) => stringVal(textFromDate(native)),
  read(value) {
    const parsed = dateFromText(value.asString());
    if (parsed === undefined) throw new PathError([], "a timestamp in RFC 3339 is required");
    return parsed;
  },
});

/** `Uint8Array`, so also `Buffer`, as text in base64. */
export const bytes: Shape<Uint8Array> = shapeOf({
  type: types.string,
  kinds: ["string"],
  noun: "byte array",
  is: (native) => native instanceof Uint8Array,
  write: (native) => stringVal(Buffer.from(native.buffer, native.byteOffset, native.byteLength).toString("base64")),
  read(value) {
    const text = value.asString();
    const decoded = Buffer.from(text, "base64");
    if (decoded.toString("base64") !== text) throw new PathError([], "text in base64 is required");
    return new Uint8Array(decoded);
  },
});

/** `number`. A number that no double holds becomes the nearest one; see `decimal` for one that loses nothing. */
export const float64: Shape<number> = numberShape({
  is: (native) => typeof native === "number" && !Number.isNaN(native),
  write: (native: number) => numberFloatVal(native).asBigFloat(),
  read(number) {
    const nearest = number.toNumber();
    if (Number.isFinite(nearest) || number.isInfinite) return nearest;
    const most = `${BigInt(Number.MAX_VALUE)}.000000`;
    throw new PathError([], `value must be between -${most} and ${most} inclusive`);
  },
});

/** `bigint`, of any size. */
export const bigint: Shape<bigint> = numberShape({
  is: (native) => typeof native === "bigint",
  write: (native: bigint) => BigFloat.fromInteger(native),
  read(number) {
    if (number.isInfinite || !number.isInteger) throw new PathError([], "value must be a whole number");
    return number.toBigInt();
  },
});

/** Text with all decimal digits of a number: `"0.1"`. Exponents may be written, and are not read. */
export const decimal: Shape<string> = numberShape({
  is: (native) => typeof native === "string",
  write(native: string) {
    const number = BigFloat.parse(native);
    if (number === undefined) throw new PathError([], "a number is required");
    return number;
  },
  read: numberText,
});

/** `number`, whole, from -128 to 127; the others are named in the same way. */
export const int8: Shape<number> = integerShape(-(2n ** 7n), 2n ** 7n - 1n);
export const int16: Shape<number> = integerShape(-(2n ** 15n), 2n ** 15n - 1n);
export const int32: Shape<number> = integerShape(-(2n ** 31n), 2n ** 31n - 1n);
export const uint8: Shape<number> = integerShape(0n, 2n ** 8n - 1n);
export const uint16: Shape<number> = integerShape(0n, 2n ** 16n - 1n);
export const uint32: Shape<number> = integerShape(0n, 2n ** 32n - 1n);
/** `number`, whole, between the bounds of what a double counts without gaps. */
export const integer: Shape<number> = integerShape(BigInt(Number.MIN_SAFE_INTEGER), BigInt(Number.MAX_SAFE_INTEGER));
/** `bigint` that fits into 64 bits. */
export const int64: Shape<bigint> = bigintShape(-(2n ** 63n), 2n ** 63n - 1n);
export const uint64: Shape<bigint> = bigintShape(0n, 2n ** 64n - 1n);

interface NumberParts<T> {
  readonly is: (native: unknown) => boolean;
  readonly write: (native: T) => BigFloat;
  readonly read: (number: BigFloat) => T;
}

function numberShape<T>({ is, write, read }: NumberParts<T>): Shape<T> {
  return shapeOf<T>({
    type: types.number,
    kinds: ["number"],
    noun: "number value",
    is,
    write: (native): Value => numberVal(write(native)),
    read: (value) => read(value.asBigFloat()),
  });
}

function integerShape(min: bigint, max: bigint): Shape<number> {
  return numberShape({
    is: (native) => typeof native === "number",
    write: (native: number) =>
      BigFloat.fromInteger(inRange(Number.isInteger(native) ? BigInt(native) : undefined, min, max)),
    read: (number) => Number(inRange(wholeOf(number), min, max)),
  });
}

function bigintShape(min: bigint, max: bigint): Shape<bigint> {
  return numberShape({
    is: (native) => typeof native === "bigint",
    write: (native: bigint) => BigFloat.fromInteger(inRange(native, min, max)),
    read: (number) => inRange(wholeOf(number), min, max),
  });
}

function wholeOf(number: BigFloat): bigint | undefined {
  return number.isInfinite || !number.isInteger ? undefined : number.toBigInt();
}

/** The words are gocty's. */
function inRange(whole: bigint | undefined, min: bigint, max: bigint): bigint {
  if (whole !== undefined && whole >= min && whole <= max) return whole;
  const range = min === 0n ? `between 0 and ${max} inclusive` : `between ${min} and ${max}`;
  throw new PathError([], `value must be a whole number, ${range}`);
}
