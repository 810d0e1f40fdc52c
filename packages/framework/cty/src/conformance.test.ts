// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import type { JSONValue } from "./testing/protocol-values.ts";
import { ask, type Answer, type Question } from "./testing/subject.ts";

const vectorsDir = path.resolve(import.meta.dirname, "../../../../conformance/cty");
const differences = JSON.parse(readFileSync(path.join(vectorsDir, "differences.json"), "utf8")) as Record<
  string,
  string
>;

interface Case {
  readonly id: string;
  readonly question: Question;
  readonly want: Answer;
}

suite("go-cty gives the same answers", () => {
  const vectorFiles = readdirSync(vectorsDir).filter((file) => file.endsWith(".jsonl"));
  for (const file of vectorFiles.sort()) {
    test(path.basename(file, ".jsonl"), () => {
      const failures: string[] = [];
      for (const { id, question, want } of readCases(file)) {
        const got = ask(id.slice(0, id.lastIndexOf("/")), question);
        if (agree(got, want) === (file !== "samples.jsonl" && id in differences))
          failures.push(describe(id, question, want, got));
      }
      assert.equal(failures.length, 0, `${failures.length} unexpected:\n${failures.slice(0, 20).join("\n")}`);
    });
  }
});

function readCases(file: string): Case[] {
  const lines = readFileSync(path.join(vectorsDir, file), "utf8").trim().split("\n");
  const header = JSON.parse(lines[0]!) as { version: number };
  assert.equal(header.version, 1, `${file} is of a version that this test does not know`);
  return lines.slice(1).map((line) => {
    const { id, ...fields } = JSON.parse(line) as { id: string } & Question;
    const { out, err, panic, ...question } = fields;
    const want = out !== undefined ? { out } : err !== undefined ? { err } : { panic };
    return { id, question, want: want as Answer };
  });
}

/** The same result, or no result on both sides: how errors are worded and told apart from misuse is ours. */
function agree(got: Answer, want: Answer): boolean {
  if (!("out" in want)) return "err" in got || "panic" in got;
  if (!("out" in got)) return false;
  try {
    assert.deepEqual(withoutOrder(got.out), withoutOrder(want.out));
    return true;
  } catch {
    return false;
  }
}

/** Go finds the differences between two types in random order. */
function withoutOrder(out: JSONValue): JSONValue {
  const { errors } = Object(out) as { errors?: JSONValue[] };
  return errors === undefined
    ? out
    : { ...(out as object), errors: errors.map((error) => JSON.stringify(error)).sort() };
}

function describe(id: string, question: Question, want: Answer, got: Answer): string {
  return `${JSON.stringify({ id, ...question })}\n  want ${JSON.stringify(want)}\n  got  ${JSON.stringify(got)}`;
}
