// SPDX-License-Identifier: Apache-2.0

/**
 * Times as RFC 3339 writes them, read strictly: capital letters, a point before fractions, offsets below a day.
 *
 * Source: go-cty 1.18, `parseTimestamp`, and below it Go's `time.Parse`, whose way through the text shows in the errors.
 *
 * @module
 */

import { quoteGo } from "../unicode/quote-go.ts";
import { encodeUTF8 } from "../utf8.ts";

/** A moment, and how far local time is from UTC. */
export interface Timestamp {
  /** Since 1970, in nanoseconds. */
  readonly unixNanos: bigint;
  readonly offsetMinutes: number;
}

/** A moment as clocks and calendars show it. */
export interface CivilTime {
  /** 0 is the year before 1; negative ones are before that. */
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** From 0 for Sunday. */
  readonly weekday: number;
}

const nanosPerSecond = 1_000_000_000n;

/** @throws SyntaxError, with a message for whoever wrote the text. */
export function parseTimestamp(text: string): Timestamp {
  const parts =
    /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:Z|([+-])(\d{2}):(\d{2}))$/.exec(text) ?? [];
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "", fraction = ""] = parts;
  const [sign, offsetHours = "0", offsetMinutes = "0"] = parts.slice(8);
  const isValid =
    parts.length > 0 &&
    isWithin(day, 1, daysIn(Number(year), Number(month))) &&
    isWithin(hour, 0, 23) &&
    isWithin(minute, 0, 59) &&
    isWithin(second, 0, 59) &&
    isWithin(offsetHours, 0, 23) &&
    isWithin(offsetMinutes, 0, 59);
  if (!isValid) throw new SyntaxError(`not a valid RFC3339 timestamp: ${problemOf(text)}`);

  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -1 : 1);
  const unixSeconds = date.getTime() / 1000 - offset * 60;
  const nanos = BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return { unixNanos: BigInt(unixSeconds) * nanosPerSecond + nanos, offsetMinutes: offset };
}

/** What clocks show at the timestamp's own offset. */
export function civilTime({ unixNanos, offsetMinutes }: Timestamp): CivilTime {
  // BigInt divides towards zero; before 1970 that would be a second too late.
  const nanos = ((unixNanos % nanosPerSecond) + nanosPerSecond) % nanosPerSecond;
  const unixSeconds = Number((unixNanos - nanos) / nanosPerSecond);
  const date = new Date((unixSeconds + offsetMinutes * 60) * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    weekday: date.getUTCDay(),
  };
}

/** RFC 3339 without fractions of a second. */
export function formatTimestamp(timestamp: Timestamp): string {
  const { year, month, day, hour, minute, second } = civilTime(timestamp);
  const date = `${year < 0 ? "-" : ""}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const { offsetMinutes } = timestamp;
  const offset = offsetMinutes === 0 ? "Z" : formatOffset(offsetMinutes, ":");
  return `${date}T${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${offset}`;
}

/** @param separator Between hours and minutes. */
export function formatOffset(offsetMinutes: number, separator: string): string {
  const size = Math.abs(offsetMinutes);
  return `${offsetMinutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60), 2)}${separator}${pad(size % 60, 2)}`;
}

export function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}

function isWithin(digits: string, min: number, max: number): boolean {
  return Number(digits) >= min && Number(digits) <= max;
}

/** 0 for a month that is none. */
function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

/** The numbers of a timestamp up to its offset, with the character that comes before each. */
const segments = [
  { introducer: "", name: "year", pattern: /^\d{4}/, min: 0, max: 9999 },
  { introducer: "-", name: "month", pattern: /^\d{2}/, min: 1, max: 12 },
  // How many days there are is asked at the end.
  { introducer: "-", name: "day of month", pattern: /^\d{2}/, min: 0, max: 99 },
  { introducer: "T", name: "hour", pattern: /^\d{1,2}/, min: 0, max: 23 },
  { introducer: ":", name: "minute", pattern: /^\d{2}/, min: 0, max: 59 },
  { introducer: ":", name: "second", pattern: /^\d{2}/, min: 0, max: 59 },
] as const;

/** What is wrong with a text that is no timestamp: the first thing that Go's more lenient reader finds, or else what it lets pass. */
function problemOf(text: string): string {
  const numbers: number[] = [];
  let rest = text;
  for (const { introducer, name, pattern, min, max } of segments) {
    if (!rest.startsWith(introducer)) return missingIntroducer(introducer, rest);
    rest = rest.slice(introducer.length);
    const digits = pattern.exec(rest)?.[0];
    if (digits === undefined) return cannotUse(rest, name);
    rest = rest.slice(digits.length);
    if (!isWithin(digits, min, max)) return cannotUse(rest, name);
    numbers.push(Number(digits));
  }
  rest = rest.replace(/^[.,]\d+/, "");
  return offsetProblem(rest) ?? calendarProblem(numbers) ?? strictnessProblem(text);
}

function missingIntroducer(introducer: string, rest: string): string {
  if (introducer === "T") return "missing required time introducer 'T'";
  if (rest === "") return `end of string where ${quoteGo(introducer)} is expected`;
  return `found ${quoteGo(rest)} where ${quoteGo(introducer)} is expected`;
}

function cannotUse(rest: string, name: string): string {
  if (rest === "") return `end of string before ${name}`;
  if (name === "hour" && rest.includes(":")) return "hour must be between 0 and 23 inclusive";
  const hasTwoBytes = encodeUTF8(rest).length === 2;
  if ((name === "hour" || name === "minute") && !hasTwoBytes) return `${name} must have exactly two digits`;
  return `cannot use ${quoteGo(rest)} as ${name}`;
}

function offsetProblem(rest: string): string | undefined {
  if (rest.startsWith("Z")) return rest === "Z" ? undefined : cannotUse(rest.slice(1), "timestamp segment");
  const [whole, sign, hours, minutes] = /^([\0-\x7f])([\0-\x7f]{2}):([\0-\x7f]{2})/.exec(rest) ?? [];
  if (whole === undefined) return cannotUse(rest, "UTC offset");
  const after = rest.slice(whole.length);
  const isNumber = (digits: string): boolean => /^\d{2}$/.test(digits);
  // Offsets that are a little too large come last.
  if (isNumber(hours!) && (Number(hours) > 24 || (isNumber(minutes!) && Number(minutes) > 60)))
    return cannotUse(after, "UTC offset");
  if (!isNumber(hours!) || !isNumber(minutes!) || (sign !== "+" && sign !== "-")) return cannotUse(rest, "UTC offset");
  return after === "" ? undefined : cannotUse(after, "timestamp segment");
}

function calendarProblem([year, month, day]: readonly number[]): string | undefined {
  return day! >= 1 && day! <= daysIn(year!, month!) ? undefined : "day out of range";
}

function strictnessProblem(text: string): string {
  if (text[12] === ":") return "hour must have exactly two digits";
  if (text[19] === ",") return cannotUse(",", "timestamp segment");
  return cannotUse(text.slice(-"+24:00".length), "UTC offset");
}
