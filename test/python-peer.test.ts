// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { parseCase, strengthOf, type Answer } from "@provide-foundry/cty/subject";
import { root } from "../scripts/workspace.ts";

const python = path.join(root, "out/python/bin/python");
const skip = existsSync(python) ? false : "no out/python: npm run bench -- cty makes it";

/** What pyvider-cty answers to what is written to it at once. */
function ask(input: string): ({ id: unknown } & Answer)[] {
  const { status, stdout, stderr } = spawnSync(python, [path.join(root, "harnesses/python/subject.py")], { input });
  assert.equal(`${status} ${stderr.toString()}`, "0 ");
  const lines = stdout.toString().trim().split("\n");
  return lines.map((line) => JSON.parse(line) as { id: unknown } & Answer);
}

suite("the Python peer", { skip }, () => {
  test("says what it is, and survives what is no question", () => {
    const [hello, bad, unknown] = ask('{"id": 1, "op": "hello"}\n{\n{"id": 2, "op": "cty.none"}\n');
    const { out } = hello as unknown as { out: { subject: string; ops: string[] } };
    assert.equal(out.subject, "pyvider-cty");
    assert.ok(out.ops.includes("cty.msgpack.marshal") && out.ops.includes("cty.call.upper"));
    assert.match((bad as { err: string }).err, /^not JSON/);
    assert.ok("unsupported" in unknown!);
  });

  test("gives go-cty's results to most of our samples that it answers", () => {
    const lines = readFileSync(path.join(root, "conformance/cty/samples.jsonl"), "utf8").trim().split("\n");
    const cases = lines.slice(1).map(parseCase);
    const questions = cases.map(({ id, op, question }) => `${JSON.stringify({ ...question, id, op: `cty.${op}` })}\n`);
    const answers = ask(questions.join(""));
    assert.equal(answers.length, cases.length);
    const strengths = answers.flatMap((answer, i) =>
      "unsupported" in answer ? [] : [strengthOf(answer, cases[i]!.want)],
    );
    assert.ok(strengths.length > 25, `only ${strengths.length} are answered`);
    assert.ok(strengths.filter((strength) => strength > 0).length > strengths.length * 0.7);
  });
});
