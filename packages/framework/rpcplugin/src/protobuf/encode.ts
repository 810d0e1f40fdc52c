// SPDX-License-Identifier: Apache-2.0

import type { Field, MessageDescriptor } from "./message.ts";
import { locateError, WireError } from "./protobuf-error.ts";
import { isZero, mismatch } from "./scalar.ts";
import { maxDepth, WireType } from "./wire.ts";
import { Writer } from "./writer.ts";

/**
 * The bytes of one message, fields in the order of their numbers.
 *
 * Fields that are undefined or left out are not written, nor are scalars without
 * presence that are zero. Properties that the type does not know are ignored.
 *
 * @throws ProtobufError naming message and field, for a value of a wrong type or
 *   range, two members of one oneof, or messages nested deeper than 100 levels.
 */
export function encode<Init>(type: MessageDescriptor<unknown, Init>, value: NoInfer<Init>): Uint8Array {
  const encodings = kept.get(value as object);
  let bytes = encodings?.get(type);
  if (bytes === undefined) {
    const writer = new Writer();
    writeMessage(writer, type, value, 1);
    bytes = writer.finish();
    encodings?.set(type, bytes);
  }
  return bytes;
}

const kept = new WeakMap<object, Map<MessageDescriptor, Uint8Array>>();

/**
 * Keeps the bytes of a message from its first encoding on: for a large one that
 * is sent again and again, such as a provider's schema.
 *
 * @param message Must not change any more, at no depth.
 * @returns The message.
 */
export function keepEncoding<T extends object>(message: T): T {
  kept.set(message, new Map());
  return message;
}

// The writer goes backwards: content before its length, length before its tag, the last of all first.

function writeMessage(writer: Writer, type: MessageDescriptor, value: unknown, depth: number): void {
  let field: Field | undefined;
  try {
    if (typeof value !== "object" || value === null) throw mismatch("an object", value);
    if (depth > maxDepth) throw new WireError(`is nested deeper than ${maxDepth} levels`);
    const message = value as Readonly<Record<string, unknown>>;
    const { fields } = type.table;
    for (let index = fields.length - 1; index >= 0; index--) {
      field = fields[index]!;
      const content = message[field.name];
      if (content === undefined) continue;
      for (const rival of field.rivals) if (message[rival] !== undefined) throw new WireError(`excludes ${rival}`);
      writeField(writer, field, content, depth);
    }
  } catch (error) {
    throw locateError(error, "protobuf.encode", type.typeName, field?.name);
  }
}

function writeField(writer: Writer, field: Field, content: unknown, depth: number): void {
  switch (field.kind) {
    case "implicit":
      if (isZero(field.scalar!, content)) return;
      field.scalar!.write(writer, content);
      writer.writeVarint32(field.tag);
      return;
    case "optional":
      writeValue(writer, field, content, depth);
      writer.writeVarint32(field.tag);
      return;
    case "repeated":
      writeElements(writer, field, content, depth);
      return;
    default:
      writeEntries(writer, field, content, depth);
  }
}

function writeValue(writer: Writer, field: Field, value: unknown, depth: number): void {
  if (field.scalar !== undefined) {
    field.scalar.write(writer, value);
  } else {
    const end = writer.length;
    writeMessage(writer, field.message!, value, depth + 1);
    writer.writeVarint32(writer.length - end);
  }
}

function writeElements(writer: Writer, field: Field, list: unknown, depth: number): void {
  if (!Array.isArray(list)) throw mismatch("an array", list);
  if (!field.packable) {
    for (let index = list.length - 1; index >= 0; index--) {
      writeValue(writer, field, list[index], depth);
      writer.writeVarint32(field.tag);
    }
  } else if (list.length > 0) {
    const end = writer.length;
    for (let index = list.length - 1; index >= 0; index--) field.scalar!.write(writer, list[index]);
    writer.writeVarint32(writer.length - end);
    writer.writeVarint32(field.tag);
  }
}

function writeEntries(writer: Writer, field: Field, map: unknown, depth: number): void {
  if (!(map instanceof Map)) throw mismatch("a Map", map);
  const key = field.key!;
  const keyTag = (1 << 3) | key.wireType;
  const valueTag = (2 << 3) | (field.scalar?.wireType ?? WireType.bytes);
  for (const [entryKey, entryValue] of [...map].toReversed()) {
    const end = writer.length;
    writeValue(writer, field, entryValue, depth + 1);
    writer.writeVarint32(valueTag);
    key.write(writer, entryKey);
    writer.writeVarint32(keyTag);
    writer.writeVarint32(writer.length - end);
    writer.writeVarint32(field.tag);
  }
}
