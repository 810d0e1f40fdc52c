// SPDX-License-Identifier: Apache-2.0

/** The width of what is not a terminal. */
export const defaultWidth = 78;

/**
 * Breaks lines between words so that none has `width` characters or more. Lines that begin with a space are left as
 * they are, and so are words that are too long.
 */
export function wrapWords(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => (line.startsWith(" ") ? line : wrapLine(line, width - 1)))
    .join("\n");
}

function wrapLine(line: string, limit: number): string {
  const lines: string[] = [];
  for (const word of line.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`;
    if (lines.length === 0 || longer.length > limit) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.join("\n");
}
