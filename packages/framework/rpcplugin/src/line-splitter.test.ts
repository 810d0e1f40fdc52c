// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { LineSplitter, maxLineLength } from "./line-splitter.ts";

/** The lines of chunks, those that are only parts with a mark. */
function split(...chunks: readonly (string | Uint8Array)[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line, isPart) => lines.push(isPart ? `part of ${line.length}` : line));
  for (const chunk of chunks) splitter.push(Buffer.from(chunk));
  splitter.end();
  return lines;
}

suite("LineSplitter", () => {
  const umlaut = Buffer.from("ö");
  const cases: Record<string, { chunks: (string | Uint8Array)[]; want: string[] }> = {
    "several in a chunk": { chunks: ["a\nb\n"], want: ["a", "b"] },
    "one in several chunks": { chunks: ["a", "b", "c\n"], want: ["abc"] },
    "a last one without its end": { chunks: ["a\nb"], want: ["a", "b"] },
    "empty ones": { chunks: ["\n\na\n"], want: ["", "", "a"] },
    "ends of Windows": { chunks: ["a\r\nb\r", "\n"], want: ["a", "b"] },
    "a character in two chunks": { chunks: [umlaut.subarray(0, 1), umlaut.subarray(1), "\n"], want: ["ö"] },
    "half a character at the end": { chunks: [umlaut.subarray(0, 1)], want: ["\ufffd"] },
    nothing: { chunks: [], want: [] },
    "one that is too long, and the next": {
      chunks: ["x".repeat(maxLineLength), "yy", "z\nnext\n"],
      want: [`part of ${maxLineLength}`, "part of 3", "next"],
    },
  };
  for (const [name, { chunks, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(split(...chunks), want));
  }
});
