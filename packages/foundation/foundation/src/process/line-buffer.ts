// SPDX-License-Identifier: Apache-2.0

/**
 * The lines of a stream, for any number of readers, each of which starts with the oldest line that is kept.
 *
 * Only the last 10,000 lines and ten million characters are kept, so that a program whose output nobody reads neither fills the memory nor
 * waits for a reader. A line of more than a million characters is cut into several.
 */
export class LineBuffer implements AsyncIterable<string> {
  readonly #decoder = new TextDecoder();
  readonly #lines: string[] = [];
  /** How many lines came before the first of `#lines`. */
  #dropped = 0;
  #characters = 0;
  #partial = "";
  #ended = false;
  #changed = Promise.withResolvers<void>();

  push(chunk: Uint8Array): void {
    this.#add(this.#decoder.decode(chunk, { stream: true }));
  }

  end(): void {
    this.#add(this.#decoder.decode());
    if (this.#partial !== "") this.#addLine(this.#partial);
    this.#ended = true;
    this.#notify();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string, void, void> {
    for (let next = 0; ;) {
      next = Math.max(next, this.#dropped);
      while (next < this.#dropped + this.#lines.length) yield this.#lines[next++ - this.#dropped]!;
      if (this.#ended) return;
      await this.#changed.promise;
    }
  }

  /** The lines that are kept. */
  toString(): string {
    return this.#lines.join("\n");
  }

  #add(text: string): void {
    const lines = (this.#partial + text).split("\n");
    this.#partial = lines.pop()!;
    for (; this.#partial.length > maxLineLength; this.#partial = this.#partial.slice(maxLineLength)) {
      lines.push(this.#partial.slice(0, maxLineLength));
    }
    for (const line of lines) this.#addLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    this.#dropOldest();
    if (lines.length > 0) this.#notify();
  }

  #addLine(line: string): void {
    this.#lines.push(line);
    this.#characters += line.length;
  }

  #dropOldest(): void {
    let count = Math.max(0, this.#lines.length - maxLines);
    for (const line of this.#lines.slice(0, count)) this.#characters -= line.length;
    while (this.#characters > maxCharacters) this.#characters -= this.#lines[count++]!.length;
    this.#lines.splice(0, count);
    this.#dropped += count;
  }

  #notify(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

const maxLines = 10_000;
const maxCharacters = 10_000_000;
const maxLineLength = 1_000_000;
