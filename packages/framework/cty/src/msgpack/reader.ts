// SPDX-License-Identifier: Apache-2.0

import { PathError } from "../path-error.ts";
import { isNormalized, normalizeString } from "../unicode/normalize.ts";
import { decodeUTF8 } from "../utf8.ts";

/**
 * Reads MessagePack item by item.
 *
 * Lengths are checked against the bytes that are left before anything is allocated for them: five bytes may claim four
 * billion elements.
 *
 * Source: the MessagePack specification.
 */
export class MsgpackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** The same bytes once more: Node and Bun decode faster this way than the standard one. */
  readonly #buffer: Buffer | undefined;
  #position = 0;
  /** All bytes as characters up to U+00FF; short strings are cut out of it, which costs less than decoding each. */
  #latin1: string | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#buffer =
      typeof Buffer === "undefined" ? undefined : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the next item starts, for `seek`. */
  get position(): number {
    return this.#position;
  }

  seek(position: number): void {
    this.#position = position;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#bytes.length;
  }

  /** The first byte of the next item. */
  peek(): number {
    const byte = this.#bytes[this.#position];
    if (byte === undefined) throw endsTooEarly();
    return byte;
  }

  /** Takes the next item if it is this one byte. */
  accept(code: number): boolean {
    if (this.#bytes[this.#position] !== code) return false;
    this.#position++;
    return true;
  }

  /** The length of an array, or undefined, with nothing taken, if the next item is none. */
  readArrayLength(): number | undefined {
    const code = this.peek();
    if (code >= 0x90 && code <= 0x9f) return this.#checkCount(this.#takeByte() & 0x0f, 1);
    if (code === 0xdc) return this.#checkCount(this.#readLength16(), 1);
    if (code === 0xdd) return this.#checkCount(this.#readLength32(), 1);
    return undefined;
  }

  /** The number of pairs in a map, or undefined, with nothing taken, if the next item is none. */
  readMapLength(): number | undefined {
    const code = this.peek();
    if (code >= 0x80 && code <= 0x8f) return this.#checkCount(this.#takeByte() & 0x0f, 2);
    if (code === 0xde) return this.#checkCount(this.#readLength16(), 2);
    if (code === 0xdf) return this.#checkCount(this.#readLength32(), 2);
    return undefined;
  }

  /** A string in NFC, or undefined, with nothing taken, if the next item is neither string nor binary. */
  readString(): string | undefined {
    const length = this.#readStringLength();
    if (length === undefined) return undefined;
    const start = this.#takeBytes(length);
    const end = start + length;
    const bytes = this.#bytes;
    if (length > longString) return this.#decode(start, end);
    for (let i = start; i < end; i++) {
      if (bytes[i]! >= 0x80) return this.#decode(start, end);
    }
    this.#latin1 ??= this.#buffer?.toString("latin1") ?? new TextDecoder("windows-1252").decode(bytes);
    return this.#latin1.slice(start, end);
  }

  #decode(start: number, end: number): string {
    const text = this.#buffer?.toString("utf8", start, end);
    // What is not valid comes out as U+FFFD, which does not pass for normalized but may be what was written.
    if (text !== undefined && isNormalized(text)) return text;
    const isDoubtful = text === undefined || text.includes(String.fromCharCode(0xfffd));
    return normalizeString(isDoubtful ? decodeStrictly(this.#bytes.subarray(start, end)) : text);
  }

  /** A string as it is written, or undefined, with nothing taken, if the next item is neither string nor binary. */
  readRawString(): string | undefined {
    const bytes = this.readStringBytes();
    return bytes && decodeStrictly(bytes);
  }

  /** The bytes of a string or binary, or undefined, with nothing taken, if the next item is neither. */
  readStringBytes(): Uint8Array | undefined {
    const length = this.#readStringLength();
    if (length === undefined) return undefined;
    const start = this.#takeBytes(length);
    return this.#bytes.subarray(start, start + length);
  }

  /** Takes the next item if it is a string of exactly these bytes. */
  acceptString(text: Uint8Array): boolean {
    const bytes = this.#bytes;
    const { length } = text;
    let start = this.#position;
    if (length < 0x20) {
      if (bytes[start++] !== (0xa0 | length)) return false;
    } else {
      if (bytes[start++] !== 0xd9 || bytes[start++] !== length) return false;
    }
    for (let i = 0; i < length; i++) {
      if (bytes[start + i] !== text[i]) return false;
    }
    this.#position = start + length;
    return true;
  }

  /** An integer of up to 64 bits, or undefined, with nothing taken, if the next item is none. */
  readInteger(): number | bigint | undefined {
    const code = this.peek();
    if (code < 0x80) return this.#takeByte();
    if (code >= 0xe0) return this.#takeByte() - 0x100;
    switch (code) {
      case 0xcc:
        return this.#view.getUint8(this.#takeBytes(2) + 1);
      case 0xcd:
        return this.#view.getUint16(this.#takeBytes(3) + 1);
      case 0xce:
        return this.#view.getUint32(this.#takeBytes(5) + 1);
      case 0xcf:
        return this.#view.getBigUint64(this.#takeBytes(9) + 1);
      case 0xd0:
        return this.#view.getInt8(this.#takeBytes(2) + 1);
      case 0xd1:
        return this.#view.getInt16(this.#takeBytes(3) + 1);
      case 0xd2:
        return this.#view.getInt32(this.#takeBytes(5) + 1);
      case 0xd3:
        return this.#view.getBigInt64(this.#takeBytes(9) + 1);
      default:
        return undefined;
    }
  }

  /** A floating point number, or undefined, with nothing taken, if the next item is none. */
  readFloat(): number | undefined {
    const code = this.peek();
    if (code === 0xca) return this.#view.getFloat32(this.#takeBytes(5) + 1);
    if (code === 0xcb) return this.#view.getFloat64(this.#takeBytes(9) + 1);
    return undefined;
  }

  /** The type and body of an extension, or undefined, with nothing taken, if the next item is none. */
  readExtension(): { type: number; body: Uint8Array } | undefined {
    const length = this.#readExtensionLength();
    if (length === undefined) return undefined;
    const start = this.#takeBytes(1 + length);
    return { type: this.#view.getInt8(start), body: this.#bytes.subarray(start + 1, start + 1 + length) };
  }

  #readStringLength(): number | undefined {
    const code = this.peek();
    if (code >= 0xa0 && code <= 0xbf) return this.#takeByte() & 0x1f;
    if (code === 0xd9 || code === 0xc4) return this.#readLength8();
    if (code === 0xda || code === 0xc5) return this.#readLength16();
    if (code === 0xdb || code === 0xc6) return this.#readLength32();
    return undefined;
  }

  #readExtensionLength(): number | undefined {
    const code = this.peek();
    if (code >= 0xd4 && code <= 0xd8) return 1 << (this.#takeByte() - 0xd4);
    if (code === 0xc7) return this.#readLength8();
    if (code === 0xc8) return this.#readLength16();
    if (code === 0xc9) return this.#readLength32();
    return undefined;
  }

  #readLength8(): number {
    return this.#view.getUint8(this.#takeBytes(2) + 1);
  }

  #readLength16(): number {
    return this.#view.getUint16(this.#takeBytes(3) + 1);
  }

  #readLength32(): number {
    return this.#view.getUint32(this.#takeBytes(5) + 1);
  }

  /** The next byte, which is known to be there. */
  #takeByte(): number {
    return this.#bytes[this.#position++]!;
  }

  /** Moves past `count` bytes, and returns where they start. */
  #takeBytes(count: number): number {
    const start = this.#position;
    if (start + count > this.#bytes.length) throw endsTooEarly();
    this.#position = start + count;
    return start;
  }

  /** A number of items of which each takes at least `size` bytes. */
  #checkCount(count: number, size: number): number {
    if (count * size > this.#bytes.length - this.#position) throw endsTooEarly();
    return count;
  }
}

/** From about here on, decoding costs less than a loop. */
const longString = 256;

function endsTooEarly(): PathError {
  return new PathError([], "the data ends in the middle of a value");
}

function decodeStrictly(bytes: Uint8Array): string {
  try {
    return decodeUTF8(bytes);
  } catch (error) {
    throw new PathError([], "a string must be valid UTF-8", { cause: error });
  }
}
