// SPDX-License-Identifier: Apache-2.0

import { findClosest, suggestClosest } from "../text/closest.ts";
import type { ConfigProblem } from "./config-error.ts";
import { variableOf, type ConfigDefinition, type KeyPath } from "./define-config.ts";
import { describeOrigin, isTable, type Layer } from "./layer.ts";
import { isSetting, type SettingGroup } from "./setting.ts";

/** Reports what a level sets and the definition does not have, with what was probably meant. */
export function findUnknownKeys(definition: ConfigDefinition, layer: Layer): ConfigProblem[] {
  const keys = definition.placed.map(({ key }) => key);
  return [...findIn(definition.settings, layer.values, [])].map(({ path, reason }) => {
    const key = path.join(".");
    const origin = describeOrigin(layer.originOf(path));
    return { key, reason: reason ?? `there is no such setting${suggestClosest(key, keys)}`, origin };
  });
}

function* findIn(
  group: SettingGroup,
  values: Readonly<Record<string, unknown>>,
  above: KeyPath,
): Generator<{ readonly path: KeyPath; readonly reason?: string }> {
  for (const [key, value] of Object.entries(values)) {
    const path = [...above, key];
    const member = Object.hasOwn(group, key) ? group[key]! : undefined;
    if (isSetting(member)) continue;
    if (member === undefined) yield { path };
    else if (isTable(value)) yield* findIn(member, value, path);
    else yield { path, reason: "expected a table: this is a group of settings" };
  }
}

/**
 * Variables that are nearly named as one of the program's. Only notes: others may use the same prefix.
 */
export function findUnknownVariables(
  { name, placed }: ConfigDefinition,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const prefix = `${variableOf(name)}_`;
  const known = [variableOf(name, "profile"), ...placed.flatMap(({ variable }) => variable ?? [])];
  return Object.keys(env).flatMap((variable) => {
    if (!variable.startsWith(prefix) || known.includes(variable)) return [];
    const meant = findClosest(variable, known);
    return meant === undefined ? [] : [`the environment variable ${variable} is not read; did you mean ${meant}?`];
  });
}
