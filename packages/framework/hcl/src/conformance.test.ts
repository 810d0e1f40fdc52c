// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { vectorsDir } from "./testing/evaluation-context.ts";
import { ask, operations, type Answer, type Question } from "./testing/subject.ts";

/** Where ours is another answer than the original's, by the id of the case, and why. */
const differences = JSON.parse(readFileSync(path.join(vectorsDir, "differences.json"), "utf8")) as Record<
  string,
  string
>;

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
          const { id, out, ...question } = JSON.parse(line) as { id: string } & Question;
          const op = id.slice(0, id.indexOf("/"));
          const got = ask(op, question);
          // Where the original panics we do not, unless it is for a spec that makes no sense.
          const isEqual =
            out === undefined ? op === "hcldec" || !("panic" in got) : "out" in got && agree(got, out as object);
          const isKnownToDiffer = kind !== "samples" && id in differences;
          if (op in operations && isEqual === isKnownToDiffer) failures.push(`${line}\n  got  ${JSON.stringify(got)}`);
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

/** Whether all fields are equal. */
function agree({ out }: Extract<Answer, { out: unknown }>, want: object): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(out)), want);
}
