// SPDX-License-Identifier: Apache-2.0

/**
 * Emoji that tell at a glance what a line is about: its domain (where), its action (what) and its status (how it went).
 *
 * A set is data: which fields of a line are looked at, and which value of them has which emoji. A field or value that
 * no set knows has none, because a marker for the unknown says nothing and draws the eye.
 *
 * @module
 */

import { readMember } from "../redaction/encode-redacted.ts";
import type { EmojiOf, LogFields } from "./line-format.ts";

export interface EmojiColumn {
  /** Fields of this column, in addition to those of earlier sets; the first that a line has counts. */
  readonly fields?: readonly string[];
  /**
   * Emoji by value. Letter case does not matter. `5xx` stands for the numbers from 500 to 599 that have none of their
   * own.
   */
  readonly values?: Readonly<Record<string, string>>;
}

/** Emoji for the fields of a line. They stand in the line in this order. */
export interface EmojiSet {
  readonly domain?: EmojiColumn;
  readonly action?: EmojiColumn;
  readonly status?: EmojiColumn;
}

/** Only emoji that every terminal draws two cells wide, so that what follows stays aligned. */
export const standardEmoji: EmojiSet = {
  domain: {
    fields: ["domain"],
    values: {
      auth: "🔑",
      cache: "🧊",
      config: "🔧",
      crypto: "🔐",
      database: "💾",
      file: "📄",
      http: "🌐",
      network: "📡",
      plugin: "🔌",
      process: "🧵",
      provider: "🧱",
      queue: "📬",
      resource: "📦",
      server: "🏠",
      system: "💻",
      task: "📋",
      test: "🧪",
      user: "👤",
    },
  },
  action: {
    fields: ["action"],
    values: {
      apply: "🔨",
      build: "🚧",
      close: "🚪",
      connect: "🔗",
      create: "✨",
      delete: "🔥",
      disconnect: "💔",
      import: "📥",
      list: "📜",
      login: "👋",
      logout: "🚪",
      open: "📂",
      plan: "📐",
      read: "📖",
      receive: "📥",
      refresh: "🔄",
      request: "📨",
      response: "📩",
      retry: "🔁",
      send: "📤",
      start: "🚀",
      stop: "🛑",
      update: "📝",
      validate: "🔍",
      wait: "⏳",
      write: "📝",
    },
  },
  status: {
    fields: ["status", "statusCode", "status_code", "http.response.status_code", "outcome"],
    values: {
      success: "✅",
      succeeded: "✅",
      ok: "✅",
      done: "✅",
      complete: "✅",
      completed: "✅",
      failure: "❌",
      failed: "❌",
      error: "❌",
      denied: "⛔",
      forbidden: "⛔",
      cancelled: "🚫",
      skipped: "⏩",
      timeout: "⏰",
      pending: "⏳",
      running: "🏃",
      started: "🚀",
      stopped: "🛑",
      degraded: "🟡",
      healthy: "🟢",
      unhealthy: "🔴",
      "1xx": "💬",
      "2xx": "✅",
      "3xx": "🔀",
      "4xx": "🚫",
      "5xx": "🔥",
      401: "🔒",
      403: "⛔",
      404: "👻",
      429: "🐢",
    },
  },
};

/**
 * What finds the emoji of a line, for the option `emoji` of `createLogger`. Of a value in several sets the last counts.
 *
 * @throws TypeError naming the column and the value, when an emoji is no text of 1 to 16 visible characters.
 *
 * @example
 * createEmoji(standardEmoji, { domain: { values: { billing: "🧾" } }, status: { values: { refunded: "💸" } } })
 */
export function createEmoji(...sets: readonly EmojiSet[]): EmojiOf {
  const columns = (["domain", "action", "status"] as const).map((name) => mergeColumns(name, sets));
  let known: LogFields | undefined;
  let knownText: readonly string[] = [];
  return (fields, bound) => {
    // A logger's own fields stay, and most lines come from the logger of the line before.
    if (bound !== known) {
      knownText = columns.map((column) => readEmoji(column, bound) ?? "");
      known = bound;
    }
    let text = "";
    for (let at = 0; at < columns.length; at++) {
      text += (fields && readEmoji(columns[at]!, fields)) ?? knownText[at]!;
    }
    return text;
  };
}

/** Undefined when `fields` has none of the column's. */
function readEmoji({ fields: names, values, found }: MergedColumn, fields: LogFields): string | undefined {
  for (const name of names) {
    const value = readMember(fields, name);
    if (value !== undefined && value !== null) return found.get(value) ?? findEmoji(values, found, value);
  }
  return undefined;
}

interface MergedColumn {
  readonly fields: readonly string[];
  readonly values: ReadonlyMap<string, string>;
  /** What was found for a value before. */
  readonly found: Map<unknown, string>;
}

function mergeColumns(name: keyof EmojiSet, sets: readonly EmojiSet[]): MergedColumn {
  const values = new Map<string, string>();
  for (const set of sets) {
    for (const [value, emoji] of Object.entries(set[name]?.values ?? {})) {
      if (typeof emoji !== "string" || !/^[^\p{Cc}\p{Zs}\p{Zl}\p{Zp}]{1,16}$/u.test(emoji)) {
        throw new TypeError(
          `the emoji for ${name} ${JSON.stringify(value)} must be a text of 1 to 16 visible characters`,
        );
      }
      values.set(value.toLowerCase(), emoji);
    }
  }
  return { fields: [...new Set(sets.flatMap((set) => set[name]?.fields ?? []))], values, found: new Map() };
}

function findEmoji(values: MergedColumn["values"], found: MergedColumn["found"], value: unknown): string {
  const emoji = lookUp(values, value);
  // Values made from data must not fill the memory, and objects not stay alive.
  if (emoji !== "" && found.size < maxFound) found.set(value, emoji);
  return emoji;
}

const maxFound = 500;

function lookUp(values: MergedColumn["values"], value: unknown): string {
  if (typeof value === "string") return values.get(value.slice(0, 100).toLowerCase()) ?? "";
  if (typeof value === "boolean") return values.get(String(value)) ?? "";
  if (typeof value !== "number") return "";
  return values.get(String(value)) ?? values.get(`${Math.floor(value / 100)}xx`) ?? "";
}
