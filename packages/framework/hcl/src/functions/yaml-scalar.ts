// SPDX-License-Identifier: Apache-2.0

/**
 * Strings in the two forms that YAML has for them here: in double quotes, and as blocks of lines.
 *
 * Source: go-cty-yaml 1.1.0, `emitterc.go`.
 *
 * @module
 */

/** After this column, the next space ends a line. */
const bestWidth = 80;

// Characters beyond 16 bits count as unprintable.
const unprintable = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/u;

/** Whether a string has several lines, and a literal block shows all there is. */
export function isLiteral(text: string): boolean {
  return text.includes("\n") && !text.endsWith(" ") && !unprintable.test(text) && !/ [\n\u2028\u2029]/u.test(text);
}

/** Whether what follows a text starts a line. */
export function endsLine(text: string): boolean {
  return /[\n\u2028\u2029]$/u.test(text);
}

/** A literal block, which ends with a line break only if the string does. */
export function writeLiteral(text: string, indent: number): string {
  const margin = " ".repeat(indent);
  const header = `|${/^[ \n\u2028\u2029]/u.test(text) ? "2" : ""}${chomping(text)}\n`;
  return header + text.replaceAll(/[^\n\u2028\u2029]+/gu, (line) => margin + line);
}

/** How the end of a block is to be read: without its line break, or with all of them; with one unless told. */
function chomping(text: string): string {
  if (!endsLine(text)) return "-";
  const before = text.slice(0, -1);
  return before === "" || endsLine(before) ? "+" : "";
}

/**
 * A string in double quotes.
 *
 * @param wrap Where it starts, and where lines after the first do; undefined for one that must stay on its line.
 */
export function quoteYAML(
  text: string,
  wrap: { readonly indent: number; readonly column: number } | undefined,
): string {
  const characters = Array.from(text);
  // The original takes each character for a byte order mark if the first one is.
  const escapesAll = characters[0] === "\ufeff";
  let quoted = '"';
  let column = (wrap?.column ?? 0) + 1;
  characters.forEach((character, i) => {
    const isFirstSpace = character === " " && characters[i - 1] !== " ";
    const isInside = i > 0 && i < characters.length - 1;
    if (wrap && isFirstSpace && isInside && column > bestWidth && !escapesAll) {
      // A space that starts a line counts only if a backslash is before it.
      const start = " ".repeat(wrap.indent) + (characters[i + 1] === " " ? "\\" : "");
      quoted += `\n${start}`;
      column = start.length;
      return;
    }
    const written = escapesAll || mustEscape(character) ? escape(character) : character;
    quoted += written;
    column += written.length;
  });
  return `${quoted}"`;
}

function mustEscape(character: string): boolean {
  return unprintable.test(character) || /["\\\n\u2028\u2029]/u.test(character);
}

const shortEscapes: Readonly<Record<string, string>> = {
  "\0": "0",
  "\u0007": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\u001b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u00a0": "_",
  "\u2028": "L",
  "\u2029": "P",
};

function escape(character: string): string {
  const short = shortEscapes[character];
  if (short !== undefined) return `\\${short}`;
  const code = character.codePointAt(0)!;
  const [letter, digits] = code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).toUpperCase().padStart(digits, "0")}`;
}
