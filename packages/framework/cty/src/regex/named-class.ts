// SPDX-License-Identifier: Apache-2.0

/**
 * Sets of characters that have names: `\d`, `[:alpha:]`, `\p{Greek}`.
 *
 * Source: Go 1.26, package regexp/syntax.
 *
 * @module
 */

import { CodePointSet } from "../unicode/code-point-set.ts";
import { categories, categoryAliases, scripts } from "../unicode/generated/classes.ts";
import { rangesOf, type Ranges } from "./char-class.ts";

const digits = ranges("09");
const words = ranges("09AZ__az");
const blanks = ranges("\t\n\f\r  ");

/** The sets that an escape of one letter stands for; its capital stands for all other characters. */
export const perlClasses: Readonly<Record<string, Ranges>> = { d: digits, s: blanks, w: words };

/** The sets that only exist within brackets. */
export const posixClasses: Readonly<Record<string, Ranges>> = {
  alnum: ranges("09AZaz"),
  alpha: ranges("AZaz"),
  ascii: ranges("\0\x7f"),
  blank: ranges("\t\t  "),
  cntrl: ranges("\0\x1f\x7f\x7f"),
  digit: digits,
  graph: ranges("!~"),
  lower: ranges("az"),
  print: ranges(" ~"),
  punct: ranges("!/:@[`{~"),
  space: ranges("\t\r  "),
  upper: ranges("AZ"),
  word: words,
  xdigit: ranges("09AFaf"),
};

/** A set that may have been found as the complement of another. */
export interface NamedClass {
  readonly ranges: Ranges;
  readonly isNegated: boolean;
}

const unicodeClasses = new Map<string, NamedClass>();

/** The set with a name of Unicode's, as `\p{...}` writes it; undefined if there is none. The same for the same name. */
export function unicodeClass(name: string): NamedClass | undefined {
  const canonical = canonicalName(name);
  const known = unicodeClasses.get(canonical);
  if (known !== undefined) return known;
  const found = findUnicodeClass(canonical);
  if (found !== undefined) unicodeClasses.set(canonical, found);
  return found;
}

function findUnicodeClass(canonical: string): NamedClass | undefined {
  switch (canonical) {
    case "Any":
      return { ranges: [0, 0x10_ffff], isNegated: false };
    case "Ascii":
      return { ranges: [0, 0x7f], isNegated: false };
    case "Assigned":
      return { ranges: category("Cn")!, isNegated: true };
    default: {
      const found = category(canonical) ?? script(canonical) ?? category(ownEntry(categoryAliases, canonical) ?? "");
      return found && { ranges: found, isNegated: false };
    }
  }
}

function category(name: string): Ranges | undefined {
  const parts =
    name === "LC" || name === "Lc"
      ? ["Ll", "Lt", "Lu"]
      : Object.keys(categories).filter((key) => key === name || key[0] === name);
  return parts.length === 0 ? undefined : parts.flatMap((part) => unpack(categories[part]!));
}

function script(name: string): Ranges | undefined {
  const packed = ownEntry(scripts, name);
  return packed === undefined ? undefined : unpack(packed);
}

function unpack(packed: string): number[] {
  return rangesOf(new CodePointSet(packed).bounds);
}

/** Title case, without what may stand between words. */
function canonicalName(name: string): string {
  const letters = name.replaceAll(/[_\- ]/g, "").replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return letters.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function ownEntry(record: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Ranges written as pairs of characters. */
function ranges(pairs: string): Ranges {
  return Array.from(pairs, (character) => character.charCodeAt(0));
}
