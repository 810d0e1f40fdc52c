// SPDX-License-Identifier: Apache-2.0

/**
 * Runs the tests: `node scripts/test.ts [WORKSPACE ...]`.
 *
 * Unit tests share one process, which makes them some twenty times faster than
 * one process a file. End-to-end tests (`*.e2e.test.js`) and the tests of the
 * whole repository (`test/`) get a process each. Temporary files that tests leave
 * behind make the run fail. The results also go to `out/test-results.jsonl`, from
 * which `scripts/acceptance.ts` writes its report.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { findLeftovers, useScratch } from "./scratch.ts";
import type { TestResult } from "./test-reporter.ts";
import { findWorkspaces, root } from "./workspace.ts";

const wanted = process.argv.slice(2);
const workspaces = findWorkspaces().filter(({ id }) => wanted.length === 0 || wanted.includes(id));
if (wanted.length > workspaces.length) {
  console.error(
    `No such workspace among: ${wanted.join(", ")}. There are: ${findWorkspaces()
      .map(({ id }) => id)
      .join(", ")}.`,
  );
  process.exit(2);
}

const compiled = workspaces.flatMap(({ dir }) => globSync(`${dir}/dist/**/*.test.js`, { cwd: root })).toSorted();
const isEndToEnd = (file: string): boolean => file.endsWith(".e2e.test.js");
const unit = compiled.filter((file) => !isEndToEnd(file));
const apart = compiled.filter(isEndToEnd);
if (wanted.length === 0) apart.push(...globSync("test/*.test.ts", { cwd: root }).toSorted());

const testTimeoutMs = 240_000;

const outDir = path.join(root, "out");
mkdirSync(outDir, { recursive: true });
const scratch = useScratch();

const codes = [
  await runTests("unit", unit, ["--test-isolation=none"]),
  await runTests("apart", apart, ["--test-concurrency=2"]),
];

const leftovers = findLeftovers(scratch);
const cleanliness: TestResult = {
  names: ["T02 the tests leave no temporary files"],
  file: "scripts/test.ts",
  status: leftovers.length === 0 ? "pass" : "fail",
};

const results = [...["unit", "apart"].flatMap(readResults), cleanliness];
writeFileSync(path.join(outDir, "test-results.jsonl"), results.map((result) => `${JSON.stringify(result)}\n`).join(""));

const count = (status: TestResult["status"]): number => results.filter((result) => result.status === status).length;
const reasons = new Map<string, number>();
for (const { status, reason } of results) {
  if (status === "skip") reasons.set(reason ?? "no reason given", (reasons.get(reason ?? "no reason given") ?? 0) + 1);
}
for (const [reason, tests] of reasons) console.log(`not executed: ${tests} (${reason})`);
if (leftovers.length > 0) console.log(`temporary files that tests left behind: ${leftovers.join(", ")}`);
console.log(`${count("pass")} passed, ${count("fail")} failed, ${count("skip")} skipped`);
process.exit(Math.max(...codes, leftovers.length === 0 ? 0 : 1));

async function runTests(name: string, files: readonly string[], options: readonly string[]): Promise<number> {
  const destination = path.join(outDir, `${name}.jsonl`);
  rmSync(destination, { force: true });
  if (files.length === 0) return 0;
  const args = [
    "--enable-source-maps",
    "--test",
    // A test that waits for ever fails by itself; it is never what a slow machine needs.
    `--test-timeout=${testTimeoutMs}`,
    ...options,
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
    `--test-reporter=${path.join(root, "scripts/test-reporter.ts")}`,
    `--test-reporter-destination=${destination}`,
    ...files,
  ];
  // Tests start the tools of this repository by name, as npm scripts do.
  const env = {
    ...process.env,
    PATH: [path.join(root, "node_modules/.bin"), process.env["PATH"]].join(path.delimiter),
  };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: "inherit" });
  return new Promise((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
}

function readResults(name: string): TestResult[] {
  try {
    const lines = readFileSync(path.join(outDir, `${name}.jsonl`), "utf8")
      .trim()
      .split("\n");
    return lines.filter(Boolean).map((line) => JSON.parse(line) as TestResult);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
