// SPDX-License-Identifier: Apache-2.0

/**
 * A string as Go's encoding/json writes it: as `JSON.stringify` does, but with `<`, `>`, `&` and both Unicode line
 * separators escaped, so that the text may stand in HTML and in JavaScript.
 */
export function quoteJSON(text: string): string {
  if (isPlain(text)) return `"${text}"`;
  return JSON.stringify(text.toWellFormed()).replace(/[<>&\u2028\u2029]/g, escapeUnit);
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Whether the text has neither a character to be escaped nor one that would need a closer look. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x20 || unit >= 0x2000) return false;
    // The double quote, "&", "<", ">" and the backslash.
    if (unit === 0x22 || unit === 0x26 || unit === 0x3c || unit === 0x3e || unit === 0x5c) return false;
  }
  return true;
}
