// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { findTool, preparePython } from "@provide-foundry/testkit";
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
  if (findTool("python") === undefined) return undefined;
  try {
    const command = await preparePython(path.join(harnessDir, "requirements.txt"), path.join(root, "out/python"));
    return { command, args: [path.join(harnessDir, "subject.py")] };
  } catch {
    return undefined;
  }
}
