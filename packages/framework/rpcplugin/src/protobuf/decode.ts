// SPDX-License-Identifier: Apache-2.0

import type { Field, MessageDescriptor } from "./message.ts";
import { locateError, WireError } from "./protobuf-error.ts";
import { Reader } from "./reader.ts";
import { maxDepth, WireType } from "./wire.ts";

/**
 * Reads one message.
 *
 * Fields of unknown numbers are passed over. Byte fields of the result are views
 * of `bytes`, not copies: who changes `bytes` afterwards changes them too.
 *
 * @throws ProtobufError naming message and field, for bytes that are no such message.
 *
 * Source: protobuf.dev, "Encoding": the last of several values of one field
 *   counts, several messages for one field are merged, repeated fields add up.
 *   Unlike the C++ and Go libraries this refuses a known field of a wrong wire
 *   type, rather than to lose it silently.
 */
export function decode<Shape>(type: MessageDescriptor<Shape>, bytes: Uint8Array): Shape {
  const message = type.table.create();
  readFields(new Reader(bytes), type, message, 1);
  return message as Shape;
}

/** Reads what is left before `reader.end` into `message`. */
function readFields(reader: Reader, type: MessageDescriptor, message: Record<string, unknown>, depth: number): void {
  const { byNumber } = type.table;
  let field: Field | undefined;
  try {
    while (reader.pos < reader.end) {
      field = undefined;
      const tag = reader.readTag();
      field = byNumber.get(tag >>> 3);
      if (field === undefined) reader.skip(tag, depth);
      else readField(reader, field, tag & 7, message, depth);
    }
  } catch (error) {
    throw locateError(error, "protobuf.decode", type.typeName, field?.name);
  }
}

function readField(
  reader: Reader,
  field: Field,
  wireType: number,
  message: Record<string, unknown>,
  depth: number,
): void {
  const { name, kind, scalar } = field;
  if (kind === "repeated") {
    readElements(reader, field, wireType, message[name] as unknown[], depth);
  } else if (kind === "map") {
    checkWireType(wireType, WireType.bytes);
    readEntry(reader, field, message[name] as Map<unknown, unknown>, depth);
  } else if (scalar !== undefined) {
    checkWireType(wireType, scalar.wireType);
    const value = scalar.read(reader);
    for (const rival of field.rivals) delete message[rival];
    message[name] = value;
  } else {
    checkWireType(wireType, WireType.bytes);
    for (const rival of field.rivals) delete message[rival];
    message[name] = readMessage(reader, field.message!, depth, message[name] as Record<string, unknown> | undefined);
  }
}

/** @param merged The message that an earlier part of the input gave for the same field. */
function readMessage(
  reader: Reader,
  type: MessageDescriptor,
  depth: number,
  merged?: Record<string, unknown>,
): Record<string, unknown> {
  if (depth >= maxDepth) throw new WireError(`is nested deeper than ${maxDepth} levels`);
  const outerEnd = reader.end;
  reader.end = reader.readLength() + reader.pos;
  const message = merged ?? type.table.create();
  readFields(reader, type, message, depth + 1);
  reader.end = outerEnd;
  return message;
}

/** One element, or as many as one packed field holds. A sender may use either form, and both in turn. */
function readElements(reader: Reader, field: Field, wireType: number, list: unknown[], depth: number): void {
  const { scalar } = field;
  if (scalar === undefined) {
    checkWireType(wireType, WireType.bytes);
    list.push(readMessage(reader, field.message!, depth));
  } else if (field.packable && wireType === WireType.bytes) {
    const outerEnd = reader.end;
    reader.end = reader.readLength() + reader.pos;
    while (reader.pos < reader.end) list.push(scalar.read(reader));
    reader.end = outerEnd;
  } else {
    checkWireType(wireType, scalar.wireType);
    list.push(scalar.read(reader));
  }
}

/** A map entry is a message of a key, number 1, and a value, number 2; either may be left out. */
function readEntry(reader: Reader, field: Field, map: Map<unknown, unknown>, depth: number): void {
  if (depth >= maxDepth) throw new WireError(`is nested deeper than ${maxDepth} levels`);
  const key = field.key!;
  const { scalar, message: type } = field;
  let entryKey = key.zero;
  let entryValue: unknown;
  const outerEnd = reader.end;
  reader.end = reader.readLength() + reader.pos;
  while (reader.pos < reader.end) {
    const tag = reader.readTag();
    const number = tag >>> 3;
    if (number === 1) {
      checkWireType(tag & 7, key.wireType);
      entryKey = key.read(reader);
    } else if (number !== 2) {
      reader.skip(tag, depth + 1);
    } else if (scalar !== undefined) {
      checkWireType(tag & 7, scalar.wireType);
      entryValue = scalar.read(reader);
    } else {
      checkWireType(tag & 7, WireType.bytes);
      entryValue = readMessage(reader, type!, depth + 1, entryValue as Record<string, unknown> | undefined);
    }
  }
  reader.end = outerEnd;
  map.set(entryKey, entryValue ?? (scalar === undefined ? type!.table.create() : scalar.zero));
}

function checkWireType(actual: number, wanted: number): void {
  if (actual !== wanted) throw new WireError(`has wire type ${actual} where ${wanted} is due`);
}
