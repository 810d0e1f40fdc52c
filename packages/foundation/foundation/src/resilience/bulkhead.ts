// SPDX-License-Identifier: Apache-2.0

import { createPolicy, type Policy } from "./policy.ts";
import { ResilienceError } from "./resilience-error.ts";
import { Semaphore } from "./semaphore.ts";

export interface BulkheadOptions {
  /** How much runs at the same time. */
  readonly concurrent: number;
  /** How much may wait for its turn; what comes beyond that fails. 100 unless told; 0: nothing waits. */
  readonly queued?: number;
}

/**
 * Keeps one kind of work from using up everything. Beyond its limits, work fails at once with a ResilienceError
 * (`resilience.bulkhead_full`).
 */
export function bulkhead({ concurrent, queued = 100 }: BulkheadOptions): Policy {
  const semaphore = new Semaphore(concurrent);
  return createPolicy(async (work, signal) => {
    if (semaphore.free === 0 && semaphore.waiting >= queued) {
      throw new ResilienceError(`${concurrent} of these run already, and ${semaphore.waiting} wait`, {
        code: "resilience.bulkhead_full",
        hint: "Ask for less at the same time, or come back later.",
      });
    }
    using _ = await semaphore.acquire(signal);
    return await work(signal);
  });
}
