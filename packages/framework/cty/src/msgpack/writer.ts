// SPDX-License-Identifier: Apache-2.0

import { encodeUTF8Into } from "../utf8.ts";

/**
 * Writes MessagePack, always in the shortest form that go-cty's encoder chooses.
 *
 * Source: the MessagePack specification; github.com/vmihailenco/msgpack v5 with compact integers.
 */
export class MsgpackWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor() {
    this.#bytes = spare ?? new Uint8Array(initialSize);
    this.#view = new DataView(this.#bytes.buffer);
    // Whoever writes in the meantime, from code that this encoder calls, makes a buffer of their own.
    spare = undefined;
  }

  /** The bytes written. The writer must not be used any more. */
  finish(): Uint8Array {
    const result = this.#bytes.slice(0, this.#length);
    if (this.#bytes.length <= largestSpare) spare = this.#bytes;
    return result;
  }

  writeNil(): void {
    this.#writeByte(0xc0);
  }

  writeBool(value: boolean): void {
    this.#writeByte(value ? 0xc3 : 0xc2);
  }

  /** A safe integer: without a sign where it is not negative. */
  writeInteger(n: number): void {
    if (n >= 0) {
      if (n < 0x80) this.#writeByte(n);
      else if (n < 0x100) this.#writeHeader8(0xcc, n);
      else if (n < 0x1_0000) this.#writeHeader16(0xcd, n);
      else if (n < 0x1_0000_0000) this.#writeHeader32(0xce, n);
      else this.writeBigInteger(BigInt(n));
    } else if (n >= -0x20) this.#writeByte(n & 0xff);
    else if (n >= -0x80) this.#writeHeader8(0xd0, n & 0xff);
    else if (n >= -0x8000) this.#writeHeader16(0xd1, n & 0xffff);
    else if (n >= -0x8000_0000) this.#writeHeader32(0xd2, n >>> 0);
    else this.writeBigInteger(BigInt(n));
  }

  /** An integer of 64 bits that fits no fewer. */
  writeBigInteger(n: bigint): void {
    const at = this.#reserve(9);
    this.#bytes[at] = n >= 0n ? 0xcf : 0xd3;
    this.#view.setBigUint64(at + 1, BigInt.asUintN(64, n));
  }

  writeFloat64(n: number): void {
    const at = this.#reserve(9);
    this.#bytes[at] = 0xcb;
    this.#view.setFloat64(at + 1, n);
  }

  writeArrayLength(length: number): void {
    if (length < 0x10) this.#writeByte(0x90 | length);
    else if (length < 0x1_0000) this.#writeHeader16(0xdc, length);
    else this.#writeHeader32(0xdd, length);
  }

  writeMapLength(length: number): void {
    if (length < 0x10) this.#writeByte(0x80 | length);
    else if (length < 0x1_0000) this.#writeHeader16(0xde, length);
    else this.#writeHeader32(0xdf, length);
  }

  writeString(text: string): void {
    const { length } = text;
    // Five bytes are enough for the header, and three a code unit for any text: counting them costs more.
    const start = this.#reserve(5 + length * 3);
    const headerSize = stringHeaderSize(length);
    const written = this.#writeText(text, start + headerSize);
    const actualHeaderSize = stringHeaderSize(written);
    if (actualHeaderSize !== headerSize) {
      this.#bytes.copyWithin(start + actualHeaderSize, start + headerSize, start + headerSize + written);
    }
    this.#length = start;
    this.#writeStringHeader(written);
    this.#length += written;
  }

  /** A string that is already in UTF-8. */
  writeStringBytes(bytes: Uint8Array): void {
    this.#writeStringHeader(bytes.length);
    this.writeRaw(bytes);
  }

  writeBinary(bytes: Uint8Array): void {
    const { length } = bytes;
    if (length < 0x100) this.#writeHeader8(0xc4, length);
    else if (length < 0x1_0000) this.#writeHeader16(0xc5, length);
    else this.#writeHeader32(0xc6, length);
    this.writeRaw(bytes);
  }

  writeExtension(type: number, body: Uint8Array): void {
    const { length } = body;
    const fixed = [1, 2, 4, 8, 16].indexOf(length);
    if (fixed >= 0) this.#writeByte(0xd4 + fixed);
    else if (length < 0x100) this.#writeHeader8(0xc7, length);
    else if (length < 0x1_0000) this.#writeHeader16(0xc8, length);
    else this.#writeHeader32(0xc9, length);
    this.#writeByte(type);
    this.writeRaw(body);
  }

  writeRaw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length);
    if (bytes.length > 32) {
      this.#bytes.set(bytes, at);
      return;
    }
    for (let i = 0; i < bytes.length; i++) this.#bytes[at + i] = bytes[i]!;
  }

  /** How many bytes the text takes, once written at `start`. */
  #writeText(text: string, start: number): number {
    const bytes = this.#bytes;
    if (text.length > longText) return encodeUTF8Into(text, bytes.subarray(start));
    let at = start;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) {
        bytes[at++] = unit;
      } else if (unit < 0x800) {
        bytes[at++] = 0xc0 | (unit >> 6);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else if (unit < 0xd800 || unit >= 0xe000) {
        bytes[at++] = 0xe0 | (unit >> 12);
        bytes[at++] = 0x80 | ((unit >> 6) & 0x3f);
        bytes[at++] = 0x80 | (unit & 0x3f);
      } else {
        // What is left has a surrogate pair in it.
        return at - start + encodeUTF8Into(text.slice(i), bytes.subarray(at));
      }
    }
    return at - start;
  }

  #writeStringHeader(length: number): void {
    if (length < 0x20) this.#writeByte(0xa0 | length);
    else if (length < 0x100) this.#writeHeader8(0xd9, length);
    else if (length < 0x1_0000) this.#writeHeader16(0xda, length);
    else this.#writeHeader32(0xdb, length);
  }

  #writeByte(byte: number): void {
    const at = this.#reserve(1);
    this.#bytes[at] = byte;
  }

  #writeHeader8(code: number, n: number): void {
    const at = this.#reserve(2);
    this.#bytes[at] = code;
    this.#bytes[at + 1] = n;
  }

  #writeHeader16(code: number, n: number): void {
    const at = this.#reserve(3);
    this.#bytes[at] = code;
    this.#bytes[at + 1] = n >>> 8;
    this.#bytes[at + 2] = n;
  }

  #writeHeader32(code: number, n: number): void {
    const at = this.#reserve(5);
    this.#bytes[at] = code;
    this.#view.setUint32(at + 1, n);
  }

  /** Makes room for `size` more bytes, and returns where they go. */
  #reserve(size: number): number {
    const at = this.#length;
    this.#length += size;
    if (this.#length > this.#bytes.length) this.#grow();
    return at;
  }

  #grow(): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length));
    larger.set(this.#bytes);
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** The buffer of the last writer, for the next. */
let spare: Uint8Array | undefined;
const initialSize = 4096;
const largestSpare = 1 << 20;

/** From about here on, calling into the engine costs less than a loop. */
const longText = 64;

function stringHeaderSize(length: number): number {
  if (length < 0x20) return 1;
  if (length < 0x100) return 2;
  return length < 0x1_0000 ? 3 : 5;
}
