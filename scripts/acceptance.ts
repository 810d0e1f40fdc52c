// SPDX-License-Identifier: Apache-2.0

/**
 * Writes ACCEPTANCE.md from the results of the last test run.
 *
 * `node scripts/acceptance.ts` writes it, `--check` fails when it would change
 * and leaves what it should be in `out/ACCEPTANCE.md`.
 *
 * A test belongs to each row whose id its name, or that of a suite around it,
 * starts with: `P07 Y08 a wrong value is refused`. `covered` in `test/acceptance-rows.json` is set by whoever
 * has checked that these tests hold the whole criterion; until then a row with
 * passing tests is only begun.
 *
 * @module
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TestResult } from "./test-reporter.ts";
import { readJson, root } from "./workspace.ts";

export interface AcceptanceRow {
  readonly id: string;
  readonly area: string;
  readonly promise: string;
  readonly covered: boolean;
}

type State = "pass" | "fail" | "not executed here" | "begun" | "open";

export function renderAcceptance(rows: readonly AcceptanceRow[], results: readonly TestResult[]): string {
  const byRow = Map.groupBy(results.flatMap(tagWithRow), ({ id }) => id);
  const unknown = [...byRow.keys()].filter((id) => rows.every((row) => row.id !== id));
  if (unknown.length > 0) throw new Error(`tests are named for rows that do not exist: ${unknown.join(", ")}`);

  const judged = rows.map((row) => ({ row, ...judge(row, byRow.get(row.id)?.map(({ result }) => result) ?? []) }));
  const passed = judged.filter(({ state }) => state === "pass").length;
  const lines = judged.map(
    ({ row, state, note }) => `| ${row.id} | ${row.area} | ${row.promise} | ${state} | ${note} |`,
  );
  return [
    "# Acceptance",
    "",
    "Every promise of the system and what the tests say about it. Written by `node scripts/acceptance.ts` from the last test run.",
    "",
    "- **pass**: tests named for the row hold its whole criterion, and passed.",
    "- **not executed here**: a test of the row needs a tool that was absent; the reason stands beside it.",
    "- **begun**: tests named for the row passed, but do not hold all of its criterion.",
    "- **open**: no test yet.",
    "",
    `${passed} of ${rows.length} rows pass.`,
    "",
    "| row | area | promise | state | tests |",
    "| --- | --- | --- | --- | --- |",
    ...lines,
    "",
  ].join("\n");
}

function tagWithRow(result: TestResult): { id: string; result: TestResult }[] {
  const ids = result.names.flatMap((name) => /^(?:[A-Z]\d\d\b ?)+/.exec(name)?.[0].match(/\S+/g) ?? []);
  return [...new Set(ids)].map((id) => ({ id, result }));
}

function judge(row: AcceptanceRow, results: readonly TestResult[]): { state: State; note: string } {
  const failed = results.filter(({ status }) => status === "fail");
  const skipped = results.filter(({ status }) => status === "skip");
  if (results.length === 0) return { state: "open", note: "" };
  if (failed.length > 0) return { state: "fail", note: `${failed.length} of ${results.length} failed` };
  if (skipped.length > 0) {
    const reasons = new Set(skipped.map(({ reason }) => reason ?? "no reason given"));
    return { state: "not executed here", note: `${skipped.length} of ${results.length}: ${[...reasons].join("; ")}` };
  }
  return { state: row.covered ? "pass" : "begun", note: String(results.length) };
}

if (import.meta.main) {
  const rows = readJson<AcceptanceRow[]>(path.join(root, "test/acceptance-rows.json"));
  const results = readFileSync(path.join(root, "out/test-results.jsonl"), "utf8").trim().split("\n");
  const document = renderAcceptance(
    rows,
    results.map((line) => JSON.parse(line) as TestResult),
  );
  const file = path.join(root, "ACCEPTANCE.md");
  if (!process.argv.includes("--check")) {
    writeFileSync(file, document);
  } else if (readFileSync(file, "utf8") !== document) {
    mkdirSync(path.join(root, "out"), { recursive: true });
    writeFileSync(path.join(root, "out/ACCEPTANCE.md"), document);
    console.error(
      "ACCEPTANCE.md does not match the test results; run `node scripts/acceptance.ts` (compare out/ACCEPTANCE.md).",
    );
    process.exit(1);
  }
}
