// SPDX-License-Identifier: Apache-2.0

import { createJsonLineFormat, hclogShape, jsonShape } from "./json-line.ts";
import { severity, type LogLevel, type LogThreshold } from "./level.ts";
import { createLineWriter } from "./line-writer.ts";
import { mergeFields, type FormatLine, type LogFields } from "./line-format.ts";
import { createPeopleLineFormat, wantsColor } from "./people-line.ts";

/** A message, or a function that is called only when the line is written. */
export type LogMessage = string | (() => string);

/**
 * Writes structured lines. Secrets do not get into them: values under keys that name a secret, and parts of any text
 * that have a secret's shape, are redacted at every depth. A call never throws.
 */
export interface Logger {
  /** Dotted, from the program to the part of it: `provider.client`. */
  readonly name: string;
  readonly level: LogThreshold;
  trace(message: LogMessage, fields?: LogFields | (() => LogFields)): void;
  debug(message: LogMessage, fields?: LogFields | (() => LogFields)): void;
  info(message: LogMessage, fields?: LogFields | (() => LogFields)): void;
  warn(message: LogMessage, fields?: LogFields | (() => LogFields)): void;
  error(message: LogMessage, fields?: LogFields | (() => LogFields)): void;
  /** Whether a line of this level would be written. */
  isEnabled(level: LogLevel): boolean;
  /** A logger for a part of the program: its name is appended with a dot, its fields are added to every line. */
  child(name: string, fields?: LogFields): Logger;
  /** A logger that adds fields to every line; those of a call win over those of the logger. */
  child(fields: LogFields): Logger;
}

/**
 * - `hclog`: the JSON that HashiCorp's hosts read from a plugin's stderr and log as their own.
 * - `json`: a JSON object a line with `time`, `level`, `logger` and `message` first, for log collectors.
 * - `people`: aligned text, coloured on a terminal.
 */
export type LogFormat = "hclog" | "json" | "people";

export interface LoggerOptions {
  readonly name: string;
  /** `info` unless told. */
  readonly level?: LogThreshold;
  /** `people` when stderr is a terminal, else `json`, unless told. */
  readonly format?: LogFormat;
  /** Takes each complete line, with its newline. Writes to stderr unless told; see `createLineWriter`. */
  readonly write?: (line: string) => void;
  /** Fields of every line. */
  readonly fields?: LogFields;
  /** Colours of the `people` form. Unless told: when the default `write` goes to a terminal and `NO_COLOR` is not set. */
  readonly color?: boolean;
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number;
}

/**
 * Creates a logger.
 *
 * @example
 * const log = createLogger({ name: "web-service" });
 * log.info("listening", { port: 8080 });
 * log.debug(() => `routes: ${routes.join(", ")}`);
 */
export function createLogger(options: LoggerOptions): Logger {
  const write = options.write ?? createLineWriter(2);
  const output: Output = { write, now: options.now ?? Date.now, createFormat: chooseFormat(options) };
  return new LineLogger(options.name, options.level ?? "info", options.fields ?? {}, output);
}

/** What a logger and its descendants share. */
interface Output {
  readonly write: (line: string) => void;
  readonly now: () => number;
  readonly createFormat: (name: string, fields: LogFields) => FormatLine;
}

function chooseFormat({ format, color, write }: LoggerOptions): Output["createFormat"] {
  const toTerminal = (): boolean => write === undefined && process.getBuiltinModule("node:tty").isatty(2);
  if (format === "people" || (format === undefined && toTerminal())) {
    const painted = color ?? (toTerminal() && wantsColor());
    return (name, fields) => createPeopleLineFormat(name, fields, painted);
  }
  const shape = format === "hclog" ? hclogShape : jsonShape;
  return (name, fields) => createJsonLineFormat(shape, name, fields);
}

class LineLogger implements Logger {
  readonly name: string;
  readonly level: LogThreshold;
  readonly #threshold: number;
  readonly #fields: LogFields;
  readonly #output: Output;
  /** Created by the first line: a child logger that never writes costs nothing. */
  #format: FormatLine | undefined;

  constructor(name: string, level: LogThreshold, fields: LogFields, output: Output) {
    this.name = name;
    this.level = level;
    this.#threshold = severity[level];
    this.#fields = fields;
    this.#output = output;
  }

  trace(message: LogMessage, fields?: LogFields | (() => LogFields)): void {
    if (this.#threshold <= severity.trace) this.#log("trace", message, fields);
  }

  debug(message: LogMessage, fields?: LogFields | (() => LogFields)): void {
    if (this.#threshold <= severity.debug) this.#log("debug", message, fields);
  }

  info(message: LogMessage, fields?: LogFields | (() => LogFields)): void {
    if (this.#threshold <= severity.info) this.#log("info", message, fields);
  }

  warn(message: LogMessage, fields?: LogFields | (() => LogFields)): void {
    if (this.#threshold <= severity.warn) this.#log("warn", message, fields);
  }

  error(message: LogMessage, fields?: LogFields | (() => LogFields)): void {
    if (this.#threshold <= severity.error) this.#log("error", message, fields);
  }

  isEnabled(level: LogLevel): boolean {
    return this.#threshold <= severity[level];
  }

  child(nameOrFields: string | LogFields, fields?: LogFields): Logger {
    if (typeof nameOrFields !== "string") return this.#derive(this.name, nameOrFields);
    return this.#derive(this.name === "" ? nameOrFields : `${this.name}.${nameOrFields}`, fields);
  }

  #derive(name: string, fields: LogFields | undefined): Logger {
    return new LineLogger(name, this.level, mergeFields(this.#fields, fields), this.#output);
  }

  #log(level: LogLevel, message: LogMessage, fields: LogFields | (() => LogFields) | undefined): void {
    try {
      this.#format ??= this.#output.createFormat(this.name, this.#fields);
      const text = typeof message === "function" ? message() : message;
      const extra = typeof fields === "function" ? fields() : fields;
      // Hosts crash on a message that is no string, and plain JavaScript may pass anything.
      this.#output.write(
        this.#format(level, this.#output.now(), typeof text === "string" ? text : String(text), extra),
      );
    } catch (error) {
      this.#reportLoss(level, error);
    }
  }

  /** A lazy message that throws must show in the log and nowhere else. */
  #reportLoss(level: LogLevel, error: unknown): void {
    try {
      const line = this.#format?.(level, this.#output.now(), "a log line could not be made", { error });
      if (line !== undefined) this.#output.write(line);
    } catch {
      // `write` itself throws: there is nobody left to tell.
    }
  }
}
