// SPDX-License-Identifier: Apache-2.0

import { systemClock, type Clock } from "./clock.ts";

export interface MemoryCacheOptions {
  /** How many entries there are at most; beyond, the one that was not used for longest goes. */
  readonly maxEntries: number;
  /** How long an entry stays at most: for ever unless told. */
  readonly ttlMs?: number;
  readonly clock?: Clock;
}

/**
 * A cache in memory with a limit: the least recently used goes first, and what is too old counts as not there.
 *
 * Every operation takes constant time. There is no timer: what is too old goes when somebody asks for it or when room
 * is needed.
 */
export class MemoryCache<K, V> {
  readonly #maxEntries: number;
  readonly #ttlMs: number;
  readonly #clock: Clock;
  /** In the order of use: a Map keeps that of insertion, and use inserts again. */
  readonly #entries = new Map<K, { readonly value: V; readonly endsMs: number }>();
  readonly #making = new Map<K, Promise<V>>();

  /** @throws RangeError unless `maxEntries` is at least one. */
  constructor({ maxEntries, ttlMs = Infinity, clock = systemClock }: MemoryCacheOptions) {
    if (!(maxEntries >= 1)) throw new RangeError(`a cache of ${maxEntries} entries`);
    this.#maxEntries = maxEntries;
    this.#ttlMs = ttlMs;
    this.#clock = clock;
  }

  /** How many entries take up room; some of them may be too old. */
  get size(): number {
    return this.#entries.size;
  }

  /** The value, or undefined. Counts as use. */
  get(key: K): V | undefined {
    const entry = this.#find(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** Whether there is a value, which may itself be undefined. Does not count as use. */
  has(key: K): boolean {
    return this.#find(key) !== undefined;
  }

  /** @param ttlMs How long this entry stays, if not as long as the others. */
  set(key: K, value: V, ttlMs: number = this.#ttlMs): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, endsMs: this.#clock.now() + ttlMs });
    if (this.#entries.size <= this.#maxEntries) return;
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest);
      return;
    }
  }

  delete(key: K): boolean {
    return this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** The value that is there, or what `make` gives. Of all who ask at the same time one makes it; a failure is not kept. */
  async getOrMake(key: K, make: () => V | Promise<V>): Promise<V> {
    if (this.has(key)) return this.get(key)!;
    const running = this.#making.get(key);
    if (running !== undefined) return running;
    const making = this.#make(key, make);
    this.#making.set(key, making);
    try {
      return await making;
    } finally {
      this.#making.delete(key);
    }
  }

  async #make(key: K, make: () => V | Promise<V>): Promise<V> {
    const value = await make();
    this.set(key, value);
    return value;
  }

  #find(key: K): { readonly value: V; readonly endsMs: number } | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || this.#clock.now() < entry.endsMs) return entry;
    this.#entries.delete(key);
    return undefined;
  }
}
