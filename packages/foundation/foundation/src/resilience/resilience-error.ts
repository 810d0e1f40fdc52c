// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";

/**
 * A policy did not let the work go on. By `code`:
 *
 * - `resilience.timeout`: it took too long; its signal has aborted.
 * - `resilience.circuit_open`: it failed too often lately and is not even tried.
 * - `resilience.bulkhead_full`: too much of it runs or waits already.
 * - `resilience.rate_limited`: it would have to wait for too long.
 *
 * `retryAfterMs` says when to come back, where that is known.
 */
export class ResilienceError extends FoundationError<{ readonly retryAfterMs?: number; readonly timeoutMs?: number }> {
  static {
    this.define("ResilienceError", "resilience.error");
  }
}
