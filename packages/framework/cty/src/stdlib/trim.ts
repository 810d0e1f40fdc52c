// SPDX-License-Identifier: Apache-2.0

import type { CtyFunction } from "../function/function.ts";
import { spaces } from "../unicode/letter-case.ts";
import { textFunction } from "./text-function.ts";

export const chomp: CtyFunction = textFunction(
  "A string without the newline characters at its end.",
  [{ name: "str" }],
  (text) => trimEnd(text, new Set("\r\n")),
);

export const trim: CtyFunction = textFunction(
  "A string without certain characters at its start and end.",
  [
    { name: "str" },
    { name: "cutset", description: "All the characters to take away, each on its own and in any order." },
  ],
  (text, cutset) => trimBoth(text, new Set(cutset)),
);

export const trimPrefix: CtyFunction = textFunction(
  "A string without a prefix, if it starts with it.",
  [{ name: "str" }, { name: "prefix" }],
  (text, prefix) => (text.startsWith(prefix) ? text.slice(prefix.length) : text),
);

export const trimSpace: CtyFunction = textFunction(
  "A string without white space at its start and end.",
  [{ name: "str" }],
  (text) => trimBoth(text, new Set(spaces)),
);

export const trimSuffix: CtyFunction = textFunction(
  "A string without a suffix, if it ends with it.",
  [{ name: "str" }, { name: "suffix" }],
  (text, suffix) => (text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text),
);

function trimBoth(text: string, cutset: ReadonlySet<string>): string {
  let start = 0;
  for (const character of text) {
    if (!cutset.has(character)) break;
    start += character.length;
  }
  return trimEnd(text.slice(start), cutset);
}

function trimEnd(text: string, cutset: ReadonlySet<string>): string {
  let end = text.length;
  while (end > 0) {
    const isPair = (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00;
    const start = end - (isPair ? 2 : 1);
    if (!cutset.has(text.slice(start, end))) break;
    end = start;
  }
  return text.slice(0, end);
}
