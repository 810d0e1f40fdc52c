// SPDX-License-Identifier: Apache-2.0

import { Buffer } from "node:buffer";

/** How many bytes an unsigned 32-bit number takes as a varint. */
export function varint32Size(value: number): number {
  if (value < 0x80) return 1;
  if (value < 0x4000) return 2;
  if (value < 0x20_0000) return 3;
  return value < 0x1000_0000 ? 4 : 5;
}

/** How many bytes an unsigned 64-bit number takes as a varint. */
export function varint64Size(value: bigint): number {
  let size = 1;
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) size++;
  return size;
}

/**
 * Bytes of a length known beforehand, and a position in them.
 *
 * Messages and strings are preceded by their length, so a message is measured
 * as a whole before the first byte is written. `lengths` holds what was measured,
 * in the order in which writing asks for it.
 */
export class Writer {
  readonly bytes: Uint8Array;
  readonly #buffer: Buffer;
  readonly #lengths: readonly number[];
  #next = 0;
  #pos = 0;
  #view: DataView | undefined;

  constructor(size: number, lengths: readonly number[]) {
    // Every byte is written before anyone sees the array. Not from Buffer's pool: the caller owns the memory.
    this.#buffer = Buffer.allocUnsafeSlow(size);
    this.bytes = new Uint8Array(this.#buffer.buffer);
    this.#lengths = lengths;
  }

  /** The next measured length, which is written as well. */
  writeLength(): number {
    const length = this.#lengths[this.#next++]!;
    this.writeVarint32(length);
    return length;
  }

  /** @param value From 0 to 2^32 - 1. */
  writeVarint32(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#buffer[this.#pos++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#buffer[this.#pos++] = rest;
  }

  /** @param value From 0 to 2^64 - 1. */
  writeVarint64(value: bigint): void {
    let rest = value;
    while (rest >= 0x1_0000_0000n) {
      this.#buffer[this.#pos++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.writeVarint32(Number(rest));
  }

  writeBytes(bytes: Uint8Array): void {
    const length = this.writeLength();
    this.#buffer.set(bytes, this.#pos);
    this.#pos += length;
  }

  writeString(text: string): void {
    const length = this.writeLength();
    if (length < 24 && length === text.length) {
      // A call into the runtime costs more than a few ASCII characters.
      for (let i = 0; i < length; i++) this.#buffer[this.#pos++] = text.charCodeAt(i);
    } else {
      this.#pos += this.#buffer.write(text, this.#pos, "utf8");
    }
  }

  /** Moves past `length` bytes, to be set through `view`, and returns where they begin. */
  advance(length: number): number {
    const start = this.#pos;
    this.#pos += length;
    return start;
  }

  get view(): DataView {
    return (this.#view ??= new DataView(this.bytes.buffer));
  }
}
