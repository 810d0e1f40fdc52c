// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { suite, test } from "node:test";
import { createGitRepository } from "./git-repository.ts";

suite("createGitRepository", () => {
  test("T02 it has what was committed, and is gone when its scope ends", async () => {
    let path: string;
    {
      await using repository = await createGitRepository();
      path = repository.path;
      const first = await repository.commit("first", { "a.txt": "one\n", "deep/b.txt": "two\n" });
      await repository.commit("second");
      assert.equal(await repository.git("log", "--format=%s %an"), "second Test\nfirst Test");
      assert.equal(await repository.git("show", `${first}:deep/b.txt`), "two");
      assert.equal(await repository.git("status", "--porcelain"), "");
      assert.equal(await repository.git("branch", "--show-current"), "main");
    }
    assert.equal(existsSync(path), false);
  });

  test("T02 the same history has the same hashes", async () => {
    const hashes = await Promise.all(
      [1, 2].map(async () => {
        await using repository = await createGitRepository();
        await repository.commit("first", { a: "1" });
        return await repository.commit("second", { a: "2" });
      }),
    );
    assert.equal(hashes[0], hashes[1]);
  });

  test("a command that fails is an error", async () => {
    await using repository = await createGitRepository();
    await assert.rejects(repository.git("checkout", "nowhere"), /nowhere/);
  });
});
