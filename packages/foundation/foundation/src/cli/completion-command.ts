// SPDX-License-Identifier: Apache-2.0

import { FoundationError } from "../errors/foundation-error.ts";
import type { Command } from "./command.ts";
import { completionScript, shells } from "./completion.ts";

/** The command `completion` of a program. */
export function createCompletionCommand(programName: string): Command {
  return {
    summary: "Print a script that completes command lines in a shell",
    description:
      "Prints a script that completes this program's command lines: in bash and zsh to be read by the shell at its start, " +
      "in fish to be put where fish looks for it.",
    args: {
      name: "shell",
      about: shells.join(", "),
      min: 1,
      max: 1,
      complete: (partial) => shells.filter((shell) => shell.startsWith(partial)),
    },
    examples: [
      { line: "completion bash", about: `In ~/.bashrc: eval "$(${programName} completion bash)"` },
      { line: "completion zsh", about: `In ~/.zshrc, after compinit: eval "$(${programName} completion zsh)"` },
      { line: `completion fish > ~/.config/fish/completions/${programName}.fish`, about: "Once" },
    ],
    run({ args, io }) {
      const shell = shells.find((one) => one === args[0]);
      if (shell === undefined) {
        throw new FoundationError(`there is no script for the shell ${args[0]}`, {
          code: "cli.unknown_shell",
          hint: `Choose one of ${shells.join(", ")}.`,
        });
      }
      io.stdout(completionScript(shell, programName));
    },
  };
}
