// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { graphemeClusters } from "./grapheme.ts";

suite("graphemeClusters", () => {
  const cases: Record<string, { text: string; want: string[] }> = {
    nothing: { text: "", want: [] },
    letters: { text: "ab", want: ["a", "b"] },
    "a letter with combining marks": { text: "e\u0301\u0323x", want: ["e\u0301\u0323", "x"] },
    "a line break of two": { text: "a\r\nb", want: ["a", "\r\n", "b"] },
    "breaks that are no pair": { text: "\n\r", want: ["\n", "\r"] },
    "a family of emoji joined to one": { text: "👩‍👩‍👧x", want: ["👩‍👩‍👧", "x"] },
    "a skin tone": { text: "👍🏽", want: ["👍🏽"] },
    "flags go in pairs": { text: "🇩🇪🇫🇷🇮", want: ["🇩🇪", "🇫🇷", "🇮"] },
    "Hangul syllables of their parts": { text: "\u1100\u1161\u11a8\u1100", want: ["\u1100\u1161\u11a8", "\u1100"] },
    "Devanagari conjuncts stay apart, as in Unicode 15.0": { text: "क्षि", want: ["क्", "षि"] },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(graphemeClusters(text), want));
  }
});
