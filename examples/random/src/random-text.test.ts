// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { type CharacterClass, randomText } from "./random-text.ts";

const vowels: CharacterClass = { characters: "aeiou", isAllowed: true, atLeast: 0 };
const digits: CharacterClass = { characters: "0123456789", isAllowed: false, atLeast: 0 };

suite("random texts", () => {
  test("they have what is allowed, and what is required", () => {
    for (let i = 0; i < 50; i++) {
      const text = randomText(8, [vowels, { ...digits, atLeast: 3 }]);
      assert.match(text, /^[aeiou\d]{8}$/);
      assert.equal(text.match(/\d/g)?.length, 3);
    }
  });

  test("what is required stands anywhere", () => {
    const places = new Set<number>();
    for (let i = 0; i < 500; i++) places.add(randomText(4, [vowels, { ...digits, atLeast: 1 }]).search(/\d/));
    assert.deepEqual([...places].toSorted(), [0, 1, 2, 3]);
  });

  test("every character that is allowed occurs, and counts as one", () => {
    const text = randomText(500, [{ characters: "a€🙂", isAllowed: true, atLeast: 0 }]);
    assert.equal(Array.from(text).length, 500);
    assert.deepEqual(new Set(text), new Set("a€🙂"));
  });

  test("without a character that is allowed there is none", () => {
    assert.throws(() => randomText(1, [digits]), { name: "RangeError", message: "no characters are allowed" });
    assert.throws(() => randomText(1, []), RangeError);
  });
});
