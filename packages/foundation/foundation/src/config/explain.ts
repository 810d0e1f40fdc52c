// SPDX-License-Identifier: Apache-2.0

import { encodeRedacted } from "../redaction/encode-redacted.ts";
import { redacted } from "../redaction/redacted.ts";
import type { KeyPath, PlacedSetting } from "./define-config.ts";
import { describePlace, levels, nameOfLevel, valueAt, type Level, type Origin } from "./layer.ts";
import type { Layers } from "./layers.ts";
import { layerAt, leafPaths, type Merged } from "./merge.ts";
import { AmbiguousText } from "./parse-text.ts";
import { holdsSecret } from "./setting.ts";

/** What one level says about a value. */
export interface ExplainedLevel {
  readonly level: Level;
  /** As JSON, secrets redacted; undefined when the level says nothing. */
  readonly value?: string;
  /** Where it says so, or where it could be said. Undefined where a level has no places. */
  readonly origin?: Origin;
  /** Whether this is the value that the program gets. */
  readonly wins: boolean;
}

/** What all levels say about a value, the strongest first. */
export interface Explanation {
  readonly key: string;
  readonly about: string;
  readonly levels: readonly ExplainedLevel[];
}

/** Explains a setting or, for a map, the entries of it that `key` means. */
export function explainSetting(
  placed: PlacedSetting,
  key: string,
  merged: Merged | undefined,
  found: Layers,
): readonly Explanation[] {
  const { path } = placed;
  const wanted = key.split(".").slice(path.length);
  const leaves = merged === undefined ? [[]] : [...leafPaths(merged)];
  const below = leaves.filter((leaf) => wanted.every((part, at) => leaf[at] === part));
  return (below.length === 0 ? [wanted] : below).map((leaf) => explainLeaf(placed, leaf, merged, found));
}

function explainLeaf(placed: PlacedSetting, leaf: KeyPath, merged: Merged | undefined, found: Layers): Explanation {
  const path = [...placed.path, ...leaf];
  const winner = merged === undefined ? undefined : layerAt(merged, leaf).level;
  const explained = levels.toReversed().flatMap((level): ExplainedLevel[] => {
    const layer = found.layers.find((one) => one.level === level);
    const value = layer === undefined ? undefined : valueAt(layer.values, path);
    if (layer !== undefined && value !== undefined) {
      return [{ level, value: showValue(placed, value), origin: layer.originOf(path), wins: level === winner }];
    }
    const origin = placeFor(level, placed, found);
    return origin === undefined && level === "profile" ? [] : [{ level, wins: false, ...(origin && { origin }) }];
  });
  return { key: path.join("."), about: placed.setting.about, levels: explained };
}

/** Where a level that says nothing could say it. */
function placeFor(level: Level, { variable }: PlacedSetting, { files }: Layers): Origin | undefined {
  if (level === "environment") return variable === undefined ? undefined : { level, variable };
  const file = level === "default" || level === "commandLine" ? undefined : files[level];
  return file === undefined ? undefined : { level, file };
}

function showValue({ setting }: PlacedSetting, value: unknown): string {
  if (holdsSecret(setting.type)) return redacted;
  return encodeRedacted(value instanceof AmbiguousText ? value.text : value) ?? "";
}

/** The explanation in aligned lines; `>` marks the value that the program gets. */
export function renderExplanation({ key, about, levels }: Explanation): string {
  const rows = levels.map(({ level, value = "-", origin, wins }) => [
    wins ? ">" : " ",
    nameOfLevel(level),
    value,
    origin === undefined ? "" : describePlace(origin),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [`${key}: ${about}`, ...lines.map((line) => `  ${line}`)].join("\n");
}
