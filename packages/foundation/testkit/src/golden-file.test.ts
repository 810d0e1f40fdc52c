// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { assertGolden } from "./golden-file.ts";
import { temporaryDirectory } from "./temporary-directory.ts";

suite("assertGolden", () => {
  test("the same text passes, whatever the line ends of the file", () => {
    using dir = temporaryDirectory();
    dir.write({ "a.txt": "one\r\ntwo\r\n" });
    for (const mode of [undefined, "review", "update"]) {
      assertGolden(path.join(dir.path, "a.txt"), "one\ntwo\n", { FOUNDRY_GOLDEN: mode });
    }
    assert.equal(readFileSync(path.join(dir.path, "a.txt"), "utf8"), "one\r\ntwo\r\n");
  });

  test("another text fails and shows the difference; nothing is written", () => {
    using dir = temporaryDirectory();
    dir.write({ "a.txt": "one\ntwo\n" });
    const compare = (name: string): void => assertGolden(path.join(dir.path, name), "one\n2\n", {});
    assert.throws(() => compare("a.txt"), /the text is not that of .*a\.txt; [^]*\+ 'one\\n2\\n'/);
    assert.throws(() => compare("b.txt"), /b\.txt does not exist; FOUNDRY_GOLDEN=review/);
    assert.throws(() => assertGolden(path.join(dir.path, "b.txt"), "", {}), /b\.txt does not exist/);
    assert.deepEqual(readdirSync(dir.path), ["a.txt"]);
  });

  test("to review, the new text is written beside, until it is the same", () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "deep/a.txt");
    const env = { FOUNDRY_GOLDEN: "review", CI: "true" };
    assert.throws(() => assertGolden(file, "new", env), /look at .*a\.txt\.new and move it there/);
    assert.equal(readFileSync(`${file}.new`, "utf8"), "new");
    dir.write({ "deep/a.txt": "new" });
    assertGolden(file, "new", env);
    assert.deepEqual(readdirSync(path.dirname(file)), ["a.txt"]);
  });

  test("to update, it becomes the file's, but never in CI", () => {
    using dir = temporaryDirectory();
    const file = path.join(dir.path, "a.txt");
    assertGolden(file, "new", { FOUNDRY_GOLDEN: "update" });
    assert.equal(readFileSync(file, "utf8"), "new");
    assert.throws(() => assertGolden(file, "newer", { FOUNDRY_GOLDEN: "update", CI: "1" }), /not for CI/);
  });

  test("a slip in the mode is an error", () => {
    assert.throws(() => assertGolden("a.txt", "", { FOUNDRY_GOLDEN: "yes" }), /may be review or update/);
  });
});
