// SPDX-License-Identifier: Apache-2.0

import { runProcess } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readTraps, renderTrapPage, trapPage } from "../scripts/generate/traps.ts";
import { root } from "../scripts/workspace.ts";

const traps = readTraps();

test("the page of traps is the one that is generated", () => {
  assert.equal(readFileSync(trapPage, "utf8"), renderTrapPage(traps), "run npm run generate");
});

test("D02 every trap has a test that runs and passes, and every such test is listed", async () => {
  const files = globSync("packages/framework/provider/dist/**/*.test.js", { cwd: root }).filter((file) =>
    readFileSync(path.join(root, file), "utf8").includes('test("trap: '),
  );
  // A child of a test runner would report to it in its own format.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const { stdout } = await runProcess(
    process.execPath,
    ["--test", "--test-name-pattern=trap: ", "--test-reporter=tap", ...files],
    { cwd: root, env: { inherit: "none", variables: env }, timeoutMs: 120_000, allowFailure: true },
  );
  const passed = [...stdout.matchAll(/^ *ok \d+ - (trap: .*)$/gm)].map(([, name]) => name!.replaceAll("\\#", "#"));
  const ran = passed.filter((name) => !name.includes(" # SKIP"));
  const isTestOf = (name: string, listed: string): boolean => name === listed || name.startsWith(`${listed}: `);
  const idle = traps.filter(({ test: listed }) => !ran.some((name) => isTestOf(name, listed)));
  const unlisted = ran.filter((name) => !traps.some(({ test: listed }) => isTestOf(name, listed)));
  assert.deepEqual(
    { idle, unlisted, failed: stdout.match(/^ *not ok.*$/gm) ?? [] },
    { idle: [], unlisted: [], failed: [] },
  );
});
