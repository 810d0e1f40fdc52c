// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { caseFolding, lowerCase, titleWords, upperCase } from "./letter-case.ts";

suite("letter case", () => {
  const cases: Record<string, { text: string; upper: string; lower: string; title: string }> = {
    ASCII: { text: "hello World", upper: "HELLO WORLD", lower: "hello world", title: "Hello World" },
    "letters without an upper case of one letter": { text: "ßﬁŉ", upper: "ßﬁŉ", lower: "ßﬁŉ", title: "ßﬁŉ" },
    "no final sigma": { text: "ΑΣ", upper: "ΑΣ", lower: "ασ", title: "ΑΣ" },
    "a dotted capital loses its dot": { text: "İ", upper: "İ", lower: "i", title: "İ" },
    "digraphs have a title case": { text: "ǆ", upper: "Ǆ", lower: "ǆ", title: "ǅ" },
    "Georgian letters have none": { text: "აბ", upper: "ᲐᲑ", lower: "აბ", title: "აბ" },
    "beyond U+FFFF": { text: "𐐨", upper: "𐐀", lower: "𐐨", title: "𐐀" },
    "words start after all but letters, digits and underscores": {
      text: "it's a dog-house 3rd_time\u3000é«a",
      upper: "IT'S A DOG-HOUSE 3RD_TIME\u3000É«A",
      lower: "it's a dog-house 3rd_time\u3000é«a",
      title: "It'S A Dog-House 3rd_time\u3000É«a",
    },
  };
  for (const [name, { text, upper, lower, title }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual([upperCase(text), lowerCase(text), titleWords(text)], [upper, lower, title]));
  }

  test("folding goes round in circles", () => {
    const folding = caseFolding();
    assert.deepEqual([folding.get(0x4b), folding.get(0x6b), folding.get(0x212a)], [0x6b, 0x212a, 0x4b]);
    for (const start of folding.keys()) {
      let next = start;
      for (let steps = 0; steps < 4 && (next !== start || steps === 0); steps++) next = folding.get(next)!;
      assert.equal(next, start, start.toString(16));
    }
  });
});
