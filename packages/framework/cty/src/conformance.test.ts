// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { ask } from "./subject/subject.ts";
import { agree, parseCase, type Differences } from "./subject/vectors.ts";

const vectorsDir = path.resolve(import.meta.dirname, "../../../../conformance/cty");
const differences = JSON.parse(readFileSync(path.join(vectorsDir, "differences.json"), "utf8")) as Differences;

suite("go-cty gives the same answers", () => {
  const vectorFiles = readdirSync(vectorsDir).filter((file) => file.endsWith(".jsonl"));
  for (const file of vectorFiles.sort()) {
    const group = path.basename(file, ".jsonl");
    test(`${rowOf(group)} ${group}`.trim(), () => {
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

test("C04 errors have the paths of go-cty's errors", () => {
  let count = 0;
  for (const file of readdirSync(vectorsDir).filter((name) => /^(convert|json)\b.*\.jsonl$/.test(name))) {
    for (const line of readLines(file)) {
      const { op, question, want } = parseCase(line);
      const got = ask(op, question);
      // Bad syntax has a line and a column in place of a path.
      if (!("err" in want) || want.path === undefined || !("err" in got) || got.err.startsWith("invalid JSON: "))
        continue;
      assert.deepEqual(got.path, want.path, line);
      count++;
    }
  }
  assert.ok(count > 100, `only ${count} errors with a path`);
});

/** The acceptance row that a group of questions is part of. */
function rowOf(group: string): string {
  if (group === "samples") return "";
  if (group === "type.conformance" || group === "path.apply") return "C04";
  if (group.startsWith("type.")) return "C01";
  if (group === "convert" || group === "conversion" || group === "unify") return "C03";
  if (group.startsWith("json.")) return "C05";
  if (group.startsWith("msgpack.")) return "C06";
  return group.startsWith("call.") || group === "signature" ? "C07" : "C02";
}

/** The cases of a file, after the line that says what it is. */
function readLines(file: string): string[] {
  const lines = readFileSync(path.join(vectorsDir, file), "utf8").trim().split("\n");
  const header = JSON.parse(lines[0]!) as { version: number };
  assert.equal(header.version, 1, `${file} is of a version that this test does not know`);
  return lines.slice(1);
}
