// SPDX-License-Identifier: Apache-2.0

import { lstat, readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { PackError } from "../pack-error.ts";
import type { ArchiveEntry } from "./write-tar.ts";

/**
 * The files of a directory for an archive, below `prefix`. Links to files inside the directory become copies, since
 * not every launcher can make links.
 *
 * @param prefix Ends in `/`, or is empty.
 * @throws PackError `pack.manifest` for a link that leads out or to a directory, and for what is no file.
 */
export async function collectFiles(directory: string, prefix = ""): Promise<readonly ArchiveEntry[]> {
  const root = await realpath(directory);
  const names = await readdir(root, { recursive: true });
  const entries: ArchiveEntry[] = [];
  for (const name of names.toSorted()) {
    const file = path.join(root, name);
    const kind = await lstat(file);
    if (kind.isDirectory()) continue;
    if (kind.isSymbolicLink()) await checkLink(root, file);
    else if (!kind.isFile()) throw refused(file, "it is neither a file nor a directory");
    const { mode } = await stat(file);
    entries.push({
      path: prefix + name.split(path.sep).join("/"),
      // Only what decides whether it can be run: the rest is the business of the machine that packs.
      mode: mode & 0o111 ? 0o755 : 0o644,
      content: await readFile(file),
    });
  }
  return entries;
}

async function checkLink(root: string, file: string): Promise<void> {
  const target = await realpath(file).catch(() => undefined);
  if (target === undefined) throw refused(file, "it is a link to nothing");
  if (path.relative(root, target).startsWith("..")) throw refused(file, `it is a link to ${target}, outside`);
  if (!(await stat(target)).isFile()) throw refused(file, "it is a link to a directory");
}

function refused(file: string, reason: string): PackError {
  return new PackError(`cannot pack ${file}: ${reason}`, {
    code: "pack.manifest",
    context: { path: file },
    hint: "Put a copy in its place, or leave it out.",
  });
}
