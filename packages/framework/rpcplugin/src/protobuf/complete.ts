// SPDX-License-Identifier: Apache-2.0

import type { Field, MessageDescriptor } from "./message.ts";

/**
 * A message as its receiver would decode it, without the bytes in between: scalars that were left out are zero, lists
 * and maps are there. Byte fields are those of `init`, not copies.
 */
export function complete<Shape, Init extends object>(type: MessageDescriptor<Shape, Init>, init: Init): Shape {
  return completeMessage(type, init as Readonly<Record<string, unknown>>) as Shape;
}

function completeMessage(type: MessageDescriptor, init: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const message = type.table.create();
  for (const field of type.table.fields) {
    const value = init[field.name];
    if (value !== undefined) message[field.name] = completeField(field, value);
  }
  return message;
}

function completeField({ kind, message }: Field, value: unknown): unknown {
  if (message === undefined) return value;
  const part = (element: unknown): unknown => completeMessage(message, element as Record<string, unknown>);
  if (kind === "repeated") return Array.from(value as Iterable<unknown>, part);
  if (kind === "map")
    return new Map(Array.from(value as Map<unknown, unknown>, ([key, element]) => [key, part(element)]));
  return part(value);
}
