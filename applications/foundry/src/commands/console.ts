// SPDX-License-Identifier: Apache-2.0

import { createInterface } from "node:readline";
import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { hasErrors } from "@provide-foundry/hcl";
import { reportDiagnostics } from "../render/diagnostics.ts";
import { formatValue } from "../render/format-value.ts";
import { openWorkspace, workspaceFlags } from "../workspace.ts";

export const consoleCommand: Command = defineCommand({
  summary: "Evaluate expressions with the values of the last apply",
  description:
    "Reads expressions from standard input, a line each, and writes their values. exit, or the end, ends it.",
  flags: workspaceFlags,
  examples: [{ line: "console", about: "Then for example: length(random_pet.names)" }],
  async run(input) {
    const workspace = await openWorkspace(input);
    if (workspace === undefined) return 1;
    const { engine, files, hasColour } = workspace;
    const lines = createInterface({ input: process.stdin, signal: input.signal });
    let code = 0;
    for await (const line of lines) {
      if (line.trim() === "exit") break;
      if (line.trim() === "") continue;
      const { value, diagnostics } = await engine.evaluate(line);
      reportDiagnostics(diagnostics, files, input.io, hasColour);
      if (hasErrors(diagnostics)) code = 1;
      else input.io.stdout(`${formatValue(value)}\n`);
    }
    return code;
  },
});
