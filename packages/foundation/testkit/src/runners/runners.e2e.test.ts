// SPDX-License-Identifier: Apache-2.0

/**
 * The same suite under each runner, as somebody runs it who has only that one.
 *
 * @module
 */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { suite, test } from "node:test";
import { fakeProgram } from "../fake-program.ts";
import { temporaryDirectory } from "../temporary-directory.ts";

const folder = path.join(import.meta.dirname, "../testing");

/** The arguments that make Node run the suite, and report as JUnit's XML to the file `result.xml` of a folder. */
const runners: Readonly<Record<string, (tmp: string) => readonly string[]>> = {
  "node:test": (tmp) => [
    "--test",
    "--test-reporter=junit",
    `--test-reporter-destination=${tmp}/result.xml`,
    path.join(folder, "suite.node-test.js"),
  ],
  Vitest(tmp) {
    const program = path.join(
      path.dirname(createRequire(import.meta.url).resolve("vitest/package.json")),
      "vitest.mjs",
    );
    const config = path.join(tmp, "vitest.config.mjs");
    return [
      program,
      "run",
      "--reporter=junit",
      `--outputFile=${tmp}/result.xml`,
      `--root=${folder}`,
      `--config=${config}`,
    ];
  },
};

/** Of each test: how it ended, and what was said about it. */
function runSuite(args: (tmp: string) => readonly string[]): { outcomes: Record<string, string>; code: number | null } {
  using tmp = temporaryDirectory();
  using terraform = fakeProgram("terraform");
  const settings = { include: ["suite.vitest.js"], exclude: [], cache: false };
  tmp.write({
    "vitest.config.mjs": `export default { cacheDir: ${JSON.stringify(tmp.path)}, test: ${JSON.stringify(settings)} };`,
  });
  const { FOUNDRY_REQUIRE: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  const { status } = spawnSync(process.execPath, args(tmp.path), {
    env: { ...env, PATH: terraform.directory, TMPDIR: tmp.path, NO_COLOR: "1" },
  });
  const xml = readFileSync(path.join(tmp.path, "result.xml"), "utf8");
  const cases = xml.matchAll(/<testcase\b[^>]*?\sname="([^"]*)"[^>]*?(?:\/>|>([^]*?)<\/testcase>)/g);
  const outcomes = [...cases].map(([, name, body = ""]) => [unescapeXml(name!), unescapeXml(body)]);
  return { outcomes: Object.fromEntries(outcomes), code: status };
}

suite("runners", () => {
  for (const [name, args] of Object.entries(runners)) {
    test(`T05 ${name}: fixtures are gone after each test, and what a test leaves open makes it fail`, () => {
      const { outcomes, code } = runSuite(args);
      assert.equal(Object.keys(outcomes).length, 11, JSON.stringify(outcomes));
      assert.equal(code, 1);
      for (const [test, outcome] of Object.entries(outcomes)) {
        const kind = outcome.includes("<failure") ? "fails" : outcome.includes("<skipped") ? "skipped" : "passes";
        assert.equal(`${kind}:`, test.split(" ")[0], `${test}: ${outcome}`);
      }
      assert.match(outcomes["fails: with its own error, and its fixtures are gone all the same"]!, /its own/);
      assert.match(outcomes["fails: timer"]!, /leaves open: timer made at/);
      assert.match(outcomes["fails: server"]!, /leaves open: server made at/);
      assert.match(outcomes["fails: child"]!, /leaves open: child process made at/);
      assert.match(outcomes["fails: directory"]!, /leaves open: temporary directory \//);
      assert.match(outcomes["fails: tool"]!, /it was found/);
      if (name === "node:test") assert.match(outcomes["skipped: no tool"]!, /tofu is not installed/);
    });
  }
});

function unescapeXml(text: string): string {
  return text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
