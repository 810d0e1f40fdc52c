// SPDX-License-Identifier: Apache-2.0

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { ArchiveEntry } from "../archive/write-tar.ts";
import { PackError } from "../pack-error.ts";
import { stripElf } from "./strip-elf.ts";
import { formatTarget, nodePackage, type Target } from "./target.ts";

/** The name under which a bundled program begins. */
export const bundleEntry = "main.cjs";

/**
 * All that a program imports, in few files. CommonJS, because Node starts it sooner than a module.
 *
 * @throws PackError `pack.manifest` with what the bundler says.
 */
export async function bundleNode(entry: string): Promise<readonly ArchiveEntry[]> {
  const { build } = await import("rolldown");
  try {
    const { output } = await build({
      input: { main: entry },
      platform: "node",
      write: false,
      output: { format: "cjs", minify: true, entryFileNames: "[name].cjs", chunkFileNames: "[name]-[hash].cjs" },
      logLevel: "silent",
    });
    return output.map((file) => ({
      path: file.fileName,
      mode: 0o644,
      content: Buffer.from(file.type === "chunk" ? file.code : file.source),
    }));
  } catch (error) {
    throw new PackError(`cannot bundle ${entry}: ${(error as Error).message}`, {
      code: "pack.manifest",
      context: { path: entry },
      hint: 'Correct what the bundler says; what cannot be bundled can be packed with kind = "files".',
      cause: error,
    });
  }
}

/**
 * Node's executable for a target, without what is only for debuggers.
 *
 * @param directory From where the npm package that holds it is looked up.
 * @throws PackError `pack.manifest` when that package is not installed.
 */
export async function readNode(target: Target, directory: string): Promise<Uint8Array> {
  const { name, file } = nodePackage(target);
  let home: string;
  try {
    home = path.dirname(createRequire(path.join(directory, "package.json")).resolve(`${name}/package.json`));
  } catch (error) {
    throw new PackError(`there is no Node for ${formatTarget(target)}: the npm package ${name} is not installed`, {
      code: "pack.manifest",
      hint: `npm install --save-dev --save-exact --force ${name}@${process.versions.node}`,
      cause: error,
    });
  }
  return stripElf(await readFile(path.join(home, file)));
}
