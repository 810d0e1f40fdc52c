// SPDX-License-Identifier: Apache-2.0

import path from "node:path";
import { ConfigError } from "./config-error.ts";
import { variableOf, type ConfigDefinition, type PlacedSetting } from "./define-config.ts";
import { isTable, type Layer } from "./layer.ts";
import { parseText } from "./parse-text.ts";
import { narrowLayer, readTomlLayer } from "./toml-file.ts";

export interface ConfigSources {
  /** Where the search for the package file starts. The working directory unless told. */
  readonly cwd?: string;
  /** `process.env` unless told. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Where `.provide/config.toml` is. The user's home unless told. */
  readonly home?: string;
  /** The profile. That of the variable `<NAME>_PROFILE` unless told. */
  readonly profile?: string | undefined;
  /** Values by dotted key, as the command line gives them; a text is read as one of the environment. Undefined: not given. */
  readonly commandLine?: Readonly<Record<string, unknown>>;
}

/** All levels of one run. */
export interface Layers {
  /** Weakest first. */
  readonly layers: readonly Layer[];
  readonly cwd: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where a value could be set that none of the files has. */
  readonly files: { readonly package: string; readonly profile: string | undefined; readonly user: string };
}

export async function readLayers(definition: ConfigDefinition, sources: ConfigSources): Promise<Layers> {
  const { name, placed } = definition;
  const { cwd = process.cwd(), env = process.env, home = env["HOME"] || findHome(), commandLine = {} } = sources;
  const profile = sources.profile ?? (env[variableOf(name, "profile")] || undefined);
  if (profile !== undefined) assertProfileName(profile);

  const userFile = path.join(home, ".provide", "config.toml");
  const user = await readTomlLayer("user", userFile);
  const packaged = await findUpwards(cwd, `${name}.toml`, (file) => readTomlLayer("package", file));
  const profileName = `${name}.${profile}.toml`;
  const profiled =
    profile === undefined ? undefined : await findUpwards(cwd, profileName, (file) => readTomlLayer("profile", file));
  if (profile !== undefined && profiled === undefined) throw await noProfile(name, profile, cwd);

  const layers = [
    defaultLayer(placed, cwd),
    packaged?.found,
    profiled?.found,
    user === undefined ? undefined : narrowLayer(user, name),
    environmentLayer(placed, env, cwd),
    commandLineLayer(placed, commandLine, cwd),
  ].filter((layer) => layer !== undefined);
  return {
    layers,
    cwd,
    home,
    env,
    files: { package: packaged?.file ?? path.join(cwd, `${name}.toml`), profile: profiled?.file, user: userFile },
  };
}

function findHome(): string {
  return process.getBuiltinModule("node:os").homedir();
}

/** Looks in a folder and those around it, until `read` finds something. */
async function findUpwards<T>(
  folder: string,
  name: string,
  read: (file: string) => Promise<T | undefined>,
): Promise<{ readonly file: string; readonly found: T } | undefined> {
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    const file = path.join(at, name);
    const found = await read(file);
    if (found !== undefined) return { file, found };
    if (at === path.dirname(at)) return undefined;
  }
}

/** The name becomes a part of a file's name, so it must not lead anywhere else. */
function assertProfileName(profile: string): void {
  if (/^\w[\w-]*$/.test(profile)) return;
  throw new ConfigError(`${JSON.stringify(profile)} is no name for a profile`, {
    code: "config.no_profile",
    hint: "Use letters, digits, - and _.",
  });
}

async function noProfile(name: string, profile: string, cwd: string): Promise<ConfigError> {
  const { readdir } = process.getBuiltinModule("node:fs/promises");
  const profiles = (await readdir(cwd).catch(() => [])).flatMap((file) => {
    const isProfile = file.startsWith(`${name}.`) && file.endsWith(".toml") && file !== `${name}.toml`;
    return isProfile ? file.slice(name.length + 1, -".toml".length) : [];
  });
  const known = profiles.length === 0 ? "" : ` There are: ${profiles.toSorted().join(", ")}.`;
  return new ConfigError(`there is no file ${name}.${profile}.toml in ${cwd} or around it`, {
    code: "config.no_profile",
    hint: `Create it, or choose another profile.${known}`,
  });
}

function defaultLayer(placed: readonly PlacedSetting[], cwd: string): Layer {
  const given = placed.filter(({ setting }) => setting.default !== undefined);
  return {
    level: "default",
    values: toTree(given.map(({ path, setting }) => [path, setting.default])),
    folder: cwd,
    originOf: () => ({ level: "default" }),
  };
}

/** A variable that is empty is one that is not set: shells have no better way to take one back. */
function environmentLayer(placed: readonly PlacedSetting[], env: ConfigSources["env"] & {}, cwd: string): Layer {
  const given = placed.flatMap(({ path, variable, setting }) => {
    const text = variable === undefined ? undefined : env[variable];
    return text ? [[path, parseText(setting.type, text)] as const] : [];
  });
  const variableAt = (key: readonly string[]): string | undefined =>
    placed.find(({ path }) => path.every((part, at) => key[at] === part))?.variable;
  return {
    level: "environment",
    values: toTree(given),
    folder: cwd,
    originOf: (key) => {
      const variable = variableAt(key);
      return { level: "environment", ...(variable !== undefined && { variable }) };
    },
  };
}

/** Keys that name no setting stay, for the check that reports unknown keys. */
function commandLineLayer(
  placed: readonly PlacedSetting[],
  commandLine: Readonly<Record<string, unknown>>,
  cwd: string,
): Layer {
  const given = Object.entries(commandLine).filter(([, value]) => value !== undefined);
  const entries = given.map(([key, value]) => {
    const setting = placed.find((one) => one.key === key)?.setting;
    const isText = setting !== undefined && typeof value === "string";
    return [key.split("."), isText ? parseText(setting.type, value) : value] as const;
  });
  return { level: "commandLine", values: toTree(entries), folder: cwd, originOf: () => ({ level: "commandLine" }) };
}

function toTree(entries: readonly (readonly [readonly string[], unknown])[]): Readonly<Record<string, unknown>> {
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [path, value] of entries) {
    let table = root;
    for (const part of path.slice(0, -1)) {
      if (!isTable(table[part])) table[part] = Object.create(null);
      table = table[part] as Record<string, unknown>;
    }
    table[path.at(-1)!] = value;
  }
  return root;
}
