// SPDX-License-Identifier: Apache-2.0

/**
 * Runs a program of commands: parsing, help, completion, logs, progress and errors, the same for all our programs.
 *
 * Exit codes: what the command returns; 1 when it fails; 2 for a command line that cannot be understood; 130 when it
 * ends because it was told to stop.
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
import type {
  ArgsDefinition,
  Command,
  CommandGroup,
  Commands,
  Example,
  FlagDefinition,
  FlagDefinitions,
  ProgramIo,
} from "./command.ts";
import { createCompletionCommand } from "./completion-command.ts";
import { renderError } from "./report-error.ts";
import { logLevels, runCommand } from "./run-command.ts";

export interface Program {
  /** As it is called: letters, digits, `-` and `_`. */
  readonly name: string;
  readonly version: string;
  /** One line, without a full stop. */
  readonly summary: string;
  readonly description?: string;
  readonly examples?: readonly Example[];
  readonly commands: Commands;
}

/** Runs one command line; gives the exit code. */
export async function runProgram(program: Program, args: readonly string[], io: ProgramIo): Promise<number> {
  const session: Session = { program, io, exitCode: 0 };
  const app = buildProgram(session);
  const context = { process: toStricliProcess(io) };
  if (args[0] === "__complete") {
    await propose(app, args.slice(1), context, io);
    return 0;
  }
  await run(app, args.length === 0 ? ["--help"] : args, context);
  // Negative codes are Stricli's, for command lines that it cannot understand.
  return Number(context.process.exitCode ?? 0) < 0 ? 2 : session.exitCode;
}

interface Session {
  readonly program: Program;
  readonly io: ProgramIo;
  exitCode: number;
}

const commonFlags: FlagDefinitions = {
  json: { kind: "flag", about: "Write the result as JSON" },
  logLevel: { kind: "oneOf", values: logLevels, about: "What is logged to stderr: warn unless told" },
};

function buildProgram(session: Session): Application<CommandContext> {
  const { program, io } = session;
  const commands = { ...program.commands, completion: createCompletionCommand(program.name) };
  return buildApplication(toRouteMap({ ...program, commands }, session), {
    name: program.name,
    versionInfo: { currentVersion: program.version },
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab" },
    localization: {
      text: {
        ...text_en,
        exceptionWhileParsingArguments: (error) => renderError(error, io.colors?.stderr ?? false).trimEnd(),
      },
    },
  });
}

function toRouteMap(group: CommandGroup, session: Session): ReturnType<typeof buildRouteMap> {
  const routes = Object.entries(group.commands).map(([name, entry]) => {
    return [name, "commands" in entry ? toRouteMap(entry, session) : toStricli(entry, session)] as const;
  });
  return buildRouteMap({
    routes: Object.fromEntries(routes),
    docs: { brief: group.summary, fullDescription: describe(group, session.program.name) },
  });
}

/** What the help says before it lists commands and flags. */
function describe(
  { summary, description, examples = [] }: Pick<Command | CommandGroup, "summary" | "description" | "examples">,
  programName: string,
): string {
  const shown = examples.map(({ line, about }) => `  ${programName} ${line}\n    ${about}`);
  return [description ?? `${summary}.`, ...(shown.length > 0 ? [`EXAMPLES\n${shown.join("\n")}`] : [])].join("\n\n");
}

function toStricli(command: Command, session: Session): ReturnType<typeof buildCommand> {
  const { args, flags = {} } = command;
  const { program, io } = session;
  const all = { ...flags, ...commonFlags };
  return buildCommand<Readonly<Record<string, unknown>>, readonly (string | undefined)[]>({
    docs: { brief: command.summary, fullDescription: describe(command, program.name) },
    parameters: {
      flags: Object.fromEntries(Object.entries(all).map(([name, flag]) => [name, toStricliFlag(flag)])),
      positional: toStricliArgs(args),
    } as never,
    async func(values, ...positionals) {
      const given = positionals.filter((value) => value !== undefined);
      session.exitCode = await runCommand(program.name, command, completeFlags(values, all), given, io);
    },
  });
}

/** Stricli leaves undefined what is not there: as its default, the help would show `false` with each switch. */
function completeFlags(
  values: Readonly<Record<string, unknown>>,
  flags: FlagDefinitions,
): Readonly<Record<string, unknown>> {
  const complete = Object.entries(flags).map(([name, { kind }]) => [
    name,
    values[name] ?? (kind === "flag" ? false : kind === "texts" ? [] : undefined),
  ]);
  return Object.fromEntries(complete) as Record<string, unknown>;
}

function toStricliArgs(args: ArgsDefinition | undefined): object {
  if (args === undefined) return { kind: "tuple", parameters: [] };
  const { name, about, min = 0, max } = args;
  const parameter = {
    brief: about,
    placeholder: name,
    parse: String,
    ...(args.complete && { proposeCompletions: (partial: string) => args.complete!(partial) }),
  };
  // The help shows a list of at most one as a list.
  if (max === 1) return { kind: "tuple", parameters: [{ ...parameter, optional: min === 0 }] };
  return { kind: "array", parameter, minimum: min, ...(max !== undefined && { maximum: max }) };
}

function toStricliFlag(flag: FlagDefinition): object {
  const brief = flag.about;
  if (flag.kind === "flag") return { kind: "boolean", brief, optional: true, withNegated: false };
  if (flag.kind === "texts") return { kind: "parsed", parse: String, brief, optional: true, variadic: true };
  const optional = flag.required !== true;
  if (flag.kind === "oneOf") {
    // Not Stricli's own enumeration, whose values the usage line would repeat.
    return {
      kind: "parsed",
      parse: buildChoiceParser(flag.values),
      proposeCompletions: (partial: string) => flag.values.filter((value) => value.startsWith(partial)),
      brief: `${brief} (${flag.values.join(", ")})`,
      optional,
    };
  }
  return { kind: "parsed", parse: flag.kind === "number" ? numberParser : String, brief, optional };
}

/** One proposal a line, with what it does after a tab; nothing where a shell should propose files. */
async function propose(
  app: Application<CommandContext>,
  words: readonly string[],
  context: CommandContext,
  io: ProgramIo,
): Promise<void> {
  const wantsFlag = words.at(-1)?.startsWith("-") ?? false;
  for (const { kind, completion, brief } of await proposeCompletions(app, words, context)) {
    // Flags stand in the way of what is asked for, until somebody begins to write one.
    if (completion.startsWith("-") && !wantsFlag) continue;
    io.stdout(kind === "argument:value" ? `${completion}\n` : `${completion}\t${brief}\n`);
  }
}

function toStricliProcess(io: ProgramIo): StricliProcess {
  // What it asks for is the number of bits of a colour.
  const stream = (write: (text: string) => void, color = false): StricliProcess["stdout"] & object => ({
    write,
    getColorDepth: () => (color ? 4 : 1),
  });
  return {
    stdout: stream((text) => io.stdout(text), io.colors?.stdout),
    stderr: stream((text) => io.stderr(text), io.colors?.stderr),
    env: { STRICLI_SKIP_VERSION_CHECK: "1" },
  };
}
