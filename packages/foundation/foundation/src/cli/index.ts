// SPDX-License-Identifier: Apache-2.0

export {
  defineCommand,
  type ArgsDefinition,
  type Command,
  type CommandGroup,
  type CommandInput,
  type Commands,
  type Example,
  type FlagDefinition,
  type FlagDefinitions,
  type FlagValues,
  type ProgramIo,
} from "./command.ts";
export { createConfigCommand } from "./config-command.ts";
export { completionScript, type Shell } from "./completion.ts";
export { processIo, runMain } from "./main.ts";
export { runProgram, type Program } from "./program.ts";
export type { Progress, ProgressOptions, ProgressTerminal, Step, StepControl } from "./progress.ts";
export { renderError, renderErrorJson } from "./report-error.ts";
