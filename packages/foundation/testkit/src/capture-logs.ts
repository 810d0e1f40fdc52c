// SPDX-License-Identifier: Apache-2.0

import { createLogger, type Logger, type LogLevel, type LogThreshold } from "@provide-foundry/foundation";

export interface CapturedEntry {
  readonly level: LogLevel;
  /** The name of the logger. */
  readonly logger: string;
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface CapturedLogs {
  readonly logger: Logger;
  /** What has been written so far, oldest first, as a reader of the log gets it: redacted, through JSON. */
  readonly entries: readonly CapturedEntry[];
  /** The same as text: for the search for what must not be there. */
  readonly text: string;
}

/**
 * A logger that keeps its lines for a test. It takes all levels unless told.
 *
 * @example
 * const logs = captureLogs();
 * await serve({ logger: logs.logger });
 * assert.deepEqual(logs.entries.map(({ message }) => message), ["listening"]);
 */
export function captureLogs(level: LogThreshold = "trace"): CapturedLogs {
  const lines: string[] = [];
  return {
    logger: createLogger({ name: "test", level, format: "json", write: (line) => void lines.push(line) }),
    get entries() {
      return lines.map(parseEntry);
    },
    get text() {
      return lines.join("");
    },
  };
}

function parseEntry(line: string): CapturedEntry {
  const {
    time: _,
    level,
    logger,
    message,
    ...fields
  } = JSON.parse(line) as Omit<CapturedEntry, "fields"> & {
    readonly time: string;
  };
  return { level, logger, message, fields };
}
