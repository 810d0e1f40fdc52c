// SPDX-License-Identifier: Apache-2.0

/**
 * Messages of protobuf-es from and to the plain objects of our codec.
 *
 * @module
 */

import type { DescField, DescMessage, Message } from "@bufbuild/protobuf";
import { reflect, type ReflectMessage } from "@bufbuild/protobuf/reflect";

/** A message of any type, as our codec has it. */
export type Value = Record<string, unknown>;

export function toOracle(desc: DescMessage, value: Value): Message {
  const message = reflect(desc);
  for (const field of desc.fields) {
    const content = value[field.jsonName];
    if (content === undefined) continue;
    const convert = (element: unknown): unknown =>
      field.message ? reflect(field.message, toOracle(field.message, element as Value)) : element;
    if (field.fieldKind === "list") {
      for (const element of content as unknown[]) message.get(field).add(convert(element));
    } else if (field.fieldKind === "map") {
      for (const [key, element] of content as Map<never, unknown>) {
        message.get(field).set(key, convert(element));
      }
    } else {
      message.set(field, convert(content));
    }
  }
  return message.message;
}

export function fromOracle(message: ReflectMessage): Value {
  const value: Value = {};
  const convert = (element: unknown): unknown =>
    element !== null && typeof element === "object" && "desc" in element
      ? fromOracle(element as unknown as ReflectMessage)
      : element;
  for (const field of message.fields) {
    if (hasPresence(field) && !message.isSet(field)) continue;
    if (field.fieldKind === "list") {
      value[field.jsonName] = [...message.get(field)].map(convert);
    } else if (field.fieldKind === "map") {
      value[field.jsonName] = new Map([...message.get(field)].map(([key, element]) => [key, convert(element)]));
    } else {
      value[field.jsonName] = convert(message.get(field));
    }
  }
  return value;
}

export function hasPresence(field: DescField): boolean {
  if (field.fieldKind === "list" || field.fieldKind === "map") return false;
  return field.fieldKind === "message" || field.oneof !== undefined || field.proto.proto3Optional;
}
