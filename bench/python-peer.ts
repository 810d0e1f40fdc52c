// SPDX-License-Identifier: Apache-2.0

import { existsSync } from "node:fs";
import path from "node:path";
import { runProcess } from "@provide-foundry/foundation";
import { findTool } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";

const harnessDir = path.join(root, "harnesses/python");

/** The command of the Python peer. */
export interface PythonPeer {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * pyvider-cty, in a virtual environment of its own that is made the first time.
 *
 * @returns Undefined where there is no Python, or its packages cannot be had.
 */
export async function preparePythonPeer(): Promise<PythonPeer | undefined> {
  const python = findTool("python");
  if (python === undefined) return undefined;
  const environmentDir = path.join(root, "out/python");
  const command = path.join(environmentDir, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const peer = { command, args: [path.join(harnessDir, "subject.py")] };
  if (existsSync(command) && (await succeeds(command, ["-c", "import pyvider.cty"]))) return peer;
  const requirements = ["-m", "pip", "install", "--quiet", "-r", path.join(harnessDir, "requirements.txt")];
  const isReady = (await succeeds(python, ["-m", "venv", environmentDir])) && (await succeeds(command, requirements));
  return isReady ? peer : undefined;
}

async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  try {
    await runProcess(command, [...args], { env: { inherit: "all" }, timeoutMs: 300_000 });
    return true;
  } catch {
    return false;
  }
}
