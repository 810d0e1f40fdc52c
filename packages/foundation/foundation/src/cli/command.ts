// SPDX-License-Identifier: Apache-2.0

/**
 * Commands as data: what they are called, what they take, and one function.
 *
 * A command writes to what it is given and returns its exit code, so that its
 * tests need no process.
 *
 * @module
 */

import type { Logger } from "../logging/logger.ts";
import type { Progress, ProgressTerminal } from "./progress.ts";

/** One flag of a command; its name in camel case is `--kebab-case` on the command line. */
export type FlagDefinition = { readonly about: string } & (
  | { readonly kind: "flag" }
  | { readonly kind: "text"; readonly required?: boolean }
  /** May be there any number of times. */
  | { readonly kind: "texts" }
  | { readonly kind: "number"; readonly required?: boolean }
  /** Its help names the values. */
  | { readonly kind: "oneOf"; readonly values: readonly string[]; readonly required?: boolean }
);

export type FlagDefinitions = Readonly<Record<string, FlagDefinition>>;

type FlagValue<D> = D extends { readonly kind: "flag" }
  ? boolean
  : D extends { readonly kind: "texts" }
    ? readonly string[]
    : D extends { readonly kind: "number" }
      ? number
      : D extends { readonly kind: "oneOf"; readonly values: readonly (infer V)[] }
        ? V
        : string;

/** What a command gets for its flags: flags and lists are always there, others may be undefined unless they are required. */
export type FlagValues<F> = {
  readonly [K in keyof F]: F[K] extends { readonly kind: "flag" | "texts" } | { readonly required: true }
    ? FlagValue<F[K]>
    : FlagValue<F[K]> | undefined;
};

/** Where a program reads and writes. */
export interface ProgramIo {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where colours may be written: nowhere unless told. */
  readonly colors?: { readonly stdout: boolean; readonly stderr: boolean };
  /** The terminal behind `stderr`, if there is one on which progress may be drawn. */
  readonly terminal?: ProgressTerminal;
  /** Aborted when the program is to stop. */
  readonly signal?: AbortSignal;
}

export interface CommandInput<F> {
  readonly flags: FlagValues<F>;
  /** What stands on the command line beside the flags. */
  readonly args: readonly string[];
  readonly io: ProgramIo;
  /** Of `--log-level`; writes to stderr. */
  readonly logger: Logger;
  /** Aborted when the user presses Ctrl-C; for whatever takes long. */
  readonly signal: AbortSignal;
  /** Writes the result: as JSON with `--json`, else as text for people. */
  readonly print: (result: unknown, text: string) => void;
  /** Whether `--json` is there: nothing but the result may then be on stdout. */
  readonly isJson: boolean;
  /** Runs what may take more than two seconds, and shows how far it is. */
  readonly progress: Progress;
}

/** What `args` of a command are. */
export interface ArgsDefinition {
  readonly name: string;
  readonly about: string;
  /** How many there must be, 0 unless told, and may be, any number unless told. */
  readonly min?: number;
  readonly max?: number;
  /** What a shell may propose for the next one; files unless told. */
  complete?(partial: string): readonly string[] | Promise<readonly string[]>;
}

/** A command line that the help shows. */
export interface Example {
  /** Without the program's name. */
  readonly line: string;
  readonly about: string;
}

export interface Command<F extends FlagDefinitions = FlagDefinitions> {
  /** One line, without a full stop. */
  readonly summary: string;
  /** More, for the command's own help. */
  readonly description?: string;
  readonly flags?: F;
  /** Without it a command takes none. */
  readonly args?: ArgsDefinition;
  readonly examples?: readonly Example[];
  /** @returns The exit code; 0 when it returns nothing. An error that it throws is reported, with exit code 1. */
  run(input: CommandInput<F>): number | void | Promise<number | void>;
}

/** Commands that belong together: `foundry state list`, `foundry state show`. */
export interface CommandGroup {
  /** One line, without a full stop. */
  readonly summary: string;
  readonly description?: string;
  readonly examples?: readonly Example[];
  readonly commands: Commands;
}

/** Commands and groups of them, by the word that calls them. */
export type Commands = Readonly<Record<string, Command | CommandGroup>>;

/** Declares a command, with the types of its flags. */
export function defineCommand<const F extends FlagDefinitions>(command: Command<F>): Command {
  return command;
}
