// SPDX-License-Identifier: Apache-2.0

/**
 * How many questions the conformance subject answers: all that `conformance/cty` has, in one process, from its start to
 * its end.
 *
 * @module
 */

import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseCase } from "@provide-foundry/cty/subject";
import { runProcess } from "@provide-foundry/foundation";
import { root } from "../scripts/workspace.ts";
import type { BenchContext, Benchmark, BenchResult } from "./benchmark.ts";

const benchmark: Benchmark = {
  name: "subject",
  summary: "answers of the conformance subject, in one process",
  run,
};
export default benchmark;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const questions = readQuestions();
  const rounds = quick ? 1 : 3;
  let bestMs = Infinity;
  for (let round = 0; round < rounds; round++) {
    progress(`round ${round + 1} of ${rounds}`);
    bestMs = Math.min(bestMs, await measure(questions));
  }
  const perSecond = (questions.length / bestMs) * 1000;
  return {
    tables: [
      {
        title: "From the start of the process to its end",
        columns: ["questions", "number", "s", "a second"],
        rows: [{ name: "all of conformance/cty", values: [questions.length, bestMs / 1000, perSecond] }],
      },
    ],
    targets: [{ what: "questions answered a second", limit: 2000, atLeast: true, measured: perSecond }],
    notes: [`The best of ${rounds}.`],
  };
}

function readQuestions(): string[] {
  const files = globSync("conformance/cty/*.jsonl", { cwd: root }).toSorted();
  return files.flatMap((file) => {
    const lines = readFileSync(path.join(root, file), "utf8").trim().split("\n").slice(1);
    return lines.map(parseCase).map(({ id, op, question }) => JSON.stringify({ ...question, id, op: `cty.${op}` }));
  });
}

async function measure(questions: readonly string[]): Promise<number> {
  const program = path.join(root, "conformance/subject/main.ts");
  const startMs = performance.now();
  const { stdout } = await runProcess(process.execPath, [program], {
    env: { inherit: "minimal" },
    input: `${questions.join("\n")}\n`,
    maxOutputBytes: 2 ** 28,
    timeoutMs: 300_000,
  });
  const elapsedMs = performance.now() - startMs;
  const answers = stdout.trimEnd().split("\n").length;
  if (answers !== questions.length) throw new Error(`${questions.length} questions got ${answers} answers`);
  return elapsedMs;
}
