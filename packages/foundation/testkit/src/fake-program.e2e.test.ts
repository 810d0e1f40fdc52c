// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import os from "node:os";
import { suite, test } from "node:test";
import { runProcess } from "@provide-foundry/foundation";
import { fakeProgram } from "./fake-program.ts";

suite("fakeProgram", { skip: process.platform === "win32" && "Windows takes no script for a program" }, () => {
  test("T02 it is found by its name, does what it is told, and notes how it was started", async () => {
    let executable: string;
    {
      using program = fakeProgram("made-up", `console.log("hello " + args[0]); process.exitCode = 3;`);
      executable = program.path;
      assert.deepEqual(program.calls, []);
      const env = { inherit: "minimal", variables: { PATH: program.directory } } as const;
      const cwd = os.tmpdir();
      const { exitCode, stdout } = await runProcess("made-up", ["a b"], { env, cwd, allowFailure: true });
      assert.deepEqual([exitCode, stdout], [3, "hello a b\n"]);
      await runProcess("made-up", [], { env, cwd, allowFailure: true });
      assert.deepEqual(
        program.calls.map(({ args }) => args),
        [["a b"], []],
      );
    }
    assert.equal(existsSync(executable), false);
  });

  test("T02 without a script it succeeds", async () => {
    using program = fakeProgram("made-up");
    assert.equal((await runProcess(program.path, [], { env: { inherit: "none" } })).exitCode, 0);
  });
});
