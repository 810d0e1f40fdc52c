// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";

const size = 100_000_000;

suite("Y04 files of 100 MB", () => {
  test("of dense blocks are read whole by a process that may use 2 GB", () => {
    const block = (i: number): string => `resource "t" "n${i}" {\n  name = "x${i}"\n  size = ${i}\n}\n`;
    const { blocks, last, summaries } = parse(block, 2000);
    assert.ok(blocks > 1_500_000, `${blocks}`);
    assert.equal(last, blocks * 4 - 2);
    assert.deepEqual(summaries, []);
  });

  const hostile: Record<string, { piece: string; start?: string; wanted: readonly string[] }> = {
    "a sum of a hundred million tokens": { start: "a = 1", piece: "+a", wanted: ["Source too large"] },
    "an argument set again and again": {
      piece: "a=1\n",
      wanted: ["Attribute redefined", "Source too large", "Too many problems"],
    },
  };
  for (const [name, { piece, start = "", wanted }] of Object.entries(hostile)) {
    test(`of ${name} are read as far as 4 GB go`, () => {
      const chunk = piece.repeat(10_000);
      assert.deepEqual(parse((i) => (i === 0 ? start + chunk : chunk), 4000).summaries, wanted);
    });
  }
});

interface Report {
  readonly blocks: number;
  /** The line of the last block's name. */
  readonly last?: number;
  /** Each once. */
  readonly summaries: readonly string[];
}

/** What a process with a heap of so many MiB makes of 100 MB of pieces. */
function parse(piece: (i: number) => string, heapMiB: number): Report {
  using folder = temporaryDirectory();
  const file = path.join(folder.path, "large.tf");
  write(file, piece);
  const program = path.join(import.meta.dirname, "testing/parse-file.js");
  const args = [`--max-old-space-size=${heapMiB}`, program, file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", timeout: 300_000 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as Report;
}

function write(file: string, piece: (i: number) => string): void {
  const handle = openSync(file, "w");
  for (let i = 0, written = 0; written < size;) {
    let text = "";
    while (text.length < 1_000_000 && written + text.length < size) text += piece(i++);
    written += writeSync(handle, text);
  }
  closeSync(handle);
}
