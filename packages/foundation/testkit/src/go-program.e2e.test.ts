// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { buildGoProgram } from "./go-program.ts";
import { temporaryDirectory } from "./temporary-directory.ts";
import { missing } from "./tools.ts";

suite("buildGoProgram", { skip: missing("go") }, () => {
  test("two tests may build a program at once and run it", async () => {
    using dir = temporaryDirectory();
    const main = 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Print("hello") }\n';
    dir.write({ "greeter/go.mod": "module example.com/greeter\n\ngo 1.22\n", "greeter/main.go": main });
    const build = (): Promise<string> => buildGoProgram(path.join(dir.path, "greeter"), path.join(dir.path, "out"));
    const [first, second] = await Promise.all([build(), build()]);
    assert.equal(first, second);
    assert.equal(execFileSync(first, { encoding: "utf8" }), "hello");
    assert.deepEqual(readdirSync(path.join(dir.path, "out")), ["greeter"]);
  });

  test("a program that does not compile is an error with the compiler's words", async () => {
    using dir = temporaryDirectory();
    dir.write({
      "go.mod": "module example.com/broken\n\ngo 1.22\n",
      "main.go": "package main\n\nfunc main() { nothing() }\n",
    });
    await assert.rejects(buildGoProgram(dir.path, path.join(dir.path, "out")), /undefined: nothing/);
  });
});
