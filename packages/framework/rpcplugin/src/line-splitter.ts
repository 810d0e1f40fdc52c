// SPDX-License-Identifier: Apache-2.0

/** As go-plugin reads them: 64 KiB. A program that never ends its line must not fill the memory. */
export const maxLineLength: number = 64 * 1024;

/**
 * Cuts a stream of UTF-8 into lines. One that is too long comes in parts, which mean nothing by themselves.
 */
export class LineSplitter {
  readonly #onLine: (line: string, isPart: boolean) => void;
  readonly #decoder = new TextDecoder();
  #rest = "";
  /** Whether the line has come in parts so far. */
  #isContinued = false;

  constructor(onLine: (line: string, isPart: boolean) => void) {
    this.#onLine = onLine;
  }

  push(chunk: Uint8Array): void {
    this.#add(this.#decoder.decode(chunk, { stream: true }));
  }

  /** What is left is a line, too. */
  end(): void {
    this.#add(this.#decoder.decode());
    if (this.#rest !== "") this.#emit(this.#rest);
    this.#rest = "";
  }

  #add(text: string): void {
    const lines = (this.#rest + text).split("\n");
    this.#rest = lines.pop()!;
    for (const line of lines) this.#emit(line.endsWith("\r") ? line.slice(0, -1) : line);
    while (this.#rest.length > maxLineLength) {
      this.#isContinued = true;
      this.#onLine(this.#rest.slice(0, maxLineLength), true);
      this.#rest = this.#rest.slice(maxLineLength);
    }
  }

  #emit(line: string): void {
    this.#onLine(line, this.#isContinued);
    this.#isContinued = false;
  }
}
