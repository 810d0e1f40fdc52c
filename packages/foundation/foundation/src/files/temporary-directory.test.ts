// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { suite, test } from "node:test";
import { createTemporaryDirectory, openTemporaryDirectories } from "./temporary-directory.ts";

suite("createTemporaryDirectory", () => {
  test("it is gone when its scope ends", async () => {
    const paths: string[] = [];
    {
      using dir = createTemporaryDirectory();
      await using other = createTemporaryDirectory("other-");
      paths.push(dir.path, other.path);
      assert.match(other.path, /other-\w{6}$/);
      assert.deepEqual(paths.map(existsSync), [true, true]);
      assert.deepEqual(openTemporaryDirectories().slice(-2), paths);
    }
    assert.deepEqual(
      openTemporaryDirectories().filter((open) => paths.includes(open)),
      [],
    );
    assert.deepEqual(paths.map(existsSync), [false, false]);
  });

  test("Y06 only its owner may look inside", { skip: process.platform === "win32" && "Windows has no modes" }, () => {
    using dir = createTemporaryDirectory();
    assert.equal(statSync(dir.path).mode & 0o777, 0o700);
  });

  test("a process that forgets to dispose leaves nothing behind", () => {
    const module = new URL("./temporary-directory.js", import.meta.url).href;
    const script = `import { createTemporaryDirectory, openTemporaryDirectories } from ${JSON.stringify(module)}; console.log(createTemporaryDirectory().path);`;
    const left = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }).trim();
    assert.match(left, /fdry-/);
    assert.equal(existsSync(left), false);
  });

  test("disposing twice is harmless and leaves no listener", () => {
    const before = process.listenerCount("exit");
    const dir = createTemporaryDirectory();
    dir[Symbol.dispose]();
    dir[Symbol.dispose]();
    assert.equal(process.listenerCount("exit"), before);
  });
});
