// SPDX-License-Identifier: Apache-2.0

import type { Field, MessageDescriptor } from "./message.ts";
import { locateError, WireError } from "./protobuf-error.ts";
import { maxDepth, WireType } from "./reader.ts";
import { isZero, mismatch } from "./scalar.ts";
import { varint32Size, Writer } from "./writer.ts";

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
  const lengths: number[] = [];
  const size = measureMessage(type, value, lengths, 1);
  const writer = new Writer(size, lengths);
  writeMessage(writer, type, value as Record<string, unknown>);
  return writer.bytes;
}

/** How many bytes `value` takes, and a check of all of it. */
function measureMessage(type: MessageDescriptor, value: unknown, lengths: number[], depth: number): number {
  let size = 0;
  let field: Field | undefined;
  try {
    if (typeof value !== "object" || value === null) throw mismatch("an object", value);
    if (depth > maxDepth) throw new WireError(`is nested deeper than ${maxDepth} levels`);
    for (field of type.table.fields) {
      const content = (value as Record<string, unknown>)[field.name];
      if (content === undefined) continue;
      for (const rival of field.rivals) {
        if ((value as Record<string, unknown>)[rival] !== undefined) throw new WireError(`excludes ${rival}`);
      }
      size += measureField(field, content, lengths, depth);
    }
  } catch (error) {
    throw locateError(error, type.typeName, field?.name);
  }
  return size;
}

function measureField(field: Field, content: unknown, lengths: number[], depth: number): number {
  const tagSize = varint32Size(field.tag);
  switch (field.kind) {
    case "implicit":
      return isZero(field.scalar!, content) ? 0 : tagSize + field.scalar!.size(content, lengths);
    case "optional":
      return tagSize + measureValue(field, content, lengths, depth);
    case "repeated":
      return measureElements(field, content, lengths, depth);
    default:
      return measureEntries(field, content, lengths, depth);
  }
}

function measureValue(field: Field, value: unknown, lengths: number[], depth: number): number {
  if (field.scalar !== undefined) return field.scalar.size(value, lengths);
  const slot = lengths.push(0) - 1;
  return closeSlot(lengths, slot, measureMessage(field.message!, value, lengths, depth + 1));
}

function measureElements(field: Field, content: unknown, lengths: number[], depth: number): number {
  if (!Array.isArray(content)) throw new WireError("must be an array");
  if (content.length === 0) return 0;
  const tagSize = varint32Size(field.tag);
  let size = 0;
  if (field.packable) {
    const slot = lengths.push(0) - 1;
    for (const element of content) size += field.scalar!.size(element, lengths);
    return tagSize + closeSlot(lengths, slot, size);
  }
  for (const element of content) size += tagSize + measureValue(field, element, lengths, depth);
  return size;
}

function measureEntries(field: Field, content: unknown, lengths: number[], depth: number): number {
  if (!(content instanceof Map)) throw new WireError("must be a Map");
  const tagSize = varint32Size(field.tag);
  let size = 0;
  for (const [key, value] of content) {
    const slot = lengths.push(0) - 1;
    const entrySize = 2 + field.key!.size(key, lengths) + measureValue(field, value, lengths, depth + 1);
    size += tagSize + closeSlot(lengths, slot, entrySize);
  }
  return size;
}

/** Fills in the length that was left open at `slot`; returns the bytes of that length and of what it counts. */
function closeSlot(lengths: number[], slot: number, size: number): number {
  lengths[slot] = size;
  return varint32Size(size) + size;
}

function writeMessage(writer: Writer, type: MessageDescriptor, value: Record<string, unknown>): void {
  for (const field of type.table.fields) {
    const content = value[field.name];
    if (content !== undefined) writeField(writer, field, content);
  }
}

function writeField(writer: Writer, field: Field, content: unknown): void {
  switch (field.kind) {
    case "implicit":
      if (isZero(field.scalar!, content)) return;
      writer.writeVarint32(field.tag);
      field.scalar!.write(writer, content);
      return;
    case "optional":
      writer.writeVarint32(field.tag);
      writeValue(writer, field, content);
      return;
    case "repeated":
      writeElements(writer, field, content as readonly unknown[]);
      return;
    default:
      writeEntries(writer, field, content as ReadonlyMap<unknown, unknown>);
  }
}

function writeValue(writer: Writer, field: Field, value: unknown): void {
  if (field.scalar !== undefined) {
    field.scalar.write(writer, value);
  } else {
    writer.writeLength();
    writeMessage(writer, field.message!, value as Record<string, unknown>);
  }
}

function writeElements(writer: Writer, field: Field, list: readonly unknown[]): void {
  if (field.packable && list.length > 0) {
    writer.writeVarint32(field.tag);
    writer.writeLength();
    for (const element of list) field.scalar!.write(writer, element);
  } else {
    for (const element of list) {
      writer.writeVarint32(field.tag);
      writeValue(writer, field, element);
    }
  }
}

function writeEntries(writer: Writer, field: Field, map: ReadonlyMap<unknown, unknown>): void {
  const key = field.key!;
  const valueTag = (2 << 3) | (field.scalar?.wireType ?? WireType.bytes);
  for (const [entryKey, entryValue] of map) {
    writer.writeVarint32(field.tag);
    writer.writeLength();
    writer.writeVarint32((1 << 3) | key.wireType);
    key.write(writer, entryKey);
    writer.writeVarint32(valueTag);
    writeValue(writer, field, entryValue);
  }
}
