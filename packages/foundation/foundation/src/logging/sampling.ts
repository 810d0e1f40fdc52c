// SPDX-License-Identifier: Apache-2.0

import { DropSummary } from "./drop-summary.ts";
import { severity, type LogLevel } from "./level.ts";
import type { LogProcessor } from "./processor.ts";

export interface SamplingOptions {
  /** How many lines of one kind pass in each interval before sampling begins. */
  readonly first: number;
  /** After those, every so manieth passes; with 0 none does. */
  readonly thereafter: number;
  /** 1,000 unless told. */
  readonly intervalMs?: number;
  /** Lines above this level always pass; `info` unless told. */
  readonly upTo?: LogLevel;
  /** How often a line tells how many were left out, for each logger. 5,000 unless told. */
  readonly summaryMs?: number;
}

/**
 * Lets only some of many equal lines pass. Lines are of one kind when logger, level and message are the same; so what
 * differs belongs into fields.
 *
 * Source: zap's sampler (go.uber.org/zap 1.27, zapcore/sampler.go).
 *
 * @throws RangeError naming the option, for a count that is negative or no whole number.
 */
export function sample(options: SamplingOptions): LogProcessor {
  const { first, thereafter, intervalMs = 1_000, upTo = "info", summaryMs = 5_000 } = options;
  for (const [name, value] of Object.entries({ first, thereafter, intervalMs, summaryMs })) {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name} must be a whole number, not ${value}`);
  }
  const counts = new Map<string, number>();
  const summary = new DropSummary("sampling", summaryMs);
  let intervalStartMs = Number.NEGATIVE_INFINITY;

  return (entry, emit) => {
    if (severity[entry.level] > severity[upTo]) return entry;
    // Also when the clock was set back: a new interval is harmless, one that lasts for years is not.
    if (Math.abs(entry.timeMs - intervalStartMs) >= intervalMs || counts.size >= maxKinds) {
      counts.clear();
      intervalStartMs = entry.timeMs;
    }
    const kind = `${entry.logger}\n${entry.level}\n${entry.message}`;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    if (count > first && (thereafter === 0 || (count - first) % thereafter !== 0)) {
      summary.add(entry, emit);
      return undefined;
    }
    summary.tellBefore(entry, emit);
    return entry;
  };
}

/** Messages made from data must not fill the memory. */
const maxKinds = 10_000;
