// SPDX-License-Identifier: Apache-2.0

import { spawn } from "node:child_process";
import { root } from "./workspace.ts";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Resolve with the exit code instead of ending this process when it is not 0. */
  readonly allowFailure?: boolean;
}

/** Runs a program with this terminal as its own, and ends this process with its exit code when it fails. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const child = spawn(command, args, { cwd: options.cwd ?? root, env: options.env ?? process.env, stdio: "inherit" });
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (status) => resolve(status ?? 1));
  });
  if (code !== 0 && !options.allowFailure) process.exit(code);
  return code;
}
