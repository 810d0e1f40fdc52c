// SPDX-License-Identifier: Apache-2.0

import { type Command, defineCommand } from "@provide-foundry/foundation/cli";
import { hasErrors } from "@provide-foundry/hcl";
import { reportDiagnostics } from "../render/diagnostics.ts";
import { ProgressLines } from "../render/progress-lines.ts";
import { openWorkspace, workspaceFlags } from "../workspace.ts";

export const importCommand: Command = defineCommand({
  summary: "Bring an object that exists under an address of the configuration",
  args: { name: "ADDRESS ID", about: "Where it goes, and what the provider knows it by", min: 2, max: 2 },
  flags: workspaceFlags,
  examples: [{ line: "import notes_note.first 17", about: "The note 17, as notes_note.first" }],
  async run(input) {
    const { args, io, isJson } = input;
    using progress = new ProgressLines((line) => isJson || io.stdout(`${line}\n`));
    const workspace = await openWorkspace(input, { onEvent: (event) => progress.tell(event) });
    if (workspace === undefined) return 1;
    const [address = "", id = ""] = args;
    const diagnostics = await workspace.engine.import(address, id);
    reportDiagnostics(diagnostics, workspace.files, io, workspace.hasColour);
    if (hasErrors(diagnostics)) return 1;
    input.print({ address, id }, `\nImport successful! ${address} is in the state now.`);
    return 0;
  },
});
