// SPDX-License-Identifier: Apache-2.0

import { encodeUTF8 } from "../utf8.ts";

/** In nanoseconds. */
const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  "\u00b5s": 1_000n, // the sign for micro
  "\u03bcs": 1_000n, // the Greek letter
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};

const limit = 2n ** 63n;

/**
 * Reads a duration as Go writes it: `"1h30m"`, `"-1.5h"`, `"300ms"`, `"0"`.
 *
 * @returns Nanoseconds, within 64 bits.
 * @throws SyntaxError, in Go's words.
 *
 * Source: Go's `time.ParseDuration`.
 */
export function parseDuration(text: string): bigint {
  const invalid = (what: string): SyntaxError => new SyntaxError(`time: ${what} ${quoteBytes(text)}`);
  const isSigned = text.startsWith("-") || text.startsWith("+");
  let rest = isSigned ? text.slice(1) : text;
  if (rest === "0") return 0n;
  if (rest === "") throw invalid("invalid duration");
  let total = 0n;
  while (rest !== "") {
    //     part = ( digits [ "." [ digits ] ] | "." digits ) unit
    const [number, whole = "", fraction = ""] = /^(?=\.?[0-9])([0-9]*)(?:\.([0-9]*))?/.exec(rest) ?? [];
    if (number === undefined) throw invalid("invalid duration");
    const wholePart = readDigits(whole);
    if (wholePart > limit) throw invalid("invalid duration");
    const name = /^[^.0-9]*/.exec(rest.slice(number.length))![0];
    if (name === "") throw invalid("missing unit in duration");
    const unit = Object.hasOwn(units, name) ? units[name]! : undefined;
    if (unit === undefined) throw invalid(`unknown unit ${quoteBytes(name)} in duration`);
    const part = wholePart * unit + readFraction(fraction, unit);
    // Go adds up in 64 bits, where twice the limit is nothing.
    total = BigInt.asUintN(64, total + part);
    if (wholePart > limit / unit || part > limit || total > limit) throw invalid("invalid duration");
    rest = rest.slice(number.length + name.length);
  }
  if (text.startsWith("-")) return BigInt.asIntN(64, -total);
  if (total === limit) throw invalid("invalid duration");
  return total;
}

/** More digits than there may be make a number that is too large, whatever they are. */
function readDigits(digits: string): bigint {
  const significant = digits.replace(/^0+/, "");
  return BigInt(significant.slice(0, 20));
}

/** The digits behind a point, as so many nanoseconds of a unit; with a double in between, like Go. */
function readFraction(digits: string, unit: bigint): bigint {
  let value = 0n;
  let count = 0;
  while (count < digits.length && value <= (limit - 1n) / 10n) {
    const next = value * 10n + BigInt(digits[count]!);
    if (next > limit) break;
    value = next;
    count++;
  }
  return BigInt(Math.trunc(Number(value) * (Number(unit) / 10 ** count)));
}

/** As Go's time package quotes: with escapes for the bytes of whatever is not printable ASCII. */
function quoteBytes(text: string): string {
  let quoted = "";
  for (const character of text) {
    if (character === '"' || character === "\\") quoted += `\\${character}`;
    else if (character >= " " && character <= "\x7f") quoted += character;
    else for (const byte of encodeUTF8(character)) quoted += `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return `"${quoted}"`;
}
