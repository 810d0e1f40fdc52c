// SPDX-License-Identifier: Apache-2.0

import { CodePointSet } from "./code-point-set.ts";
import { printable } from "./generated/tables.ts";

const printables = new CodePointSet(printable);

/** Whether Go's `%q` shows a character as it is, quotes and backslashes aside. */
export function isPrintable(codePoint: number): boolean {
  return printables.has(codePoint);
}

/** A string as Go's `%q` quotes it. */
export function quoteGo(text: string): string {
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = "";
  for (const character of text) quoted += quoteCharacter(character);
  return `"${quoted}"`;
}

/** One character as Go's `%q` quotes it. */
export function quoteGoCharacter(character: string): string {
  if (character === "'") return "'\\''";
  return character === '"' ? "'\"'" : `'${quoteCharacter(character)}'`;
}

function quoteCharacter(character: string): string {
  const known = escapes[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  if (isPrintable(code)) return character;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  return code < 0x1_0000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\u0007": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}
