// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";

/** One thing that is wrong with a configuration. */
export interface ConfigProblem {
  /** The dotted key of the setting, or of what is in its place. */
  readonly key: string;
  /** What is wrong; never with the value of a secret. */
  readonly reason: string;
  /** Where: `user file /home/ann/.provide/config.toml:3:1`, `environment variable WRKNV_LOG_LEVEL`. */
  readonly origin?: string;
}

/**
 * A configuration that cannot be used. By `code`:
 *
 * - `config.invalid`: values or keys are wrong; all of them are in `context.problems`.
 * - `config.syntax`: a file is not TOML; the message names file, line and column.
 * - `config.unreadable`: a file is there and cannot be read.
 * - `config.no_profile`: there is no file for the profile that was asked for, or its name is none.
 * - `config.unknown_key`: the program asked about a setting that it does not have.
 * - `config.definition`: the settings contradict each other; a bug of the program.
 */
export class ConfigError extends FoundationError<{
  readonly problems?: readonly ConfigProblem[];
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}> {
  static {
    this.define("ConfigError", "config.invalid");
  }
}

/** @throws ConfigError `config.invalid` that lists `problems`, unless there are none. */
export function throwProblems(name: string, problems: readonly ConfigProblem[]): void {
  if (problems.length === 0) return;
  const texts = problems.map(describeProblem);
  const list = texts.length === 1 ? ` ${texts[0]}` : texts.map((text) => `\n  - ${text}`).join("");
  throw new ConfigError(`the configuration of ${name} cannot be used:${list}`, {
    context: { problems },
    hint: "Correct it at the place that is named, or set a valid value at a stronger level, as on the command line.",
  });
}

function describeProblem({ key, reason, origin }: ConfigProblem): string {
  return `${key}: ${reason}${origin === undefined ? "" : ` (${origin})`}`;
}
