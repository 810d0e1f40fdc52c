// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { findLeftovers, removeAbandoned } from "../scripts/scratch.ts";
import { root } from "../scripts/workspace.ts";

/** A run that leaves a file in its folder, says what is left there, and then goes on to its end. */
function runOf(end: string, tmp: string): { status: number | null; stdout: string } {
  const scratch = JSON.stringify(path.join(root, "scripts/scratch.ts"));
  const source = `
    import { writeFileSync } from "node:fs";
    import os from "node:os";
    import { findLeftovers, useScratch } from ${scratch};
    const scratch = useScratch();
    writeFileSync(os.tmpdir() + "/forgotten", "");
    console.log(findLeftovers(scratch).join());
    setInterval(() => {}, 1_000);
    ${end};
  `;
  const env = { ...process.env, TMPDIR: tmp };
  return spawnSync(process.execPath, ["--input-type=module", "-e", source], { env, encoding: "utf8" });
}

suite("scratch", () => {
  const ends: Record<string, { end: string; status: number }> = {
    "at its end": { end: "process.exit(3)", status: 3 },
    "at a signal": { end: `process.kill(process.pid, "SIGTERM")`, status: 143 },
  };
  for (const [name, { end, status }] of Object.entries(ends)) {
    test(`T02 what a run forgets is found, and gone ${name}`, () => {
      using tmp = temporaryDirectory();
      const run = runOf(end, tmp.path);
      assert.deepEqual([run.status, run.stdout, readdirSync(tmp.path)], [status, "forgotten\n", []]);
    });
  }

  test("T02 what a killed run forgets is removed by the next one, which leaves other files alone", () => {
    using tmp = temporaryDirectory();
    runOf(`process.kill(process.pid, "SIGKILL")`, tmp.path);
    assert.equal(readdirSync(tmp.path).length, 1);
    tmp.write({ [`fdry-run-${process.pid}-live/file`]: "", "fdry-run-mine/file": "" });
    removeAbandoned(tmp.path);
    assert.deepEqual(readdirSync(tmp.path).toSorted(), [`fdry-run-${process.pid}-live`, "fdry-run-mine"]);
  });

  test("T02 Node's cache of compiled code may stay", () => {
    using tmp = temporaryDirectory();
    tmp.write({ "node-compile-cache/file": "" });
    assert.deepEqual(findLeftovers(tmp.path), []);
  });
});
