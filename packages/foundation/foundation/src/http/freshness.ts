// SPDX-License-Identifier: Apache-2.0

import { directiveMs, parseCacheControl } from "./cache-control.ts";
import type { StoredResponse } from "./stored-response.ts";

/** Statuses whose responses may be used again (RFC 9110, 15.1), without partial ones, which are not put together here. */
const reusable: readonly number[] = [200, 203, 301, 308, 404, 405, 410, 414, 501];

/**
 * Whether a response may and need be kept: it says how long it is good for, or how to ask whether it still is.
 *
 * Source: RFC 9111, 3, for a private cache.
 */
export function isStorable(status: number, headers: Headers): boolean {
  const control = parseCacheControl(headers.get("cache-control"));
  if (!reusable.includes(status) || control.has("no-store") || headers.get("vary")?.includes("*")) return false;
  return hasValidator(headers) || control.has("max-age") || headers.has("expires");
}

export function hasValidator(headers: Headers): boolean {
  return headers.has("etag") || headers.has("last-modified");
}

/**
 * How long a response is still good for, in milliseconds; negative: for how long it is no more.
 *
 * It says so itself, by `max-age` or `Expires`; nothing is guessed from its age.
 *
 * Source: RFC 9111, 4.2.
 */
export function freshForMs(stored: StoredResponse, nowMs: number): number {
  const control = parseCacheControl(stored.headers.get("cache-control"));
  const lifetimeMs = control.has("no-cache") ? 0 : (directiveMs(control, "max-age") ?? expiresInMs(stored));
  return lifetimeMs - ageMs(stored, nowMs);
}

/** For how long after its time a response may stand in for one that cannot be had (RFC 5861, 4). */
export function staleIfErrorMs(headers: Headers): number {
  const control = parseCacheControl(headers.get("cache-control"));
  if (control.has("no-cache") || control.has("must-revalidate")) return 0;
  return directiveMs(control, "stale-if-error") ?? 0;
}

function expiresInMs({ headers, receivedMs }: StoredResponse): number {
  const expires = headers.get("expires");
  // What is no date ("0", "-1") means: already over.
  return expires === null ? 0 : (toMs(expires) ?? 0) - (toMs(headers.get("date")) ?? receivedMs);
}

/** Source: RFC 9111, 4.2.3. Other caches on the way count, through `Age`; so does a slow answer. */
function ageMs({ headers, requestedMs, receivedMs }: StoredResponse, nowMs: number): number {
  const age = headers.get("age") ?? "";
  const saidMs = /^\d+$/.test(age) ? Number(age) * 1_000 : 0;
  const apparentMs = Math.max(0, receivedMs - (toMs(headers.get("date")) ?? receivedMs));
  const atArrivalMs = Math.max(apparentMs, saidMs + receivedMs - requestedMs);
  return atArrivalMs + nowMs - receivedMs;
}

function toMs(date: string | null): number | undefined {
  const ms = date !== null && /^[A-Z][a-z]+, /.test(date) ? Date.parse(date) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
