// SPDX-License-Identifier: Apache-2.0

/**
 * Times as YAML 1.1 writes them, if Go's `time.Parse` can read them.
 *
 * Source: go-cty-yaml 1.1.0, `parseTimestamp`.
 *
 * @module
 */

const withZone = /^(\d{4})-(\d\d?)-(\d\d?)[Tt](\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?(?:Z|([-+])(\d\d):(\d\d))$/;
const withoutZone = /^(\d{4})-(\d\d?)-(\d\d?)(?: +(\d\d?):(\d\d?):(\d\d?)(?:[.,]\d+)?)?$/;

/** The time as RFC 3339 writes it, without fractions; undefined if the text is none. */
export function formatYAMLTime(text: string): string | undefined {
  const parts = withZone.exec(text) ?? withoutZone.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = Array.from({ length: 6 }, (_, i) => Number(parts[i + 1] ?? 0));
  const offset = formatOffset(parts[7], Number(parts[8]), Number(parts[9]));
  const isValid = isDay(year!, month!, day!) && hour! < 24 && minute! < 60 && second! < 60;
  if (!isValid || offset === undefined) return undefined;
  const pad = (part: number | undefined): string => String(part).padStart(2, "0");
  return `${parts[1]}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}:${pad(second)}${offset}`;
}

/** Go takes 24 hours and 60 minutes, too. */
function formatOffset(sign: string | undefined, hours: number, minutes: number): string | undefined {
  if (sign === undefined) return "Z";
  if (hours > 24 || minutes > 60) return undefined;
  const total = hours * 60 + minutes;
  if (total === 0) return "Z";
  const pad = (part: number): string => String(part).padStart(2, "0");
  return `${sign}${pad(Math.floor(total / 60))}:${pad(total % 60)}`;
}

function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  // Leap years repeat every 400 years, and dates before the year 100 would be taken for those of the last century.
  return day <= new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
