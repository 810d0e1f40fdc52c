// SPDX-License-Identifier: Apache-2.0

import { systemClock, type Clock } from "./clock.ts";
import { createPolicy, type Policy } from "./policy.ts";
import { retryAfterMs } from "./retry-after.ts";

export interface RetryOptions {
  /** How often the work is tried at all: 3 unless told. */
  readonly attempts?: number;
  /** The longest pause before the second try: 200 unless told. It doubles with each further one. */
  readonly baseMs?: number;
  /** No pause is longer than this, and a longer one that the other side asks for ends the tries: 30,000 unless told. */
  readonly maxMs?: number;
  /** No pause begins that would end later than this after the start: no limit unless told. */
  readonly budgetMs?: number;
  /**
   * Whether to try again after this error. Unless told: after any, except that of an abort. Say no to errors that come
   * again for certain, and to work that must not be done twice.
   */
  readonly shouldRetry?: (error: unknown, attempt: number) => boolean;
  /** Told before each pause. */
  readonly onRetry?: (event: { readonly error: unknown; readonly attempt: number; readonly pauseMs: number }) => void;
  readonly clock?: Clock;
  /** At least 0, less than 1. */
  readonly random?: () => number;
}

/**
 * Tries again after a failure. The pause is any length up to a limit that doubles with each try ("full jitter"), so that
 * many who failed together do not come back together; where the other side said when to come back (see `retryAfterMs`),
 * it is that long at least.
 *
 * When the tries are used up the last error is thrown as it is.
 */
export function retry(options: RetryOptions = {}): Policy {
  const { attempts = 3, baseMs = 200, maxMs = 30_000, budgetMs = Infinity } = options;
  const { shouldRetry = isNoAbort, onRetry, clock = systemClock, random = Math.random } = options;
  if (!(attempts >= 1)) throw new RangeError(`attempts is ${attempts}; at least one is needed`);
  return createPolicy(async (work, signal) => {
    const startedMs = clock.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(signal);
      } catch (error) {
        if (signal.aborted || attempt >= attempts || !shouldRetry(error, attempt)) throw error;
        const askedMs = retryAfterMs(error, clock) ?? 0;
        const pauseMs = Math.max(askedMs, random() * Math.min(maxMs, baseMs * 2 ** (attempt - 1)));
        // One who may not come back in time need not wait first.
        if (pauseMs > maxMs || clock.now() + pauseMs - startedMs > budgetMs) throw error;
        onRetry?.({ error, attempt, pauseMs });
        await clock.sleep(pauseMs, signal);
      }
    }
  });
}

function isNoAbort(error: unknown): boolean {
  return !(error instanceof Error && error.name === "AbortError");
}
