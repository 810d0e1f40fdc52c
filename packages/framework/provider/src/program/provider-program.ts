// SPDX-License-Identifier: Apache-2.0

/**
 * What a provider's program does for a person, who starts it with arguments and without a host's variables.
 *
 * Nothing of it is loaded on the way of a host's start.
 *
 * @module
 */

import { runMain, type Program } from "@provide-foundry/foundation/cli";
import { createComponentsCommands } from "./components-command.ts";
import { createConfigCommands } from "./config-commands.ts";
import { createInstallCommand } from "./install-command.ts";
import { createLaunchContextCommand } from "./launch-context-command.ts";
import { type OwnProgram, programName } from "./own-program.ts";
import { createSchemaCommand } from "./schema-command.ts";

/** Runs the command line of this process. */
export async function runProviderProgram(own: OwnProgram): Promise<void> {
  await runMain(createProgram(own));
}

function createProgram(own: OwnProgram): Program {
  const { provider } = own;
  return {
    name: programName(provider.name),
    version: provider.version,
    summary: `The Terraform and OpenTofu provider ${provider.name}`,
    description: [
      ...(provider.description === "" ? [] : [provider.description, ""]),
      `The provider ${provider.name} ${provider.version}. Terraform and OpenTofu start this program themselves;`,
      "what it does for a person is below. With --debug it serves a Terraform of your own until Ctrl-C.",
    ].join("\n"),
    examples: [
      { line: "components list", about: "Everything that the provider has" },
      { line: "components show NAME", about: "One of them, with its attributes" },
      { line: "schema --json", about: "As `terraform providers schema -json` writes it" },
      { line: "install", about: "Make Terraform and OpenTofu of this user find this program" },
      { line: "--debug", about: "Serve the Terraform whose environment has the variable that is printed" },
    ],
    commands: {
      components: createComponentsCommands(own),
      schema: createSchemaCommand(own),
      config: createConfigCommands(own),
      install: createInstallCommand(own),
      "launch-context": createLaunchContextCommand(own),
    },
  };
}
