// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { ask } from "./testing/subject.ts";
import { agree, parseCase, type Differences } from "./testing/vectors.ts";

const vectorsDir = path.resolve(import.meta.dirname, "../../../../conformance/cty");
const differences = JSON.parse(readFileSync(path.join(vectorsDir, "differences.json"), "utf8")) as Differences;

suite("go-cty gives the same answers", () => {
  const vectorFiles = readdirSync(vectorsDir).filter((file) => file.endsWith(".jsonl"));
  for (const file of vectorFiles.sort()) {
    test(path.basename(file, ".jsonl"), () => {
      const failures: string[] = [];
      for (const line of readLines(file)) {
        const { id, op, question, want } = parseCase(line);
        const got = ask(op, question);
        const isKnownToDiffer = file !== "samples.jsonl" && id in differences.answers;
        if (agree(differences, op, got, want) === isKnownToDiffer)
          failures.push(`${line}\n  got  ${JSON.stringify(got)}`);
      }
      assert.equal(failures.length, 0, `${failures.length} unexpected:\n${failures.slice(0, 20).join("\n")}`);
    });
  }
});

/** The cases of a file, after the line that says what it is. */
function readLines(file: string): string[] {
  const lines = readFileSync(path.join(vectorsDir, file), "utf8").trim().split("\n");
  const header = JSON.parse(lines[0]!) as { version: number };
  assert.equal(header.version, 1, `${file} is of a version that this test does not know`);
  return lines.slice(1);
}
