// SPDX-License-Identifier: Apache-2.0

/**
 * What a process has written, as far as it is kept: all of it, or the beginning and the end. There are the two things
 * that one looks for in a long output: what it was going to do, and how it ended.
 */
export class OutputBuffer {
  readonly #half: number;
  readonly #head: Buffer[] = [];
  readonly #tail: Buffer[] = [];
  #headBytes = 0;
  #tailBytes = 0;
  #leftOut = 0;

  /** @param maxBytes How much is kept. */
  constructor(maxBytes: number) {
    this.#half = Math.max(1, Math.floor(maxBytes / 2));
  }

  push(chunk: Buffer): void {
    const toHead = Math.min(chunk.byteLength, this.#half - this.#headBytes);
    if (toHead > 0) {
      this.#head.push(chunk.subarray(0, toHead));
      this.#headBytes += toHead;
    }
    if (toHead < chunk.byteLength) this.#pushTail(chunk.subarray(toHead));
  }

  /** The text, as UTF-8; where something is left out it says how much. */
  toString(): string {
    const tail = this.#tail.length === 0 ? Buffer.alloc(0) : Buffer.concat(this.#tail);
    if (this.#leftOut === 0) return Buffer.concat([...this.#head, tail]).toString("utf8");
    return `${Buffer.concat(this.#head).toString("utf8")}\n[${this.#leftOut} bytes left out]\n${tail.toString("utf8")}`;
  }

  #pushTail(chunk: Buffer): void {
    this.#tail.push(chunk);
    this.#tailBytes += chunk.byteLength;
    while (this.#tailBytes > this.#half) {
      const first = this.#tail[0]!;
      const excess = Math.min(first.byteLength, this.#tailBytes - this.#half);
      if (excess === first.byteLength) this.#tail.shift();
      else this.#tail[0] = first.subarray(excess);
      this.#tailBytes -= excess;
      this.#leftOut += excess;
    }
  }
}

/** The last lines of a text, without blank ones at the end. */
export function lastLines(text: string, count: number): string {
  return text.trimEnd().split("\n").slice(-count).join("\n");
}
