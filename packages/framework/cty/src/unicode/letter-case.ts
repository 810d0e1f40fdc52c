// SPDX-License-Identifier: Apache-2.0

/**
 * Upper and lower case, one character for one, as in Go's `unicode` package: "ß" has no upper case, and no letter looks at
 * where in a word it stands. JavaScript's own functions map to several characters, and follow later versions of Unicode.
 *
 * @module
 */

import * as tables from "./generated/case.ts";
import { unpackNumbers } from "./packed.ts";

export function upperCase(text: string): string {
  return isASCII(text) ? text.toUpperCase() : mapEach(text, (upper ??= unpackMapping(tables.upper)));
}

export function lowerCase(text: string): string {
  return isASCII(text) ? text.toLowerCase() : mapEach(text, (lower ??= unpackMapping(tables.lower)));
}

/**
 * The text with the first letter of each word in title case. A word starts after whatever is no letter, digit or
 * underscore, and so after an apostrophe.
 *
 * Source: Go's `strings.Title`.
 */
export function titleWords(text: string): string {
  title ??= unpackMapping(tables.title);
  let titled = "";
  let isStart = true;
  for (const character of text) {
    titled += isStart ? mapCharacter(character, title) : character;
    isStart = /[\0-/:-@[-^`{-\x7f]/.test(character) || spaces.includes(character);
  }
  return titled;
}

/** From each character that has others which differ in case alone, to the next of them, in a circle. */
export function caseFolding(): ReadonlyMap<number, number> {
  return (folding ??= unpackMapping(tables.folding));
}

/** White space: Unicode's property `White_Space`. */
export const spaces =
  "\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

type Mapping = ReadonlyMap<number, number>;

let upper: Mapping | undefined;
let lower: Mapping | undefined;
let title: Mapping | undefined;
let folding: Mapping | undefined;

function isASCII(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function mapEach(text: string, mapping: Mapping): string {
  let mapped = "";
  for (const character of text) mapped += mapCharacter(character, mapping);
  return mapped;
}

function mapCharacter(character: string, mapping: Mapping): string {
  const to = mapping.get(character.codePointAt(0)!);
  return to === undefined ? character : String.fromCodePoint(to);
}

/** Runs of three numbers: distance from the run before, count and whether every other one is left out, distance of the mapping. */
function unpackMapping(packed: string): Mapping {
  const mapping = new Map<number, number>();
  const numbers = unpackNumbers(packed);
  let start = 0;
  for (let i = 0; i < numbers.length; i += 3) {
    start += numbers[i]!;
    const count = numbers[i + 1]! >> 1;
    const step = (numbers[i + 1]! & 1) + 1;
    const signed = numbers[i + 2]!;
    const distance = signed % 2 === 0 ? signed / 2 : -(signed + 1) / 2;
    for (let j = 0; j < count; j++) mapping.set(start + j * step, start + j * step + distance);
  }
  return mapping;
}
