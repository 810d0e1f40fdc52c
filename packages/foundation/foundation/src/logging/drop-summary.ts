// SPDX-License-Identifier: Apache-2.0

import { severity, type LogLevel } from "./level.ts";
import type { LogEntry } from "./processor.ts";

/**
 * Counts the lines that a processor leaves out and tells about them in one line for each logger: with the next line
 * that passes once `intervalMs` is over, or by a timer, which does not keep the process running.
 *
 * @param reason What the summary says about why: `rate limit`.
 */
export class DropSummary {
  readonly #reason: string;
  readonly #intervalMs: number;
  readonly #dropped = new Map<string, Dropped>();

  constructor(reason: string, intervalMs: number) {
    this.#reason = reason;
    this.#intervalMs = intervalMs;
  }

  /** Counts `entry` as left out. */
  add(entry: LogEntry, emit: (entry: LogEntry) => void): void {
    const { logger, timeMs, level } = entry;
    let dropped = this.#dropped.get(logger);
    if (dropped === undefined) {
      const timer = setTimeout(() => this.#tell(logger, timeMs + this.#intervalMs, emit), this.#intervalMs);
      timer.unref();
      dropped = { firstMs: timeMs, count: 0, level, timer };
      this.#dropped.set(logger, dropped);
    }
    dropped.count++;
    // The summary must pass whoever filters the log by level, if one of its lines had.
    if (severity[level] > severity[dropped.level]) dropped.level = level;
  }

  /** To be called before a line of the same logger passes. */
  tellBefore(entry: LogEntry, emit: (entry: LogEntry) => void): void {
    const dropped = this.#dropped.get(entry.logger);
    if (dropped !== undefined && entry.timeMs - dropped.firstMs >= this.#intervalMs) {
      this.#tell(entry.logger, entry.timeMs, emit);
    }
  }

  #tell(logger: string, timeMs: number, emit: (entry: LogEntry) => void): void {
    const dropped = this.#dropped.get(logger);
    if (dropped === undefined) return;
    this.#dropped.delete(logger);
    clearTimeout(dropped.timer);
    const fields = { dropped: dropped.count, reason: this.#reason, since: new Date(dropped.firstMs).toISOString() };
    emit({ level: dropped.level, timeMs, logger, message: "lines were left out", fields });
  }
}

interface Dropped {
  readonly firstMs: number;
  readonly timer: NodeJS.Timeout;
  count: number;
  /** The highest of them. */
  level: LogLevel;
}
