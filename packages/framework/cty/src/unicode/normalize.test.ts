// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { CodePointSet } from "./code-point-set.ts";
import { combinesBackward, nonStarter } from "./generated/tables.ts";
import { normalizeString } from "./normalize.ts";

suite("normalizeString", () => {
  test("gives NFC for any text", () => {
    // Marks and what they go on, which random text rarely has side by side.
    const unit = fc.constantFrom(
      "e",
      "\u0301",
      "\u0323",
      "か",
      "\u3099",
      "가",
      "\u11a8",
      "é",
      "\u212b",
      "漢",
      "\u{1f600}",
      "\u0344",
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit, maxLength: 8 }), fc.string({ unit: "binary" })), (text) => {
        assert.equal(normalizeString(text), text.normalize("NFC"));
        const long = text.padEnd(80, "x");
        assert.equal(normalizeString(long), long.normalize("NFC"));
      }),
      { numRuns: 1000 },
    );
  });

  test("what it takes for normalized takes no part in normalization", () => {
    const attached = [new CodePointSet(nonStarter), new CodePointSet(combinesBackward)];
    const blocks: [first: number, last: number][] = [
      [0, 0x2ff],
      [0x400, 0x482],
      [0x2010, 0x2027],
      [0x3041, 0x3096],
      [0x30a1, 0x30fa],
      [0x4e00, 0x9fff],
      [0xac00, 0xd7a3],
      [0x1f000, 0x1fbff],
      [0x200d, 0x200d],
      [0xfe0f, 0xfe0f],
    ];
    for (const [first, last] of blocks) {
      for (let codePoint = first; codePoint <= last; codePoint++) {
        const character = String.fromCodePoint(codePoint);
        assert.equal(character.normalize("NFC"), character);
        assert.ok(!attached.some((set) => set.has(codePoint)), character);
      }
    }
  });

  test("refuses half a surrogate pair", () => assert.throws(() => normalizeString("a\ud800"), RangeError));
});
