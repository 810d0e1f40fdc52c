// SPDX-License-Identifier: Apache-2.0

/**
 * Measures: `npm run bench [-- NAME ...] [--only SUBJECT] [--quick] [--json]`.
 *
 * Each benchmark prints tables and writes `out/bench/NAME.json`, with the machine
 * and the date. Targets that are missed are printed, not fatal: a busy machine
 * misses them too. `--only` chooses among what `rpc` compares, by parts of names: `--only node`.
 *
 * @module
 */

import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { useScratch } from "../scripts/scratch.ts";
import { root } from "../scripts/workspace.ts";
import type { Benchmark } from "./benchmark.ts";
import { describeMachine } from "./machine.ts";
import { renderTable, renderTarget } from "./render.ts";

/** Imported only to be run: another benchmark's libraries must not be in the process. */
const benchmarks: Readonly<Record<string, () => Promise<{ readonly default: Benchmark }>>> = {
  startup: () => import("./startup.ts"),
  types: () => import("./types.ts"),
  apply: () => import("./apply.ts"),
  rpc: () => import("./rpc.ts"),
  engine: () => import("./engine.ts"),
  codec: () => import("./codec.ts"),
  cty: () => import("./cty.ts"),
  subject: () => import("./subject.ts"),
  hcl: () => import("./hcl.ts"),
  log: () => import("./log.ts"),
  foundation: () => import("./foundation.ts"),
};

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: "string", multiple: true, default: [] },
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
  },
});
const stranger = positionals.find((name) => !Object.hasOwn(benchmarks, name));
if (stranger !== undefined) {
  console.error(`There is no benchmark ${stranger}. There are: ${Object.keys(benchmarks).join(", ")}.`);
  process.exit(2);
}

useScratch(); // Benchmarks are often interrupted.
const outDir = path.join(root, "out/bench");
mkdirSync(outDir, { recursive: true });
for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  const { default: benchmark } = await benchmarks[name]!();
  const machine = describeMachine();
  const date = new Date().toISOString();
  const { quick, only } = flags;
  const result = await benchmark.run({ quick, only, progress: (text) => console.error(`${name}: ${text}`) });
  const record = `${JSON.stringify({ name, date, quick, machine, ...result }, undefined, 2)}\n`;
  writeFileSync(path.join(outDir, `${name}.json`), record);
  if (flags.json) {
    console.log(record.trimEnd());
    continue;
  }
  console.log(`\n== ${name}: ${benchmark.summary}`);
  console.log(`${machine.cores} x ${machine.cpu}, ${machine.system}, Node ${machine.node}, load ${machine.load}`);
  for (const table of result.tables) console.log(`\n${renderTable(table)}`);
  console.log("");
  for (const note of result.notes ?? []) console.log(`Note: ${note}`);
  for (const target of result.targets ?? []) console.log(renderTarget(target));
}
