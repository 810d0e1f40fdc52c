// SPDX-License-Identifier: Apache-2.0

/**
 * Runs a program of commands: parsing, help, completion, logs and errors, the same for all our programs.
 *
 * Exit codes: what the command returns; 1 when it fails; 2 for a command line that cannot be understood.
 *
 * @module
 */

import {
  buildApplication,
  buildChoiceParser,
  buildCommand,
  buildRouteMap,
  numberParser,
  proposeCompletions,
  run,
  text_en,
  type Application,
  type CommandContext,
  type StricliProcess,
} from "@stricli/core";
import { describeError } from "../errors/describe-error.ts";
import { FoundationError } from "../errors/foundation-error.ts";
import { createLogger } from "../logging/logger.ts";
import type { LogThreshold } from "../logging/level.ts";
import { detectTerminal } from "../platform/terminal.ts";
import type { Command, CommandInput, FlagDefinition, FlagDefinitions, ProgramIo } from "./command.ts";
import { completionScript, shells } from "./completion.ts";
import { renderError } from "./report-error.ts";

export interface Program {
  /** As it is called: letters, digits, `-` and `_`. */
  readonly name: string;
  readonly version: string;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly commands: Readonly<Record<string, Command>>;
}

/** Runs one command line; gives the exit code. */
export async function runProgram(program: Program, args: readonly string[], io: ProgramIo): Promise<number> {
  const session = { exitCode: 0 };
  const app = buildProgram(program, io, session);
  const context = { process: toStricliProcess(io) };
  if (args[0] === "__complete") {
    for (const { completion } of await proposeCompletions(app, args.slice(1), context)) io.stdout(`${completion}\n`);
    return 0;
  }
  await run(app, args.length === 0 ? ["--help"] : args, context);
  // Negative codes are Stricli's, for command lines that it cannot understand.
  return Number(context.process.exitCode ?? 0) < 0 ? 2 : session.exitCode;
}

/** This process as a program's surroundings. */
export function processIo(): ProgramIo {
  return {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    env: process.env,
    color: detectTerminal({ stream: process.stderr }).colors > 0,
  };
}

const logLevels = ["trace", "debug", "info", "warn", "error", "off"] as const satisfies readonly LogThreshold[];

const commonFlags: FlagDefinitions = {
  json: { kind: "flag", about: "Write the result as JSON" },
  logLevel: { kind: "oneOf", values: logLevels, about: "What is logged to stderr; warn unless told" },
};

function buildProgram(program: Program, io: ProgramIo, session: { exitCode: number }): Application<CommandContext> {
  const commands = { ...program.commands, completion: completionCommand(program.name) };
  const routes = Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [name, toStricli(program.name, command, io, session)]),
  );
  const color = io.color ?? false;
  return buildApplication(buildRouteMap({ routes, docs: { brief: program.summary } }), {
    name: program.name,
    versionInfo: { currentVersion: program.version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: !color },
    localization: {
      text: { ...text_en, exceptionWhileParsingArguments: (error) => renderError(error, color).trimEnd() },
    },
  });
}

function toStricli(
  programName: string,
  command: Command,
  io: ProgramIo,
  session: { exitCode: number },
): ReturnType<typeof buildCommand> {
  const { args, flags = {}, examples = [] } = command;
  const shown = examples.map(({ line, about }) => `  ${programName} ${line}\n    ${about}`);
  const description = [
    command.description ?? `${command.summary}.`,
    ...(shown.length > 0 ? [`EXAMPLES\n${shown.join("\n")}`] : []),
  ];
  const all = { ...flags, ...commonFlags };
  return buildCommand<Readonly<Record<string, unknown>>, readonly string[]>({
    docs: { brief: command.summary, fullDescription: description.join("\n\n") },
    parameters: {
      flags: Object.fromEntries(Object.entries(all).map(([name, flag]) => [name, toStricliFlag(flag)])),
      positional:
        args === undefined
          ? { kind: "tuple", parameters: [] }
          : {
              kind: "array",
              parameter: { brief: args.about, placeholder: args.name, parse: String },
              minimum: args.min ?? 0,
              ...(args.max !== undefined && { maximum: args.max }),
            },
    } as never,
    async func(values, ...positionals) {
      session.exitCode = await runCommand(programName, command, values, positionals, io);
    },
  });
}

async function runCommand(
  name: string,
  command: Command,
  { json, logLevel, ...flags }: Readonly<Record<string, unknown>>,
  args: readonly string[],
  io: ProgramIo,
): Promise<number> {
  const level = (logLevel ?? "warn") as LogThreshold;
  const logger = createLogger({
    name,
    level,
    format: json === true ? "json" : "people",
    write: (line) => io.stderr(line),
  });
  const print = (result: unknown, text: string): void => {
    io.stdout(`${json === true ? JSON.stringify(result) : text.replace(/\n$/, "")}\n`);
  };
  try {
    return (
      (await command.run({ flags: flags as CommandInput<FlagDefinitions>["flags"], args, io, logger, print })) ?? 0
    );
  } catch (error) {
    io.stderr(renderError(error, io.color ?? false));
    if (logger.isEnabled("debug")) io.stderr(`${describeError(error)}\n`);
    return 1;
  }
}

function toStricliFlag(flag: FlagDefinition): object {
  const brief = flag.about;
  if (flag.kind === "flag") return { kind: "boolean", brief, default: false };
  const optional = flag.required !== true;
  if (flag.kind === "oneOf") {
    // Not Stricli's own enumeration, whose values the usage line would repeat.
    return {
      kind: "parsed",
      parse: buildChoiceParser(flag.values),
      brief,
      optional,
      placeholder: flag.values.join("|"),
    };
  }
  return { kind: "parsed", parse: flag.kind === "number" ? numberParser : String, brief, optional };
}

function completionCommand(name: string): Command {
  return {
    summary: "Print a script that completes command lines in a shell",
    args: { name: "shell", about: shells.join(", "), min: 1, max: 1 },
    examples: [
      { line: "completion bash > ~/.bash_completion.d/" + name, about: "For bash; zsh and fish are the others" },
    ],
    run({ args, io }) {
      const shell = shells.find((one) => one === args[0]);
      if (shell === undefined) {
        throw new FoundationError(`there is no script for the shell ${args[0]}`, {
          code: "cli.unknown_shell",
          hint: `Choose one of ${shells.join(", ")}.`,
        });
      }
      io.stdout(completionScript(shell, name));
    },
  };
}

function toStricliProcess(io: ProgramIo): StricliProcess {
  return {
    stdout: { write: (text: string) => io.stdout(text) },
    stderr: { write: (text: string) => io.stderr(text) },
    env: { STRICLI_SKIP_VERSION_CHECK: "1", ...(io.color !== true && { STRICLI_NO_COLOR: "1" }) },
  };
}
