// SPDX-License-Identifier: Apache-2.0

/**
 * The scalar types of protobuf: how each is read and written.
 *
 * Source: protobuf.dev, "Encoding". The names are those of .proto files.
 *
 * @module
 */

import { WireError } from "./protobuf-error.ts";
import type { Reader } from "./reader.ts";
import { WireType } from "./wire.ts";
import type { Writer } from "./writer.ts";

/** One scalar type; `T` is its form in values. */
export interface Scalar<T = unknown> {
  readonly wireType: WireType;
  /** What a field without presence holds when it was not sent. */
  readonly zero: T;
  read(reader: Reader): T;
  /** @throws WireError if it is not a value of this type. */
  write(writer: Writer, value: unknown): void;
}

const int32: Scalar<number> = {
  wireType: WireType.varint,
  zero: 0,
  read: (reader) => reader.readVarint32() | 0,
  write: (writer, value) => {
    const number = checkInteger(value, minInt32, maxInt32);
    // A negative number is extended to 64 bits, so that an int64 field can read it.
    if (number < 0) writer.writeVarint64(BigInt.asUintN(64, BigInt(number)));
    else writer.writeVarint32(number);
  },
};

const uint32: Scalar<number> = {
  wireType: WireType.varint,
  zero: 0,
  read: (reader) => reader.readVarint32(),
  write: (writer, value) => writer.writeVarint32(checkInteger(value, 0, maxUint32)),
};

// Zigzag maps 0, -1, 1, -2 to 0, 1, 2, 3, which keeps small negative numbers short.
const sint32: Scalar<number> = {
  wireType: WireType.varint,
  zero: 0,
  read: (reader) => {
    const bits = reader.readVarint32();
    return (bits >>> 1) ^ -(bits & 1);
  },
  write: (writer, value) => {
    const number = checkInteger(value, minInt32, maxInt32);
    writer.writeVarint32(((number << 1) ^ (number >> 31)) >>> 0);
  },
};

const int64: Scalar<bigint> = {
  wireType: WireType.varint,
  zero: 0n,
  read: (reader) => BigInt.asIntN(64, reader.readVarint64()),
  write: (writer, value) => writer.writeVarint64(BigInt.asUintN(64, checkBigInt(value, minInt64, maxInt64))),
};

const uint64: Scalar<bigint> = {
  wireType: WireType.varint,
  zero: 0n,
  read: (reader) => reader.readVarint64(),
  write: (writer, value) => writer.writeVarint64(checkBigInt(value, 0n, maxUint64)),
};

const sint64: Scalar<bigint> = {
  wireType: WireType.varint,
  zero: 0n,
  read: (reader) => {
    const bits = reader.readVarint64();
    return (bits >> 1n) ^ -(bits & 1n);
  },
  write: (writer, value) => {
    const number = checkBigInt(value, minInt64, maxInt64);
    writer.writeVarint64(BigInt.asUintN(64, (number << 1n) ^ (number >> 63n)));
  },
};

const fixed32: Scalar<number> = {
  wireType: WireType.fixed32,
  zero: 0,
  read: (reader) => reader.view.getUint32(reader.advance(4), true),
  write: (writer, value) => {
    const number = checkInteger(value, 0, maxUint32);
    const at = writer.advance(4);
    writer.view.setUint32(at, number, true);
  },
};

const sfixed32: Scalar<number> = {
  wireType: WireType.fixed32,
  zero: 0,
  read: (reader) => reader.view.getInt32(reader.advance(4), true),
  write: (writer, value) => {
    const number = checkInteger(value, minInt32, maxInt32);
    const at = writer.advance(4);
    writer.view.setInt32(at, number, true);
  },
};

const fixed64: Scalar<bigint> = {
  wireType: WireType.fixed64,
  zero: 0n,
  read: (reader) => reader.view.getBigUint64(reader.advance(8), true),
  write: (writer, value) => {
    const number = checkBigInt(value, 0n, maxUint64);
    const at = writer.advance(8);
    writer.view.setBigUint64(at, number, true);
  },
};

const sfixed64: Scalar<bigint> = {
  wireType: WireType.fixed64,
  zero: 0n,
  read: (reader) => reader.view.getBigInt64(reader.advance(8), true),
  write: (writer, value) => {
    const number = checkBigInt(value, minInt64, maxInt64);
    const at = writer.advance(8);
    writer.view.setBigInt64(at, number, true);
  },
};

const float: Scalar<number> = {
  wireType: WireType.fixed32,
  zero: 0,
  read: (reader) => reader.view.getFloat32(reader.advance(4), true),
  write: (writer, value) => {
    const number = checkNumber(value);
    if (Number.isFinite(number) && !Number.isFinite(Math.fround(number))) {
      throw new WireError(`${number} does not fit into 32 bits`);
    }
    const at = writer.advance(4);
    writer.view.setFloat32(at, number, true);
  },
};

const double: Scalar<number> = {
  wireType: WireType.fixed64,
  zero: 0,
  read: (reader) => reader.view.getFloat64(reader.advance(8), true),
  write: (writer, value) => {
    const number = checkNumber(value);
    const at = writer.advance(8);
    writer.view.setFloat64(at, number, true);
  },
};

const bool: Scalar<boolean> = {
  wireType: WireType.varint,
  zero: false,
  read: (reader) => reader.readBool(),
  write: (writer, value) => {
    if (typeof value !== "boolean") throw mismatch("a boolean", value);
    writer.writeVarint32(value ? 1 : 0);
  },
};

const string: Scalar<string> = {
  wireType: WireType.bytes,
  zero: "",
  read: (reader) => reader.readString(),
  write: (writer, value) => {
    if (typeof value !== "string") throw mismatch("a string", value);
    writer.writeString(value);
  },
};

const bytes: Scalar<Uint8Array> = {
  wireType: WireType.bytes,
  zero: new Uint8Array(0),
  read: (reader) => reader.readBytes(),
  write: (writer, value) => {
    if (!(value instanceof Uint8Array)) throw mismatch("a Uint8Array", value);
    writer.writeBytes(value);
  },
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

/** Its name in a .proto file. */
export function nameOfScalar(scalar: Scalar): string {
  return Object.entries(byName).find(([, candidate]) => candidate === scalar)![0];
}

/** Whether a field without presence leaves `value` out. Minus zero is sent: it is another double. */
export function isZero({ zero, wireType }: Scalar, value: unknown): boolean {
  if (value === zero) return !Object.is(value, -0);
  return wireType === WireType.bytes && value instanceof Uint8Array && value.byteLength === 0;
}

const minInt32 = -0x8000_0000;
const maxInt32 = 0x7fff_ffff;
const maxUint32 = 0xffff_ffff;
const minInt64 = -0x8000_0000_0000_0000n;
const maxInt64 = 0x7fff_ffff_ffff_ffffn;
const maxUint64 = 0xffff_ffff_ffff_ffffn;

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
  return new WireError(`must be ${wanted}, is ${value === null ? "null" : typeof value}`);
}
