// SPDX-License-Identifier: Apache-2.0

import type { KeyPath } from "./define-config.ts";

/** The levels, the weakest first. */
export const levels = ["default", "package", "profile", "user", "environment", "commandLine"] as const;

export type Level = (typeof levels)[number];

/** Where a value comes from. */
export interface Origin {
  readonly level: Level;
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  /** From 1, in UTF-16 units. */
  readonly column?: number;
  readonly variable?: string;
}

/** The values of one level. */
export interface Layer {
  readonly level: Level;
  readonly values: Readonly<Record<string, unknown>>;
  /** Of the value at that place; for a place without one, of what is around it. */
  originOf(path: KeyPath): Origin;
  /** Where paths in the values start. */
  readonly folder: string;
}

/** A table of TOML or JSON. Not a date, which TOML has too. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The value at a place of nested tables; undefined when there is none. */
export function valueAt(values: unknown, path: KeyPath): unknown {
  let value = values;
  for (const key of path) {
    if (!isTable(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

const levelNames: Readonly<Record<Level, string>> = {
  default: "default",
  package: "package file",
  profile: "profile file",
  user: "user file",
  environment: "environment variable",
  commandLine: "command line",
};

/** `user file /home/ann/.provide/config.toml:3:1` */
export function describeOrigin(origin: Origin): string {
  return [levelNames[origin.level], describePlace(origin)].filter(Boolean).join(" ");
}

/** `/home/ann/.provide/config.toml:3:1`, or the variable; empty for a level that has no places. */
export function describePlace({ file, line, column, variable }: Origin): string {
  if (file === undefined) return variable ?? "";
  return line === undefined ? file : `${file}:${line}:${column}`;
}

export function nameOfLevel(level: Level): string {
  return levelNames[level];
}
