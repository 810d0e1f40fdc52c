// SPDX-License-Identifier: Apache-2.0

import { quoteGo } from "../unicode/quote-go.ts";
import { formatOffset, pad, type CivilTime } from "./timestamp.ts";

/**
 * Writes a time in the form that `format` describes.
 *
 * Runs of the same letter stand for parts of the time, and all else for itself. Between single quotes letters stand for
 * themselves too; two quotes are one, inside and outside.
 *
 * @throws SyntaxError if letters stand for nothing, or a quote is not closed.
 *
 * Source: go-cty 1.18, `FormatDateFunc`.
 */
export function formatTime(format: string, time: CivilTime, offsetMinutes: number): string {
  return format.replaceAll(/''|'[^']*(?:''[^']*)*'?|([A-Za-z])\1*/g, (token) => {
    if (token.startsWith("'")) return unquote(token);
    const letter = token[0]!;
    const verb = Object.hasOwn(verbs, letter) ? verbs[letter]! : undefined;
    if (verb === undefined) throw new SyntaxError(`invalid date format verb ${quoteGo(token)}`);
    const text = verb.format(token.length, time, offsetMinutes);
    if (text === undefined) throw new SyntaxError(`invalid date format verb ${quoteGo(token)}: ${verb.expected}`);
    return text;
  });
}

interface Verb {
  /** What is said when there are more letters, or fewer. */
  readonly expected: string;
  /** Undefined if so many letters stand for nothing. */
  readonly format: (length: number, time: CivilTime, offsetMinutes: number) => string | undefined;
}

const verbs: Readonly<Record<string, Verb>> = {
  Y: {
    expected: 'year must either be "YY" or "YYYY"',
    format: (length, { year }) => (length === 2 ? pad(year % 100, 2) : length === 4 ? pad(year, 4) : undefined),
  },
  M: {
    expected: 'month must be "M", "MM", "MMM", or "MMMM"',
    format: (length, { month }) => formatNumber(length, month) ?? formatName(length, months[month - 1]!),
  },
  D: {
    expected: 'day of month must either be "D" or "DD"',
    format: (length, { day }) => formatNumber(length, day),
  },
  E: {
    expected: 'day of week must either be "EEE" or "EEEE"',
    format: (length, { weekday }) => formatName(length, weekdays[weekday]!),
  },
  h: {
    expected: '24-hour must either be "h" or "hh"',
    format: (length, { hour }) => formatNumber(length, hour),
  },
  H: {
    expected: '12-hour must either be "H" or "HH"',
    format: (length, { hour }) => formatNumber(length, hour % 12 === 0 ? 12 : hour % 12),
  },
  A: {
    expected: 'must be "AA"',
    format: (length, { hour }) => (length === 2 ? (hour < 12 ? "AM" : "PM") : undefined),
  },
  a: {
    expected: 'must be "aa"',
    format: (length, { hour }) => (length === 2 ? (hour < 12 ? "am" : "pm") : undefined),
  },
  m: {
    expected: 'minute must either be "m" or "mm"',
    format: (length, { minute }) => formatNumber(length, minute),
  },
  s: {
    expected: 'second must either be "s" or "ss"',
    format: (length, { second }) => formatNumber(length, second),
  },
  Z: {
    expected: "timezone must be Z, ZZZZ, or ZZZZZ",
    format: (length, _, offsetMinutes) => formatZone(length, offsetMinutes),
  },
};

const months = "January February March April May June July August September October November December".split(" ");
const weekdays = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");

function formatNumber(length: number, number: number): string | undefined {
  return length <= 2 ? pad(number, length) : undefined;
}

function formatName(length: number, name: string): string | undefined {
  if (length === 3) return name.slice(0, 3);
  return length === 4 ? name : undefined;
}

function formatZone(length: number, offsetMinutes: number): string | undefined {
  switch (length) {
    case 1:
      return offsetMinutes === 0 ? "Z" : formatOffset(offsetMinutes, ":");
    case 3:
      return offsetMinutes === 0 ? "UTC" : formatOffset(offsetMinutes, "");
    case 4:
      return formatOffset(offsetMinutes, "");
    case 5:
      return formatOffset(offsetMinutes, ":");
    default:
      return undefined;
  }
}

/** A text that ends with two quotes is closed by the second of them where it ends the format, and then has the first in it. */
function unquote(token: string): string {
  if (token === "''") return "'";
  if (token === "'" || !token.endsWith("'")) throw new SyntaxError("unterminated literal '");
  return token.slice(1, -1).replaceAll(/''?/g, "'");
}
