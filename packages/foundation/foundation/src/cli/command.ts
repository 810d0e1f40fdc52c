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

/** One flag of a command; its name in camel case is `--kebab-case` on the command line. */
export type FlagDefinition = { readonly about: string } & (
  | { readonly kind: "flag" }
  | { readonly kind: "text"; readonly required?: boolean }
  | { readonly kind: "number"; readonly required?: boolean }
  | { readonly kind: "oneOf"; readonly values: readonly string[]; readonly required?: boolean }
);

export type FlagDefinitions = Readonly<Record<string, FlagDefinition>>;

type FlagValue<D> = D extends { readonly kind: "flag" }
  ? boolean
  : D extends { readonly kind: "number" }
    ? number
    : D extends { readonly kind: "oneOf"; readonly values: readonly (infer V)[] }
      ? V
      : string;

/** What a command gets for its flags: a flag is always there, others may be undefined unless they are required. */
export type FlagValues<F> = {
  readonly [K in keyof F]: F[K] extends { readonly kind: "flag" } | { readonly required: true }
    ? FlagValue<F[K]>
    : FlagValue<F[K]> | undefined;
};

/** Where a program reads and writes. */
export interface ProgramIo {
  stdout(text: string): void;
  stderr(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether colours may be written. Taken from `env` and the terminal by `processIo`. */
  readonly color?: boolean;
  readonly signal?: AbortSignal;
}

export interface CommandInput<F> {
  readonly flags: FlagValues<F>;
  /** What stands on the command line beside the flags. */
  readonly args: readonly string[];
  readonly io: ProgramIo;
  /** Of `--log-level`; writes to stderr. */
  readonly logger: Logger;
  /** Writes the result: as JSON with `--json`, else as text for people. */
  readonly print: (result: unknown, text: string) => void;
}

export interface Command<F extends FlagDefinitions = FlagDefinitions> {
  /** One line, without a full stop. */
  readonly summary: string;
  /** More, for the command's own help. */
  readonly description?: string;
  readonly flags?: F;
  /** What `args` are. Without it a command takes none. */
  readonly args?: { readonly name: string; readonly about: string; readonly min?: number; readonly max?: number };
  /** Shown by `--help`; the command line is without the program's name. */
  readonly examples?: readonly { readonly line: string; readonly about: string }[];
  /** @returns The exit code; 0 when it returns nothing. An error that it throws is reported, with exit code 1. */
  run(input: CommandInput<F>): number | void | Promise<number | void>;
}

/** Declares a command, with the types of its flags. */
export function defineCommand<const F extends FlagDefinitions>(command: Command<F>): Command {
  return command;
}
