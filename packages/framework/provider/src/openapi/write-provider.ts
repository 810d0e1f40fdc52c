// SPDX-License-Identifier: Apache-2.0

import { writeFileAtomic } from "@provide-foundry/foundation/files";
import { mkdir, readFile, readdir, rm } from "node:fs/promises";
import path from "node:path";
import { OpenApiError } from "./openapi-error.ts";
import { type GeneratedProvider, header } from "./generate-provider.ts";

/** How a generated folder differs from what it should be; paths in the folder, sorted. */
export interface Differences {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Compares a folder with what would be written to it. */
export async function compareProvider(folder: string, { files }: GeneratedProvider): Promise<Differences> {
  const existing = await readFolder(folder);
  const names = [...files.keys()];
  return {
    added: names.filter((name) => !existing.has(name)).toSorted(),
    changed: names.filter((name) => existing.has(name) && existing.get(name) !== files.get(name)).toSorted(),
    removed: [...existing.keys()].filter((name) => !files.has(name)).toSorted(),
  };
}

/**
 * Writes what differs, and removes what was generated before and is no more.
 *
 * @throws OpenApiError, before anything is written, if there are files that are not generated.
 */
export async function writeProvider(folder: string, provider: GeneratedProvider): Promise<Differences> {
  const differences = await compareProvider(folder, provider);
  const existing = await readFolder(folder);
  const foreign = [...differences.changed, ...differences.removed].filter(
    (name) => !existing.get(name)!.startsWith(header.trimEnd()),
  );
  if (foreign.length > 0) {
    const problems = foreign.map((name) => `${name} was not generated`);
    throw OpenApiError.of(folder, problems, "Keep own files beside the generated folder, not in it.");
  }
  for (const name of [...differences.added, ...differences.changed]) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFileAtomic(file, provider.files.get(name)!);
  }
  for (const name of differences.removed) await rm(path.join(folder, name));
  return differences;
}

async function readFolder(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const files = new Map<string, string>();
  for (const name of entries.filter((entry) => entry.endsWith(".ts"))) {
    files.set(name.split(path.sep).join("/"), await readFile(path.join(folder, name), "utf8"));
  }
  return files;
}
