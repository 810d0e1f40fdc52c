// SPDX-License-Identifier: Apache-2.0

import { ConfigError } from "./config-error.ts";
import { isSetting, type Setting, type SettingGroup, type SettingType } from "./setting.ts";

/** A key, from the outermost group on: `["log", "level"]`. */
export type KeyPath = readonly string[];

/** A setting with its place. */
export interface PlacedSetting {
  readonly path: KeyPath;
  /** Dotted: `log.level`. */
  readonly key: string;
  readonly setting: Setting<unknown>;
  /** Its environment variable: `WRKNV_LOG_LEVEL`. */
  readonly variable: string | undefined;
}

/** What a program can be configured with. */
export interface ConfigDefinition<S extends SettingGroup = SettingGroup> {
  /** The program's name: of its files, of its table in the user's file and, in capitals, of its variables. */
  readonly name: string;
  readonly settings: S;
  /** All of them, in the order of their declaration. */
  readonly placed: readonly PlacedSetting[];
}

/**
 * Declares a program's settings.
 *
 * @throws ConfigError `config.definition` when a key cannot be written or two settings share a variable.
 *
 * @example
 * const definition = defineConfig("wrknv", {
 *   log: { level: setting.oneOf(["debug", "info"], { default: "info", about: "What is logged." }) },
 *   token: setting.secret({ about: "For the registry." }),
 * });
 */
export function defineConfig<const S extends SettingGroup>(name: string, settings: S): ConfigDefinition<S> {
  const placed = [...placeSettings(name, settings, [])];
  const problems = [...findProblems(name, placed)];
  if (problems.length > 0) {
    throw new ConfigError(`the settings of ${name} cannot be used: ${problems.join("; ")}`, {
      code: "config.definition",
      hint: "Rename a setting, or give it another `variable`.",
    });
  }
  return { name, settings, placed };
}

/** Gives the environment variable that is made of names: `WRKNV_MAX_RETRIES` of `wrknv` and `maxRetries`. */
export function variableOf(...names: readonly string[]): string {
  const words = names.map((name) => name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(/[^A-Za-z0-9]+/g, "_"));
  return words.join("_").toUpperCase();
}

function* placeSettings(name: string, group: SettingGroup, above: KeyPath): Generator<PlacedSetting> {
  for (const [key, member] of Object.entries(group)) {
    const path = [...above, key];
    if (!isSetting(member)) {
      yield* placeSettings(name, member, path);
      continue;
    }
    const variable = member.variable === false ? undefined : (member.variable ?? variableOf(name, ...path));
    yield { path, key: path.join("."), setting: member, variable };
  }
}

function* findProblems(name: string, placed: readonly PlacedSetting[]): Generator<string> {
  if (!plainName.test(name)) yield `${JSON.stringify(name)} is no name for a program`;
  const owners = new Map([[variableOf(name, "profile"), "the choice of a profile"]]);
  for (const { path, key, setting, variable } of placed) {
    if (!path.every((part) => plainName.test(part))) yield `${key} has other characters than letters, digits, - and _`;
    if (hasNestedSchema(setting.type)) yield `${key} holds a schema; give one schema for the whole`;
    if (variable === undefined) continue;
    const owner = owners.get(variable);
    if (owner !== undefined) yield `${key} and ${owner} have the same variable ${variable}`;
    owners.set(variable, key);
  }
}

const plainName = /^[A-Za-z][\w-]*$/;

function hasNestedSchema(type: SettingType): boolean {
  return "of" in type && (type.of.kind === "schema" || hasNestedSchema(type.of));
}
