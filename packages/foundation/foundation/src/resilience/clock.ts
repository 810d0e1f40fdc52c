// SPDX-License-Identifier: Apache-2.0

/**
 * Time, as everything here reads it. A test hands in one that it moves itself (`fakeClock` of the testkit).
 */
export interface Clock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Milliseconds since 1970, for dates that others give or read. May jump. */
  wallNow(): number;
  /**
   * Comes back after so many milliseconds.
   *
   * @throws The reason of `signal` when it aborts.
   */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** The longest delay that Node's timers take; beyond it they fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  wallNow: () => Date.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    for (let leftMs = ms; leftMs > 0; leftMs -= longestTimerMs)
      await sleepOnce(Math.min(leftMs, longestTimerMs), signal);
  },
};

function sleepOnce(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", abort);
      resolve();
    }, ms);
    const abort = (): void => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    signal?.addEventListener("abort", abort, { once: true });
  });
}
