// SPDX-License-Identifier: Apache-2.0

import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/**
 * Compiles a Go program that tests use as a peer.
 *
 * Go's own cache makes this a matter of a second when nothing has changed, so
 * every test that needs the program calls it.
 *
 * @param source The folder of the main package, with a `go.mod` of its own.
 * @param outDir Where the executable goes; made if it does not exist.
 * @param goPackage A program of another module, which the source's `go.mod` names as a tool. Default: the source itself.
 * @returns The executable's path: `outDir`, and the last name of the package's or the source's path.
 * @throws Error with what the compiler says. Use `missing("go")` to skip where there is no Go.
 */
export async function buildGoProgram(source: string, outDir: string, goPackage: string = "."): Promise<string> {
  const program = path.join(outDir, path.basename(goPackage === "." ? source : goPackage));
  const fresh = `${program}.${randomUUID()}`;
  mkdirSync(outDir, { recursive: true });
  await promisify(execFile)("go", ["build", "-trimpath", "-ldflags=-s -w", "-o", fresh, goPackage], { cwd: source });
  // Another test may be running the program: replaced as a whole, it does so undisturbed.
  renameSync(fresh, program);
  return program;
}
