// SPDX-License-Identifier: Apache-2.0

import { utf8Length } from "../source/broken-bytes.ts";

/** What a JSON string says, quotes and all given; undefined if it is malformed. Half of a surrogate pair is U+FFFD. */
export function decodeJsonString(token: string): string | undefined {
  try {
    return (JSON.parse(token.toWellFormed()) as string).toWellFormed();
  } catch {
    return undefined;
  }
}

/**
 * After how many bytes Go's decoder finds a string malformed, the offending byte included.
 *
 * Source: Go's `encoding/json`, `scanner.go`.
 */
export function findStringError(token: string): number {
  const at = (index: number): number => utf8Length(token.slice(0, index)) + 1;
  for (let i = 1; i < token.length; i++) {
    const character = token.charAt(i);
    if (character === '"') {
      const rest = /[^ \t\r\n]/.exec(token.slice(i + 1));
      return rest ? at(i + 1 + rest.index) : utf8Length(token);
    }
    if (character !== "\\") continue;
    const selector = token.charAt(++i);
    if (selector === "") break;
    if (selector !== "u") {
      if ('bfnrt\\/"'.includes(selector)) continue;
      return at(i);
    }
    for (let digit = 0; digit < 4; digit++) {
      const hex = token.charAt(++i);
      if (hex !== "" && !/[0-9a-fA-F]/.test(hex)) return at(i);
    }
  }
  return utf8Length(token);
}
