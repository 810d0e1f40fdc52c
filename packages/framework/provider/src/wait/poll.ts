// SPDX-License-Identifier: Apache-2.0

import { type Clock, retry as retryPolicy } from "@provide-foundry/foundation/resilience";
import type { Awaitable } from "../definition/contexts.ts";

/** How long to pause between two looks. */
export interface PauseOptions {
  /** The handler's: ends the waiting. */
  readonly signal: AbortSignal;
  /** The shortest pause: 500 unless told. */
  readonly minMs?: number;
  /** The longest: 10,000 unless told. Pauses may double with each look until then, by chance. */
  readonly maxMs?: number;
  readonly clock?: Clock;
  /** At least 0, less than 1. */
  readonly random?: () => number;
}

/**
 * Asks again and again until the answer is not undefined.
 *
 * @throws The signal's reason, or what `ask` throws: it is not asked again after that.
 *
 * @example
 * const address = await poll(async () => (await client.get(id)).address, { signal });
 */
export async function poll<T>(
  ask: (signal: AbortSignal) => Awaitable<T | undefined>,
  { signal, minMs = 500, maxMs = 10_000, clock, random }: PauseOptions,
): Promise<T> {
  const policy = retryPolicy({
    attempts: Infinity,
    baseMs: minMs,
    maxMs: Math.max(minMs, maxMs),
    shouldRetry: (error) => error instanceof NotYet,
    ...(clock && { clock }),
    ...(random && { random }),
  });
  return policy.run(async (inner) => {
    const answer = await ask(inner);
    if (answer !== undefined) return answer;
    // There will be no other try, whose end would be the reason.
    signal.throwIfAborted();
    throw new NotYet(minMs);
  }, signal);
}

/** Asks the policy for another try, after a pause of at least so long. */
class NotYet extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super("there is no answer yet");
    this.retryAfterMs = retryAfterMs;
  }
}
