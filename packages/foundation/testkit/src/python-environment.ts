// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { findTool } from "./tools.ts";

const run = promisify(execFile);

/**
 * A Python with the packages that tests use as peers, in a virtual environment
 * that is made the first time, and again when the requirements change.
 *
 * @param requirements A file of pinned versions, as pip reads it.
 * @param directory Of the environment.
 * @returns The interpreter's path.
 * @throws Error with what pip says. Use `missing("python")` to skip where there is no Python.
 */
export async function preparePython(requirements: string, directory: string): Promise<string> {
  const python = path.join(directory, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const installed = path.join(directory, "requirements.txt");
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(requirements))) return python;
  await run(findTool("python")!, ["-m", "venv", directory]);
  await run(python, ["-m", "pip", "install", "--quiet", "-r", requirements]);
  copyFileSync(requirements, installed);
  return python;
}
