// SPDX-License-Identifier: Apache-2.0

/**
 * Log lines as JSON objects.
 *
 * @module
 */

import { describeError } from "../errors/describe-error.ts";
import {
  encodeKey,
  encodeString,
  encodeMember,
  encodeValue,
  readShown,
  type EncodeOptions,
} from "../redaction/encode-redacted.ts";
import type { Redactor } from "../redaction/redactor.ts";
import { isSecretKey } from "../redaction/secret-key.ts";
import type { LogLevel } from "./level.ts";
import { formatTime, mergeFields, type EmojiOf, type FormatLine, type LogFields } from "./line-format.ts";

/** How one kind of reader wants its lines. */
export interface JsonLineShape {
  /** The line up to its fields. `name` and `message` are JSON strings, `time` is as from `formatTime`. */
  readonly head: (level: LogLevel, time: string, name: string, message: string) => string;
  /** The keys of the head: a field of that name is written with `_` before it. */
  readonly reserved: ReadonlySet<string>;
  readonly options: EncodeOptions;
  /** What was found out about keys, for all loggers of the shape. */
  readonly keys: Map<string, KnownKey>;
}

/**
 * Source: go-hclog 1.6 `TimeFormatJSON`; go-plugin 1.7 `parseJSON`, which crashes the host if one of these is no
 * string and drops lines of levels that it does not know, such as `fatal`. An error becomes text, as in Go: hosts print
 * nested values badly and text of several lines well.
 */
export const hclogShape: JsonLineShape = {
  head: (level, time, name, message) =>
    `{"@level":"${level === "fatal" ? "error" : level}","@message":${message},"@module":${name},"@timestamp":"${time}000Z"`,
  reserved: new Set(["@level", "@message", "@module", "@timestamp", "emoji"]),
  options: { describeError },
  keys: new Map(),
};

export const jsonShape: JsonLineShape = {
  head: (level, time, name, message) => `{"time":"${time}Z","level":"${level}","logger":${name},"message":${message}`,
  reserved: new Set(["time", "level", "logger", "message", "emoji"]),
  options: {},
  keys: new Map(),
};

/** @param emoji Where the line has emoji, they are a member `emoji`, so that its message stays what is searched for. */
export function createJsonLineFormat(
  shape: JsonLineShape,
  name: string,
  bound: LogFields,
  emoji?: EmojiOf,
  redactor?: Redactor,
): FormatLine {
  const options: EncodeOptions = redactor === undefined ? shape.options : { ...shape.options, redactor };
  const tightOptions: EncodeOptions = { ...options, maxStringLength: tightLength };
  const encodedName = encodeString(name, options);
  let lastEmoji = "";
  let lastMark = "";
  const boundKeys = Object.keys(bound);
  const rememberedText = encodeFields(bound);
  // A redactor may have learned of a secret since.
  const boundText = (): string => (redactor === undefined ? rememberedText : encodeFields(bound));

  return (level, timeMs, message, fields) => {
    const time = formatTime(timeMs);
    const mark = encodeEmoji(fields);
    const line = shape.head(level, time, encodedName, encodeString(message, options)) + mark + encodeTail(fields);
    if (fits(line)) return `${line}}\n`;
    const tightHead = shape.head(level, time, encodedName, encodeString(message, tightOptions));
    return `${tightHead}${mark}${encodeTight(fields)}}\n`;
  };

  function encodeEmoji(fields: LogFields | undefined): string {
    const text = emoji === undefined ? "" : emoji(fields, bound);
    if (text === "") return "";
    if (text !== lastEmoji) {
      lastEmoji = text;
      lastMark = `,"emoji":${JSON.stringify(text)}`;
    }
    return lastMark;
  }

  function encodeTail(fields: LogFields | undefined): string {
    if (!fields) return boundText();
    // JSON with one key twice means something else to every reader.
    const overrides = boundKeys.some((key) => Object.hasOwn(fields, key));
    return overrides ? encodeFields(mergeFields(bound, fields)) : boundText() + encodeFields(fields);
  }

  /** As many fields as fit into a line; what is too long in itself is named. */
  function encodeTight(fields: LogFields | undefined): string {
    let text = "";
    for (const [key, value] of Object.entries(mergeFields(bound, fields))) {
      const member = encodeFields({ [key]: value });
      text += member.length <= tightLength * 2 ? member : encodeFields({ [key.slice(0, 100)]: "[too long]" });
      if (text.length > tightLength * 8) return `${text},"[more]":true`;
    }
    return text;
  }

  /** The fields as members of an object that is already open: each with a comma before it. */
  function encodeFields(fields: LogFields): string {
    let text = "";
    for (const key of Object.keys(fields)) {
      const { head, isSecret } = describeKey(key);
      const member = readShown(fields, key);
      const value = isSecret ? encodeMember(key, member, options) : encodeValue(member, options);
      if (value !== undefined) text += head + value;
    }
    return text;
  }

  function describeKey(key: string): KnownKey {
    const known = redactor === undefined ? shape.keys.get(key) : undefined;
    if (known !== undefined) return known;
    const head = `,${encodeKey(shape.reserved.has(key) ? `_${key}` : key, options)}`;
    const described = { head, isSecret: isSecretKey(key) };
    // Keys come from source code; ones made from data must not fill the memory.
    if (redactor === undefined && shape.keys.size < maxKeys && key.length < 100) shape.keys.set(key, described);
    return described;
  }
}

/** What a key's name alone tells. */
interface KnownKey {
  /** The member up to its value. */
  readonly head: string;
  readonly isSecret: boolean;
}

const maxKeys = 2_000;

/**
 * A longer line, newline included, counts as plain text: go-plugin reads stderr into a buffer of 64 KiB.
 */
const maxLineBytes = 65_536;

/** Keeps a line below the limit even when every character takes 6 bytes (`\u0000`) or, in the fields, 3 (as UTF-8). */
const tightLength = 1_500;

function fits(line: string): boolean {
  const bytesAround = 2;
  return line.length * 3 + bytesAround <= maxLineBytes || Buffer.byteLength(line) + bytesAround <= maxLineBytes;
}
