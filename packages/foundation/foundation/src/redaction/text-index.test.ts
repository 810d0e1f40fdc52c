// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { TextIndex } from "./text-index.ts";

function indexOf(texts: readonly string[]): TextIndex {
  const index = new TextIndex();
  for (const text of texts) index.add(text);
  return index;
}

suite("TextIndex", () => {
  const cases: Record<string, { texts: string[]; in: string; want: string }> = {
    "one, at every place": { texts: ["fish"], in: "fish and fish", want: "0-4 9-13" },
    none: { texts: ["fish"], in: "fis h", want: "" },
    "a text that is too short for any": { texts: ["fish"], in: "fis", want: "" },
    "the longest of those that begin alike": { texts: ["fish", "fishing", "fishin"], in: "fishing", want: "0-7" },
    "those that overlap": { texts: ["abcd", "cdef"], in: "abcdef", want: "0-4 2-6" },
    "one that would overlap itself": { texts: ["aaaa"], in: "aaaaaaaaa", want: "0-4 4-8" },
    "one that is there twice": { texts: ["fish", "fish"], in: "fish", want: "0-4" },
    "units beyond a byte": { texts: ["пароль", "🔑🔑"], in: "пароль🔑🔑", want: "0-6 6-10" },
  };
  for (const [name, { texts, in: text, want }] of Object.entries(cases)) {
    test(name, () => {
      const found = indexOf(texts).find(text);
      assert.equal(found.map(({ start, end }) => `${start}-${end}`).join(" "), want);
    });
  }

  test("what it finds is there, and nothing that is there goes untouched", () => {
    const short = fc.string({ unit: fc.constantFrom("a", "b", "ж"), minLength: 4, maxLength: 6 });
    const text = fc.string({ unit: fc.constantFrom("a", "b", "ж", "c"), maxLength: 40 });
    fc.assert(
      fc.property(fc.array(short, { maxLength: 8 }), text, (texts, within) => {
        const found = indexOf(texts).find(within);
        for (const { start, end } of found) assert.ok(texts.includes(within.slice(start, end)));
        for (const one of texts) {
          const at = within.indexOf(one);
          if (at === -1) continue;
          assert.ok(found.some(({ start, end }) => start < at + one.length && end > at));
        }
      }),
    );
  });

  test("refuses what it could not find", () => {
    assert.throws(() => new TextIndex().add("abc"), RangeError);
  });
});
