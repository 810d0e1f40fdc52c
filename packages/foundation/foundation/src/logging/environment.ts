// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";
import { detectTerminal, isTerminal } from "../platform/terminal.ts";
import { createRedactor } from "../redaction/redactor.ts";
import { createEmoji, standardEmoji } from "./emoji.ts";
import { parseLogThreshold, type LogThreshold, type ModuleLevels } from "./level.ts";
import type { LogFormat, LoggerOptions } from "./logger.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment variable about logging that cannot be understood. */
export class LogEnvironmentError extends FoundationError<{ readonly variable: string; readonly part: string }> {
  static {
    this.define("LogEnvironmentError", "logging.environment");
  }
}

/**
 * What the environment asks of a program's logger on stderr.
 *
 * - `PROVIDE_LOG_LEVEL`: a level.
 * - `PROVIDE_LOG_MODULE_LEVELS`: levels of parts, `app.client:trace,app.db:warn`.
 * - `PROVIDE_LOG_FORMAT`: `people`, `json` or `hclog`; unless set, `people` on a terminal and else `json`.
 *
 * Colours and emoji come with the form for people only, and where `detectTerminal` of `/platform` finds that they can be
 * seen and are wanted, which asks `NO_COLOR`, `FORCE_COLOR` and `PROVIDE_NO_EMOJI`.
 *
 * The redactor hides the values of variables whose names name a secret (`ACME_TOKEN`, `DB_PASSWORD`); tell it what else
 * is secret.
 *
 * @param terminal Whether stderr is a terminal; found out unless told.
 * @throws LogEnvironmentError naming the variable and the part of it that is wrong.
 *
 * @example
 * const log = createLogger({ name: "web-service", ...loggerOptionsFromEnvironment() });
 */
export function loggerOptionsFromEnvironment(
  env: Environment = process.env,
  terminal: boolean = isTerminal(2),
): Pick<LoggerOptions, "level" | "format" | "color" | "emoji"> &
  Required<Pick<LoggerOptions, "redactor">> & { readonly levels?: ModuleLevels } {
  const level = env["PROVIDE_LOG_LEVEL"];
  const levels = env["PROVIDE_LOG_MODULE_LEVELS"];
  const format = readFormat(env) ?? (terminal ? "people" : "json");
  const forPeople = format === "people";
  const { colors, emoji } = detectTerminal({ stream: { isTTY: terminal }, env });
  const redactor = createRedactor();
  redactor.addVariables(env);
  return {
    ...(level && { level: readLevel("PROVIDE_LOG_LEVEL", level) }),
    ...(levels && { levels: readModuleLevels("PROVIDE_LOG_MODULE_LEVELS", levels) }),
    format,
    color: forPeople && colors > 0,
    redactor,
    ...(forPeople && emoji && { emoji: createEmoji(standardEmoji) }),
  };
}

function readFormat(env: Environment): LogFormat | undefined {
  const text = env["PROVIDE_LOG_FORMAT"]?.trim().toLowerCase();
  if (!text) return undefined;
  if (text === "people" || text === "json" || text === "hclog") return text;
  throw problem("PROVIDE_LOG_FORMAT", text, "Use people, json or hclog.");
}

function readLevel(variable: string, text: string): LogThreshold {
  const level = parseLogThreshold(text);
  if (level === undefined) throw problem(variable, text, "Use trace, debug, info, warn, error, fatal or off.");
  return level;
}

function readModuleLevels(variable: string, text: string): ModuleLevels {
  const levels: Record<string, LogThreshold> = Object.create(null);
  for (const part of text.split(",").map((part) => part.trim())) {
    if (part === "") continue;
    const [name = "", level = "", ...more] = part.split(":").map((word) => word.trim());
    if (name === "" || level === "" || more.length > 0) throw problem(variable, part, "Use name:level,name:level.");
    levels[name] = readLevel(variable, level);
  }
  return levels;
}

function problem(variable: string, part: string, hint: string): LogEnvironmentError {
  const shown = part.slice(0, 100);
  return new LogEnvironmentError(`${variable} has a part that is not understood: ${JSON.stringify(shown)}`, {
    context: { variable, part: shown },
    hint,
  });
}
