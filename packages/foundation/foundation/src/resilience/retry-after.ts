// SPDX-License-Identifier: Apache-2.0

import { systemClock, type Clock } from "./clock.ts";

/**
 * When the other side wants to be asked again, in milliseconds from now, as far as an error tells.
 *
 * Looks at `retryAfterMs` of the error or of its `context` (our own errors), and at the `Retry-After` of the `headers`
 * of the error or of its `response` (most HTTP clients), then at its cause. A moment that is past is 0.
 */
export function retryAfterMs(error: unknown, clock: Pick<Clock, "wallNow"> = systemClock): number | undefined {
  // A chain of causes may be a ring.
  for (let at = error, depth = 0; isRecord(at) && depth < 10; at = at["cause"], depth++) {
    for (const place of [at, at["context"], at["response"]]) {
      const found = isRecord(place) ? fromRecord(place, clock) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/**
 * Reads a `Retry-After` header: a number of seconds, or a date.
 *
 * Source: RFC 9110, 10.2.3.
 *
 * @returns Milliseconds from now, at least 0; undefined for anything else.
 */
export function parseRetryAfter(value: string, clock: Pick<Clock, "wallNow"> = systemClock): number | undefined {
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  // Date.parse takes far more than dates of HTTP, such as "-1".
  const date = /^[A-Z][a-z]+, /.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.wallNow());
}

function fromRecord(record: Readonly<Record<string, unknown>>, clock: Pick<Clock, "wallNow">): number | undefined {
  const ms = record["retryAfterMs"];
  if (typeof ms === "number" && ms >= 0) return ms;
  const headers = record["headers"];
  const value = headers instanceof Headers ? headers.get("retry-after") : undefined;
  return value == null ? undefined : parseRetryAfter(value, clock);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
