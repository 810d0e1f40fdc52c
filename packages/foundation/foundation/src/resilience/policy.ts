// SPDX-License-Identifier: Apache-2.0

/** What is to be done. It should end when `signal` aborts. */
export type Work<T> = (signal: AbortSignal) => T | Promise<T>;

/** A way to do work: again, later, within limits. Policies have their state in themselves: share one to share limits. */
export interface Policy {
  /**
   * @param signal Ends the work and all waiting for it.
   * @throws What the work throws, the reason of `signal`, or ResilienceError.
   */
  run<T>(work: Work<T>, signal?: AbortSignal): Promise<T>;
}

/** A policy as one function. */
export function createPolicy(run: <T>(work: Work<T>, signal: AbortSignal) => Promise<T>): Policy {
  return {
    // A new one where nobody can end the work: what listens to a shared one would pile up.
    async run(work, signal = new AbortController().signal) {
      signal.throwIfAborted();
      return run(work, signal);
    },
  };
}

/**
 * Puts policies into one another, the first outermost.
 *
 * @example
 * // Each try has 2 seconds, all of them 10, and at most 4 callers try at the same time.
 * const policy = combine(bulkhead({ concurrent: 4 }), timeout(10_000), retry(), timeout(2_000));
 * await policy.run((signal) => fetch(url, { signal }));
 */
export function combine(...policies: readonly Policy[]): Policy {
  return createPolicy(async <T>(work: Work<T>, signal: AbortSignal): Promise<T> => {
    const wrapped = policies.reduceRight<Work<T>>((inner, policy) => (signal) => policy.run(inner, signal), work);
    return wrapped(signal);
  });
}
