// SPDX-License-Identifier: Apache-2.0

import { noCharacter, type Charset } from "./charset.ts";

export const utf8: Charset = {
  name: "UTF-8",
  encode: (text) => Buffer.from(text),
  decode: (bytes) => bytes.toString("utf8"),
};

/** The first characters of Unicode, a byte each. */
export function latin(name: string, last: number): Charset {
  return {
    name,
    encode: (text) =>
      Array.from(text).every((c) => c.codePointAt(0)! <= last) ? Buffer.from(text, "latin1") : undefined,
    decode: (bytes) => Array.from(bytes, (byte) => (byte > last ? noCharacter : String.fromCharCode(byte))).join(""),
  };
}

type ByteOrder = "LE" | "BE";

export function utf16(order: ByteOrder): Charset {
  return {
    name: `UTF-16${order}`,
    encode: (text) => encodeUTF16(text, order),
    decode: (bytes) => new TextDecoder(`utf-16${order.toLowerCase()}`, { ignoreBOM: true }).decode(bytes),
  };
}

/** With a mark in front that tells the byte order. */
export const utf16WithMark: Charset = { name: "UTF-16", encode: encodeWithMark, decode: decodeByMark };

function encodeUTF16(text: string, order: ByteOrder): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return order === "LE" ? bytes : bytes.swap16();
}

function encodeWithMark(text: string): Buffer {
  return encodeUTF16(`\ufeff${text}`, "BE");
}

/** The mark decides on the byte order, and is left out. */
function decodeByMark(bytes: Buffer): string {
  const order = bytes[0] === 0xff && bytes[1] === 0xfe ? "LE" : "BE";
  return new TextDecoder(`utf-16${order.toLowerCase()}`).decode(bytes);
}
