// SPDX-License-Identifier: Apache-2.0

/**
 * Finds a program's configuration.
 *
 * Six levels, each stronger than the one before: the defaults of the
 * definition; the package file, `<name>.toml` in the working directory or the
 * nearest folder around it that has one; the profile file,
 * `<name>.<profile>.toml`, found in the same way; the table `[<name>]` of the
 * user file `~/.provide/config.toml`; environment variables; the command line.
 *
 * @module
 */

import { suggestClosest } from "../text/closest.ts";
import { ConfigError, throwProblems, type ConfigProblem } from "./config-error.ts";
import type { ConfigDefinition, KeyPath, PlacedSetting } from "./define-config.ts";
import { explainSetting, renderExplanation, type Explanation } from "./explain.ts";
import { findUnknownKeys, findUnknownVariables } from "./find-unknown-keys.ts";
import { describeOrigin, valueAt, type Layer, type Origin } from "./layer.ts";
import { readLayers, type ConfigSources } from "./layers.ts";
import { layerAt, mergeOver, toMerged, toValue, type Merged } from "./merge.ts";
import { readSecret } from "./read-secret.ts";
import type { ConfigValues, SettingGroup, SettingType } from "./setting.ts";

/** A program's configuration, complete and checked. */
export interface Config<S extends SettingGroup = SettingGroup> {
  /** Frozen. */
  readonly values: ConfigValues<S>;
  /** What may be a mistake and is none for certain, as a variable that is nearly named as one of the program's. */
  readonly notes: readonly string[];

  /**
   * Where a value comes from; undefined when no level has one.
   *
   * @param key Dotted: `log.level`, or into a map `tools.terraform`.
   * @throws ConfigError `config.unknown_key`
   */
  originOf(key: string): Origin | undefined;

  /**
   * What each level says about a setting or, for a group or a map, about each that is in it. Secrets are redacted.
   *
   * @throws ConfigError `config.unknown_key`
   */
  trace(key: string): readonly Explanation[];

  /** The same as text for people, in lines. */
  explain(key: string): string;
}

/**
 * Loads and checks the configuration.
 *
 * @throws ConfigError that names every wrong value with its key, its place and what is allowed.
 */
export async function loadConfig<S extends SettingGroup>(
  definition: ConfigDefinition<S>,
  sources: ConfigSources = {},
): Promise<Config<S>> {
  const found = await readLayers(definition, sources);
  const { layers } = found;
  const problems = layers.flatMap((layer) => findUnknownKeys(definition, layer));
  const effective = new Map<PlacedSetting, Merged>();
  const values: Record<string, unknown> = {};
  for (const placed of definition.placed) {
    const merged = mergeLayers(placed, layers);
    if (merged !== undefined) effective.set(placed, merged);
    const resolved = await resolveSetting(placed, merged, found.home);
    problems.push(...resolved.problems);
    setAt(values, placed.path, resolved.value);
  }
  throwProblems(definition.name, problems);
  freezeTables(values);

  const trace = (key: string): readonly Explanation[] => {
    const placed = findPlaced(definition, key, effective);
    return placed.flatMap((one) => explainSetting(one, key, effective.get(one), found));
  };
  return {
    values: values as ConfigValues<S>,
    notes: findUnknownVariables(definition, found.env),
    originOf(key) {
      const [placed] = findPlaced(definition, key, effective);
      const path = key.split(".");
      const layer = effective.has(placed!)
        ? layerAt(effective.get(placed!)!, path.slice(placed!.path.length))
        : undefined;
      return layer?.originOf(path);
    },
    trace,
    explain: (key) => trace(key).map(renderExplanation).join("\n\n"),
  };
}

function mergeLayers({ path, setting: { type } }: PlacedSetting, layers: readonly Layer[]): Merged | undefined {
  let merged: Merged | undefined;
  for (const layer of layers) {
    const value = valueAt(layer.values, path);
    if (value === undefined) continue;
    merged = mergeOver(merged, toMerged(value, layer, type.kind === "map" || type.kind === "schema"));
  }
  return merged;
}

async function resolveSetting(
  { key, path, setting, variable }: PlacedSetting,
  merged: Merged | undefined,
  home: string,
): Promise<{ readonly value: unknown; readonly problems: readonly ConfigProblem[] }> {
  if (merged === undefined) {
    const place = variable === undefined ? "" : `; set it in a file or as the variable ${variable}`;
    const problems = setting.isRequired ? [{ key, reason: `it is required and has no value${place}` }] : [];
    return { value: undefined, problems };
  }
  const problems: ConfigProblem[] = [];
  const addProblem = (below: KeyPath, reason: string): void => {
    const whole = [...path, ...below];
    problems.push({ key: whole.join("."), reason, origin: describeOrigin(layerAt(merged, below).originOf(whole)) });
  };

  const raw = await toValue(merged, async (value, layer, below) => {
    const type = below.reduce<SettingType>((at) => ("of" in at ? at.of : at), setting.type);
    try {
      return await readSecrets(type, value, layer.folder, home);
    } catch (error) {
      addProblem(below, (error as Error).message);
      return value;
    }
  });
  // The compiler has checked the defaults of our own types.
  const isDefault = merged.layer.level === "default" && setting.type.kind !== "schema";
  if (isDefault || problems.length > 0) return { value: raw, problems };

  const { checkValue } = await import("./check-value.ts");
  const checked = await checkValue(setting.type, raw);
  if (checked.issues === undefined) return { value: checked.value, problems };
  for (const { path: steps = [], message } of checked.issues) {
    addProblem(
      steps.map((step) => String(typeof step === "object" ? step.key : step)),
      message,
    );
  }
  return { value: undefined, problems };
}

async function readSecrets(type: SettingType, value: unknown, folder: string, home: string): Promise<unknown> {
  if (type.kind === "secret" && typeof value === "string") return readSecret(value, folder, home);
  if (type.kind !== "list" || !Array.isArray(value)) return value;
  const items: unknown[] = [];
  for (const item of value) items.push(await readSecrets(type.of, item, folder, home));
  return items;
}

/** The setting of that key or that holds it, or all settings of a group. */
function findPlaced(
  { name, placed }: ConfigDefinition,
  key: string,
  effective: ReadonlyMap<PlacedSetting, Merged>,
): readonly PlacedSetting[] {
  const own = placed.filter((one) => one.key === key || one.key.startsWith(`${key}.`));
  if (own.length > 0) return own;
  const around = placed.filter((one) => key.startsWith(`${one.key}.`) && effective.get(one)?.kind === "table");
  if (around.length > 0) return around;
  const keys = placed.map((one) => one.key);
  throw new ConfigError(`${name} has no setting ${key}${suggestClosest(key, keys)}`, {
    code: "config.unknown_key",
    hint: `There are: ${keys.join(", ")}.`,
  });
}

function setAt(values: Record<string, unknown>, path: KeyPath, value: unknown): void {
  let table = values;
  for (const part of path.slice(0, -1)) table = (table[part] ??= {}) as Record<string, unknown>;
  table[path.at(-1)!] = value;
}

/** Plain tables and lists. What a foreign schema has made of its value may want to change. */
function freezeTables(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return;
  Object.freeze(value);
  for (const member of Object.values(value)) freezeTables(member);
}
