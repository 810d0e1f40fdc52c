// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import type { Differences } from "@provide-foundry/cty/subject";
import { vectorsDir } from "./subject/evaluation-context.ts";
import { agree, ask, operations, type Answer, type Question } from "./subject/subject.ts";

const differences = JSON.parse(readFileSync(path.join(vectorsDir, "differences.json"), "utf8")) as Differences;

/** The rows of the acceptance list that a kind of question belongs to. */
const rows: Readonly<Record<string, string>> = { expr: "H03", template: "H04", hcldec: "H02" };

suite("the original gives the same answers", () => {
  for (const kind of [...Object.keys(operations), "samples"]) {
    test(
      `${rows[kind] ?? ""} ${kind}`.trim(),
      { skip: !existsSync(fileOf(kind)) && "there are no vectors of this kind" },
      () => {
        const failures: string[] = [];
        for (const line of readLines(kind)) {
          const { id, out, panic, ...question } = JSON.parse(line) as { id: string } & Question;
          const want = (out === undefined ? { panic } : { out }) as Answer;
          const op = id.slice(0, id.indexOf("/"));
          const got = JSON.parse(JSON.stringify(ask(op, question))) as Answer;
          const isKnownToDiffer = kind !== "samples" && id in differences.answers;
          if (op in operations && agree(differences, op, question, got, want) === isKnownToDiffer)
            failures.push(`${line}\n  got  ${JSON.stringify(got)}`);
        }
        assert.equal(failures.length, 0, `${failures.length} unexpected:\n${failures.slice(0, 20).join("\n")}`);
      },
    );
  }
});

function fileOf(kind: string): string {
  return path.join(vectorsDir, `${kind}.jsonl`);
}

/** The cases of a file, after the line that says what it is. */
function readLines(kind: string): string[] {
  const lines = readFileSync(fileOf(kind), "utf8").trim().split("\n");
  const header = JSON.parse(lines[0]!) as { version: number };
  assert.equal(header.version, 1, `${kind} is of a version that this test does not know`);
  return lines.slice(1);
}
