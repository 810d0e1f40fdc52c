// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { lastLines, OutputBuffer } from "./output-buffer.ts";

function collect(maxBytes: number, chunks: readonly string[]): string {
  const buffer = new OutputBuffer(maxBytes);
  for (const chunk of chunks) buffer.push(Buffer.from(chunk));
  return buffer.toString();
}

suite("OutputBuffer", () => {
  const cases: Record<string, [maxBytes: number, chunks: string[], want: string]> = {
    nothing: [10, [], ""],
    "all that fits": [10, ["abc", "", "defghij"], "abcdefghij"],
    "one byte too many": [10, ["abcdefghijk"], "abcde\n[1 bytes left out]\nghijk"],
    "many chunks": [6, ["ab", "cd", "ef", "gh", "ij"], "abc\n[4 bytes left out]\nhij"],
    "a chunk that is larger than all": [4, ["ab", "x".repeat(1_000), "yz"], "ab\n[1000 bytes left out]\nyz"],
  };
  for (const [name, [maxBytes, chunks, want]] of Object.entries(cases)) {
    test(name, () => assert.equal(collect(maxBytes, chunks), want));
  }

  test("a character that chunks split is whole again", () => {
    const buffer = new OutputBuffer(100);
    for (const byte of Buffer.from("a€b")) buffer.push(Buffer.from([byte]));
    assert.equal(buffer.toString(), "a€b");
  });

  test("also where the beginning meets the end", () => {
    assert.equal(collect(6, ["ab€"]), "ab€");
  });
});

test("lastLines leaves blank lines at the end out", () => {
  assert.equal(lastLines("a\nb\nc\n\n", 2), "b\nc");
  assert.equal(lastLines("", 2), "");
});
