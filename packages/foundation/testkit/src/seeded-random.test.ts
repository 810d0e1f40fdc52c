// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { seededRandom } from "./seeded-random.ts";

suite("seededRandom", () => {
  const take = (seed: number, count: number): number[] => Array.from({ length: count }, seededRandom(seed));

  test("T03 the same seed gives the same numbers, another seed others", () => {
    assert.deepEqual(take(1, 10), take(1, 10));
    assert.notDeepEqual(take(1, 10), take(2, 10));
  });

  test("T03 they are spread evenly from 0 to 1", () => {
    const tenths = new Map<number, number>();
    for (const number of take(7, 10_000)) {
      assert.ok(number >= 0 && number < 1);
      const tenth = Math.floor(number * 10);
      tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1);
    }
    for (const count of tenths.values()) assert.ok(count > 850 && count < 1_150, `${count}`);
  });
});
