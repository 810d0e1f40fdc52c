// SPDX-License-Identifier: Apache-2.0

export { bulkhead, type BulkheadOptions } from "./bulkhead.ts";
export {
  circuitBreaker,
  type CircuitBreaker,
  type CircuitBreakerOptions,
  type CircuitState,
} from "./circuit-breaker.ts";
export { systemClock, type Clock } from "./clock.ts";
export { ManualClock, type ManualClockOptions } from "./manual-clock.ts";
export { MemoryCache, type MemoryCacheOptions } from "./memory-cache.ts";
export { combine, createPolicy, type Policy, type Work } from "./policy.ts";
export { rateLimiter, type RateLimiter, type RateLimiterOptions } from "./rate-limiter.ts";
export { ResilienceError } from "./resilience-error.ts";
export { parseRetryAfter, retryAfterMs } from "./retry-after.ts";
export { retry, type RetryOptions } from "./retry.ts";
export { Semaphore } from "./semaphore.ts";
export { timeout } from "./timeout.ts";
