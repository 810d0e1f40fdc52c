// SPDX-License-Identifier: Apache-2.0

/**
 * Texts: short ones that meet each other often, and what Unicode makes hard.
 *
 * @module
 */

import type { Random } from "../random.ts";

/** Text for a string, well-formed save for a rare lone surrogate. */
export function text(random: Random): string {
  return random.branch<string>([
    [8, () => random.pick(words)],
    [3, () => numberText(random)],
    [3, () => random.list(1, 4, () => random.pick(pieces)).join("")],
    [1, () => random.list(1, 5, () => String.fromCodePoint(codePoint(random))).join("")],
    [1, () => random.pick(pieces).repeat(random.below(200))],
  ]);
}

/** A name of an attribute or a key of a map, from few, so that two of them are often the same. */
export function name(random: Random): string {
  return random.branch<string>([
    [20, () => random.pick(["a", "b", "c", "d"])],
    [4, () => random.pick(oddNames)],
    [1, () => text(random)],
  ]);
}

/** What may or may not be a number. */
export function numberText(random: Random): string {
  const digits = (most: number): string => random.list(1, most, () => String(random.below(10))).join("");
  return random.branch<string>([
    [4, () => String(random.below(20) - 5)],
    [2, () => `${random.pick(["", "-", "+"])}${digits(20)}`],
    [3, () => `${random.pick(["", "-"])}${digits(5)}.${digits(6)}`],
    [1, () => `${random.pick(["", "-"])}${digits(4)}.${digits(200)}`],
    [
      1,
      () =>
        `${digits(3)}${random.pick([".5", "", "."])}${random.pick(["e", "E", "p", "P"])}${random.pick(["", "+", "-"])}${digits(3)}`,
    ],
    [1, () => random.pick(oddNumbers)],
  ]);
}

function codePoint(random: Random): number {
  return random.branch<number>([
    [4, () => random.below(0x80)],
    [4, () => 0x80 + random.below(0x780)],
    [4, () => random.below(0xd800)],
    [4, () => 0xe000 + random.below(0x2000)],
    [4, () => 0x10000 + random.below(0x20000)],
    [1, () => 0xe0000 + random.below(0x200)],
    // Half of a surrogate pair, which no text may hold.
    [1, () => 0xd800 + random.below(0x800)],
  ]);
}

const words = [
  ["", "a", "b", "ab", "abc", "A", "true", "false", "TRUE", "True", "1", "0", "null", "foo-", "foo bar", "hello world"],
  ["é", "e\u0301", "ﬁ", "Å", "😀", "x=y", "a/b/c", "{", "[1]", "${x}"],
].flat();

/** Characters that combine, join, break lines, or have to be escaped. */
const pieces = [
  [
    "a",
    "e",
    "n",
    "-",
    "_",
    " ",
    "=",
    "/",
    ":",
    ".",
    '"',
    "\\",
    "<",
    ">",
    "&",
    "\n",
    "\r",
    "\t",
    "\b",
    "\f",
    "\v",
    "\u0007",
    "\u0000",
    "\u007f",
  ],
  [
    "\u0301",
    "\u0323",
    "\u0344",
    "\u0308",
    "\u200d",
    "\u200c",
    "\ufe0f",
    "\u20e3",
    "\u00ad",
    "\u0085",
    "\u00a0",
    "\u2028",
    "\u2029",
    "\ufeff",
    "\ufffd",
    "\ufffe",
  ],
  [
    "é",
    "ß",
    "İ",
    "ΑΣ",
    "ŉ",
    "Å",
    "\u212b",
    "ﷺ",
    "\u1e9b\u0323",
    "\u0d4d",
    "क्षि",
    "ก็",
    "각",
    "\u1100",
    "\u1161",
    "\u11a8",
    "가",
  ],
  [
    "😀",
    "👍🏽",
    "🤷🏽\u200d♂️",
    "\u{1f1e6}",
    "\u{1f1e7}",
    "\u{1d15e}",
    "\u{2f800}",
    "\u{e0001}",
    "\u{10ffff}",
    "\u0378",
    "\u{1f468}\u200d\u{1f469}",
  ],
].flat();

const oddNames = [
  "",
  "é",
  "e\u0301",
  "__proto__",
  "constructor",
  "toString",
  "10",
  "9",
  "-1",
  "<&>",
  "\u2028",
  "😀",
  "\ufffd",
  "a b",
  "A",
  '"',
];

const oddNumbers = [
  [
    "",
    " ",
    "+",
    "-",
    ".",
    "e1",
    "1e",
    "1 ",
    " 1",
    "1_000",
    "0x10",
    "0b1",
    "--1",
    "1..2",
    "1,5",
    "١",
    "NaN",
    "Infinity",
    "Inf",
    "-inf",
    "+Inf",
    "INF",
  ],
  [
    "-0",
    "0.0",
    "-0.0",
    "007",
    ".5",
    "-.5",
    "1.",
    "1e400",
    "1e-400",
    "1p3",
    "9007199254740993",
    "9223372036854775807",
    "9223372036854775808",
  ],
  [
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551615",
    "18446744073709551616",
    "0.1",
    "0.30000000000000004",
    "1e21",
    "1e22",
  ],
].flat();
