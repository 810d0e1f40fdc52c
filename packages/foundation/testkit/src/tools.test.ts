// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { chmodSync, mkdirSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "./temporary-directory.ts";
import { findTool, missing } from "./tools.ts";

suite("tools", () => {
  test("the first executable along PATH is found", () => {
    using dir = temporaryDirectory();
    dir.write({ "first/notes.txt": "", "second/tofu": "#!/bin/sh\n", "third/tofu": "#!/bin/sh\n" });
    chmodSync(path.join(dir.path, "second/tofu"), 0o755);
    chmodSync(path.join(dir.path, "third/tofu"), 0o755);
    const PATH = ["first", "second", "third"].map((name) => path.join(dir.path, name)).join(path.delimiter);
    assert.equal(findTool("tofu", { PATH }), path.join(dir.path, "second/tofu"));
  });

  test("a folder or a file that may not be executed is no tool", () => {
    using dir = temporaryDirectory();
    dir.write({ "a/tofu": "data" });
    mkdirSync(path.join(dir.path, "b/tofu"), { recursive: true });
    chmodSync(path.join(dir.path, "a/tofu"), 0o644);
    const PATH = `${path.join(dir.path, "a")}${path.delimiter}${path.join(dir.path, "b")}`;
    assert.equal(findTool("tofu", { PATH }), undefined);
  });

  test("an empty entry of PATH does not mean the working directory", () => {
    assert.equal(findTool("tofu", { PATH: "" }), undefined);
    assert.equal(findTool("tofu", {}), undefined);
  });

  test("a tool that is absent gives a reason to skip", () => {
    assert.equal(missing("tofu", { PATH: "" }), "tofu is not installed");
    assert.equal(missing("tofu", { PATH: "", FOUNDRY_REQUIRE: "terraform" }), "tofu is not installed");
  });

  test("a tool that is present gives none", () => {
    using dir = temporaryDirectory();
    dir.write({ tofu: "#!/bin/sh\n" });
    chmodSync(path.join(dir.path, "tofu"), 0o755);
    assert.equal(missing("tofu", { PATH: dir.path, FOUNDRY_REQUIRE: "all" }), false);
  });

  test("a tool that FOUNDRY_REQUIRE names must be there", () => {
    for (const FOUNDRY_REQUIRE of ["tofu", "terraform, tofu", "all"]) {
      assert.throws(() => missing("tofu", { PATH: "", FOUNDRY_REQUIRE }), /tofu is not installed, but FOUNDRY_REQUIRE/);
    }
  });

  test("a slip in FOUNDRY_REQUIRE does not go unnoticed", () => {
    assert.throws(() => missing("tofu", { FOUNDRY_REQUIRE: "terrafrom" }), /names terrafrom, which no test knows/);
  });
});
