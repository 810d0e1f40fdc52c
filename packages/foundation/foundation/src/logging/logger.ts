// SPDX-License-Identifier: Apache-2.0

import { createJsonLineFormat, hclogShape, jsonShape } from "./json-line.ts";
import { detectTerminal, isTerminal, type Terminal } from "../platform/terminal.ts";
import { joinRedactors, type Redactor } from "../redaction/redactor.ts";
import { contextFields } from "./context.ts";
import { severity, type LevelOf, type LogLevel, type LogThreshold, type ModuleLevels } from "./level.ts";
import { createLineWriter } from "./line-writer.ts";
import { mergeFields, type EmojiOf, type FormatLine, type LogFields } from "./line-format.ts";
import { findByLongestPrefix } from "./longest-prefix.ts";
import { createPeopleLineFormat, type PeopleStyle } from "./people-line.ts";
import { createProcessorChain, type LogEntry, type LogProcessor } from "./processor.ts";

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
  /** For the last words of a program that gives up; does not end it. Hosts get it as `error`, their highest level. */
  fatal(message: LogMessage, fields?: LogFields | (() => LogFields)): void;
  /** Whether a line of this level would be written. */
  isEnabled(level: LogLevel): boolean;
  /** A logger for a part of the program: its name is appended with a dot, its fields are added to every line. */
  child(name: string, fields?: LogFields): Logger;
  /** A logger that adds fields to every line; those of a call win over those of the logger. */
  child(fields: LogFields): Logger;
  /** A logger that also hides what `redactor` knows and will learn. */
  withRedactor(redactor: Redactor): Logger;
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
  /** Levels of parts of the program by their loggers' names: a table, of which the longest dotted prefix counts, or a function. */
  readonly levels?: ModuleLevels | LevelOf;
  /** `people` when stderr is a terminal, else `json`, unless told. */
  readonly format?: LogFormat;
  /** Takes each complete line, with its newline. Writes to stderr unless told; see `createLineWriter`. */
  readonly write?: (line: string) => void;
  /** Fields of every line. */
  readonly fields?: LogFields;
  /** Colours of the `people` form. Unless told: when `write` is the default and `detectTerminal` finds that stderr has them. */
  readonly color?: boolean;
  /** Finds the emoji of a line, of which there are none unless told; see `createEmoji` in the subpath `/logging`. */
  readonly emoji?: EmojiOf;
  /** Hides secrets that show by neither key nor shape, such as a configuration's sensitive values. */
  readonly redactor?: Redactor;
  /** See, change or leave out lines before they are written, in this order. */
  readonly processors?: readonly LogProcessor[];
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
  const output = createOutput(options, options.write ?? createLineWriter(2));
  const level = output.levelOf(options.name) ?? options.level ?? "info";
  return new LineLogger(options.name, level, options.fields ?? {}, output);
}

function createOutput(options: LoggerOptions, write: Output["write"]): Output {
  const createFormat = chooseFormat(options);
  const { processors = [], levels = {}, now = Date.now, redactor } = options;
  return {
    write,
    now,
    levelOf: typeof levels === "function" ? levels : (name) => findByLongestPrefix(levels, name),
    createFormat,
    process:
      processors.length === 0 ? undefined : createProcessorChain(processors, createEntryWriter(createFormat, write)),
    withRedactor: (other) => createOutput({ ...options, redactor: joinRedactors(redactor, other) }, write),
  };
}

type CreateFormat = (name: string, fields: LogFields) => FormatLine;

/** What a logger and its descendants share. */
interface Output {
  readonly write: (line: string) => void;
  readonly now: () => number;
  readonly levelOf: LevelOf;
  readonly createFormat: CreateFormat;
  /** Undefined when there are no processors, which saves making an entry of each line. */
  readonly process: ((entry: LogEntry) => void) | undefined;
  readonly withRedactor: (redactor: Redactor) => Output;
}

function chooseFormat({ format, color, emoji, redactor, write }: LoggerOptions): CreateFormat {
  const terminal = write === undefined && format !== "json" && format !== "hclog" ? detectStderr() : undefined;
  if (format === "people" || (format === undefined && terminal?.isTty)) {
    const style: PeopleStyle = { color: color ?? (terminal?.colors ?? 0) > 0, emoji, redactor, nameWidth: 0 };
    return (name, fields) => createPeopleLineFormat(name, fields, style);
  }
  const shape = format === "hclog" ? hclogShape : jsonShape;
  return (name, fields) => createJsonLineFormat(shape, name, fields, emoji, redactor);
}

/** Not by `process.stderr`, whose stream takes milliseconds to set up. */
function detectStderr(): Terminal {
  return detectTerminal({ stream: { isTTY: isTerminal(2) } });
}

/** Writes entries, which bring the names and fields of their loggers along. */
function createEntryWriter(createFormat: CreateFormat, write: (line: string) => void): (entry: LogEntry) => void {
  const formats = new Map<string, FormatLine>();
  return ({ level, timeMs, logger, message, fields }) => {
    let format = formats.get(logger);
    if (format === undefined) {
      // Names come from source code; ones that a processor makes from data must not fill the memory.
      if (formats.size >= 1_000) formats.clear();
      formats.set(logger, (format = createFormat(logger, {})));
    }
    write(format(level, timeMs, message, fields));
  };
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

  fatal(message: LogMessage, fields?: LogFields | (() => LogFields)): void {
    if (this.#threshold <= severity.fatal) this.#log("fatal", message, fields);
  }

  isEnabled(level: LogLevel): boolean {
    return this.#threshold <= severity[level];
  }

  child(nameOrFields: string | LogFields, fields?: LogFields): Logger {
    if (typeof nameOrFields !== "string") return this.#derive(this.name, nameOrFields);
    return this.#derive(this.name === "" ? nameOrFields : `${this.name}.${nameOrFields}`, fields);
  }

  withRedactor(redactor: Redactor): Logger {
    return new LineLogger(this.name, this.level, this.#fields, this.#output.withRedactor(redactor));
  }

  #derive(name: string, fields: LogFields | undefined): Logger {
    const level = name === this.name ? this.level : (this.#output.levelOf(name) ?? this.level);
    return new LineLogger(name, level, mergeFields(this.#fields, fields), this.#output);
  }

  #log(level: LogLevel, message: LogMessage, fields: LogFields | (() => LogFields) | undefined): void {
    try {
      const made = typeof message === "function" ? message() : message;
      // Hosts crash on a message that is no string, and plain JavaScript may pass anything.
      const text = typeof made === "string" ? made : String(made);
      const own = typeof fields === "function" ? fields() : fields;
      const context = contextFields();
      this.#emit(level, text, context === undefined ? own : mergeFields(context, own));
    } catch (error) {
      this.#reportLoss(level, error);
    }
  }

  #emit(level: LogLevel, message: string, fields: LogFields | undefined): void {
    const { process, now, write } = this.#output;
    if (process === undefined) write(this.#lineFormat()(level, now(), message, fields));
    else process({ level, timeMs: now(), logger: this.name, message, fields: mergeFields(this.#fields, fields) });
  }

  #lineFormat(): FormatLine {
    return (this.#format ??= this.#output.createFormat(this.name, this.#fields));
  }

  /** A lazy message that throws must show in the log and nowhere else. */
  #reportLoss(level: LogLevel, error: unknown): void {
    try {
      this.#output.write(this.#lineFormat()(level, this.#output.now(), "a log line could not be made", { error }));
    } catch {
      // `write` itself throws: there is nobody left to tell.
    }
  }
}
