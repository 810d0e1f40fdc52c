// SPDX-License-Identifier: Apache-2.0

/** Lets only so many tasks run at once; the others wait for their turn, in the order in which they came. */
export class Limiter {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.#free = limit;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await task();
    } finally {
      // A turn is handed over rather than given back, so that nobody who comes later gets in between.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
