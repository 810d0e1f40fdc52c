// SPDX-License-Identifier: Apache-2.0

import { describeError } from "../errors/describe-error.ts";
import { createLogger } from "../logging/logger.ts";
import type { LogThreshold } from "../logging/level.ts";
import { detectTerminal } from "../platform/terminal.ts";
import { createRedactor } from "../redaction/redactor.ts";
import type { Command, CommandInput, FlagDefinitions, ProgramIo } from "./command.ts";
import { HeldOutput } from "./held-output.ts";
import { createProgress } from "./progress.ts";
import { renderError, renderErrorJson } from "./report-error.ts";

export const logLevels: readonly LogThreshold[] = ["trace", "debug", "info", "warn", "error", "off"];

/** What a shell says of a program that Ctrl-C has ended: 128, and the number of the signal. */
const interrupted = 130;

/** Runs a command whose command line is understood; gives its exit code. */
export async function runCommand(
  programName: string,
  command: Command,
  { json, logLevel, ...flags }: Readonly<Record<string, unknown>>,
  args: readonly string[],
  surroundings: ProgramIo,
): Promise<number> {
  const isJson = json === true;
  const output = new HeldOutput(surroundings);
  const { io } = output;
  const redactor = createRedactor();
  redactor.addVariables(io.env);
  const logger = createLogger({
    name: programName,
    redactor,
    level: (logLevel ?? "warn") as LogThreshold,
    format: isJson ? "json" : "people",
    write: (line) => io.stderr(line),
  });
  const signal = io.signal ?? new AbortController().signal;
  // Logs would end up in the middle of what is drawn.
  const isDrawn = io.terminal !== undefined && !isJson && !logger.isEnabled("info");
  const progress = createProgress({
    kind: isJson ? "none" : isDrawn ? "drawn" : "lines",
    ...(io.terminal && { terminal: io.terminal }),
    color: io.colors?.stderr ?? false,
    unicode: detectTerminal({ env: io.env }).unicode,
    write: (line) => io.stderr(line),
    signal,
    now: () => performance.now(),
  });
  const input: CommandInput<FlagDefinitions> = {
    flags: flags as CommandInput<FlagDefinitions>["flags"],
    args,
    io,
    logger,
    signal,
    isJson,
    print: (result, text) => io.stdout(`${isJson ? JSON.stringify(result) : text.replace(/\n$/, "")}\n`),
    progress: (steps, options) => (isDrawn ? output.during(() => progress(steps, options)) : progress(steps, options)),
  };
  try {
    return (await command.run(input)) ?? 0;
  } catch (error) {
    if (signal.aborted) {
      io.stderr("Interrupted.\n");
      return interrupted;
    }
    io.stderr(redactor.hide(isJson ? renderErrorJson(error) : renderError(error, io.colors?.stderr ?? false)));
    if (!isJson && logger.isEnabled("debug")) io.stderr(`${describeError(error, redactor)}\n`);
    return 1;
  }
}
