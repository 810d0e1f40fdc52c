// SPDX-License-Identifier: Apache-2.0

import { type Frame, frameHeaderBytes, writeFrameHeader } from "./frame.ts";

const slabBytes = 8 * 1024;

/** From here on, payloads are not copied behind their headers. */
const copyLimitBytes = 2 * 1024;

/**
 * Frames that wait to be written together: a call's headers, its message and its trailers are one write then, and so
 * are the answers of calls that end at the same time.
 */
export class FrameWriter {
  /** Holds what is small. Never used again once it is full: a connection in memory hands it on to its reader. */
  #slab: Buffer = Buffer.alloc(0);
  /** Where in it the bytes begin that wait, and where they end. */
  #start = 0;
  #end = 0;
  /** What comes before them. */
  #parts: Uint8Array[] = [];
  #bytes = 0;

  /** How many bytes wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param payload Must stay as it is. */
  add(header: Omit<Frame, "payload">, payload: Uint8Array): void {
    const { byteLength } = payload;
    const isCopied = byteLength <= copyLimitBytes;
    this.#makeRoom(frameHeaderBytes + (isCopied ? byteLength : 0));
    writeFrameHeader(this.#slab, this.#end, byteLength, header);
    this.#end += frameHeaderBytes;
    this.#bytes += frameHeaderBytes;
    this.#append(payload, isCopied);
  }

  /** Bytes that are no frame. */
  addRaw(bytes: Uint8Array): void {
    this.#append(bytes, false);
  }

  /** All that waits, in order. */
  take(): Uint8Array[] {
    this.#closePart();
    const taken = this.#parts;
    this.#parts = [];
    this.#bytes = 0;
    return taken;
  }

  #append(bytes: Uint8Array, isCopied: boolean): void {
    this.#bytes += bytes.byteLength;
    if (isCopied) {
      this.#slab.set(bytes, this.#end);
      this.#end += bytes.byteLength;
    } else {
      this.#closePart();
      this.#parts.push(bytes);
    }
  }

  #closePart(): void {
    if (this.#end > this.#start) this.#parts.push(this.#slab.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }

  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#slab.byteLength) return;
    this.#closePart();
    this.#slab = Buffer.allocUnsafeSlow(slabBytes);
    this.#start = this.#end = 0;
  }
}
