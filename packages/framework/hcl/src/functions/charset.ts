// SPDX-License-Identifier: Apache-2.0

/**
 * Character encodings by their IANA names: what Node can decode, and back.
 *
 * @module
 */

export interface Charset {
  /** As error messages call it. */
  readonly name: string;
  /** Undefined if it has no bytes for one of the characters. */
  readonly encode: (text: string) => Buffer | undefined;
  /** With U+FFFD for bytes that stand for nothing. */
  readonly decode: (bytes: Buffer) => string;
}

/** Encodings of one byte for each character, in which Node's decoders agree with IANA. */
const singleByte =
  "ISO-8859-2 ISO-8859-3 ISO-8859-4 ISO-8859-5 ISO-8859-6 ISO-8859-7 ISO-8859-8 ISO-8859-10 ISO-8859-13 ISO-8859-14 " +
  "ISO-8859-15 ISO-8859-16 KOI8-R KOI8-U macintosh windows-874 windows-1250 windows-1251 windows-1252 windows-1253 " +
  "windows-1254 windows-1255 windows-1256 windows-1257 windows-1258";

/** The names under which IANA lists them first. */
const fullNames: Readonly<Record<string, string>> = {
  "ISO-8859-2": "ISO_8859-2:1987",
  "ISO-8859-3": "ISO_8859-3:1988",
  "ISO-8859-4": "ISO_8859-4:1988",
  "ISO-8859-5": "ISO_8859-5:1988",
  "ISO-8859-6": "ISO_8859-6:1987",
  "ISO-8859-7": "ISO_8859-7:1987",
  "ISO-8859-8": "ISO_8859-8:1988",
};

/** @param name In any case. */
export function findCharset(name: string): Charset | undefined {
  const wanted = name.toLowerCase();
  if (wanted === "utf-8") return utf8;
  if (wanted === "us-ascii") return latin("US-ASCII", 0x7f);
  if (wanted === "iso-8859-1" || wanted === "latin1" || wanted === "l1") return latin("ISO_8859-1:1987", 0xff);
  if (wanted === "utf-16") return { ...utf16("UTF-16", "BE"), encode: encodeWithMark, decode: decodeByMark };
  if (wanted === "utf-16le") return utf16("UTF-16LE", "LE");
  if (wanted === "utf-16be") return utf16("UTF-16BE", "BE");
  const label = singleByte.split(" ").find((known) => known.toLowerCase() === wanted);
  return label === undefined ? undefined : byTable(label);
}

const utf8: Charset = { name: "UTF-8", encode: (text) => Buffer.from(text), decode: (bytes) => bytes.toString("utf8") };

function latin(name: string, last: number): Charset {
  return {
    name,
    encode: (text) =>
      Array.from(text).every((c) => c.codePointAt(0)! <= last) ? Buffer.from(text, "latin1") : undefined,
    decode: (bytes) => Array.from(bytes, (byte) => (byte > last ? "\ufffd" : String.fromCharCode(byte))).join(""),
  };
}

type ByteOrder = "LE" | "BE";

function utf16(name: string, order: ByteOrder): Charset {
  return {
    name,
    encode: (text) => encodeUTF16(text, order),
    decode: (bytes) => new TextDecoder(`utf-16${order.toLowerCase()}`, { ignoreBOM: true }).decode(bytes),
  };
}

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

function byTable(label: string): Charset {
  const decode = (bytes: Uint8Array): string => new TextDecoder(label).decode(bytes);
  return {
    name: fullNames[label] ?? label,
    decode: (bytes) => blankControls(label, bytes, decode),
    encode: (text) => {
      const all = Uint8Array.from({ length: 256 }, (_, i) => i);
      const table = new Map(
        Array.from(blankControls(label, Buffer.from(all), decode), (character, i) => [character, i]),
      );
      const bytes = Array.from(text, (character) => table.get(character));
      return text.includes("\ufffd") || bytes.includes(undefined) ? undefined : Buffer.from(bytes as number[]);
    },
  };
}

/** For browsers, bytes that have no meaning on Windows are control characters; for Go they are errors. */
function blankControls(label: string, bytes: Buffer, decode: (bytes: Uint8Array) => string): string {
  const text = decode(bytes);
  return label.startsWith("windows-") ? text.replaceAll(/[\u0080-\u009f]/g, "\ufffd") : text;
}
