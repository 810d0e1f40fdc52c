// SPDX-License-Identifier: Apache-2.0

/**
 * Encodings of one byte for each character.
 *
 * @module
 */

import { noCharacter, type Charset } from "./charset.ts";
import { CodeTable } from "./code-table.ts";
import { codePages } from "./generated/tables.ts";

/** @param name One for which there is a decoder here or in Node. */
export function singleByte(name: string): Charset {
  const page = codePages[name];
  const all = page === undefined ? decodeAll(name) : page.length === 256 ? page : ascii() + page;
  const table = new CodeTable(new Map(Array.from(all, (character, byte) => [byte, character])));
  return {
    name,
    decode: (bytes) => Array.from(bytes, (byte) => table.characterOf(byte)).join(""),
    encode: (text) => {
      const bytes = Array.from(text, (character) => table.codeOf(character));
      return text.includes(noCharacter) || bytes.includes(undefined) ? undefined : Buffer.from(bytes as number[]);
    },
  };
}

function ascii(): string {
  return String.fromCharCode(...Array.from({ length: 128 }, (_, code) => code));
}

/** The characters of all bytes, which Node knows under the short name. */
function decodeAll(name: string): string {
  const label = name.replace(/^ISO_(8859-\d+).*$/, "ISO-$1");
  const text = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
  // For browsers, bytes that have no meaning are control characters; for Go they are errors.
  return text.replaceAll(/[\u0080-\u009f]/g, noCharacter);
}
