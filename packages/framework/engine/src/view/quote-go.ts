// SPDX-License-Identifier: Apache-2.0

/** A text in quotes as Go's `%q` has it: what cannot be seen is escaped. */
export function quoteGo(text: string): string {
  return `"${text.replace(special, escape)}"`;
}

// oxlint-disable-next-line no-control-regex -- space is the only one of its kind that stands for itself
const special = /["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu;

const short: Readonly<Record<string, string>> = {
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

function escape(character: string): string {
  const known = short[character];
  if (known !== undefined) return known;
  const code = character.codePointAt(0)!;
  const digits = code.toString(16);
  if (code < 0x80) return `\\x${digits.padStart(2, "0")}`;
  return code < 0x10000 ? `\\u${digits.padStart(4, "0")}` : `\\U${digits.padStart(8, "0")}`;
}
