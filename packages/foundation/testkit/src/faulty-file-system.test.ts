// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { FileError, writeFileAtomic } from "@provide-foundry/foundation/files";
import { faultyFileSystem } from "./faulty-file-system.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

suite("faultyFileSystem", () => {
  test("T03 without faults it is the real one, and tells what was asked of it", async () => {
    using dir = temporaryDirectory();
    const fileSystem = faultyFileSystem();
    await writeFileAtomic(path.join(dir.path, "file"), "text", { fileSystem });
    assert.equal(readFileSync(path.join(dir.path, "file"), "utf8"), "text");
    const want = ["lstat", "open", "write", "chmod", "sync", "close", "rename", "open", "sync", "close"];
    assert.deepEqual(fileSystem.operations, want);
  });

  test("T03 a disk takes what fits, in parts, and then says that it is full", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "file");
    const fileSystem = faultyFileSystem({ freeBytes: 10, maxWriteBytes: 4 });
    await writeFileAtomic(file, "01234567", { fileSystem });
    await assert.rejects(writeFileAtomic(file, "abc", { fileSystem }), { code: "files.no_space" });
    assert.equal(readFileSync(file, "utf8"), "01234567");
    assert.equal(fileSystem.operations.filter((operation) => operation === "write").length, 4);
  });

  test("whichever operation of an atomic write fails: the old file or the new one, whole, and nothing else", async () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "file");
    for (let failing = 0; ; failing++) {
      await writeFileAtomic(file, "old");
      let count = 0;
      const fileSystem = faultyFileSystem({ maxWriteBytes: 2, fail: () => (count++ === failing ? "EIO" : undefined) });
      const outcome = await writeFileAtomic(file, "newer", { fileSystem }).catch((error: unknown) => error);
      if (count <= failing) {
        assert.equal(outcome, undefined);
        assert.ok(failing > 8, "each operation had its turn");
        break;
      }
      assert.ok(outcome instanceof FileError, `${fileSystem.operations.at(-1)} failed unnoticed`);
      // After the rename the new file is in its place, though it is not certain that it stays there.
      const isRenamed = fileSystem.operations.slice(0, failing).includes("rename");
      assert.equal(readFileSync(file, "utf8"), isRenamed ? "newer" : "old");
      assert.deepEqual(readdirSync(dir.path), ["file"]);
    }
  });
});
