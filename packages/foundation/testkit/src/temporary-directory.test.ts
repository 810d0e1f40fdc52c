// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "./temporary-directory.ts";

suite("temporaryDirectory", () => {
  test("T02 it is gone when its scope ends", async () => {
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

  test("Y06 only its owner may look inside", { skip: process.platform === "win32" && "Windows has no modes" }, () => {
    using dir = temporaryDirectory();
    assert.equal(statSync(dir.path).mode & 0o777, 0o700);
  });

  test("a path that leads out is refused", () => {
    using dir = temporaryDirectory();
    for (const name of ["../escape", "a/../../escape", "/escape", "."]) {
      assert.throws(() => dir.write({ [name]: "" }), RangeError, name);
    }
  });

  test("T02 a process that forgets to dispose leaves nothing behind", () => {
    const module = new URL("./temporary-directory.js", import.meta.url).href;
    const script = `import { temporaryDirectory } from ${JSON.stringify(module)}; console.log(temporaryDirectory().path);`;
    const left = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).trim();
    assert.match(left, /fdry-/);
    assert.equal(existsSync(left), false);
  });

  test("disposing twice is harmless and leaves no listener", () => {
    const before = process.listenerCount("exit");
    const dir = temporaryDirectory();
    dir[Symbol.dispose]();
    dir[Symbol.dispose]();
    assert.equal(process.listenerCount("exit"), before);
  });
});
