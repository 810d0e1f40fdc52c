// SPDX-License-Identifier: Apache-2.0

import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { parseConfig, parseJSON, type ConfigFile } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostic.ts";
import { readDeclarations, type Declarations } from "./declarations.ts";
import { mergeDeclarations, type ModuleDeclarations } from "./merge-declarations.ts";

/** The files of one directory. */
export interface ModuleFiles {
  readonly declarations: ModuleDeclarations;
  /** By the name that ranges have. */
  readonly files: ReadonlyMap<string, ConfigFile>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads the `*.tf` and `*.tf.json` of a directory.
 *
 * @param shownAs What the directory is called in ranges; empty for that of the root module.
 */
export async function readModuleFiles(directory: string, shownAs: string): Promise<ModuleFiles> {
  const found: Diagnostic[] = [];
  const names = await listFiles(directory, shownAs, found);
  const files = new Map<string, ConfigFile>();
  const primary: Declarations[] = [];
  const overrides: Declarations[] = [];
  for (const name of names) {
    const filename = path.join(shownAs, name);
    // One after the other, so that no more than one file's bytes are held besides the trees.
    // oxlint-disable-next-line no-await-in-loop
    const file = await parseFile(path.join(directory, name), filename, found);
    if (file === undefined) continue;
    files.set(filename, file);
    const isOverride = isOverrideFile(name);
    (isOverride ? overrides : primary).push(readDeclarations(file.body, { isOverride, found }));
  }
  const declarations = mergeDeclarations(primary, overrides, found);
  return { declarations, files, diagnostics: found };
}

/** In the order of their names. */
async function listFiles(directory: string, shownAs: string, found: Diagnostic[]): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
    return names.filter(isConfigurationFile).toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  } catch {
    found.push({
      severity: "error",
      summary: "Failed to read module directory",
      detail: `Module directory ${shownAs === "" ? "." : shownAs} does not exist or cannot be read.`,
    });
    return [];
  }
}

function isConfigurationFile(name: string): boolean {
  const isTemporary = name.startsWith(".") || name.endsWith("~") || (name.startsWith("#") && name.endsWith("#"));
  return !isTemporary && /\.tf(?:\.json)?$/.test(name);
}

function isOverrideFile(name: string): boolean {
  return /(?:^|_)override\.tf(?:\.json)?$/.test(name);
}

async function parseFile(file: string, filename: string, found: Diagnostic[]): Promise<ConfigFile | undefined> {
  let bytes: Uint8Array;
  try {
    // Reading a pipe or a device may never end.
    if (!(await stat(file)).isFile()) throw new TypeError("not a regular file");
    bytes = await readFile(file);
  } catch {
    const detail = `The file ${quoteGo(filename)} could not be read.`;
    found.push({ severity: "error", summary: "Failed to read file", detail });
    return undefined;
  }
  const { result, diagnostics } = (filename.endsWith(".json") ? parseJSON : parseConfig)(bytes, filename);
  found.push(...diagnostics);
  return result;
}
