// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/**
 * Compiles a Rust program that tests use.
 *
 * Cargo compiles only what has changed, and lets one test wait while another
 * compiles, so every test that needs the program calls it.
 *
 * @param source The folder of the package, with its `Cargo.toml` and `Cargo.lock`.
 * @param outDir Cargo's target directory; made if it does not exist.
 * @returns The executable's path.
 * @throws Error with what the compiler says. Use `missing("rust")` to skip where there is no Rust.
 */
export async function buildRustProgram(source: string, outDir: string): Promise<string> {
  mkdirSync(outDir, { recursive: true });
  const args = ["build", "--release", "--locked", "--quiet", "--target-dir", outDir];
  await promisify(execFile)("cargo", args, { cwd: source });
  return path.join(outDir, "release", path.basename(source));
}
