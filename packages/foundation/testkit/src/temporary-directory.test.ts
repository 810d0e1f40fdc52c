// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "./temporary-directory.ts";

suite("temporaryDirectory", () => {
  test("T02 it has the files that it was given and is gone when its scope ends", async () => {
    const paths: string[] = [];
    {
      using dir = temporaryDirectory();
      dir.write({ "deep/er/file.txt": "text" });
      assert.equal(readFileSync(path.join(dir.path, "deep/er/file.txt"), "utf8"), "text");
      paths.push(dir.path);
    }
    {
      await using dir = temporaryDirectory();
      paths.push(dir.path);
    }
    assert.deepEqual(paths.map(existsSync), [false, false]);
  });

  test("a path that leads out is refused", () => {
    using dir = temporaryDirectory();
    for (const name of ["../escape", "a/../../escape", "/escape", "."]) {
      assert.throws(() => dir.write({ [name]: "" }), RangeError, name);
    }
  });
});
