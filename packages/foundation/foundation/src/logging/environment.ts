// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";
import { createEmoji, standardEmoji } from "./emoji.ts";
import { parseLogThreshold, type LogThreshold, type ModuleLevels } from "./level.ts";
import type { LogFormat, LoggerOptions } from "./logger.ts";
import { wantsColor } from "./people-line.ts";

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
 * - `NO_COLOR`: neither colours nor emoji. `PROVIDE_NO_EMOJI`: no emoji. Both count when they are not empty.
 *
 * Colours and emoji are for people at a terminal only, and emoji only where its character set is UTF-8.
 *
 * @param terminal Whether stderr is a terminal; found out unless told.
 * @throws LogEnvironmentError naming the variable and the part of it that is wrong.
 *
 * @example
 * const log = createLogger({ name: "web-service", ...loggerOptionsFromEnvironment() });
 */
export function loggerOptionsFromEnvironment(
  env: Environment = process.env,
  terminal: boolean = process.getBuiltinModule("node:tty").isatty(2),
): Pick<LoggerOptions, "level" | "levels" | "format" | "color" | "emoji"> {
  const level = env["PROVIDE_LOG_LEVEL"];
  const levels = env["PROVIDE_LOG_MODULE_LEVELS"];
  const format = readFormat(env) ?? (terminal ? "people" : "json");
  const forPeople = terminal && format === "people";
  return {
    ...(level && { level: readLevel("PROVIDE_LOG_LEVEL", level) }),
    ...(levels && { levels: readModuleLevels("PROVIDE_LOG_MODULE_LEVELS", levels) }),
    format,
    color: forPeople && wantsColor(env),
    ...(forPeople && wantsEmoji(env) && { emoji: createEmoji(standardEmoji) }),
  };
}

/** Whether the user of a terminal wants emoji and the terminal can show them. */
export function wantsEmoji(env: Environment, platform: NodeJS.Platform = process.platform): boolean {
  if (env["PROVIDE_NO_EMOJI"] || !wantsColor(env) || env["TERM"] === "linux") return false;
  // Windows Terminal is the one console of Windows that shows them.
  if (platform === "win32") return Boolean(env["WT_SESSION"]);
  const charset = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  return charset ? /utf-?8/i.test(charset) : platform === "darwin";
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
