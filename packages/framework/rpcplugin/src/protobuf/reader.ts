// SPDX-License-Identifier: Apache-2.0

import { Buffer, isUtf8 } from "node:buffer";
import { WireError } from "./protobuf-error.ts";
import { maxDepth, WireType } from "./wire.ts";

const noBytes = new Uint8Array(0);

/**
 * A position in the bytes of a message, and how to read on from there.
 *
 * Nothing is read past `end`, and a length is compared with what is left before
 * anything is made of that length.
 */
export class Reader {
  pos = 0;
  /** Where the innermost length-delimited part ends. */
  end: number;
  /** The low 32 bits of the last varint, unsigned. */
  low = 0;
  /** The high 32 bits of the last varint, unsigned. */
  high = 0;

  readonly #bytes: Buffer;
  #view: DataView | undefined;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.end = bytes.byteLength;
  }

  /**
   * Reads up to ten bytes into `low` and `high`.
   *
   * Padding with needless zero groups is legal, bits past the 64th are not.
   * Source: Go's protowire, which Terraform reads with, refuses them too.
   */
  readVarint(): void {
    const bytes = this.#bytes;
    const { end } = this;
    let { pos } = this;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (pos >= end) throw new WireError("ends inside a varint");
      const byte = bytes[pos++]!;
      const bits = byte & 0x7f;
      if (shift < 28) {
        low |= bits << shift;
      } else if (shift === 28) {
        low |= bits << 28;
        high = bits >>> 4;
      } else {
        if (shift === 63 && byte > 1) throw new WireError("a varint has more than 64 bits");
        high |= bits << (shift - 32);
      }
      if (byte < 0x80) {
        this.pos = pos;
        this.low = low >>> 0;
        this.high = high >>> 0;
        return;
      }
    }
    throw new WireError("a varint has more than 64 bits");
  }

  /** The low 32 bits of a varint, unsigned: what every 32-bit type is made from. */
  readVarint32(): number {
    const byte = this.pos < this.end ? this.#bytes[this.pos]! : 0x80;
    if (byte < 0x80) {
      this.pos++;
      return byte;
    }
    this.readVarint();
    return this.low;
  }

  /** All bits of a varint, unsigned. */
  readVarint64(): bigint {
    this.readVarint();
    // Below 2^53 a double is exact, and cheaper than joining two BigInts.
    if (this.high < 0x20_0000) return BigInt(this.high * 0x1_0000_0000 + this.low);
    return (BigInt(this.high) << 32n) | BigInt(this.low);
  }

  /** Whether any bit of a varint is set. */
  readBool(): boolean {
    this.readVarint();
    return (this.low | this.high) !== 0;
  }

  /** A field number and a wire type, as `number * 8 + type`; below 2^32. */
  readTag(): number {
    const byte = this.pos < this.end ? this.#bytes[this.pos]! : 0x80;
    if (byte < 0x80 && byte > 7) {
      this.pos++;
      return byte;
    }
    this.readVarint();
    if (this.high !== 0) throw new WireError("a field number has more than 29 bits");
    if (this.low < 8) throw new WireError("a field has the number 0");
    return this.low;
  }

  /** The length of what follows, which lies before `end`. */
  readLength(): number {
    const byte = this.pos < this.end ? this.#bytes[this.pos]! : 0x80;
    if (byte < 0x80) {
      this.pos++;
      this.low = byte;
      this.high = 0;
    } else {
      this.readVarint();
    }
    const left = this.end - this.pos;
    if (this.high !== 0 || this.low > left) {
      const claimed = (BigInt(this.high) << 32n) | BigInt(this.low);
      throw new WireError(`claims ${claimed} bytes where ${left} are left`);
    }
    return this.low;
  }

  /** A view of the input, not a copy. */
  readBytes(): Uint8Array {
    const length = this.readLength();
    if (length === 0) return noBytes;
    const start = this.advance(length);
    return new Uint8Array(this.#bytes.buffer, this.#bytes.byteOffset + start, length);
  }

  readString(): string {
    const length = this.readLength();
    if (length === 0) return "";
    const start = this.advance(length);
    const text = this.#bytes.toString("utf8", start, this.pos);
    // A broken sequence was replaced by U+FFFD; one that was sent as such is fine.
    if (text.includes("\u{fffd}") && !isUtf8(this.#bytes.subarray(start, this.pos))) {
      throw new WireError("is not valid UTF-8");
    }
    return text;
  }

  /** The whole input, for what `advance` has stepped over. */
  get view(): DataView {
    const bytes = this.#bytes;
    return (this.#view ??= new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  }

  /** Passes over the value of an unknown field; `depth` is that of the message around it. */
  skip(tag: number, depth: number): void {
    switch (tag & 7) {
      case WireType.varint:
        this.readVarint();
        return;
      case WireType.fixed64:
        this.advance(8);
        return;
      case WireType.bytes:
        this.advance(this.readLength());
        return;
      case WireType.fixed32:
        this.advance(4);
        return;
      case WireType.startGroup:
        this.#skipGroup(tag >>> 3, depth + 1);
        return;
      case WireType.endGroup:
        throw new WireError(`group ${tag >>> 3} ends but was not begun`);
      default:
        throw new WireError(`field ${tag >>> 3} has wire type ${tag & 7}, which does not exist`);
    }
  }

  #skipGroup(number: number, depth: number): void {
    if (depth > maxDepth) throw new WireError(`is nested deeper than ${maxDepth} levels`);
    while (this.pos < this.end) {
      const tag = this.readTag();
      if ((tag & 7) !== WireType.endGroup) this.skip(tag, depth);
      else if (tag >>> 3 === number) return;
      else throw new WireError(`group ${number} is ended by group ${tag >>> 3}`);
    }
    throw new WireError(`ends inside group ${number}`);
  }

  /** Moves past `length` bytes and returns where they begin. */
  advance(length: number): number {
    const start = this.pos;
    const left = this.end - start;
    if (length > left) throw new WireError(`takes ${length} bytes where ${left} are left`);
    this.pos = start + length;
    return start;
  }
}
