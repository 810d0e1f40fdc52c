// SPDX-License-Identifier: Apache-2.0

/**
 * Differential fuzzing by command: `npm run fuzz -- cty [--seed S] [--cases N] [--case I]`.
 *
 * @module
 */

import { parseArgs } from "node:util";
import { ctyTarget } from "./cty/target.ts";
import { fuzz, type Difference, type Target } from "./fuzz.ts";
import { Oracle } from "./oracle.ts";

/** By area, with the program in `harnesses/go` that it is compared with. */
const areas: Readonly<Record<string, { readonly target: Target; readonly program: string }>> = {
  cty: { target: ctyTarget, program: "cty-vectors" },
};

const usage = `usage: npm run fuzz -- (${Object.keys(areas).join("|")}) [--seed S] [--cases N] [--first I]`;

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
if (!Object.hasOwn(areas, area) || others.length > 0 || ![seed, cases, first].every(Number.isSafeInteger)) {
  console.error(usage);
  process.exit(2);
}

const { target, program } = areas[area]!;
await using oracle = await Oracle.build(program, area);
console.error(`${area}: seed ${seed}, cases ${first} to ${first + cases - 1}`);
const startMs = performance.now();
const report = await fuzz(target, oracle, {
  seed,
  first,
  cases,
  progress: (done) => {
    if (done % 100_000 === 0) console.error(`${done} cases, ${seconds()} s`);
  },
});
for (const difference of report.differences) console.log(describe(difference));
const { results, unstable, differences } = report;
console.log(
  `${area}, seed ${seed}: ${report.cases} cases in ${seconds()} s, ${results} with a result, ${unstable} that the original answers at random, ${differences.length} differences`,
);
process.exitCode = differences.length === 0 ? 0 : 1;

function seconds(): string {
  return ((performance.now() - startMs) / 1000).toFixed(0);
}

function describe({ index, question, ours, theirs }: Difference): string {
  return [
    `case ${index} (again: npm run fuzz -- ${area} --seed ${seed} --first ${index} --cases 1)`,
    `  ${JSON.stringify(question)}`,
    `  ours   ${JSON.stringify(ours)}`,
    `  theirs ${JSON.stringify(theirs)}`,
  ].join("\n");
}
