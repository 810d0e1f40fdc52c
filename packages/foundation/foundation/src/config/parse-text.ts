// SPDX-License-Identifier: Apache-2.0

import { isTable } from "./layer.ts";
import type { SettingType } from "./setting.ts";

/** A text that its schema may want as it is, or as the JSON value that it also is. */
export class AmbiguousText {
  readonly text: string;
  readonly value: unknown;

  constructor(text: string, value: unknown) {
    this.text = text;
    this.value = value;
  }
}

/**
 * The value that a text of the environment or of the command line means; the text itself when it means none, so that
 * the check of the value reports it.
 */
export function parseText(type: SettingType, text: string): unknown {
  switch (type.kind) {
    case "flag":
      return flags.get(text.trim().toLowerCase()) ?? text;
    case "number":
    case "integer":
      return numberText.test(text.trim()) ? Number(text) : text;
    case "list":
      return parseJson(text, "[") ?? splitItems(text).map((item) => parseText(type.of, item));
    case "map":
      return parseJson(text, "{") ?? parseMap(type.of, text);
    case "schema": {
      const value = parseJson(text, "");
      // A table is merged with those of weaker levels before its schema sees it, so it cannot wait for that.
      if (isTable(value)) return value;
      return value === undefined ? text : new AmbiguousText(text, value);
    }
    default:
      return text;
  }
}

const flags: ReadonlyMap<string, boolean> = new Map(
  Object.entries({ true: true, yes: true, on: true, "1": true, false: false, no: false, off: false, "0": false }),
);

/** JSON's numbers, with a sign and without a digit before the point. `Number` itself also takes `0x1f` and nothing. */
const numberText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

function parseJson(text: string, start: string): unknown {
  if (!text.trimStart().startsWith(start)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `a=1,b=2`. An item without `=` makes the whole text no map. */
function parseMap(of: SettingType, text: string): unknown {
  const entries = splitItems(text).map((item) => [item, item.indexOf("=")] as const);
  if (entries.some(([, at]) => at <= 0)) return text;
  return Object.fromEntries(
    entries.map(([item, at]) => [item.slice(0, at).trimEnd(), parseText(of, item.slice(at + 1).trimStart())]),
  );
}

function splitItems(text: string): string[] {
  return text.trim() === "" ? [] : text.split(",").map((item) => item.trim());
}
