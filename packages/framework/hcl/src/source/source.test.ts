// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Source } from "./source.ts";

/** Positions of all offsets, as `line:column@byte`. */
function positions(source: Source): string {
  return Array.from({ length: source.text.length + 1 }, (_, offset) => {
    const { line, column, byte } = source.position(offset);
    return `${line}:${column}@${byte}`;
  }).join(" ");
}

suite("positions in a source", () => {
  const cases: Record<string, { text: string | Uint8Array; want: string }> = {
    empty: { text: "", want: "1:1@0" },
    lines: { text: "a\n\nb", want: "1:1@0 1:2@1 2:1@2 3:1@3 3:2@4" },
    "a carriage return and newline are one column": { text: "a\r\nb", want: "1:1@0 1:2@1 1:3@2 2:1@3 2:2@4" },
    "bytes of UTF-8": { text: "é\né.", want: "1:1@0 1:2@2 2:1@3 2:2@5 2:3@6" },
    "a surrogate pair is one column and four bytes": { text: "😀b", want: "1:1@0 1:1@3 1:2@4 1:3@5" },
    "a combining character has no column": { text: "e\u0301b", want: "1:1@0 1:1@1 1:2@3 1:3@4" },
    "a byte order mark has bytes and no column": { text: "\ufeffa", want: "1:1@0 1:1@3 1:2@4" },
    "a broken byte is one byte": { text: Uint8Array.of(0x61, 0xff, 0x62), want: "1:1@0 1:2@1 1:3@2 1:4@3" },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(positions(new Source(text, "t.hcl")), want));
  }

  test("a part of a file starts where it is", () => {
    const source = new Source("é\nb", "t.hcl", { line: 3, column: 5, byte: 40 });
    assert.equal(positions(source), "3:5@40 3:6@42 4:1@43 4:2@44");
  });

  test("a combining character that starts a token has a column", () => {
    const source = new Source('"\u0301"', "t.hcl");
    source.setTokenBoundaries(Int32Array.of(0, 1, 2, 3));
    assert.equal(positions(source), "1:1@0 1:2@1 1:3@3 1:4@4");
  });

  test("what is nowhere is at zero", () => {
    assert.deepEqual(new Source("a", "t.hcl").position(-1), { line: 0, column: 0, byte: 0 });
  });
});

suite("bytes of a source", () => {
  const cases: Record<string, number[]> = {
    valid: [0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80],
    "byte order mark": [0xef, 0xbb, 0xbf, 0x61],
    "broken bytes around characters": [0xff, 0x61, 0xc3, 0x28, 0xf0, 0x9f, 0x98, 0xc3, 0xa9],
    "a surrogate as UTF-8": [0xed, 0xa0, 0x80, 0xed, 0xb2, 0x80],
    "overlong and too high": [0xc0, 0x80, 0xf5, 0x80, 0x80, 0x80, 0xf4, 0x90, 0x80, 0x80],
    "cut short": [0x61, 0xe2, 0x82],
  };
  for (const [name, bytes] of Object.entries(cases)) {
    test(`${name}: come back as they were`, () => {
      assert.deepEqual([...new Source(Uint8Array.from(bytes), "t.hcl").bytes], bytes);
    });
  }
});
