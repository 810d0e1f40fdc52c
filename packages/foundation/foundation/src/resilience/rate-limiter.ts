// SPDX-License-Identifier: Apache-2.0

import { systemClock, type Clock } from "./clock.ts";
import { createPolicy, type Policy } from "./policy.ts";
import { ResilienceError } from "./resilience-error.ts";

export interface RateLimiterOptions {
  /** How many starts a second there may be in the long run. */
  readonly perSecond: number;
  /** How many may start at once after a rest: `perSecond`, and at least one, unless told. */
  readonly burst?: number;
  /** Who would have to wait for longer fails instead: no limit unless told; 0: nobody waits. */
  readonly maxWaitMs?: number;
  readonly clock?: Clock;
}

export interface RateLimiter extends Policy {
  /** Takes a start if there is one right now. For what is better left out than late, such as log lines. */
  tryTake(): boolean;
}

/**
 * Keeps work below a rate: a bucket of tokens that fills at that rate. Who finds it empty waits, in order. Who would
 * wait for too long fails at once with a ResilienceError (`resilience.rate_limited`) and takes no token.
 */
export function rateLimiter(options: RateLimiterOptions): RateLimiter {
  const { perSecond, burst = Math.max(1, perSecond), maxWaitMs = Infinity, clock = systemClock } = options;
  if (!(perSecond > 0) || !(burst >= 1)) throw new RangeError(`a rate of ${perSecond}/s with bursts of ${burst}`);
  let tokens = burst;
  let filledMs = clock.now();

  function fill(): void {
    const nowMs = clock.now();
    tokens = Math.min(burst, tokens + ((nowMs - filledMs) / 1_000) * perSecond);
    filledMs = nowMs;
  }

  /** Below zero are the tokens of those who wait. */
  function take(maxWaitMs: number): number | undefined {
    fill();
    const waitMs = Math.max(0, ((1 - tokens) / perSecond) * 1_000);
    if (waitMs > maxWaitMs) return undefined;
    tokens -= 1;
    return waitMs;
  }

  const policy = createPolicy(async (work, signal) => {
    const waitMs = take(maxWaitMs);
    if (waitMs === undefined) throw limitedError(((1 - tokens) / perSecond) * 1_000);
    if (waitMs > 0) {
      await clock.sleep(waitMs, signal).catch((reason: unknown) => {
        tokens += 1; // Who gives up waiting leaves its token to the others.
        throw reason;
      });
    }
    return work(signal);
  });
  return { run: (work, signal) => policy.run(work, signal), tryTake: () => take(0) !== undefined };
}

function limitedError(retryAfterMs: number): ResilienceError {
  return new ResilienceError(`there are too many of these; the next may start in ${Math.ceil(retryAfterMs)} ms`, {
    code: "resilience.rate_limited",
    context: { retryAfterMs },
    hint: "Ask less often.",
  });
}
