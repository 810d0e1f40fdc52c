// SPDX-License-Identifier: Apache-2.0

/** RFC 3339 in UTC: `2026-11-23T04:05:06.789Z`; without the fraction where it is zero. */
export function textFromDate(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}

/** Undefined for what is not RFC 3339, or not a day of the calendar. Parts of a millisecond are cut off. */
export function dateFromText(text: string): Date | undefined {
  const match = timestamp.exec(text);
  if (match === null) return undefined;
  const [, day, time, fraction = "", zone] = match as unknown as [string, string, string, string | undefined, string];
  const parsed = new Date(`${day}T${time}.${fraction.slice(0, 3).padEnd(3, "0")}${zone}`);
  // Date takes the 31st of February for the 3rd of March.
  const isDay = new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  return isDay && !Number.isNaN(parsed.getTime()) ? parsed : undefined;
}

const timestamp =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))T((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)(?:\.(\d+))?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
