// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { parseDuration } from "./duration.ts";

suite("parseDuration", () => {
  const cases: Record<string, bigint> = {
    "0": 0n,
    "-0": 0n,
    "1ns": 1n,
    "1us2µs3μs": 6000n,
    "1h30m": 5_400_000_000_000n,
    "-1.5h": -5_400_000_000_000n,
    "+.5s": 500_000_000n,
    "1.s": 1_000_000_000n,
    "0.3333333333333333333h": 1_200_000_000_000n,
    "9223372036854775807ns": 2n ** 63n - 1n,
    "-9223372036854775808ns": -(2n ** 63n),
    // Twice as much is nothing in 64 bits, which Go overlooks.
    "9223372036854775808ns9223372036854775808ns": 0n,
  };
  for (const [text, want] of Object.entries(cases)) test(text, () => assert.equal(parseDuration(text), want));

  const errors: Record<string, string> = {
    "": 'time: invalid duration ""',
    h: 'time: invalid duration "h"',
    ".s": 'time: invalid duration ".s"',
    "1": 'time: missing unit in duration "1"',
    "1x": 'time: unknown unit "x" in duration "1x"',
    "1constructor": 'time: unknown unit "constructor" in duration "1constructor"',
    '1"é\n': 'time: unknown unit "\\"\\xc3\\xa9\\x0a" in duration "1\\"\\xc3\\xa9\\x0a"',
    "9223372036854775808ns": 'time: invalid duration "9223372036854775808ns"',
    "9999999999h": 'time: invalid duration "9999999999h"',
    "2562047h1000h": 'time: invalid duration "2562047h1000h"',
  };
  for (const [text, want] of Object.entries(errors)) {
    test(`${JSON.stringify(text)} is none`, () => assert.throws(() => parseDuration(text), new SyntaxError(want)));
  }

  test("as many digits as anyone likes", () => {
    assert.throws(() => parseDuration(`${"9".repeat(1_000_000)}s`), SyntaxError);
    assert.equal(parseDuration(`${"0".repeat(1_000_000)}1.${"0".repeat(1_000_000)}s`), 1_000_000_000n);
  });
});
