// SPDX-License-Identifier: Apache-2.0

/**
 * What a plugin writes to stderr: JSON lines of hclog, lines that begin with
 * their level as Go's old loggers write them, crashes, and anything else.
 *
 * Source: go-plugin 1.7, client.go (`logStderr`) and log_entry.go. Unlike
 * there, no line is an error of the reader's, and crashes of other languages
 * than Go are known.
 *
 * @module
 */

/** A level of hclog. */
export type PluginLogLevel = "trace" | "debug" | "info" | "warn" | "error";

/** One line. */
export interface PluginLogEntry {
  readonly level: PluginLogLevel;
  readonly message: string;
  /** Which part of the plugin has written it, where that is known. */
  readonly module: string | undefined;
  /** What stands beside the message; with the time, under `timestamp`, where that is known. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Whether the line tells of a crash, or follows one that does. */
  readonly isCrash: boolean;
}

/** How the last words of a crash begin, in Go, Python, Rust and Node. */
const crashes: readonly RegExp[] = [
  /^panic: /,
  /^fatal error: /,
  /^Traceback \(most recent call last\):/,
  /^thread '.*' (?:\(\d+\) )?panicked at /,
  /^(?:file:\/\/)?\/\S+\.[cm]?[jt]s:\d+$/,
];

const prefixedLevel = /^\[(TRACE|DEBUG|INFO|WARN|ERROR)\]\s*/;

/** Reads the lines of one program, in their order. */
export class PluginLogReader {
  #isCrashing = false;

  /** @param isPart Whether it is only a part of a line that was too long. */
  read(line: string, isPart: boolean = false): PluginLogEntry {
    const tagged = isPart ? undefined : (readHclog(line) ?? readPrefixed(line));
    if (tagged) return tagged;
    if (!isPart && crashes.some((pattern) => pattern.test(line))) this.#isCrashing = true;
    const level = this.#isCrashing ? "error" : "debug";
    return { level, message: line, module: undefined, fields: {}, isCrash: this.#isCrashing };
  }
}

/** The entry as a line for people. */
export function formatPluginLogEntry({ level, message, module, fields, isCrash }: PluginLogEntry): string {
  const { timestamp: _, ...others } = fields;
  const pairs = Object.entries(others).map(([name, value]) => ` ${name}=${formatValue(value)}`);
  if (module === undefined && pairs.length === 0 && (isCrash || level === "debug")) return message;
  return `[${level}] ${module === undefined ? "" : `${module}: `}${message}${pairs.join("")}`;
}

function formatValue(value: unknown): string {
  return typeof value === "string" && /^[^\s"]+$/.test(value) ? value : JSON.stringify(value);
}

function readHclog(line: string): PluginLogEntry | undefined {
  if (!line.startsWith("{")) return undefined;
  const { "@level": level, "@message": message, "@module": module, "@timestamp": timestamp, ...fields } = parse(line);
  if (!isLevel(level) || typeof message !== "string") return undefined;
  return {
    level,
    message,
    module: typeof module === "string" && module !== "" ? module : undefined,
    fields: timestamp === undefined ? fields : { timestamp, ...fields },
    isCrash: false,
  };
}

function readPrefixed(line: string): PluginLogEntry | undefined {
  const match = prefixedLevel.exec(line);
  if (!match) return undefined;
  const level = match[1]!.toLowerCase() as PluginLogLevel;
  return { level, message: line.slice(match[0].length), module: undefined, fields: {}, isCrash: false };
}

function isLevel(level: unknown): level is PluginLogLevel {
  return level === "trace" || level === "debug" || level === "info" || level === "warn" || level === "error";
}

function parse(line: string): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
