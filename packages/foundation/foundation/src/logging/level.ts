// SPDX-License-Identifier: Apache-2.0

/**
 * How much a line matters: the names and the order of HashiCorp's hclog, and above them `fatal`, for the last line of
 * a program that gives up. Writing one does not end the program.
 */
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal";

/** The least level that a logger writes; `off` writes nothing. */
export type LogThreshold = LogLevel | "off";

/** Ascending numbers, so that one comparison decides whether a line is written. */
export const severity: Readonly<Record<LogThreshold, number>> = {
  trace: 10,
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  fatal: 60,
  off: 100,
};

/** Reads a level as people write it: any case, spaces around it. Undefined when it is none. */
export function parseLogThreshold(text: string): LogThreshold | undefined {
  const name = text.trim().toLowerCase();
  return Object.hasOwn(severity, name) ? (name as LogThreshold) : undefined;
}

/** Levels of parts of a program, by the dotted names of their loggers. */
export type ModuleLevels = Readonly<Record<string, LogThreshold>>;

/** The level of a part of a program, by the dotted name of its logger; undefined for that of the logger around it. */
export type LevelOf = (loggerName: string) => LogThreshold | undefined;
