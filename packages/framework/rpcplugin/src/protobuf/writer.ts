// SPDX-License-Identifier: Apache-2.0

import { Buffer } from "node:buffer";
import { WireError } from "./protobuf-error.ts";

const firstBytes = 16 * 1024;
const largestBytes = 1024 * 1024;

/** From this length on, bytes are not copied into the buffer but kept until `finish`. */
const keptBytes = 4096;

/** The first buffer of the last writer that finished; most messages fit into it. */
let spare: Buffer | undefined;

/**
 * Bytes that grow from their end towards their beginning.
 *
 * In protobuf a length stands before what it counts. Written backwards it comes
 * after it and is known by then, so that a message is passed over only once;
 * measuring all lengths first takes two to four times as long for small messages.
 * Whatever is written stays where it is: a full buffer is put aside with its
 * content, large byte fields are put aside as they are, and `finish` copies each
 * of them once, into an array of just the right length.
 */
export class Writer {
  readonly #firstBuffer: Buffer;
  #buffer: Buffer;
  /** Where the content of `#buffer` begins. */
  #pos: number = firstBytes;
  /** Where it ends: what lies behind has been put aside. */
  #end: number = firstBytes;
  /** What follows the content of `#buffer`, last part first. */
  readonly #parts: Uint8Array[] = [];
  #partsLength = 0;
  #view: DataView | undefined;

  constructor() {
    this.#firstBuffer = spare ?? Buffer.allocUnsafeSlow(firstBytes);
    this.#buffer = this.#firstBuffer;
    spare = undefined; // so that two writers never share one
  }

  /** How many bytes have been written. */
  get length(): number {
    return this.#partsLength + this.#end - this.#pos;
  }

  /** @param value From 0 to 2^32 - 1. */
  writeVarint32(value: number): void {
    if (this.#pos < 5) this.#grow(5);
    if (value < 0x80) {
      this.#buffer[--this.#pos] = value;
      return;
    }
    let at = (this.#pos -= value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : value < 0x1000_0000 ? 4 : 5);
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) this.#buffer[at++] = (rest & 0x7f) | 0x80;
    this.#buffer[at] = rest;
  }

  /** @param value From 0 to 2^64 - 1. */
  writeVarint64(value: bigint): void {
    if (value < 0x1_0000_0000n) {
      this.writeVarint32(Number(value));
      return;
    }
    if (this.#pos < 10) this.#grow(10);
    let size = 5;
    for (let rest = value >> 35n; rest > 0n; rest >>= 7n) size++;
    let at = (this.#pos -= size);
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) this.#buffer[at++] = Number(rest & 0x7fn) | 0x80;
    this.#buffer[at] = Number(rest);
  }

  /** The bytes and their length. */
  writeBytes(bytes: Uint8Array): void {
    const { length } = bytes;
    if (length >= keptBytes) {
      this.#putAside();
      this.#keep(bytes);
    } else {
      if (this.#pos < length) this.#grow(length);
      this.#pos -= length;
      this.#buffer.set(bytes, this.#pos);
    }
    this.writeVarint32(length);
  }

  /**
   * The text in UTF-8 and its length.
   *
   * @throws WireError for half a surrogate pair.
   */
  writeString(text: string): void {
    if (this.#writeShortAscii(text)) return;
    if (!text.isWellFormed()) throw new WireError("has half of a surrogate pair, which UTF-8 cannot hold");
    const length = Buffer.byteLength(text, "utf8");
    if (this.#pos < length) this.#grow(length);
    this.#pos -= length;
    this.#buffer.write(text, this.#pos, "utf8");
    this.writeVarint32(length);
  }

  /** Makes room for `length` bytes, to be set through `view`, and returns where they begin. */
  advance(length: number): number {
    if (this.#pos < length) this.#grow(length);
    this.#pos -= length;
    return this.#pos;
  }

  /** Valid until the next write. */
  get view(): DataView {
    return (this.#view ??= new DataView(this.#buffer.buffer));
  }

  /** All that was written. The writer cannot be used any more. */
  finish(): Uint8Array {
    const { length } = this;
    // A small array is a part of a larger piece of memory, as that of a Buffer: several times faster to get.
    const pooled = Buffer.allocUnsafe(length);
    const bytes = new Uint8Array(pooled.buffer, pooled.byteOffset, length);
    this.#putAside();
    let at = 0;
    for (let index = this.#parts.length - 1; index >= 0; index--) {
      bytes.set(this.#parts[index]!, at);
      at += this.#parts[index]!.length;
    }
    spare = this.#firstBuffer;
    return bytes;
  }

  /** A call into the runtime costs more than a few ASCII characters. False, and nothing written, for other texts. */
  #writeShortAscii(text: string): boolean {
    const { length } = text;
    if (length > 24) return false;
    if (this.#pos < length) this.#grow(length);
    let at = this.#pos;
    for (let index = length - 1; index >= 0; index--) {
      const unit = text.charCodeAt(index);
      if (unit >= 0x80) return false;
      this.#buffer[--at] = unit;
    }
    this.#pos = at;
    this.writeVarint32(length);
    return true;
  }

  /** Puts the content of the buffer aside; the room before it stays in use. */
  #putAside(): void {
    if (this.#pos === this.#end) return;
    this.#keep(new Uint8Array(this.#buffer.buffer, this.#pos, this.#end - this.#pos));
    this.#end = this.#pos;
  }

  #keep(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.#partsLength += bytes.length;
  }

  /** Goes on in another buffer, with room for at least `length` bytes. */
  #grow(length: number): void {
    this.#putAside();
    const size = Math.max(length, Math.min(2 * this.length, largestBytes), firstBytes);
    this.#buffer = Buffer.allocUnsafeSlow(size);
    this.#pos = size;
    this.#end = size;
    this.#view = undefined;
  }
}
