// SPDX-License-Identifier: Apache-2.0

import type { Program } from "@provide-foundry/foundation/cli";
import { applyCommand, destroyCommand, refreshCommand } from "./commands/apply.ts";
import { consoleCommand } from "./commands/console.ts";
import { fmtCommand } from "./commands/fmt.ts";
import { graphCommand } from "./commands/graph.ts";
import { importCommand } from "./commands/import.ts";
import { outputCommand } from "./commands/output.ts";
import { planCommand } from "./commands/plan.ts";
import { stateCommands } from "./commands/state.ts";
import { validateCommand } from "./commands/validate.ts";

export const foundry: Program = {
  name: "foundry",
  version: "0.1.0",
  summary: "Plan and apply Terraform configurations, without a binary",
  description:
    "Reads Terraform configurations and does what Terraform would, with providers of any language. The language is a " +
    "subset: what is not in it (remote modules and state, provisioners, workspaces) is refused with its place. " +
    "State files are those of Terraform, and can be used by both in turn.",
  examples: [
    { line: "plan", about: "What would change" },
    { line: "apply -auto-approve", about: "Change it" },
    { line: "plan -provider example/notes=./terraform-provider-notes", about: "With a provider that is not installed" },
  ],
  commands: {
    validate: validateCommand,
    plan: planCommand,
    apply: applyCommand,
    destroy: destroyCommand,
    refresh: refreshCommand,
    import: importCommand,
    output: outputCommand,
    state: stateCommands,
    console: consoleCommand,
    graph: graphCommand,
    fmt: fmtCommand,
  },
};
