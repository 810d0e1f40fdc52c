// SPDX-License-Identifier: Apache-2.0

/**
 * Files that a provider's program has written, and no others: they are known by a line that names who wrote them.
 *
 * @module
 */

import { mkdir, readFile, rm, rmdir } from "node:fs/promises";
import path from "node:path";
import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { InstallError } from "./install-error.ts";

/** The line by which a file is known to be a program's. */
export function ownershipLine(program: string): string {
  return `# Written by ${program} install; install --uninstall removes it.`;
}

/**
 * Writes the file in one step, and the folders around it where they are missing.
 *
 * @param text Has the line of the program.
 * @throws InstallError when somebody else's file is there, which stays as it is.
 */
export async function writeOwned(file: string, program: string, text: string, mode: number): Promise<void> {
  await assertOwned(file, program);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFileAtomic(file, text, { mode, symlinks: "refuse" });
}

/**
 * Removes the file, and the folders around it that are empty then.
 *
 * @param root The innermost folder that stays.
 * @returns Whether it was there.
 * @throws InstallError when it is somebody else's.
 */
export async function removeOwned(file: string, program: string, root: string): Promise<boolean> {
  if (!(await assertOwned(file, program))) return false;
  await rm(file);
  await removeEmpty(path.dirname(file), root);
  return true;
}

async function removeEmpty(folder: string, root: string): Promise<void> {
  const below = path.relative(root, folder);
  if (below === "" || below.startsWith("..")) return;
  try {
    await rmdir(folder);
  } catch {
    // Something else is in it.
    return;
  }
  await removeEmpty(path.dirname(folder), root);
}

/** Whether the file is there. @throws InstallError when it is and is not the program's. */
async function assertOwned(file: string, program: string): Promise<boolean> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw new InstallError(`${file} is there and cannot be read`, {
      context: { path: file },
      hint: "Move it away, or choose another place.",
      cause: error,
    });
  }
  if (text.split("\n", 2).includes(ownershipLine(program))) return true;
  throw new InstallError(`${file} was not written by ${program}`, {
    context: { path: file },
    hint: "It was left as it is. Move it away, or choose another place.",
  });
}
