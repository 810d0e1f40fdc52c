// SPDX-License-Identifier: Apache-2.0

/**
 * The parser and formatter of hcl beside the original in Go, and the parser beside the original as WebAssembly.
 *
 * The original times itself, in the program behind the conformance vectors, on the same sources. Documents have three
 * sizes, ten times apart.
 *
 * @module
 */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { parse as parseWasm } from "@cdktf/hcl2json";
import { runProcess } from "@provide-foundry/foundation";
import { parseConfig } from "@provide-foundry/hcl";
import { format } from "@provide-foundry/hcl/write";
import { buildGoProgram, findTool, temporaryDirectory } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import type { BenchContext, Benchmark, BenchResult, Row } from "./benchmark.ts";
import { bundle } from "./bundle.ts";
import { createBlocks, createConfiguration } from "./configuration.ts";
import { growthExponent, median } from "./statistics.ts";

const benchmark: Benchmark = {
  name: "hcl",
  summary: "parsing and formatting configurations, beside the original in Go and as WebAssembly",
  run,
};
export default benchmark;

const sizes = [10_000, 100_000, 1_000_000];

interface Document {
  readonly name: string;
  readonly text: string;
}

/** Milliseconds for one document, the best of several rounds. */
interface Times {
  readonly parse: number;
  readonly format: number;
}

/** The original also says how many bytes the syntax tree keeps. */
interface GoFigures extends Times {
  readonly kept: number;
}

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const documents = sizes.map((size): Document => ({ name: `${size / 1000} KB`, text: createConfiguration(size) }));
  const rounds = quick ? 3 : 15;
  progress("ours");
  const ours = documents.map(({ text }): Times => ({
    parse: bestOf(rounds, () => parseConfig(text, "main.tf")),
    format: bestOf(rounds, () => format(text)),
  }));
  progress("memory");
  const dense: Document = { name: "1000 KB of small blocks", text: createBlocks(sizes.at(-1)!) };
  const kept = [documents.at(-1)!, dense].map(({ text }) => measureKept(text) / text.length);
  progress("the original in Go");
  const go = await measureGo([...documents, dense]);
  progress("the original as WebAssembly");
  const wasm = await measureWasm(documents, quick ? 1 : 3);
  progress("start-up");
  const startup = await measureStartup(quick ? 3 : 15);

  const last = documents.length - 1;
  const growth = (key: keyof Times): number =>
    growthExponent(documents.map(({ text }, i) => ({ size: text.length, cost: ours[i]![key] })));
  return {
    tables: [
      {
        title: "One document, ms",
        columns: ["document", "parse", "MB/s", "x Go", "x wasm", "format", "x Go"],
        rows: documents.map(({ name, text }, i): Row => {
          const { parse, format: formatted } = ours[i]!;
          const goTimes = go?.[i];
          return {
            name,
            values: [
              parse,
              text.length / 1000 / parse,
              goTimes ? goTimes.parse / parse : null,
              wasm[i]! / parse,
              formatted,
              goTimes ? goTimes.format / formatted : null,
            ],
          };
        }),
      },
      {
        title: "What the syntax tree keeps in memory, bytes per byte of the source",
        columns: ["document", "ours", "Go"],
        rows: [documents.at(-1)!, dense].map(({ name, text }, i): Row => {
          const bytes = go?.[documents.length - 1 + i]!.kept;
          return { name, values: [kept[i]!, bytes === undefined ? null : bytes / text.length] };
        }),
      },
      {
        title: "In a new process, median ms over bare node",
        columns: ["program", "import and first parse of 1 KB", "that and Terraform's functions", "the functions alone"],
        rows: (["bundled", "installed"] as const).map((name): Row => {
          const { parse, functions } = startup[name];
          return { name, values: [parse, functions, functions - parse] };
        }),
      },
    ],
    targets: [
      {
        what: "parsing 1 MB in Go's speed",
        limit: 3,
        atLeast: true,
        measured: go ? go[last]!.parse / ours[last]!.parse : null,
      },
      { what: "parsing 1 MB in hcl2json's speed", limit: 10, atLeast: true, measured: wasm[last]! / ours[last]!.parse },
      {
        what: "formatting 1 MB in hclwrite's speed",
        limit: 3,
        atLeast: true,
        measured: go ? go[last]!.format / ours[last]!.format : null,
      },
      { what: "import and first parse over bare node, bundled, ms", limit: 15, measured: startup.bundled.parse },
      { what: "memory of the tree of 1 MB of small blocks, times its size", limit: 16, measured: kept[1]! },
      { what: "growth of parsing, exponent", limit: 1.1, measured: growth("parse") },
      { what: "growth of formatting, exponent", limit: 1.1, measured: growth("format") },
    ],
    notes: [
      "Times are the best of several rounds; x is a peer's time divided by ours. hcl2json makes JSON of what it reads, ours a tree.",
      ...(go ? [] : ["The original in Go is absent: there is no Go."]),
    ],
  };
}

function timeOf(call: () => unknown): number {
  const start = performance.now();
  call();
  return performance.now() - start;
}

function bestOf(rounds: number, call: () => unknown): number {
  return Math.min(...Array.from({ length: rounds }, () => timeOf(call)));
}

/** How many bytes are in use for a parsed text, beside its own. */
function measureKept(text: string): number {
  const program = [
    'import { readFileSync } from "node:fs";',
    'import { parseConfig } from "@provide-foundry/hcl";',
    'const text = readFileSync(0, "latin1");',
    'parseConfig(text.slice(0, 10_000), "main.tf");',
    "const used = () => (gc(), gc(), process.memoryUsage().heapUsed);",
    "const before = used();",
    'const { result } = parseConfig(text, "main.tf");',
    "console.log(used() - before, result.body.blocks.length);",
  ];
  const args = ["--expose-gc", "--input-type=module", "-e", program.join("\n")];
  const { stdout } = spawnSync(process.execPath, args, { input: text, encoding: "utf8", cwd: root });
  return Number.parseInt(stdout, 10);
}

async function measureGo(documents: readonly Document[]): Promise<GoFigures[] | undefined> {
  if (findTool("go") === undefined) return undefined;
  const program = await buildGoProgram(path.join(root, "harnesses/go/hcl-vectors"), path.join(root, "out/go"));
  const { stdout } = await runProcess(program, ["bench"], {
    input: documents.map(({ name, text }) => `${JSON.stringify({ name, src: text })}\n`).join(""),
    env: { inherit: "minimal" },
    timeoutMs: 600_000,
  });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as GoFigures)
    .map(({ parse, format: formatted, kept }) => ({ parse: parse / 1000, format: formatted / 1000, kept }));
}

async function measureWasm(documents: readonly Document[], rounds: number): Promise<number[]> {
  await parseWasm("main.tf", "a = 1\n");
  const times: number[] = [];
  for (const { text } of documents) {
    let best = Infinity;
    for (let i = 0; i < rounds; i++) {
      const start = performance.now();
      await parseWasm("main.tf", text);
      best = Math.min(best, performance.now() - start);
    }
    times.push(best);
  }
  return times;
}

/** Milliseconds over bare node. */
interface Startup {
  readonly parse: number;
  /** With the table of Terraform's functions, and a call of one. */
  readonly functions: number;
}

async function measureStartup(rounds: number): Promise<{ readonly bundled: Startup; readonly installed: Startup }> {
  using folder = temporaryDirectory();
  const parse = `import { parseConfig } from "@provide-foundry/hcl";\nparseConfig(${JSON.stringify(createConfiguration(1000))}, "main.tf");\n`;
  const functions = `${parse}import { terraformFunctions } from "@provide-foundry/hcl/functions";\nterraformFunctions({ baseDirectory: "." }).get("timestamp").call([]);\n`;
  const bundled = { parse: path.join(folder.path, "parse.mjs"), functions: path.join(folder.path, "functions.mjs") };
  await bundle(parse, bundled.parse);
  await bundle(functions, bundled.functions);
  const installed = {
    parse: path.join(root, "out/bench/hcl-parse.mjs"),
    functions: path.join(root, "out/bench/hcl-functions.mjs"),
  };
  writeFileSync(installed.parse, parse);
  writeFileSync(installed.functions, functions);
  const programs = [["-e", "0"], ...[bundled, installed].flatMap((files) => [[files.parse], [files.functions]])];
  const times = programs.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    programs.forEach((args, i) => times[i]!.push(timeOf(() => spawnSync(process.execPath, args, { stdio: "ignore" }))));
  }
  const [bare, ...medians] = times.map(median);
  const [bundledParse, bundledFunctions, installedParse, installedFunctions] = medians.map((ms) => ms - bare!);
  return {
    bundled: { parse: bundledParse!, functions: bundledFunctions! },
    installed: { parse: installedParse!, functions: installedFunctions! },
  };
}
