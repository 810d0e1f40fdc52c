// SPDX-License-Identifier: Apache-2.0

/**
 * How a plugin's program tells that it cannot serve: a message on stderr, and
 * code 1.
 *
 * @module
 */

import { writeSync } from "node:fs";
import { PluginError } from "./plugin-error.ts";

/** For whoever starts the program: a sentence and what to do, or the stack of what should not happen. */
export function explainFailure(error: unknown): string {
  if (!(error instanceof PluginError)) return stackOf(error);
  const message = `The plugin cannot start: ${error.message}`;
  return error.hint === undefined ? message : `${message}\n${error.hint}`;
}

export function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function exitWith(message: string): never {
  writeSync(2, `${message}\n`);
  process.exit(1);
}
