// SPDX-License-Identifier: Apache-2.0

import { type ProgramIo, runProgram } from "@provide-foundry/foundation/cli";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { withDoubleDashes } from "../double-dashes.ts";
import { foundry } from "../program.ts";

export interface Desk extends Disposable {
  readonly path: string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Runs the program in the directory, as from a shell without a terminal. */
  readonly run: (
    ...args: string[]
  ) => Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }>;
}

/** A directory with a configuration, and the program `foundry`. */
export function openDesk(files: Readonly<Record<string, string>>, env: ProgramIo["env"] = {}): Desk {
  const directory = temporaryDirectory();
  directory.write(files);
  return {
    path: directory.path,
    write: (more) => directory.write(more),
    async run(command = "", ...args) {
      let [stdout, stderr] = ["", ""];
      const io: ProgramIo = {
        stdout: (text) => void (stdout += text),
        stderr: (text) => void (stderr += text),
        env,
      };
      const withoutPlace = ["fmt", "completion"].includes(command) || command.startsWith("-");
      const rest = withoutPlace ? args : [...args, `-chdir=${directory.path}`];
      const code = await runProgram(foundry, withDoubleDashes([command, ...rest]), io);
      return { code, stdout, stderr };
    },
    [Symbol.dispose]: () => directory[Symbol.dispose](),
  };
}
