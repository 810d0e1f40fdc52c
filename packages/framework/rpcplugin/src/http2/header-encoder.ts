// SPDX-License-Identifier: Apache-2.0

/**
 * Fields as header blocks: the part of HPACK that keeps nothing between blocks. Each field stands in full, but for
 * names and values of the static table; so a block, once encoded, can be sent again and again on any connection.
 *
 * Source: RFC 7541, sections 5 and 6.
 *
 * @module
 */

import type { HeaderField } from "./header-fields.ts";
import { staticTable } from "./header-table.ts";

/**
 * Stands before the first block that is sent: tells the peer that the table for our blocks is empty and stays so,
 * whatever size it allows.
 */
export const noTable: Buffer = Buffer.of(0x20);

export function encodeHeaders(fields: Iterable<HeaderField>): Buffer {
  return Buffer.concat([...fields].flatMap(encodeField));
}

function encodeField([name, value]: HeaderField): Buffer[] {
  const statics = staticTable();
  const whole = statics.findIndex((entry) => entry[0] === name && entry[1] === value && value !== "");
  if (whole >= 0) return [encodeInteger(0x80, 7, whole + 1)];
  const index = statics.findIndex((entry) => entry[0] === name) + 1;
  return [encodeInteger(0, 4, index), ...(index === 0 ? encodeString(name) : []), ...encodeString(value)];
}

function encodeString(text: string): Buffer[] {
  const bytes = Buffer.from(text, "latin1");
  return [encodeInteger(0, 7, bytes.byteLength), bytes];
}

function encodeInteger(pattern: number, prefixBits: number, value: number): Buffer {
  const max = 2 ** prefixBits - 1;
  if (value < max) return Buffer.of(pattern | value);
  const bytes = [pattern | max];
  let rest = value - max;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push(0x80 | (rest % 128));
  return Buffer.of(...bytes, rest);
}
