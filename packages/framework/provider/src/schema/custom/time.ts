// SPDX-License-Identifier: Apache-2.0

import { parseDuration } from "@provide-foundry/cty/duration";
import type { Codec } from "../codec.ts";

/**
 * A point in time, as RFC 3339 writes it. Two texts mean the same if they mean
 * the same instant, in whatever zone.
 */
export const rfc3339: Codec<Date> = {
  name: "an RFC 3339 time",
  decode: (text) => new Date(Number(parseInstant(text) / nanosecondsInMs)),
  encode(date) {
    const text = date.toISOString();
    if (!/^\d{4}-/.test(text)) throw new RangeError("RFC 3339 has years from 0 to 9999 only");
    return text.replace(".000Z", "Z");
  },
  normalize: (text) => String(parseInstant(text)),
};

const nanosecondsInMs = 1_000_000n;

/**
 * Nanoseconds since 1970.
 *
 * @throws SyntaxError that says what is wrong.
 *
 * Source: Go's `time.Parse` with `time.RFC3339`, which also takes hours of one
 * digit, a comma for the point, and more than nine digits of a second.
 */
function parseInstant(text: string): bigint {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})(?:[.,](\d+))?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  if (match === null) throw new SyntaxError("it is written as 2006-01-02T15:04:05Z");
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [, , , , , , , fraction = "", zone = ""] = match;
  if (hour > 23 || minute > 59 || second > 59) throw new SyntaxError("there is no such time of day");
  const date = new Date(0);
  // Not Date.UTC, to which the first hundred years are those from 1900 on.
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) throw new SyntaxError("there is no such day");
  date.setUTCHours(hour, minute, second);
  const nanoseconds = BigInt(fraction.slice(0, 9).padEnd(9, "0"));
  return BigInt(date.getTime() - offsetMs(zone)) * nanosecondsInMs + nanoseconds;
}

function offsetMs(zone: string): number {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 24 || minutes > 60) throw new SyntaxError("there is no such zone");
  const offset = (hours * 60 + minutes) * 60_000;
  return zone.startsWith("-") ? -offset : offset;
}

/** A length of time as Go writes it, in milliseconds: `"1h30m"`, `"1.5s"`, `"-2ms"`. */
export const duration: Codec<number> = {
  name: "a duration",
  decode: (text) => Number(readDuration(text)) / Number(nanosecondsInMs),
  encode: writeDuration,
  normalize: (text) => String(readDuration(text)),
};

function readDuration(text: string): bigint {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new SyntaxError('it is written as "1h30m", "90s" or "1.5s"', { cause: error });
  }
}

/** In the largest unit of which it is a whole number, or in nanoseconds. */
function writeDuration(ms: number): string {
  const nanoseconds = Number.isFinite(ms) ? BigInt(Math.round(ms * Number(nanosecondsInMs))) : undefined;
  if (nanoseconds === undefined || BigInt.asIntN(64, nanoseconds) !== nanoseconds) {
    throw new RangeError("a duration is at most 292 years long");
  }
  const [unit, size] = units.find(([, each]) => nanoseconds % each === 0n)!;
  return nanoseconds === 0n ? "0s" : `${nanoseconds / size}${unit}`;
}

const units: readonly (readonly [name: string, nanoseconds: bigint])[] = [
  ["h", 3_600_000_000_000n],
  ["m", 60_000_000_000n],
  ["s", 1_000_000_000n],
  ["ms", nanosecondsInMs],
  ["us", 1000n],
  ["ns", 1n],
];
