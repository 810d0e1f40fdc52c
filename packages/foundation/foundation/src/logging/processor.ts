// SPDX-License-Identifier: Apache-2.0

import { severity, type LogLevel } from "./level.ts";
import type { LogFields } from "./line-format.ts";

/** A line before it is written. Its secrets are still in it. */
export interface LogEntry {
  readonly level: LogLevel;
  /** Milliseconds since 1970. */
  readonly timeMs: number;
  /** The name of the logger. */
  readonly logger: string;
  readonly message: string;
  /** Those of the logger, of the context and of the call. */
  readonly fields: LogFields;
}

/**
 * Sees the lines of a logger that its level lets through, changes them by returning another entry, or leaves them out
 * by returning undefined. Redaction comes after all processors, so none can make a secret show.
 *
 * Processors run within the call that logs, hence in its order and with its AsyncLocalStorage. They must not be async.
 * One that throws is passed over, and the line says so. What it logs itself goes past all processors.
 *
 * @param emit Passes a further line, at any time, to the processors behind this one.
 */
export type LogProcessor = (entry: LogEntry, emit: (entry: LogEntry) => void) => LogEntry | undefined;

/** Passes each entry through `processors`, in their order, to `write`. */
export function createProcessorChain(
  processors: readonly LogProcessor[],
  write: (entry: LogEntry) => void,
): (entry: LogEntry) => void {
  let running = false;
  const steps = processors.map((processor, at) => {
    const emit = (entry: LogEntry): void => runFrom(at + 1, entry);
    return (entry: LogEntry) => runOne(processor, entry, emit);
  });

  function runFrom(first: number, entry: LogEntry): void {
    let current: LogEntry | undefined = entry;
    for (let at = first; at < steps.length && current !== undefined; at++) current = steps[at]!(current);
    if (current !== undefined) write(current);
  }

  return (entry) => {
    // A processor that logs would otherwise call itself for ever.
    if (running) return write(entry);
    running = true;
    try {
      runFrom(0, entry);
    } finally {
      running = false;
    }
  };
}

function runOne(processor: LogProcessor, entry: LogEntry, emit: (entry: LogEntry) => void): LogEntry | undefined {
  try {
    const result: unknown = processor(entry, emit);
    if (result === undefined || isEntry(result)) return result;
    // Also keeps a rejection of the promise that is thrown away here from ending the program.
    Promise.resolve(result).catch(() => undefined);
    throw new TypeError("a log processor must return an entry or undefined, and must not be async");
  } catch (processorError) {
    return { ...entry, fields: { ...entry.fields, processorError } };
  }
}

/** Plain JavaScript may return anything; a host crashes on a message that is no string. */
function isEntry(value: unknown): value is LogEntry {
  if (typeof value !== "object" || value === null) return false;
  const { level, timeMs, logger, message, fields } = value as Readonly<Record<keyof LogEntry, unknown>>;
  return (
    typeof level === "string" &&
    level !== "off" &&
    Object.hasOwn(severity, level) &&
    Number.isFinite(timeMs) &&
    typeof logger === "string" &&
    typeof message === "string" &&
    typeof fields === "object" &&
    fields !== null
  );
}
