// SPDX-License-Identifier: Apache-2.0

/** So many permits, given to those who wait in their order. */
export class Semaphore {
  #free: number;
  readonly #waiting = new Set<() => void>();

  /** @throws RangeError unless `permits` is a whole number, at least one. */
  constructor(permits: number) {
    if (!Number.isInteger(permits) || permits < 1) throw new RangeError(`a semaphore of ${permits} permits`);
    this.#free = permits;
  }

  /** How many permits nobody has. */
  get free(): number {
    return this.#free;
  }

  /** How many wait for one. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /**
   * Waits for a permit; disposing it gives it back.
   *
   * @throws The reason of `signal` when it aborts first.
   *
   * @example
   * using permit = await semaphore.acquire();
   */
  async acquire(signal?: AbortSignal): Promise<Disposable> {
    signal?.throwIfAborted();
    if (this.#free > 0) this.#free--;
    else await this.#wait(signal);
    let isHeld = true;
    return {
      [Symbol.dispose]: () => {
        if (isHeld) this.#giveBack();
        isHeld = false;
      },
    };
  }

  #wait(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#waiting.delete(proceed);
        reject(signal!.reason as Error);
      };
      const proceed = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      this.#waiting.add(proceed);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }

  /** Straight to the one who waits longest: in between, a newcomer could take it. */
  #giveBack(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
