// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { promisify } from "node:util";
import { missing } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";

const run = promisify(execFile);

suite("Go programs", { skip: missing("go") }, () => {
  for (const file of globSync("{harnesses,native}/**/go.mod", { cwd: root })) {
    const directory = path.dirname(file);
    test(`${directory} is formatted, free of what go vet finds, and has all it needs in go.mod`, async () => {
      const cwd = path.join(root, directory);
      assert.equal((await run("gofmt", ["-l", "."], { cwd })).stdout, "");
      await run("go", ["vet", "-mod=readonly", "./..."], { cwd });
    });
  }
});
