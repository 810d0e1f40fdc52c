// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fuzz, type FuzzOptions } from "./fuzz.ts";

/** `a,b,c` of letters, with a flaw that the test plants. */
function parseList(text: string, flaw: (text: string) => void = () => undefined): string[] {
  flaw(text);
  if (!/^[a-z](,[a-z])*$/.test(text)) throw new SyntaxError("no list");
  return text.split(",");
}

const options: FuzzOptions<string> = { seeds: ["a", "a,b", "x,y,z"], refusals: [SyntaxError] };

function failureOf(flaw: (text: string) => void, more: Partial<FuzzOptions<string>> = {}): Error {
  try {
    fuzz((text: string) => parseList(text, flaw), { ...options, ...more });
  } catch (error) {
    return error as Error;
  }
  return assert.fail("no flaw found");
}

suite("fuzz", () => {
  test("Y04 a parser that takes or refuses all passes, and both have happened", () => {
    const { accepted, refused } = fuzz((text: string) => parseList(text), { ...options, runs: 1_000 });
    assert.equal(accepted + refused, 1_003);
    assert.ok(accepted > 50 && refused > 500, `${accepted} and ${refused}`);
  });

  test("Y04 another error is a failure, with a short input, a cause and what repeats it", () => {
    const flaw = (text: string): void => {
      if (text.includes(",,")) throw new TypeError("two commas");
    };
    const error = failureOf(flaw);
    assert.match(error.message, /^the parser throws TypeError: two commas\non ",,"\nrepeat it with/);
    assert.equal((error.cause as Error).message, "two commas");
    const [, seed, only] = /seed: (\d+), only: (\d+)/.exec(error.message)!.map(Number);
    assert.equal(failureOf(flaw, { seed: seed!, only: only! }).message, error.message);
  });

  test("Y04 an endless loop, an endless recursion and a slow regular expression are failures", () => {
    const hang = (text: string): void => {
      while (text.includes("z"));
    };
    const ms = { maxMs: 50 };
    assert.match(failureOf(hang, ms).message, /^the parser takes more than 50 ms\non "z"\nwhich is the seed number 2$/);
    const recur = (text: string): void => {
      if (text.includes(",")) recur(`${text},`.slice(1));
    };
    assert.match(failureOf(recur).message, /RangeError: Maximum call stack size exceeded\non ","/);
    const slow = (text: string): void => void /^(a+)+$/.test(`${"a".repeat(text.length * 8)}!`);
    assert.match(failureOf(slow, ms).message, /takes more than 50 ms/);
  });

  test("Y04 what is asserted of an accepted input fails with it", () => {
    const wrong = (text: string): void => {
      assert.equal(parseList(text).join(";"), text);
    };
    assert.throws(() => fuzz(wrong, options), /throws AssertionError[^]*on "[a-z],[a-z]"\nwhich is the seed number 1/);
  });

  test("Y04 bytes are mutated as bytes, and pieces of the format turn up", () => {
    const seen = new Set<string>();
    fuzz((bytes: Uint8Array) => void seen.add(Buffer.from(bytes).toString("latin1")), {
      seeds: [Buffer.from("abc 123 def")],
      dictionary: [Buffer.from("${}")],
      refusals: [],
      runs: 500,
      maxLength: 20,
    });
    assert.ok(seen.size > 300, String(seen.size));
    assert.ok([...seen].some((text) => text.includes("${}")));
    assert.ok([...seen].some((text) => text.includes("\xff")));
    assert.ok([...seen].every((text) => text.length <= 20));
  });

  test("Y04 texts may have halves of pairs", () => {
    const seen: string[] = [];
    fuzz((text: string) => seen.push(text), { seeds: ["abc"], refusals: [] });
    assert.ok(seen.some((text) => !text.isWellFormed()));
  });

  test("seeds that are all refused, and a parser that is not done when it returns, are mistakes of the test", () => {
    assert.throws(
      () => fuzz((text: string) => parseList(text), { ...options, seeds: ["1"], runs: 0 }),
      /not even a seed/,
    );
    assert.throws(() => fuzz(async () => undefined, options), /gives a promise/);
  });
});
