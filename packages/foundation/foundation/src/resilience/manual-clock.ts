// SPDX-License-Identifier: Apache-2.0

import type { Clock } from "./clock.ts";

export interface ManualClockOptions {
  /** Milliseconds since 1970 at the beginning: 0 unless told. */
  readonly startMs?: number;
  /** Whether who sleeps moves the clock and wakes at once, so that nobody need move it: false unless told. */
  readonly autoAdvance?: boolean;
}

/** A clock that stands still until it is moved. For tests and simulations. */
export class ManualClock implements Clock {
  readonly #startMs: number;
  readonly #autoAdvance: boolean;
  readonly #sleepers = new Set<{ readonly dueMs: number; readonly wake: () => void }>();
  #nowMs = 0;

  constructor({ startMs = 0, autoAdvance = false }: ManualClockOptions = {}) {
    this.#startMs = startMs;
    this.#autoAdvance = autoAdvance;
  }

  now(): number {
    return this.#nowMs;
  }

  wallNow(): number {
    return this.#startMs + this.#nowMs;
  }

  /** How many sleep right now. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    if (this.#autoAdvance) this.#nowMs += Math.max(0, ms);
    else if (ms > 0) await this.#sleepUntil(this.#nowMs + ms, signal);
  }

  /** Moves the clock. Sleepers wake in the order of their times, and each goes on as far as it can before the next. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.#nowMs + ms;
    await settle();
    for (let next = this.#next(untilMs); next !== undefined; next = this.#next(untilMs)) {
      this.#nowMs = next.dueMs;
      this.#sleepers.delete(next);
      next.wake();
      await settle();
    }
    this.#nowMs = untilMs;
  }

  #next(untilMs: number): { readonly dueMs: number; readonly wake: () => void } | undefined {
    const due = [...this.#sleepers].filter(({ dueMs }) => dueMs <= untilMs);
    return due.toSorted((a, b) => a.dueMs - b.dueMs)[0];
  }

  #sleepUntil(dueMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#sleepers.delete(sleeper);
        reject(signal!.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const sleeper = { dueMs, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", abort, { once: true });
    });
  }
}

/** After all that promises have to do. */
function settle(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
