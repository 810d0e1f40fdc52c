// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { globSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { missing } from "@provide-foundry/testkit";
import {
  countAll,
  countLines,
  countedFiles,
  readReadme,
  renderReadme,
} from "../examples/random/scripts/count-lines.ts";
import { root } from "../scripts/workspace.ts";

suite("the lines of examples/random", () => {
  test("all sources but the tests are counted", () => {
    const files = globSync("**/*.ts", { cwd: path.join(root, "examples/random/src") });
    assert.deepEqual(countedFiles.toSorted(), files.filter((file) => !file.endsWith(".test.ts")).toSorted());
  });

  const sources: Record<string, readonly [source: string, lines: number]> = {
    nothing: ["", 0],
    "blank lines": ["a\n\n  \nb\n", 2],
    comments: ["// a\n  // b\nc // d\n", 1],
    "a block of comment": ["/**\n * a\n\n */\nb\n", 1],
    "a block in one line": ["/* a */\nb\n", 1],
  };
  for (const [name, [source, lines]] of Object.entries(sources)) {
    test(`${name}: ${lines}`, () => assert.equal(countLines(source), lines));
  }

  test("V02 they are at most a third of those in Go, and the README says how many", { skip: missing("go") }, () => {
    const rows = countAll();
    for (const { name, go, ours } of rows) {
      if (go > 0) assert.ok(3 * ours <= go, `${name}: ${ours} of ${go}`);
    }
    assert.equal(renderReadme(readReadme(), rows), readReadme(), "`npm run lines -w examples/random` writes it anew");
  });
});
