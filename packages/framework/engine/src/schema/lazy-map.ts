// SPDX-License-Identifier: Apache-2.0

/**
 * A map whose values are made of another map's when they are asked for, each once: of the 1,500 resource types of a
 * large provider a configuration uses a dozen.
 */
export class LazyMap<Source, V> implements ReadonlyMap<string, V> {
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #read: (source: Source, key: string) => V;
  readonly #values: Map<string, V> = new Map();

  constructor(sources: ReadonlyMap<string, Source>, read: (source: Source, key: string) => V) {
    this.#sources = sources;
    this.#read = read;
  }

  get size(): number {
    return this.#sources.size;
  }

  has(key: string): boolean {
    return this.#sources.has(key);
  }

  get(key: string): V | undefined {
    const known = this.#values.get(key);
    if (known !== undefined || !this.#sources.has(key)) return known;
    const value = this.#read(this.#sources.get(key)!, key);
    this.#values.set(key, value);
    return value;
  }

  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this);
  }

  keys(): MapIterator<string> {
    return this.#sources.keys();
  }

  *values(): MapIterator<V> {
    for (const key of this.#sources.keys()) yield this.get(key)!;
  }

  *entries(): MapIterator<[string, V]> {
    for (const key of this.#sources.keys()) yield [key, this.get(key)!];
  }

  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
}
