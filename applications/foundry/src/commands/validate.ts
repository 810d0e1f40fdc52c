// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { diagnosticToJSON, hasErrors } from "@provide-foundry/hcl";
import { reportDiagnostics } from "../render/diagnostics.ts";
import { openWorkspace, workspaceFlags } from "../workspace.ts";

export const validateCommand: Command = defineCommand({
  summary: "Tell whether a configuration is right, whatever its variables are",
  flags: workspaceFlags,
  examples: [{ line: "validate --json", about: "As `terraform validate -json` writes it" }],
  async run(input) {
    const workspace = await openWorkspace(input, { needsVariables: false });
    if (workspace === undefined) return 1;
    const { engine, files, hasColour } = workspace;
    const diagnostics = await engine.validate();
    const isValid = !hasErrors(diagnostics);
    const errors = diagnostics.filter(({ severity }) => severity === "error").length;
    const report = {
      format_version: "1.0",
      valid: isValid,
      error_count: errors,
      warning_count: diagnostics.length - errors,
      diagnostics: diagnostics.map((one) => diagnosticToJSON(one, files.get(one.subject?.filename ?? ""))),
    };
    input.print(report, isValid ? "Success! The configuration is valid." : "");
    if (!input.isJson) reportDiagnostics(diagnostics, files, input.io, hasColour);
    return isValid ? 0 : 1;
  },
});
