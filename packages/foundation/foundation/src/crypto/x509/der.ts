// SPDX-License-Identifier: Apache-2.0

/**
 * Writes ASN.1 values in DER, as far as X.509 certificates need it.
 *
 * A value is a tag byte, the length of its content and the content. Every
 * function returns one complete value, so that values nest by passing them on.
 *
 * Source: ITU-T X.690 (DER).
 *
 * @module
 */

/** Tag numbers, with the constructed bit where DER demands it. */
export const Tag = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OBJECT_IDENTIFIER: 0x06,
  UTF8_STRING: 0x0c,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const;

/** A value with any tag, from the parts of its content. */
export function derValue(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const length = content.reduce((sum, part) => sum + part.byteLength, 0);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(length)]), ...content]);
}

export function derSequence(...values: readonly Uint8Array[]): Buffer {
  return derValue(Tag.SEQUENCE, ...values);
}

export function derSet(...values: readonly Uint8Array[]): Buffer {
  return derValue(Tag.SET, ...values);
}

/** `[number]` around a whole value, as X.509 marks its optional fields. */
export function derExplicit(number: number, value: Uint8Array): Buffer {
  return derValue(0xa0 | number, value);
}

/** `[number]` in place of a primitive value's own tag. */
export function derImplicit(number: number, content: Uint8Array): Buffer {
  return derValue(0x80 | number, content);
}

/** A non-negative integer from its big-endian bytes. */
export function derUnsigned(bigEndian: Uint8Array): Buffer {
  const first = bigEndian.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : bigEndian.subarray(first);
  // The highest bit is the sign: a leading zero keeps the number positive.
  return digits[0]! >= 0x80 ? derValue(Tag.INTEGER, Uint8Array.of(0), digits) : derValue(Tag.INTEGER, digits);
}

export function derBoolean(value: boolean): Buffer {
  return derValue(Tag.BOOLEAN, Uint8Array.of(value ? 0xff : 0));
}

export function derNull(): Buffer {
  return derValue(Tag.NULL);
}

export function derUtf8String(text: string): Buffer {
  return derValue(Tag.UTF8_STRING, Buffer.from(text, "utf8"));
}

export function derOctetString(bytes: Uint8Array): Buffer {
  return derValue(Tag.OCTET_STRING, bytes);
}

/** Whole bytes as a bit string. */
export function derBitString(bytes: Uint8Array): Buffer {
  return derValue(Tag.BIT_STRING, Uint8Array.of(0), bytes);
}

/** Named bits, bit 0 first; trailing zero bits are left off, as DER demands for named bit lists. */
export function derNamedBits(bits: readonly number[]): Buffer {
  const highest = Math.max(...bits);
  const bytes = new Uint8Array((highest >> 3) + 1);
  for (const bit of bits) bytes[bit >> 3]! |= 0x80 >> (bit & 7);
  return derValue(Tag.BIT_STRING, Uint8Array.of(7 - (highest & 7)), bytes);
}

/** An object identifier from its dotted form: `"1.2.840.10045.4.3.2"`. */
export function derObjectIdentifier(dotted: string): Buffer {
  const [first, second, ...rest] = dotted.split(".").map(Number);
  return derValue(
    Tag.OBJECT_IDENTIFIER,
    Uint8Array.from([first! * 40 + second!, ...rest.flatMap((arc) => base128(arc))]),
  );
}

/** A point in time in whole seconds. RFC 5280 wants the two-digit year through 2049 and the long form after it. */
export function derTime(date: Date): Buffer {
  const text = `${date.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14)}Z`;
  return date.getUTCFullYear() < 2050
    ? derValue(Tag.UTC_TIME, Buffer.from(text.slice(2), "latin1"))
    : derValue(Tag.GENERALIZED_TIME, Buffer.from(text, "latin1"));
}

function lengthBytes(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
