// SPDX-License-Identifier: Apache-2.0

import { CodePointSet } from "@provide-foundry/cty/unicode";
import * as tables from "./generated/identifiers.ts";

const starts = new CodePointSet(tables.identifierStart);
const parts = new CodePointSet(tables.identifierPart);

/** Whether a name may start with the code point: Unicode's ID_Start, or `_`. */
export function startsIdentifier(codePoint: number): boolean {
  if (codePoint < 0x80) return isLetter(codePoint) || codePoint === 0x5f;
  return starts.has(codePoint);
}

/** Whether the code point may follow in a name: Unicode's ID_Continue, or `-`. */
export function continuesIdentifier(codePoint: number): boolean {
  if (codePoint < 0x80) return startsIdentifier(codePoint) || isDigit(codePoint) || codePoint === 0x2d;
  return parts.has(codePoint);
}

/** Whether a text is one name, usable for variables and attributes. */
export function isValidIdentifier(text: string): boolean {
  let isFirst = true;
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    if (!(isFirst ? startsIdentifier(codePoint) : continuesIdentifier(codePoint))) return false;
    isFirst = false;
  }
  return !isFirst;
}

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
}

const space = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";
let leading: RegExp | undefined;

/** How many characters of white space a text starts with, as Go's `unicode.IsSpace` has it. */
export function leadingSpace(text: string): number {
  leading ??= new RegExp(`^${space}+`);
  return leading.exec(text)?.[0].length ?? 0;
}

/** The text without the white space it ends with. */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && leadingSpace(text.charAt(end - 1)) === 1) end--;
  return text.slice(0, end);
}

export function trim(text: string): string {
  return trimEnd(text.slice(leadingSpace(text)));
}
