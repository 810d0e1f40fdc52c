// SPDX-License-Identifier: Apache-2.0

import { DropSummary } from "./drop-summary.ts";
import { findByLongestPrefix } from "./longest-prefix.ts";
import type { LogProcessor } from "./processor.ts";

/** A token bucket: it holds up to `burst` lines and gets `linesPerSecond` back. */
export interface LogRate {
  /** May be a fraction: 0.1 is a line every ten seconds. */
  readonly linesPerSecond: number;
  /** Lines that may come at once; as many as in a second, and at least one, unless told. */
  readonly burst?: number;
}

export interface RateLimitOptions extends LogRate {
  /** Rates of loggers by their names; that of the longest dotted prefix counts. */
  readonly loggers?: Readonly<Record<string, LogRate>>;
  /** How often a line tells how many were left out, for each logger. 5,000 unless told. */
  readonly summaryMs?: number;
}

/**
 * Limits how many lines each logger writes. Each has a bucket of its own, so one that floods the log takes nothing from
 * the others. `fatal` always passes.
 *
 * @throws RangeError naming the option, for a rate that is not positive or a burst below 1.
 *
 * @example
 * createLogger({ name: "app", processors: [limitRate({ linesPerSecond: 100, loggers: { "app.poll": { linesPerSecond: 1 } } })] })
 */
export function limitRate(options: RateLimitOptions): LogProcessor {
  const summaryMs = options.summaryMs ?? 5_000;
  if (!(summaryMs > 0 && summaryMs <= maxTimerMs)) {
    throw new RangeError(`summaryMs must be from 1 to ${maxTimerMs}, not ${summaryMs}`);
  }
  const shared = checkRate("the rate limit", options);
  const own = Object.fromEntries(
    Object.entries(options.loggers ?? {}).map(([name, rate]) => [name, checkRate(name, rate)]),
  );
  const buckets = new Map<string, Bucket>();
  const summary = new DropSummary("rate limit", summaryMs);

  return (entry, emit) => {
    let bucket = buckets.get(entry.logger);
    if (bucket === undefined) {
      // Names come from source code; ones that are made from data must not fill the memory.
      if (buckets.size >= maxBuckets) buckets.clear();
      const rate = findByLongestPrefix(own, entry.logger) ?? shared;
      buckets.set(entry.logger, (bucket = { rate, lines: rate.burst, atMs: entry.timeMs }));
    }
    if (!takeLine(bucket, entry.timeMs) && entry.level !== "fatal") {
      summary.add(entry, emit);
      return undefined;
    }
    summary.tellBefore(entry, emit);
    return entry;
  };
}

const maxBuckets = 1_000;
/** Node's timers run at once when asked for longer. */
const maxTimerMs = 2 ** 31 - 1;

interface Bucket {
  readonly rate: Required<LogRate>;
  /** How many it holds; a fraction on the way to the next. */
  lines: number;
  /** When that was so. */
  atMs: number;
}

function takeLine(bucket: Bucket, nowMs: number): boolean {
  // A clock that is set back gives nothing and takes nothing.
  const elapsedMs = Math.max(0, nowMs - bucket.atMs);
  bucket.lines = Math.min(bucket.rate.burst, bucket.lines + (elapsedMs * bucket.rate.linesPerSecond) / 1_000);
  bucket.atMs = nowMs;
  if (bucket.lines < 1) return false;
  bucket.lines--;
  return true;
}

function checkRate(name: string, { linesPerSecond, burst }: LogRate): Required<LogRate> {
  if (!(linesPerSecond > 0)) throw new RangeError(`${name}: linesPerSecond must be above 0, not ${linesPerSecond}`);
  const checked = burst ?? Math.max(1, linesPerSecond);
  if (!(checked >= 1)) throw new RangeError(`${name}: burst must be at least 1, not ${checked}`);
  return { linesPerSecond, burst: checked };
}
