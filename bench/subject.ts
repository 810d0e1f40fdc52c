// SPDX-License-Identifier: Apache-2.0

/**
 * How many questions the conformance subject answers: all that `conformance/cty` and `conformance/hcl` have, each in one
 * process, from its start to its end. The originals in Go answer the same ones.
 *
 * @module
 */

import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseCase } from "@provide-foundry/cty/subject";
import { runProcess } from "@provide-foundry/foundation";
import { buildGoProgram, findTool } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import type { BenchContext, Benchmark, BenchResult, Row } from "./benchmark.ts";

const benchmark: Benchmark = {
  name: "subject",
  summary: "answers of the conformance subject about cty and HCL, beside the originals in Go",
  run,
};
export default benchmark;

interface Area {
  readonly name: "cty" | "hcl";
  readonly questions: readonly string[];
}

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const rounds = quick ? 1 : 3;
  const perSecond: Record<string, number> = {};
  const rows: Row[] = [];
  for (const { name, questions } of readAreas()) {
    progress(name);
    const ours = await measure(process.execPath, [path.join(root, "conformance/subject/main.ts")], questions, rounds);
    progress(`${name} in Go`);
    const go = await measureGo(name, questions, rounds);
    perSecond[name] = questions.length / ours;
    rows.push({
      name: `all of conformance/${name}`,
      values: [questions.length, ours, perSecond[name], go ?? null, go ? go / ours : null],
    });
  }
  return {
    tables: [
      {
        title: "From the start of the process to its end",
        columns: ["questions", "number", "s", "a second", "Go, s", "x Go"],
        rows,
      },
    ],
    targets: Object.entries(perSecond).map(([name, measured]) => {
      return { what: `questions about ${name} answered a second`, limit: 2000, atLeast: true, measured };
    }),
    notes: [
      `The best of ${rounds}; x Go is its time divided by ours. The originals write each answer by itself, ours those to what it has read at once.`,
    ],
  };
}

function readAreas(): Area[] {
  return [
    { name: "cty", questions: readLines("cty", parseCtyCase) },
    { name: "hcl", questions: readLines("hcl", parseHclCase) },
  ];
}

/** The cases of all files of an area, each after the line that says what the file is. */
function readLines(area: string, parse: (line: string) => string): string[] {
  const files = globSync(`conformance/${area}/*.jsonl`, { cwd: root }).toSorted();
  return files.flatMap((file) => readFileSync(path.join(root, file), "utf8").trim().split("\n").slice(1).map(parse));
}

function parseCtyCase(line: string): string {
  const { id, op, question } = parseCase(line);
  return JSON.stringify({ ...question, id, op: `cty.${op}` });
}

/** What a case asks for is before the slash in its name. */
function parseHclCase(line: string): string {
  const { out: _out, panic: _panic, ...question } = JSON.parse(line) as { id: string; out: unknown; panic: unknown };
  return JSON.stringify({ ...question, op: `hcl.${question.id.slice(0, question.id.indexOf("/"))}` });
}

async function measureGo(area: string, questions: readonly string[], rounds: number): Promise<number | undefined> {
  if (findTool("go") === undefined) return undefined;
  const program = await buildGoProgram(path.join(root, `harnesses/go/${area}-vectors`), path.join(root, "out/go"));
  return await measure(program, [], questions, rounds);
}

/** Seconds, the best of some rounds. */
async function measure(
  program: string,
  args: readonly string[],
  questions: readonly string[],
  rounds: number,
): Promise<number> {
  let bestMs = Infinity;
  for (let round = 0; round < rounds; round++) {
    const startMs = performance.now();
    const { stdout } = await runProcess(program, args, {
      env: { inherit: "minimal" },
      input: `${questions.join("\n")}\n`,
      maxOutputBytes: 2 ** 28,
      timeoutMs: 300_000,
    });
    bestMs = Math.min(bestMs, performance.now() - startMs);
    const answers = stdout.trimEnd().split("\n").length;
    if (answers !== questions.length) throw new Error(`${questions.length} questions got ${answers} answers`);
  }
  return bestMs / 1000;
}
