// SPDX-License-Identifier: Apache-2.0

/**
 * Fuzzing by command: `npm run fuzz -- AREA [--seed S] [--cases N] [--first I]`.
 *
 * The area `parsers` is input that nobody means to be read; the others are questions that the originals are asked too.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { ctyParsers } from "./cty/parsers.ts";
import { ctyTarget } from "./cty/target.ts";
import { hclParsers } from "./hcl/parsers.ts";
import { hclTarget } from "./hcl/target.ts";
import { fuzz, type Difference, type Target } from "./fuzz.ts";
import { attack, type Parser } from "./hostile.ts";
import { Oracle } from "./oracle.ts";

/** By area, with the program in `harnesses/go` that it is compared with. */
const areas: Readonly<Record<string, { readonly target: Target; readonly program: string }>> = {
  cty: { target: ctyTarget, program: "cty-vectors" },
  hcl: { target: hclTarget, program: "hcl-vectors" },
};
const parsers: readonly Parser[] = [...ctyParsers, ...hclParsers];

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string" },
    cases: { type: "string", default: "20000" },
    first: { type: "string", default: "0" },
  },
});
const [area = "", ...others] = positionals;
const seed = flags.seed === undefined ? Math.trunc(Math.random() * 2 ** 31) : Number(flags.seed);
const [cases, first] = [Number(flags.cases), Number(flags.first)];
const isKnown = area === "parsers" || Object.hasOwn(areas, area);
if (!isKnown || others.length > 0 || ![seed, cases, first].every(Number.isSafeInteger)) {
  console.error(
    `usage: npm run fuzz -- (${[...Object.keys(areas), "parsers"].join("|")}) [--seed S] [--cases N] [--first I]`,
  );
  process.exit(2);
}

console.error(`${area}: seed ${seed}, cases ${first} to ${first + cases - 1}`);
const startMs = performance.now();
const isClean = area === "parsers" ? attackParsers() : await compare(areas[area]!);
process.exitCode = isClean ? 0 : 1;

function attackParsers(): boolean {
  const { inputs, refused, slowestMs, findings } = attack(parsers, { seed, first, cases, progress });
  for (const { parser, index, hex, problem } of findings) {
    console.log(`${again(index)}\n  ${parser}: ${problem}\n  ${hex.slice(0, 400)}`);
  }
  const slowest = `the slowest in ${slowestMs.toFixed(0)} ms`;
  console.log(
    `parsers, seed ${seed}: ${inputs} inputs in ${seconds()} s, ${refused} refused, ${slowest}, ${findings.length} crashes or hangs`,
  );
  return findings.length === 0;
}

async function compare({ target, program }: (typeof areas)[string]): Promise<boolean> {
  await using oracle = await Oracle.build(program, area);
  const { cases: asked, results, unstable, differences } = await fuzz(target, oracle, { seed, first, cases, progress });
  for (const difference of differences) console.log(describe(difference));
  console.log(
    `${area}, seed ${seed}: ${asked} cases in ${seconds()} s, ${results} with a result, ${unstable} that the original answers at random, ${differences.length} differences`,
  );
  return differences.length === 0;
}

function progress(done: number): void {
  if (done % 100_000 === 0) console.error(`${done} cases, ${seconds()} s`);
}

function seconds(): string {
  return ((performance.now() - startMs) / 1000).toFixed(0);
}

function describe({ index, question, ours, theirs }: Difference): string {
  return [
    again(index),
    `  ${JSON.stringify(question)}`,
    `  ours   ${JSON.stringify(ours)}`,
    `  theirs ${JSON.stringify(theirs)}`,
  ].join("\n");
}

function again(index: number): string {
  return `case ${index} (again: npm run fuzz -- ${area} --seed ${seed} --first ${index} --cases 1)`;
}
