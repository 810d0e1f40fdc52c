// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { LineBuffer } from "./line-buffer.ts";

function fill(...chunks: readonly string[]): LineBuffer {
  const buffer = new LineBuffer();
  for (const chunk of chunks) buffer.push(Buffer.from(chunk));
  buffer.end();
  return buffer;
}

async function lines(buffer: LineBuffer): Promise<string[]> {
  const all: string[] = [];
  for await (const line of buffer) all.push(line);
  return all;
}

suite("LineBuffer", () => {
  const cases: Record<string, [chunks: string[], want: string[]]> = {
    nothing: [[], []],
    "whole lines": [["a\nb\n"], ["a", "b"]],
    "the last line needs no end": [["a\nb"], ["a", "b"]],
    "lines across chunks": [
      ["a", "b\nc", "\n"],
      ["ab", "c"],
    ],
    "blank lines": [["\n\na\n"], ["", "", "a"]],
    Windows: [
      ["a\r\nb\r", "\n"],
      ["a", "b"],
    ],
  };
  for (const [name, [chunks, want]] of Object.entries(cases)) {
    test(name, async () => assert.deepEqual(await lines(fill(...chunks)), want));
  }

  test("a character across chunks is whole", async () => {
    const buffer = new LineBuffer();
    for (const byte of Buffer.from("€\n")) buffer.push(Buffer.from([byte]));
    buffer.end();
    assert.deepEqual(await lines(buffer), ["€"]);
  });

  test("every reader gets every line, as it comes", async () => {
    const buffer = new LineBuffer();
    const early = lines(buffer);
    buffer.push(Buffer.from("a\n"));
    await Promise.resolve();
    const late = lines(buffer);
    buffer.push(Buffer.from("b\n"));
    buffer.end();
    assert.deepEqual(await early, ["a", "b"]);
    assert.deepEqual(await late, ["a", "b"]);
  });

  test("a reader may stop early", async () => {
    for await (const line of fill("a\nb\n")) {
      assert.equal(line, "a");
      break;
    }
  });

  test("of very many lines the last are kept", async () => {
    const kept = await lines(fill(...Array.from({ length: 30 }, (_, at) => `${at}\n`.repeat(1_000))));
    assert.equal(kept.length, 10_000);
    assert.equal(kept.at(-1), "29");
  });

  test("very long lines are cut and do not fill the memory", async () => {
    const kept = await lines(fill(...Array.from({ length: 25 }, () => "x".repeat(1_000_000)), "\nlast\n"));
    assert.equal(kept.at(-1), "last");
    assert.ok(kept.length <= 11);
  });
});
