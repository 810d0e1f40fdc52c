// SPDX-License-Identifier: Apache-2.0

import { compareBytes } from "./unicode/byte-order.ts";

/** Collects the entries of a map into the byte order of their keys; most come in that order already. */
export class MapBuilder<T> {
  readonly #entries = new Map<string, T>();
  #lastKey: string | undefined;
  #isSorted = true;

  /** Of entries with equal keys the later counts. */
  set(key: string, value: T): void {
    if (this.#lastKey !== undefined && compareBytes(this.#lastKey, key) > 0) this.#isSorted = false;
    this.#lastKey = key;
    this.#entries.set(key, value);
  }

  finish(): Map<string, T> {
    if (this.#isSorted) return this.#entries;
    return new Map([...this.#entries].sort(([a], [b]) => compareBytes(a, b)));
  }
}
