// SPDX-License-Identifier: Apache-2.0

import type { Diagnostics } from "@provide-foundry/engine";
import type { ProgramIo } from "@provide-foundry/foundation/cli";
import { type ConfigFile, formatDiagnostics } from "@provide-foundry/hcl";

const width = 78;

/** Tells what was found, with the lines that it is about. */
export function reportDiagnostics(
  diagnostics: Diagnostics,
  files: ReadonlyMap<string, ConfigFile>,
  io: ProgramIo,
  hasColor: boolean,
): void {
  if (diagnostics.length === 0) return;
  io.stderr(`\n${formatDiagnostics(diagnostics, { files: files.values(), width, hasColor })}`);
}
