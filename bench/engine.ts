// SPDX-License-Identifier: Apache-2.0

/**
 * The plan of many small resources: by the engine in its process, and by
 * `terraform plan` with the same provider, which it starts as a program.
 *
 * Each resource refers to the one before, in chains of ten, so that there is a graph to walk. The state is empty in one case,
 * and has everything in the other.
 *
 * @module
 */

import { TerraformProject, findTool, temporaryDirectory } from "@provide-foundry/testkit";
import { localProvider, openEngine, type Plan } from "@provide-foundry/engine";
import type { BenchContext, BenchResult, Benchmark, Row } from "./benchmark.ts";
import { bench } from "./provider/definition.ts";
import { growthExponent, median } from "./statistics.ts";
import { buildSubjects } from "./subjects.ts";

const benchmark: Benchmark = { name: "engine", summary: "plan of small resources, beside terraform plan", run };
export default benchmark;

const source = "provide-foundry/bench";
const cases = ["new", "unchanged"] as const;
type Case = (typeof cases)[number];

/** Milliseconds, by size. */
type Times = Map<number, number>;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const sizes = quick ? [10, 100] : [100, 1_000, 10_000];
  const rounds = quick ? 2 : 5;
  const ours = new Map<Case, Times>(cases.map((name) => [name, new Map()]));
  const theirs = new Map<Case, Times>(cases.map((name) => [name, new Map()]));
  for (const size of sizes) {
    progress(`engine, ${size} resources`);
    await measureEngine(size, rounds, ours);
  }
  const hasTerraform = findTool("terraform") !== undefined;
  if (hasTerraform) {
    const { node } = await buildSubjects(progress);
    // At 10,000 one plan of Terraform takes minutes.
    for (const size of sizes.filter((one) => one <= 1_000)) {
      progress(`terraform, ${size} resources`);
      await measureTerraform(size, Math.min(rounds, 3), [node.command, ...node.args], theirs);
    }
  }
  const compared = sizes.findLast((size) => size <= 1_000)!;
  const ratio = (name: Case): number | null => {
    const [own, other] = [ours.get(name)!.get(compared), theirs.get(name)!.get(compared)];
    return own === undefined || other === undefined ? null : own / other;
  };
  const growth = (times: Times): number | null => {
    const points = [...times].slice(-2).map(([size, cost]) => ({ size, cost }));
    return points.length < 2 ? null : growthExponent(points);
  };
  const rows = cases.flatMap((name): Row[] => [
    {
      name: `engine, ${name}`,
      values: [...sizes.map((size) => ours.get(name)!.get(size) ?? null), growth(ours.get(name)!)],
    },
    {
      name: `terraform, ${name}`,
      values: [...sizes.map((size) => theirs.get(name)!.get(size) ?? null), growth(theirs.get(name)!)],
    },
  ]);
  return {
    tables: [{ title: "Plan, wall time, ms (medians)", columns: ["", ...sizes.map(String), "growth"], rows }],
    targets: [
      ...cases.map((name) => ({
        what: `${compared} resources, ${name}: engine / terraform plan`,
        limit: 0.5,
        measured: ratio(name),
      })),
      ...cases.map((name) => ({ what: `growth, ${name}`, limit: 1.15, measured: growth(ours.get(name)!) })),
    ],
    notes: [
      "the engine's time is that of engine.plan() in a process that has planned before; Terraform's is that of the command",
      "n log n grows with an exponent of 1.1 from 1,000 to 10,000",
      ...(hasTerraform ? [] : ["terraform is absent: only the engine was measured"]),
    ],
  };
}

async function measureEngine(size: number, rounds: number, times: Map<Case, Times>): Promise<void> {
  using directory = temporaryDirectory();
  directory.write({ "main.tf": configuration(size) });
  const launchers = new Map([[`registry.terraform.io/${source}`, localProvider(bench)]]);
  const engine = openEngine({ directory: directory.path, launchers });
  const plan = async (): Promise<Plan> => {
    const made = await engine.plan();
    if (made.isErrored)
      throw new Error(JSON.stringify(made.diagnostics.map(({ summary, detail }) => [summary, detail])));
    return made;
  };
  times.get("new")!.set(size, await medianTime(rounds, plan));
  const problems = await engine.apply(await plan());
  if (problems.length > 0) throw new Error(problems[0]!.summary);
  times.get("unchanged")!.set(size, await medianTime(rounds, plan));
}

async function measureTerraform(
  size: number,
  rounds: number,
  program: readonly [string, ...string[]],
  times: Map<Case, Times>,
): Promise<void> {
  await using project = TerraformProject.create({
    files: { "main.tf": configuration(size) },
    providers: { [source]: program },
    env: { NODE_EXTRA_CA_CERTS: undefined },
  });
  const plan = async (): Promise<void> => {
    const { code, stderr } = await project.plan();
    if (code !== 0) throw new Error(stderr);
  };
  times.get("new")!.set(size, await medianTime(rounds, plan));
  const { code, stderr } = await project.apply();
  if (code !== 0) throw new Error(stderr);
  times.get("unchanged")!.set(size, await medianTime(rounds, plan));
}

/** The first run is not counted. */
async function medianTime(rounds: number, work: () => Promise<unknown>): Promise<number> {
  const samples: number[] = [];
  for (let round = -1; round < rounds; round++) {
    const start = performance.now();
    await work();
    if (round >= 0) samples.push(performance.now() - start);
  }
  return median(samples);
}

function configuration(size: number): string {
  const head = `terraform {\n  required_providers {\n    bench = { source = "${source}" }\n  }\n}\n`;
  const blocks = Array.from({ length: size }, (_, i) => {
    const name = i % 10 === 0 ? '"first"' : `bench_item.n${i - 1}.name`;
    return `resource "bench_item" "n${i}" {\n  name = ${name}\n}\n`;
  });
  return head + blocks.join("");
}
