// SPDX-License-Identifier: Apache-2.0

/**
 * The text by which cty hashes values for sets, and by which it orders what has no order of its own.
 *
 * Sets are written to state and to the wire in this order, so it is part of those formats.
 *
 * Source: go-cty 1.18, `set_internals.go`.
 *
 * @module
 */

import type { BigFloat } from "./number/bigfloat.ts";
import { Encapsulated, listOf, mapOf, setOf, unmark, Unknown, type Payload } from "./payload.ts";
import type { Type } from "./type.ts";
import { quoteGo } from "./unicode/quote-go.ts";
import { encodeUTF8 } from "./utf8.ts";

/** Equal values have equal texts; the reverse does not hold. Marks do not count. */
export function hashText(type: Type, marked: Payload): string {
  const payload = unmark(marked);
  if (payload instanceof Unknown) return "?";
  if (payload === null) return "~";
  switch (type.kind) {
    case "bool":
      return payload === true ? "T" : "F";
    case "number":
      return (payload as BigFloat).toHashText();
    case "string":
      return quoteGo(payload as string);
    case "list":
      return `[${hashTexts(type.elementType, listOf(type, payload))}]`;
    case "set":
      return `[${hashTexts(type.elementType, setOf(type, payload).elements)}]`;
    case "map": {
      let text = "";
      for (const [key, element] of mapOf(type, payload))
        text += `${quoteGo(key)}:${hashText(type.elementType, element)};`;
      return `{${text}}`;
    }
    case "object":
    case "tuple": {
      const types = type.kind === "object" ? type.types : type.elementTypes;
      let text = "";
      for (const [i, element] of listOf(type, payload).entries()) text += `${hashText(types[i]!, element)};`;
      return `<${text}>`;
    }
    case "capsule": {
      const key = type.ops.hashKey?.((payload as Encapsulated).native);
      return `«${key === undefined ? "?" : quoteGo(key)}»`;
    }
    default:
      // Only unknown and null payloads are of this type.
      return "";
  }
}

function hashTexts(type: Type, elements: readonly Payload[]): string {
  let text = "";
  for (const element of elements) text += `${hashText(type, element)};`;
  return text;
}

/** CRC-32 with the IEEE polynomial of the text's UTF-8 bytes: the hash that go-cty puts on a value. */
export function crc32(text: string): number {
  let crc = ~0;
  for (const byte of encodeUTF8(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0);
  }
  return ~crc >>> 0;
}
