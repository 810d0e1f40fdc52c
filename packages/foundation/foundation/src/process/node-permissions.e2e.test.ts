// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { createTemporaryDirectory } from "../files/temporary-directory.ts";
import { nodePermissionArguments, type NodePermissions } from "./node-permissions.ts";
import { runProcess } from "./run-process.ts";

/** Tries to read, to write, and to start a program, and says of each how it went. */
const program = `
  const attempt = (name, run) => {
    try {
      run();
      console.log(name + ": done");
    } catch (error) {
      console.log(name + ": " + error.code);
    }
  };
  attempt("read", () => require("node:fs").readFileSync("allowed/file"));
  attempt("read elsewhere", () => require("node:fs").readFileSync("other/file"));
  attempt("write", () => require("node:fs").writeFileSync("allowed/written", "text"));
  attempt("write elsewhere", () => require("node:fs").writeFileSync("other/file", "changed"));
  attempt("start", () => require("node:child_process").execFileSync("true"));
  attempt("secret", () => {
    if (process.env.FOUNDRY_TEST_SECRET === undefined) throw { code: "not there" };
  });
`;

suite("nodePermissionArguments", () => {
  const denied = "ERR_ACCESS_DENIED";
  const cases: Record<string, { permissions: (directory: string) => NodePermissions; want: Record<string, string> }> = {
    "nothing but to read itself": {
      permissions: (directory) => ({ read: [path.join(directory, "program.cjs")] }),
      want: { read: denied, "read elsewhere": denied, write: denied, "write elsewhere": denied, start: denied },
    },
    "to read": {
      permissions: (directory) => ({ read: [path.join(directory, "program.cjs"), path.join(directory, "allowed")] }),
      want: { read: "done", "read elsewhere": denied, write: denied, "write elsewhere": denied, start: denied },
    },
    "to read and write": {
      permissions: (directory) => ({
        read: [path.join(directory, "program.cjs"), path.join(directory, "allowed")],
        write: [path.join(directory, "allowed")],
      }),
      want: { read: "done", "read elsewhere": denied, write: "done", "write elsewhere": denied, start: denied },
    },
    "to start programs": {
      permissions: (directory) => ({ read: [path.join(directory, "program.cjs")], childProcesses: true }),
      want: { read: denied, "read elsewhere": denied, write: denied, "write elsewhere": denied, start: "done" },
    },
  };
  for (const [name, { permissions, want }] of Object.entries(cases)) {
    test(`Y03 a program that may: ${name}`, async () => {
      using dir = createTemporaryDirectory();
      const inDirectory = (file: string): string => path.join(dir.path, file);
      for (const folder of ["allowed", "other"]) {
        mkdirSync(inDirectory(folder));
        writeFileSync(inDirectory(`${folder}/file`), "as it was");
      }
      writeFileSync(inDirectory("program.cjs"), program);
      process.env["FOUNDRY_TEST_SECRET"] = "hunter2";
      try {
        const args = [...nodePermissionArguments(permissions(dir.path)), inDirectory("program.cjs")];
        const { stdout } = await runProcess(process.execPath, args, { cwd: dir.path, env: { inherit: "minimal" } });
        const got = Object.fromEntries(
          stdout
            .trim()
            .split("\n")
            .map((line) => line.split(": ")),
        );
        assert.deepEqual(got, { ...want, secret: "not there" });
      } finally {
        delete process.env["FOUNDRY_TEST_SECRET"];
      }
      assert.equal(readFileSync(inDirectory("other/file"), "utf8"), "as it was");
    });
  }

  test("Y03 a path that Node would read as many is refused", () => {
    for (const wild of ["*", "/home/*", ""]) {
      assert.throws(() => nodePermissionArguments({ read: [wild] }), RangeError);
      assert.throws(() => nodePermissionArguments({ write: [wild] }), RangeError);
    }
  });
});
