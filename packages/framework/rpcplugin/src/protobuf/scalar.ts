// SPDX-License-Identifier: Apache-2.0

/**
 * The scalar types of protobuf: how each is read, measured and written.
 *
 * A size function is also the check: `write` is only called with what it accepted.
 *
 * Source: protobuf.dev, "Encoding". The names are those of .proto files.
 *
 * @module
 */

import { Buffer } from "node:buffer";
import { WireError } from "./protobuf-error.ts";
import { type Reader, WireType } from "./reader.ts";
import { varint32Size, varint64Size, type Writer } from "./writer.ts";

/** One scalar type; `T` is its form in values. */
export interface Scalar<T = unknown> {
  readonly wireType: WireType;
  /** What a field without presence holds when it was not sent. */
  readonly zero: T;
  read(reader: Reader): T;
  /**
   * How many bytes `value` takes; what `write` needs to know again goes to `lengths`.
   *
   * @throws WireError if it is not a value of this type.
   */
  size(value: unknown, lengths: number[]): number;
  write(writer: Writer, value: T): void;
}

const int32: Scalar<number> = {
  wireType: WireType.varint,
  zero: 0,
  read: (reader) => reader.readVarint32() | 0,
  // A negative number is sign-extended to 64 bits, so that an int64 field can read it.
  size: (value) => (checkInteger(value, minInt32, maxInt32) < 0 ? 10 : varint32Size(value as number)),
  write: (writer, value) => {
    if (value < 0) writer.writeVarint64(BigInt.asUintN(64, BigInt(value)));
    else writer.writeVarint32(value);
  },
};

const uint32: Scalar<number> = {
  wireType: WireType.varint,
  zero: 0,
  read: (reader) => reader.readVarint32(),
  size: (value) => varint32Size(checkInteger(value, 0, maxUint32)),
  write: (writer, value) => writer.writeVarint32(value),
};

const sint32: Scalar<number> = {
  wireType: WireType.varint,
  zero: 0,
  read: (reader) => {
    const bits = reader.readVarint32();
    return (bits >>> 1) ^ -(bits & 1);
  },
  size: (value) => varint32Size(zigzag32(checkInteger(value, minInt32, maxInt32))),
  write: (writer, value) => writer.writeVarint32(zigzag32(value)),
};

const int64: Scalar<bigint> = {
  wireType: WireType.varint,
  zero: 0n,
  read: (reader) => BigInt.asIntN(64, reader.readVarint64()),
  size: (value) => varint64Size(BigInt.asUintN(64, checkBigInt(value, minInt64, maxInt64))),
  write: (writer, value) => writer.writeVarint64(BigInt.asUintN(64, value)),
};

const uint64: Scalar<bigint> = {
  wireType: WireType.varint,
  zero: 0n,
  read: (reader) => reader.readVarint64(),
  size: (value) => varint64Size(checkBigInt(value, 0n, maxUint64)),
  write: (writer, value) => writer.writeVarint64(value),
};

const sint64: Scalar<bigint> = {
  wireType: WireType.varint,
  zero: 0n,
  read: (reader) => {
    const bits = reader.readVarint64();
    return (bits >> 1n) ^ -(bits & 1n);
  },
  size: (value) => varint64Size(zigzag64(checkBigInt(value, minInt64, maxInt64))),
  write: (writer, value) => writer.writeVarint64(zigzag64(value)),
};

const fixed32: Scalar<number> = {
  wireType: WireType.fixed32,
  zero: 0,
  read: (reader) => reader.view.getUint32(reader.advance(4), true),
  size: (value) => (checkInteger(value, 0, maxUint32), 4),
  write: (writer, value) => writer.view.setUint32(writer.advance(4), value, true),
};

const sfixed32: Scalar<number> = {
  wireType: WireType.fixed32,
  zero: 0,
  read: (reader) => reader.view.getInt32(reader.advance(4), true),
  size: (value) => (checkInteger(value, minInt32, maxInt32), 4),
  write: (writer, value) => writer.view.setInt32(writer.advance(4), value, true),
};

const fixed64: Scalar<bigint> = {
  wireType: WireType.fixed64,
  zero: 0n,
  read: (reader) => reader.view.getBigUint64(reader.advance(8), true),
  size: (value) => (checkBigInt(value, 0n, maxUint64), 8),
  write: (writer, value) => writer.view.setBigUint64(writer.advance(8), value, true),
};

const sfixed64: Scalar<bigint> = {
  wireType: WireType.fixed64,
  zero: 0n,
  read: (reader) => reader.view.getBigInt64(reader.advance(8), true),
  size: (value) => (checkBigInt(value, minInt64, maxInt64), 8),
  write: (writer, value) => writer.view.setBigInt64(writer.advance(8), value, true),
};

const float: Scalar<number> = {
  wireType: WireType.fixed32,
  zero: 0,
  read: (reader) => reader.view.getFloat32(reader.advance(4), true),
  size: (value) => {
    const number = checkNumber(value);
    if (Number.isFinite(number) && !Number.isFinite(Math.fround(number))) {
      throw new WireError(`${number} does not fit into 32 bits`);
    }
    return 4;
  },
  write: (writer, value) => writer.view.setFloat32(writer.advance(4), value, true),
};

const double: Scalar<number> = {
  wireType: WireType.fixed64,
  zero: 0,
  read: (reader) => reader.view.getFloat64(reader.advance(8), true),
  size: (value) => (checkNumber(value), 8),
  write: (writer, value) => writer.view.setFloat64(writer.advance(8), value, true),
};

const bool: Scalar<boolean> = {
  wireType: WireType.varint,
  zero: false,
  read: (reader) => reader.readBool(),
  size: (value) => {
    if (typeof value !== "boolean") throw mismatch("a boolean", value);
    return 1;
  },
  write: (writer, value) => writer.writeVarint32(value ? 1 : 0),
};

const string: Scalar<string> = {
  wireType: WireType.bytes,
  zero: "",
  read: (reader) => reader.readString(),
  size: (value, lengths) => {
    if (typeof value !== "string") throw mismatch("a string", value);
    if (!value.isWellFormed()) throw new WireError("has half of a surrogate pair, which UTF-8 cannot hold");
    const length = Buffer.byteLength(value, "utf8");
    lengths.push(length);
    return varint32Size(length) + length;
  },
  write: (writer, value) => writer.writeString(value),
};

const bytes: Scalar<Uint8Array> = {
  wireType: WireType.bytes,
  zero: new Uint8Array(0),
  read: (reader) => reader.readBytes(),
  size: (value, lengths) => {
    if (!(value instanceof Uint8Array)) throw mismatch("a Uint8Array", value);
    lengths.push(value.byteLength);
    return varint32Size(value.byteLength) + value.byteLength;
  },
  write: (writer, value) => writer.writeBytes(value),
};

const byName = {
  double,
  float,
  int32,
  int64,
  uint32,
  uint64,
  sint32,
  sint64,
  fixed32,
  fixed64,
  sfixed32,
  sfixed64,
  bool,
  string,
  bytes,
  /** The number itself, known to the enum or not: proto3 enums are open. */
  enum: int32,
};

/** The scalar type of this name; undefined for the name of a message. */
export function findScalar(name: string): Scalar | undefined {
  return Object.hasOwn(byName, name) ? byName[name as keyof typeof byName] : undefined;
}

/** Whether a field without presence leaves `value` out. Minus zero is sent: it is another double. */
export function isZero({ zero }: Scalar, value: unknown): boolean {
  return value instanceof Uint8Array ? value.byteLength === 0 : Object.is(value, zero);
}

const minInt32 = -0x8000_0000;
const maxInt32 = 0x7fff_ffff;
const maxUint32 = 0xffff_ffff;
const minInt64 = -0x8000_0000_0000_0000n;
const maxInt64 = 0x7fff_ffff_ffff_ffffn;
const maxUint64 = 0xffff_ffff_ffff_ffffn;

// Zigzag maps 0, -1, 1, -2 to 0, 1, 2, 3, which keeps small negative numbers short.
function zigzag32(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0;
}

function zigzag64(value: bigint): bigint {
  return BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
}

function checkNumber(value: unknown): number {
  if (typeof value !== "number") throw mismatch("a number", value);
  return value;
}

function checkInteger(value: unknown, min: number, max: number): number {
  if (!Number.isInteger(value)) throw mismatch("a whole number", value);
  const number = value as number;
  if (number < min || number > max) throw new WireError(`${number} is not between ${min} and ${max}`);
  return number;
}

function checkBigInt(value: unknown, min: bigint, max: bigint): bigint {
  if (typeof value !== "bigint") throw mismatch("a bigint", value);
  if (value < min || value > max) throw new WireError(`${value} is not between ${min} and ${max}`);
  return value;
}

/** Names the kind of the value only: it may be a secret. */
export function mismatch(wanted: string, value: unknown): WireError {
  return new WireError(`must be ${wanted}, is ${value === null || value === undefined ? value : `a ${typeof value}`}`);
}
