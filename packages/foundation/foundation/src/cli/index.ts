// SPDX-License-Identifier: Apache-2.0

export {
  defineCommand,
  type Command,
  type CommandInput,
  type FlagDefinition,
  type FlagDefinitions,
  type FlagValues,
  type ProgramIo,
} from "./command.ts";
export { createConfigCommand } from "./config-command.ts";
export { completionScript, type Shell } from "./completion.ts";
export { processIo, runProgram, type Program } from "./program.ts";
export { renderError } from "./report-error.ts";
