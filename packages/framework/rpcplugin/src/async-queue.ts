// SPDX-License-Identifier: Apache-2.0

/**
 * Items that wait for a reader, who may come later, leave, and come again.
 * There is one reader at a time: a new one ends the one before.
 */
export class AsyncQueue<T> {
  readonly #items: T[] = [];
  #readers = 0;
  #wake: (() => void) | undefined;

  get length(): number {
    return this.#items.length;
  }

  push(item: T): void {
    this.#items.push(item);
    this.#notify();
  }

  /** Takes the oldest item, without waiting for one. */
  shift(): T | undefined {
    return this.#items.shift();
  }

  /** Items as they come, until the signal is aborted. */
  async *read(signal: AbortSignal): AsyncGenerator<T, void> {
    const reader = ++this.#readers;
    this.#notify();
    const onAbort = (): void => this.#notify();
    signal.addEventListener("abort", onAbort);
    try {
      while (reader === this.#readers && !signal.aborted) {
        if (this.#items.length > 0) yield this.#items.shift()!;
        else await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  #notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
