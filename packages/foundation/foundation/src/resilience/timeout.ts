// SPDX-License-Identifier: Apache-2.0

import { systemClock, type Clock } from "./clock.ts";
import { createPolicy, type Policy } from "./policy.ts";
import { ResilienceError } from "./resilience-error.ts";

/**
 * Gives work so many milliseconds. Then its signal aborts, and the caller goes on at once with a ResilienceError
 * (`resilience.timeout`), also when the work does not listen. The same goes for the caller's own signal.
 */
export function timeout(timeoutMs: number, options: { readonly clock?: Clock } = {}): Policy {
  const { clock = systemClock } = options;
  if (!(timeoutMs > 0)) throw new RangeError(`a time-out of ${timeoutMs} ms leaves no time`);
  return createPolicy(async (work, signal) => {
    const expired = new AbortController();
    const done = new AbortController();
    const both = AbortSignal.any([signal, expired.signal]);
    const stopped = new Promise<never>((_, reject) => {
      both.addEventListener("abort", () => reject(both.reason as Error), { once: true });
    });
    // Work that comes back first has no use for it.
    stopped.catch(() => undefined);
    const expire = (): void => expired.abort(timeoutError(timeoutMs));
    clock.sleep(timeoutMs, done.signal).then(expire, () => undefined);
    try {
      return await Promise.race([startWork(work, both), stopped]);
    } finally {
      done.abort();
    }
  });
}

async function startWork<T>(work: (signal: AbortSignal) => T | Promise<T>, signal: AbortSignal): Promise<T> {
  return work(signal);
}

function timeoutError(timeoutMs: number): ResilienceError {
  return new ResilienceError(`it took longer than ${timeoutMs} ms`, {
    code: "resilience.timeout",
    context: { timeoutMs },
    hint: "Allow more time, or find out what is slow.",
  });
}
