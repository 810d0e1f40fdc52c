// SPDX-License-Identifier: Apache-2.0

import { AsyncQueue } from "./async-queue.ts";
import { type StdioData, StdioData_Channel } from "./generated/plugin.ts";

/** As go-plugin cuts it. */
const maxChunkBytes = 1024;

/**
 * What the plugin's code has printed and the host has not read yet. A host that
 * reads late, or never, costs no more than the limit: the oldest is dropped.
 */
export class CapturedOutput {
  readonly #chunks = new AsyncQueue<StdioData>();
  readonly #maxBytes: number;
  #bytes = 0;
  #droppedBytes = 0;

  constructor(maxBytes: number = 1024 * 1024) {
    this.#maxBytes = maxBytes;
  }

  push(channel: StdioData_Channel, data: Uint8Array): void {
    for (let start = 0; start < data.byteLength; start += maxChunkBytes) {
      // A copy: whoever printed it may use its buffer again.
      this.#chunks.push({ channel, data: Uint8Array.from(data.subarray(start, start + maxChunkBytes)) });
    }
    this.#bytes += data.byteLength;
    while (this.#bytes > this.#maxBytes) this.#droppedBytes += this.#shift()!.data.byteLength;
  }

  /** Chunks of at most 1 KiB as they come, until the signal is aborted or somebody else reads. */
  async *read(signal: AbortSignal): AsyncGenerator<StdioData, void> {
    for await (const chunk of this.#chunks.read(signal)) {
      this.#bytes -= chunk.data.byteLength;
      const notice = this.#takeNotice();
      if (notice) yield notice;
      yield chunk;
    }
  }

  /** Everything that nobody has read. */
  takeRest(): Uint8Array {
    const parts: Uint8Array[] = [];
    const notice = this.#takeNotice();
    if (notice) parts.push(notice.data);
    for (let chunk = this.#shift(); chunk; chunk = this.#shift()) parts.push(chunk.data);
    return Buffer.concat(parts);
  }

  #shift(): StdioData | undefined {
    const chunk = this.#chunks.shift();
    if (chunk) this.#bytes -= chunk.data.byteLength;
    return chunk;
  }

  #takeNotice(): StdioData | undefined {
    if (this.#droppedBytes === 0) return undefined;
    const text = `[${this.#droppedBytes} bytes of output were dropped before the host read them]\n`;
    this.#droppedBytes = 0;
    return { channel: StdioData_Channel.STDERR, data: Buffer.from(text) };
  }
}
