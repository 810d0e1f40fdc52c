// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { renderAcceptance } from "../scripts/acceptance.ts";
import type { TestResult } from "../scripts/test-reporter.ts";

suite("renderAcceptance", () => {
  const rows = [
    { id: "A01", area: "overview", promise: "layers", covered: true },
    { id: "A02", area: "overview", promise: "providers", covered: false },
  ];
  const result = (status: TestResult["status"], ...names: string[]): TestResult => {
    return { names, file: "x.test.js", status, ...(status === "skip" && { reason: "terraform is absent" }) };
  };

  const cases: Record<string, { results: TestResult[]; want: string[] }> = {
    "a covered row passes": { results: [result("pass", "A01 x")], want: ["pass | 1", "open | "] },
    "a row that is not covered is only begun": {
      results: [result("pass", "suite", "A02 x")],
      want: ["open | ", "begun | 1"],
    },
    "a suite's name counts": {
      results: [result("pass", "A01 layers", "x"), result("pass", "A01 y")],
      want: ["pass | 2", "open | "],
    },
    "a name may be of several rows": { results: [result("pass", "A01 A02 x")], want: ["pass | 1", "begun | 1"] },
    "one failure fails the row": {
      results: [result("pass", "A01 x"), result("fail", "A01 y")],
      want: ["fail | 1 of 2 failed", "open | "],
    },
    "a skip is never a pass": {
      results: [result("pass", "A01 x"), result("skip", "A01 y")],
      want: ["not executed here | 1 of 2: terraform is absent", "open | "],
    },
    "a name that only resembles an id": {
      results: [result("pass", "A012 x"), result("pass", "see A01")],
      want: ["open | ", "open | "],
    },
  };
  for (const [name, { results, want }] of Object.entries(cases)) {
    test(name, () => {
      const lines = renderAcceptance(rows, results).split("\n");
      const table = lines
        .filter((line) => line.startsWith("| A0"))
        .map((line) => line.split(" | ").slice(3).join(" | ").replace(/ \|$/, ""));
      assert.deepEqual(table, want);
    });
  }

  test("a row that does not exist is an error", () => {
    assert.throws(() => renderAcceptance(rows, [result("pass", "A09 x")]), /rows that do not exist: A09/);
  });
});
