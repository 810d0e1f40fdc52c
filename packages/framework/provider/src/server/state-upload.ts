// SPDX-License-Identifier: Apache-2.0

import type { WriteStateBytes_RequestChunk } from "@provide-foundry/rpcplugin/tfplugin6";
import type { StateStorage } from "../definition/state-store.ts";

/**
 * A state that arrives in chunks. It is stored only when all of it is there: half
 * a state would be worse than the old one.
 */
export class StateUpload {
  readonly storage: StateStorage;
  readonly id: string;
  readonly #totalBytes: bigint;
  readonly #chunkBytes: number;
  readonly #chunks: Uint8Array[] = [];
  #receivedBytes = 0;

  /** @param chunkBytes The size of the largest chunk that was agreed on. */
  constructor(storage: StateStorage, id: string, totalBytes: bigint, chunkBytes: number) {
    this.storage = storage;
    this.id = id;
    this.#totalBytes = totalBytes;
    this.#chunkBytes = chunkBytes;
  }

  /** Takes the next chunk, or says what is wrong with it. */
  add({ bytes, totalLength, range }: WriteStateBytes_RequestChunk): string | undefined {
    if (bytes.length > this.#chunkBytes)
      return `A chunk of ${bytes.length} bytes is over the ${this.#chunkBytes} agreed on.`;
    if (totalLength !== this.#totalBytes) return `Its length changed from ${this.#totalBytes} to ${totalLength} bytes.`;
    const start = BigInt(this.#receivedBytes);
    // The range's end is the place of the last byte.
    const end = start + BigInt(Math.max(bytes.length - 1, 0));
    if (range !== undefined && (range.start !== start || range.end !== end)) {
      return `A chunk for bytes ${range.start} to ${range.end} came where ${start} to ${end} were due.`;
    }
    this.#chunks.push(bytes);
    this.#receivedBytes += bytes.length;
    return BigInt(this.#receivedBytes) > this.#totalBytes ? this.#describeLength() : undefined;
  }

  /** The whole state, or why it is not whole. */
  finish(): Uint8Array | string {
    if (BigInt(this.#receivedBytes) !== this.#totalBytes) return this.#describeLength();
    const state = new Uint8Array(this.#receivedBytes);
    let pos = 0;
    for (const chunk of this.#chunks) {
      state.set(chunk, pos);
      pos += chunk.length;
    }
    return state;
  }

  #describeLength(): string {
    return `Of ${this.#totalBytes} bytes ${this.#receivedBytes} arrived.`;
  }
}
