// SPDX-License-Identifier: Apache-2.0

/**
 * The `grpc-timeout` header: at most eight digits and a unit.
 *
 * Source: gRPC over HTTP2, "Timeout".
 *
 * @module
 */

const maxDigits = 99_999_999;

const unitMs: Readonly<Record<string, number>> = {
  n: 1e-6,
  u: 1e-3,
  m: 1,
  S: 1_000,
  M: 60_000,
  H: 3_600_000,
};

/** Milliseconds, not rounded; undefined when the text is not a timeout. */
export function parseTimeout(text: string): number | undefined {
  const match = /^(\d{1,8})([numSMH])$/.exec(text);
  return match ? Number(match[1]) * unitMs[match[2]!]! : undefined;
}

/** Rounded up, so that the peer never gives up before we do. */
export function formatTimeout(timeoutMs: number): string {
  for (const unit of ["m", "S", "M"]) {
    const amount = Math.ceil(timeoutMs / unitMs[unit]!);
    if (amount <= maxDigits) return `${amount}${unit}`;
  }
  return `${Math.min(Math.ceil(timeoutMs / unitMs["H"]!), maxDigits)}H`;
}

/** The longest delay a timer takes; a longer one would fire at once. */
const maxDelayMs = 2 ** 31 - 1;

/** Calls back after `timeoutMs`; undefined when that is further off than a timer can count (24 days). */
export function startDeadline(timeoutMs: number, onExceeded: () => void): NodeJS.Timeout | undefined {
  return timeoutMs > maxDelayMs ? undefined : setTimeout(onExceeded, timeoutMs);
}
