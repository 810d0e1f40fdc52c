// SPDX-License-Identifier: Apache-2.0

import { readMember } from "../redaction/encode-redacted.ts";
import type { LogLevel } from "./level.ts";

/** Named values of a line. */
export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Finds the emoji of a line by its fields: those of the call (which win) and those of the logger. Empty when it has
 * none.
 */
export type EmojiOf = (fields: LogFields | undefined, bound: LogFields) => string;

/** Makes a complete line, with its newline, for one logger. Never throws. */
export type FormatLine = (level: LogLevel, timeMs: number, message: string, fields: LogFields | undefined) => string;

/** The fields of a line; those of the call win. Not a spread, which a getter that throws would stop. */
export function mergeFields(bound: LogFields, fields: LogFields | undefined): LogFields {
  if (!fields) return bound;
  const merged: Record<string, unknown> = { ...bound };
  for (const key of Object.keys(fields)) merged[key] = readMember(fields, key);
  return merged;
}

/**
 * A time as `2026-11-22T10:11:12.345`, in UTC.
 *
 * The part before the milliseconds is remembered, because most lines share it with the line before.
 */
export function formatTime(timeMs: number): string {
  const second = Math.floor(timeMs / 1000);
  if (second !== lastSecond) {
    lastText = new Date(second * 1000).toISOString().slice(0, -4);
    lastSecond = second;
  }
  const milliseconds = Math.floor(timeMs) - second * 1000;
  return lastText + (milliseconds < 10 ? "00" : milliseconds < 100 ? "0" : "") + milliseconds;
}

let lastSecond = Number.NaN;
let lastText = "";
