// SPDX-License-Identifier: Apache-2.0

import { readFile } from "node:fs/promises";
import path from "node:path";
import { PackError } from "../pack-error.ts";
import { formatTarget, type Target } from "./target.ts";

export interface Launcher {
  /** For the metadata: name and version. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** Where the launchers are that come with this package: `npm run build:launchers` of the repository makes them. */
const ownLaunchers: string = path.join(import.meta.dirname, "../../launchers");

/**
 * The launcher for a target.
 *
 * @param given A file, in place of the one that comes along.
 * @throws PackError `pack.manifest` when there is none.
 */
export async function findLauncher(target: Target, given?: string): Promise<Launcher> {
  const extension = target.os === "windows" ? ".exe" : "";
  const file = given ?? path.join(ownLaunchers, formatTarget(target), `launcher-go${extension}`);
  try {
    return { name: `${path.basename(file, ".exe")} 0.1.0`, content: await readFile(file) };
  } catch (error) {
    throw new PackError(`there is no launcher for ${formatTarget(target)}: ${(error as Error).message}`, {
      code: "pack.manifest",
      context: { path: file },
      hint: "Name one with --launcher, or build them: npm run build:launchers, in the repository, with Go.",
      cause: error,
    });
  }
}
