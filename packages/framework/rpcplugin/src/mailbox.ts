// SPDX-License-Identifier: Apache-2.0

/** What nobody has asked for yet. A side that sends more than that makes older items disappear. */
const maxKept = 1_024;

/** Items under numbers, each for one reader, who may come before the item or after it. */
export class Mailbox<T> {
  readonly #items = new Map<number, T>();
  readonly #readers = new Map<number, (item: T) => void>();

  put(id: number, item: T): void {
    if (this.give(id, item)) return;
    this.#items.delete(id); // so that it counts as the newest
    this.#items.set(id, item);
    if (this.#items.size > maxKept) this.#items.delete(this.#items.keys().next().value!);
  }

  /** Hands an item to somebody who waits for it; false when nobody does. */
  give(id: number, item: T): boolean {
    const reader = this.#readers.get(id);
    reader?.(item);
    return reader !== undefined;
  }

  /**
   * @param tooLate Makes the error for when nothing has come in time.
   */
  take(id: number, timeoutMs: number, tooLate: () => Error): Promise<T> {
    const item = this.#items.get(id);
    if (this.#items.delete(id)) return Promise.resolve(item as T);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#readers.delete(id);
        reject(tooLate());
      }, timeoutMs);
      this.#readers.set(id, (taken) => {
        clearTimeout(timer);
        this.#readers.delete(id);
        resolve(taken);
      });
    });
  }
}
