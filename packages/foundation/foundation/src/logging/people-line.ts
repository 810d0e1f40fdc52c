// SPDX-License-Identifier: Apache-2.0

/**
 * Log lines for a person at a terminal:
 *
 * ```text
 * 10:11:12.345 INFO  web-service  listening                                 port=8080
 * 10:11:12.398 ERROR web-service  request failed                            path=/health
 *     TypeError: x is not a function
 *         at ...
 * ```
 *
 * @module
 */

import { describeError } from "../errors/describe-error.ts";
import { encodeMember, readShown, type EncodeOptions } from "../redaction/encode-redacted.ts";
import { redactText } from "../redaction/redact-text.ts";
import type { Redactor } from "../redaction/redactor.ts";
import type { LogLevel } from "./level.ts";
import { mergeFields, type EmojiOf, type FormatLine, type LogFields } from "./line-format.ts";

/** How lines for people look. */
export interface PeopleStyle {
  readonly color: boolean;
  readonly emoji?: EmojiOf | undefined;
  readonly redactor?: Redactor | undefined;
  /** The longest name so far among loggers that share an output; it grows, so that messages stand below each other. */
  nameWidth: number;
}

export function createPeopleLineFormat(name: string, bound: LogFields, style: PeopleStyle): FormatLine {
  const { color, emoji, redactor } = style;
  const options: EncodeOptions = redactor === undefined ? {} : { redactor };
  const redact = (text: string): string => (redactor === undefined ? redactText(text) : redactor.redact(text));
  const paint = (code: string, text: string): string =>
    color && text !== "" ? `\u001b[${code}m${text}\u001b[0m` : text;
  const visibleName = makeVisible(name);
  style.nameWidth = Math.max(style.nameWidth, Math.min(visibleName.length, maxNameWidth));

  return (level, timeMs, message, fields) => {
    const [first = "", ...rest] = makeVisible(redact(message)).split("\n");
    const blocks = rest.map((line) => `    ${line}`);
    const pairs: string[] = [];
    const all = mergeFields(bound, fields);
    for (const key of Object.keys(all)) {
      const value = readShown(all, key);
      if (value instanceof Error) blocks.push(indent(makeVisible(describeError(value, redactor))));
      else {
        const text = formatValue(key, value, options);
        if (text !== undefined) pairs.push(`${paint(dim, `${makeVisible(redact(key))}=`)}${text}`);
      }
    }
    const paddedName = style.nameWidth === 0 ? "" : `${paint(dim, visibleName.padEnd(style.nameWidth))}  `;
    const mark = emoji === undefined ? "" : padEmoji(emoji(fields, bound));
    const head = `${paint(dim, clockTime(timeMs))} ${paint(colors[level], level.toUpperCase().padEnd(5))} ${paddedName}${mark}`;
    const text = pairs.length === 0 ? first : `${first.padEnd(messageWidth)}  ${pairs.join(" ")}`;
    return `${[head + text, ...blocks].join("\n")}\n`;
  };
}

const dim = "2";
const colors: Readonly<Record<LogLevel, string>> = {
  trace: "2",
  debug: "36",
  info: "32",
  warn: "33",
  error: "1;31",
  fatal: "1;97;41",
};

/** Longer names of loggers push their lines to the right. */
const maxNameWidth = 24;

/** Domain, action and status, two cells each, and a space. */
const emojiCells = 7;

/** Most messages are shorter, so that the fields stand below each other. */
const messageWidth = 40;

/** Each of our emoji is one code point and two cells; variation selectors and joiners of others take no cell. */
function padEmoji(text: string): string {
  const drawn = text.replace(/\u200D.|\uFE0E|\uFE0F|\p{Emoji_Modifier}/gu, "").match(/./gu)?.length ?? 0;
  return text + " ".repeat(Math.max(1, emojiCells - drawn * 2));
}

/** Local time of day: who reads along knows the date. */
function clockTime(timeMs: number): string {
  const time = new Date(timeMs);
  const two = (number: number): string => String(number).padStart(2, "0");
  const milliseconds = String(time.getMilliseconds()).padStart(3, "0");
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${milliseconds}`;
}

function formatValue(key: string, value: unknown, options: EncodeOptions): string | undefined {
  const text = encodeMember(key, value, options);
  // Quotes only where the value could be taken for more than one.
  return text !== undefined && /^"[\w.:/@+,%~[\]-]+"$/.test(text) ? text.slice(1, -1) : text && makeVisible(text);
}

function indent(text: string): string {
  return text.replace(/^/gm, "    ");
}

/**
 * Control characters as escapes, except newlines: text from elsewhere must not move the cursor, change the colours or
 * reverse the reading direction of a terminal.
 */
function makeVisible(text: string): string {
  return text.replace(
    // oxlint-disable-next-line no-control-regex -- they are what is looked for
    /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g,
    (character) => (character === "\t" ? "  " : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`),
  );
}
