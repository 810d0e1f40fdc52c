// SPDX-License-Identifier: Apache-2.0

/**
 * A string as Go's encoding/json writes it: as `JSON.stringify` does, but with `<`, `>`, `&` and both Unicode line
 * separators escaped, so that the text may stand in HTML and in JavaScript.
 */
export function quoteJSON(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  return JSON.stringify(text.toWellFormed()).replace(unsafeInScripts, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Whether the text has neither a character to be escaped nor a surrogate, which would need a closer look. */
function isPlain(text: string): boolean {
  if (text.length > longText) return isPlainLong(text);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit >= 0xd800) return false;
    // The double quote, "&", "<", ">" and the backslash.
    if (unit === 0x22 || unit === 0x26 || unit === 0x3c || unit === 0x3e || unit === 0x5c) return false;
    if (unit === 0x2028 || unit === 0x2029) return false;
  }
  return true;
}

/** As above. Searching for single characters is what engines do fastest. */
function isPlainLong(text: string): boolean {
  for (const character of notPlain) if (text.includes(character)) return false;
  return text.isWellFormed() && !controlCharacter.test(text);
}

const notPlain: readonly string[] = ['"', "\\", "<", ">", "&", "\u2028", "\u2029"];
const unsafeInScripts = /[<>&\u2028\u2029]/g;
// oxlint-disable-next-line no-control-regex -- these are the characters to be escaped
const controlCharacter = /[\u0000-\u001f]/;

/** From about here on, calling into the engine costs less than a loop. */
const longText = 64;
