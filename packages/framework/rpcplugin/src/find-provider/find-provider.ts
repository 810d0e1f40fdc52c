// SPDX-License-Identifier: Apache-2.0

/**
 * Where the program of a provider is, in the places and the order in which Terraform looks.
 *
 * Source: Terraform 1.11, "CLI Configuration File" (dev_overrides, mirrors, the implied ones), "Environment Variables".
 *
 * @module
 */

import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { detectPlatform } from "@provide-foundry/foundation/platform";
import { parseReattach } from "../parse-reattach.ts";
import type { Environment } from "../plugin-environment.ts";
import { PluginError } from "../plugin-error.ts";
import {
  formatProviderAddress,
  isSameProvider,
  parseProviderAddress,
  type ProviderAddress,
} from "./provider-address.ts";
import { findInMirror, findProgram, type MirroredProvider } from "./provider-mirror.ts";
import type { Reattach } from "../reattach.ts";

export interface FindProviderOptions {
  /** Exactly this version. Default: the highest of the first place that has one, apart from pre-releases. */
  readonly version?: string;
  /** Where the configuration is. Default: this process's folder. */
  readonly cwd?: string;
  /** `TF_REATTACH_PROVIDERS`, `TF_DATA_DIR`, `TF_PLUGIN_CACHE_DIR`, `HOME`, `XDG_*`. Default: `process.env`. */
  readonly env?: Environment;
  /** Folders of programs in development, by address: as `dev_overrides` in the CLI configuration, which is not read here. */
  readonly devOverrides?: Readonly<Record<string, string>>;
  /** Mirrors of the user's own: as `filesystem_mirror` in the CLI configuration. They come before the usual ones. */
  readonly mirrors?: readonly string[];
  /** Where packed providers are unpacked, once each. Default: a folder in the user's cache. */
  readonly unpackDirectory?: string;
  /** Default: this machine's, `linux_amd64`. */
  readonly platform?: string;
}

/** A provider that can be used: a program to start, or one that runs already. */
export type FoundProvider = FoundProgram | RunningProvider;

export interface FoundProgram {
  readonly kind: "program";
  /** Its absolute path. */
  readonly command: string;
  /** Undefined for a program that was named by its path, and for one in development. */
  readonly version: string | undefined;
  /** For people: the file itself, "dev_overrides", or the folder of providers that has it. */
  readonly place: string;
}

export interface RunningProvider {
  readonly kind: "running";
  readonly reattach: Reattach;
  readonly place: string;
}

/** A place to look at, and what came of it: the provider, or why it is not there. */
interface Place {
  readonly name: string;
  readonly look: () => Promise<FoundProvider | string>;
}

/**
 * Finds a provider.
 *
 * @param name An address as in `required_providers`, or the path of a program: with a separator, and beginning with
 *   one or with a dot.
 * @throws PluginError `plugin.not_found` with all places and why it is in none of them; `plugin.address` for what is no
 *   address; `plugin.reattach`; `plugin.archive`.
 */
export async function findProvider(name: string, options: FindProviderOptions = {}): Promise<FoundProvider> {
  const { cwd = process.cwd() } = options;
  if (isPath(name)) return findByPath(path.resolve(cwd, name));
  const address = parseProviderAddress(name);
  const looked: string[] = [];
  for (const { name, look } of placesOf(address, { ...options, cwd })) {
    const found = await look();
    if (typeof found !== "string") return found;
    looked.push(`  - ${name}: ${found}`);
  }
  const version = options.version === undefined ? "" : ` ${options.version}`;
  const wanted = `the provider ${formatProviderAddress(address)}${version} for ${platformOf(options)}`;
  throw new PluginError(`there is no program of ${wanted}; these places were looked at:\n${looked.join("\n")}`, {
    code: "plugin.not_found",
    context: { address: formatProviderAddress(address), version: options.version },
    hint: "Run terraform init where it is required, or name the folder of the program as a development override or mirror.",
  });
}

/** In Terraform's order: what a developer has set, what is installed, what can be had without a network. */
function placesOf(address: ProviderAddress, options: FindProviderOptions & { readonly cwd: string }): readonly Place[] {
  const { cwd, env = process.env, devOverrides = {}, mirrors = [] } = options;
  const installed = path.resolve(cwd, env["TF_DATA_DIR"] || ".terraform", "providers");
  const cache = env["TF_PLUGIN_CACHE_DIR"];
  const folders = [
    installed,
    ...mirrors.map((mirror) => path.resolve(cwd, mirror)),
    ...impliedMirrors(cwd, env),
    ...(cache ? [path.resolve(cwd, cache)] : []),
  ];
  return [
    { name: "TF_REATTACH_PROVIDERS", look: async () => findRunning(address, env["TF_REATTACH_PROVIDERS"]) },
    { name: "development overrides", look: () => findOverride(address, devOverrides, cwd) },
    ...[...new Set(folders)].map((folder) => ({ name: folder, look: () => findInFolder(folder, address, options) })),
  ];
}

/** The folders that Terraform takes for mirrors when the CLI configuration names none. */
function impliedMirrors(cwd: string, env: Environment): readonly string[] {
  const home = env["HOME"] || env["USERPROFILE"];
  const local = path.join(cwd, "terraform.d/plugins");
  if (process.platform === "win32") {
    return [local, ...(env["APPDATA"] ? [path.join(env["APPDATA"], "terraform.d/plugins")] : [])];
  }
  const dataHome = env["XDG_DATA_HOME"] || (home && path.join(home, ".local/share"));
  const dataDirectories = (env["XDG_DATA_DIRS"] || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  return [
    local,
    ...(home ? [path.join(home, ".terraform.d/plugins")] : []),
    ...(dataHome ? [path.join(dataHome, "terraform/plugins")] : []),
    ...dataDirectories.map((directory) => path.join(directory, "terraform/plugins")),
  ];
}

function findRunning(address: ProviderAddress, variable: string | undefined): FoundProvider | string {
  if (!variable) return "is not set";
  const running = parseReattach(variable);
  for (const [name, reattach] of running) {
    if (isSameProvider(parseProviderAddress(name), address)) {
      return { kind: "running", reattach, place: "TF_REATTACH_PROVIDERS" };
    }
  }
  return `has only ${[...running.keys()].join(", ")}`;
}

async function findOverride(
  address: ProviderAddress,
  overrides: Readonly<Record<string, string>>,
  cwd: string,
): Promise<FoundProvider | string> {
  const [, folder] =
    Object.entries(overrides).find(([name]) => isSameProvider(parseProviderAddress(name), address)) ?? [];
  if (folder === undefined) return "there is none for it";
  const directory = path.resolve(cwd, folder);
  const program = await findProgram(directory, address.type);
  if (typeof program === "string") return `${directory}: ${program}`;
  return { kind: "program", command: program.path, version: undefined, place: "development overrides" };
}

async function findInFolder(
  folder: string,
  address: ProviderAddress,
  options: FindProviderOptions,
): Promise<FoundProvider | string> {
  const found = await findInMirror(folder, { address, version: options.version, platform: platformOf(options) });
  if (typeof found === "string") return found;
  const directory = found.form === "packed" ? await unpack(found, options.unpackDirectory) : found.path;
  const program = await findProgram(directory, address.type);
  if (typeof program === "string") return `${found.path}: ${program}`;
  return { kind: "program", command: program.path, version: found.version, place: folder };
}

/** Under the hash of its content, so that another archive of the same version is not taken for it. */
async function unpack(
  { path: archive }: MirroredProvider,
  unpackDirectory = defaultUnpackDirectory(),
): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(archive), hash);
  const directory = path.join(unpackDirectory, hash.digest("hex"));
  if (await isThere(directory)) return directory;
  const { unpackZip } = await import("./unpack-zip.ts");
  const fresh = `${directory}.${randomUUID()}`;
  try {
    await mkdir(unpackDirectory, { recursive: true, mode: 0o700 });
    await unpackZip(archive, fresh);
    // As a whole: another process may be looking. If one was faster, its result is the same.
    await rename(fresh, directory).catch(async (error: unknown) => {
      if (!(await isThere(directory))) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return directory;
}

function defaultUnpackDirectory(): string {
  const cache = process.env["XDG_CACHE_HOME"] || path.join(os.homedir(), ".cache");
  return path.join(cache, "provide-foundry/providers");
}

async function findByPath(file: string): Promise<FoundProvider> {
  if (await isThere(file)) return { kind: "program", command: file, version: undefined, place: file };
  throw new PluginError(`there is no file ${file}`, {
    code: "plugin.not_found",
    hint: "Name the program of the provider, or its address to have it looked for.",
  });
}

function isPath(name: string): boolean {
  return path.isAbsolute(name) || /^\.{1,2}[/\\]/.test(name);
}

function platformOf({ platform }: FindProviderOptions): string {
  return platform ?? detectPlatform().terraformName;
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
