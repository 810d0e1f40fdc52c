// SPDX-License-Identifier: Apache-2.0

import { type RetryOptions as RetryPolicyOptions, retry as retryPolicy } from "@provide-foundry/foundation/resilience";
import type { Awaitable } from "../definition/contexts.ts";

export interface RetryOptions extends RetryPolicyOptions {
  /** The handler's: ends the work and the pauses. */
  readonly signal: AbortSignal;
}

/**
 * Tries again after a failure, three times in all unless told, with pauses that grow.
 *
 * @throws The last error as it is, or the signal's reason.
 *
 * @example
 * await retry((signal) => client.put(name, { signal }), { signal, shouldRetry: (error) => isConflict(error) });
 */
export async function retry<T>(
  work: (signal: AbortSignal) => Awaitable<T>,
  { signal, ...options }: RetryOptions,
): Promise<T> {
  return retryPolicy(options).run(work, signal);
}
