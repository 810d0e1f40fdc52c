// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { completionScript } from "./completion.ts";

const source = `
  import { defineCommand, processIo, runProgram } from ${JSON.stringify(import.meta.resolve("./index.js"))};
  const show = defineCommand({
    summary: "Show",
    args: { name: "text", about: "What" },
    run: ({ args, print }) => (print(args, args.join(" ")), args.length),
  });
  const program = { name: "demo", version: "1.0.0", summary: "A demo", commands: { show } };
  process.exitCode = await runProgram(program, process.argv.slice(1), processIo());
`;

test("a process has the output and the exit code of its command, and no colours where it is no terminal", () => {
  const call = (...args: string[]) =>
    spawnSync(process.execPath, ["--input-type=module", "-e", source, "--", ...args], { encoding: "utf8" });
  const shown = call("show", "a", "b", "--json");
  assert.deepEqual([shown.status, shown.stdout, shown.stderr], [2, '["a","b"]\n', ""]);
  const unknown = call("shw");
  assert.deepEqual([unknown.status, unknown.stdout], [2, ""]);
  assert.equal(unknown.stderr.includes("\u001B"), false);
});

const noBash = spawnSync("bash", ["--version"]).error === undefined ? false : "there is no bash";

test("bash completes with what the program proposes", { skip: noBash }, () => {
  const program = `demo() { echo "$@" | tr ' ' '\\n'; }`;
  const line = `COMP_WORDS=(demo show gr); COMP_CWORD=2; _demo_complete; printf '%s,' "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", [program, completionScript("bash", "demo"), line].join("\n")], {
    encoding: "utf8",
  });
  assert.deepEqual([stdout, stderr], ["__complete,show,gr,", ""]);
});
