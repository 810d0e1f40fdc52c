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
export function hashText(type: Type, payload: Payload): string {
  return textOf(type, payload, false);
}

/** As `hashText`, but numbers have all their digits, so that different values hardly ever have the same text. */
export function equalityText(type: Type, payload: Payload): string {
  return textOf(type, payload, true);
}

function textOf(type: Type, marked: Payload, isExact: boolean): string {
  const payload = unmark(marked);
  if (payload instanceof Unknown) return "?";
  if (payload === null) return "~";
  switch (type.kind) {
    case "bool":
      return payload === true ? "T" : "F";
    case "number":
      return isExact ? (payload as BigFloat).toEqualityText() : (payload as BigFloat).toHashText();
    case "string":
      return quoteGo(payload as string);
    case "list":
      return `[${join(listOf(type, payload).map((element) => textOf(type.elementType, element, isExact)))}]`;
    case "set": {
      const texts = setOf(type, payload).elements.map((element) => textOf(type.elementType, element, isExact));
      // The order of equal sets may differ where elements are equal in rank.
      return `[${join(isExact ? texts.sort() : texts)}]`;
    }
    case "map": {
      let text = "";
      for (const [key, element] of mapOf(type, payload)) {
        text += `${quoteGo(key)}:${textOf(type.elementType, element, isExact)};`;
      }
      return `{${text}}`;
    }
    case "object":
      return `<${join(listOf(type, payload).map((attribute, i) => textOf(type.types[i]!, attribute, isExact)))}>`;
    case "tuple":
      return `<${join(listOf(type, payload).map((element, i) => textOf(type.elementTypes[i]!, element, isExact)))}>`;
    case "capsule": {
      const key = type.ops.hashKey?.((payload as Encapsulated).native);
      return `«${key === undefined ? "?" : quoteGo(key)}»`;
    }
    default:
      // Only unknown and null payloads are of this type.
      return "";
  }
}

function join(texts: readonly string[]): string {
  let joined = "";
  for (const text of texts) joined += `${text};`;
  return joined;
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
