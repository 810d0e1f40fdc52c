// SPDX-License-Identifier: Apache-2.0

/**
 * Finds components that a program does not know: in installed packages, by the
 * keyword of their manifest, and in folders. Nothing of them is executed until
 * somebody loads one.
 *
 * @module
 */

import path from "node:path";
import { pathToFileURL } from "node:url";
import { HubError } from "./hub-error.ts";
import type { Hub } from "./hub.ts";
import { token, type ComponentType } from "./token.ts";

export interface PackageSearch {
  /** A folder of the program: the nearest manifest around it says which packages are looked at. */
  readonly folder: string;
  /** The keyword that makes a package a plugin of the program: `foundry-plugin`. */
  readonly keyword: string;
}

export interface Discovery {
  /** The names of the components that were registered. */
  readonly names: readonly string[];
  /** What was looked for and is not there, as sentences for people. */
  readonly notes: readonly string[];
}

/**
 * Registers, lazily, the components of installed plugins.
 *
 * Only direct dependencies are looked at. A plugin's manifest has the keyword, and its components under `provide`:
 *
 * @example
 * { "keywords": ["foundry-plugin"],
 *   "provide": { "components": { "graph": { "type": "foundry.command", "module": "./dist/graph.js", "export": "graph" } } } }
 *
 * `type` is a token's name; `export` is `default` unless told. A dependency that is not installed becomes a note.
 *
 * @throws HubError `hub.bad_plugin` for a plugin whose manifest cannot be understood; `hub.duplicate`.
 */
export async function discoverPackages(hub: Hub, { folder, keyword }: PackageSearch): Promise<Discovery> {
  const own = await findManifest(path.resolve(folder));
  if (own === undefined) return { names: [], notes: [`there is no package.json in ${folder} or around it`] };
  const names: string[] = [];
  const notes: string[] = [];
  const { dependencies, optionalDependencies } = own.manifest;
  for (const name of Object.keys({ ...toRecord(dependencies), ...toRecord(optionalDependencies) })) {
    const installed = await findInstalled(own.folder, name);
    if (installed === undefined) {
      notes.push(`the package ${name} is not installed, so what it would add is missing; npm install ${name} adds it`);
    } else if (toArray(installed.manifest["keywords"]).includes(keyword)) {
      names.push(...registerPlugin(hub, installed));
    }
  }
  return { names, notes };
}

/**
 * Registers, lazily, the default export of every module of a folder, under the module's name without its ending.
 * A module that is already registered is left as it is, so a folder can be looked through again while the program runs.
 *
 * @param type What the modules export.
 * @throws HubError `hub.duplicate` when something else has the name.
 */
export async function discoverFolder<T>(hub: Hub, folder: string, type: ComponentType<T>): Promise<Discovery> {
  let files: string[];
  try {
    files = await fileSystem().readdir(folder);
  } catch (cause) {
    return { names: [], notes: [`the folder ${folder} cannot be read: ${(cause as NodeJS.ErrnoException).code}`] };
  }
  const names: string[] = [];
  for (const file of files.toSorted()) {
    const [, name] = /^([^._].*?)\.m?js$/.exec(file) ?? [];
    if (name === undefined || /\.(?:test|d)$/.test(name)) continue;
    const source = path.resolve(folder, file);
    if (hub.entries().some((entry) => entry.name === name && entry.source === source)) continue;
    hub.registerLazy(name, type, () => importFrom<T>(source, "default"), { source });
    names.push(name);
  }
  return { names, notes: [] };
}

type Json = Readonly<Record<string, unknown>>;

interface FoundPackage {
  readonly folder: string;
  readonly manifest: Json;
}

function registerPlugin(hub: Hub, { folder, manifest }: FoundPackage): string[] {
  const source = path.join(folder, "package.json");
  const components = Object.entries(toRecord(toRecord(manifest["provide"])["components"]));
  if (components.length === 0) throw badPlugin(source, "it has no `provide.components`");
  return components.map(([name, component]) => {
    const { type, module, export: exported = "default" } = toRecord(component);
    if (typeof type !== "string" || typeof module !== "string" || typeof exported !== "string") {
      throw badPlugin(source, `its component ${name} has not a \`type\` and a \`module\` that are texts`);
    }
    const file = path.resolve(folder, module);
    if (path.relative(folder, file).startsWith(".."))
      throw badPlugin(source, `${name}: ${module} is not in the package`);
    hub.registerLazy(name, token<unknown>(type), () => importFrom(file, exported), { source });
    return name;
  });
}

async function importFrom<T>(file: string, exported: string): Promise<T> {
  const module = (await import(pathToFileURL(file).href)) as Readonly<Record<string, T>>;
  if (!Object.hasOwn(module, exported)) throw new Error(`${file} exports no ${exported}`);
  return module[exported]!;
}

async function findManifest(folder: string): Promise<FoundPackage | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    const manifest = await readManifest(at);
    if (manifest !== undefined) return { folder: at, manifest };
    if (at === path.dirname(at)) return undefined;
  }
}

/** As Node does: in the node_modules of the folder and of those around it. */
async function findInstalled(folder: string, name: string): Promise<FoundPackage | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    const installed = path.join(at, "node_modules", name);
    const manifest = await readManifest(installed);
    if (manifest !== undefined) return { folder: installed, manifest };
    if (at === path.dirname(at)) return undefined;
  }
}

async function readManifest(folder: string): Promise<Json | undefined> {
  const file = path.join(folder, "package.json");
  let text: string;
  try {
    text = await fileSystem().readFile(file, "utf8");
  } catch {
    return undefined;
  }
  try {
    return toRecord(JSON.parse(text));
  } catch (cause) {
    throw badPlugin(file, "it is not JSON", cause);
  }
}

/** When it is needed: programs that only start components must not wait for Node to load it. */
function fileSystem(): typeof import("node:fs/promises") {
  return process.getBuiltinModule("node:fs/promises");
}

function toRecord(value: unknown): Json {
  return typeof value === "object" && value !== null ? (value as Json) : {};
}

function toArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function badPlugin(file: string, reason: string, cause?: unknown): HubError {
  return new HubError(`${file} cannot be understood: ${reason}`, {
    code: "hub.bad_plugin",
    context: { source: file },
    hint: "Correct it or, when the package is not yours, install another version or none.",
    ...(cause !== undefined && { cause }),
  });
}
