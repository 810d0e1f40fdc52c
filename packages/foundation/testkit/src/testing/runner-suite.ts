// SPDX-License-Identifier: Apache-2.0

/** Tests whose outcome is the same under every runner; the names of those that fail say so. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { startScriptedServer } from "../http-fixtures.ts";
import type { KitTest } from "../runners/kit-test.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

export function declareSuite(test: KitTest): void {
  let earlier = "";

  test("passes: fixtures can be used", async (kit) => {
    const directory = kit.use(temporaryDirectory());
    directory.write({ "a.txt": "a" });
    const server = await kit.use(startScriptedServer([{ body: { path: directory.path } }]));
    assert.deepEqual(await (await fetch(server.url)).json(), { path: directory.path });
    earlier = directory.path;
  });

  test("passes: and are gone after it", () => {
    assert.notEqual(earlier, "");
    assert.equal(existsSync(earlier), false);
  });

  test("fails: with its own error, and its fixtures are gone all the same", (kit) => {
    earlier = kit.use(temporaryDirectory()).path;
    assert.fail("its own");
  });

  test("passes: as the last one has left nothing", () => {
    assert.equal(existsSync(earlier), false);
  });

  test("fails: timer", () => void setTimeout(() => undefined, 2_500));

  test("fails: server", () => void setTimeout((server) => server.close(), 2_500, createServer().listen(0)).unref());

  test("fails: child", () => {
    spawn(process.execPath, ["-e", "setTimeout(() => {}, 2500)"], { stdio: "ignore" });
  });

  test("fails: directory", () => {
    earlier = temporaryDirectory().path;
  });

  test("passes: a leak that it may have", { mayLeak: true }, () => void setTimeout(() => undefined, 10));

  test("fails: tool", { needs: "terraform" }, () => assert.fail("it was found"));

  test("skipped: no tool", { needs: ["terraform", "tofu"] }, () => assert.fail("nothing was missing"));
}
