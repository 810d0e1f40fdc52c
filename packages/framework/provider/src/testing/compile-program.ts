// SPDX-License-Identifier: Apache-2.0

import { runProcess } from "@provide-foundry/foundation";
import { type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/**
 * Compiles a module as an author of a provider would.
 *
 * @returns The folder with `program.js` and `program.d.ts`.
 * @throws AssertionError with what the compiler has to say.
 */
export async function compileProgram(source: string): Promise<TemporaryDirectory> {
  const folder = temporaryDirectory();
  symlinkSync(path.join(root, "node_modules"), path.join(folder.path, "node_modules"), "junction");
  writeFileSync(path.join(folder.path, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(path.join(folder.path, "program.ts"), source);
  const flags =
    "--declaration --strict --exactOptionalPropertyTypes --skipLibCheck --target es2024 --module nodenext --noErrorTruncation";
  const compiler = path.join(root, "node_modules/typescript/bin/tsc");
  const { exitCode, stdout } = await runProcess(process.execPath, [compiler, ...flags.split(" "), "program.ts"], {
    cwd: folder.path,
    env: { inherit: "minimal" },
    allowFailure: true,
    timeoutMs: 100_000,
  });
  assert.equal(exitCode, 0, stdout);
  return folder;
}
