// SPDX-License-Identifier: Apache-2.0

/**
 * `terraform apply` of many small resources, beside the same provider in Go and
 * beside `terraform_data`, which is built into Terraform and starts no process.
 *
 * @module
 */

import { rmSync } from "node:fs";
import path from "node:path";
import { TerraformProject, type TerraformProjectOptions, findTool } from "@provide-foundry/testkit";
import type { BenchContext, BenchResult, Benchmark, Target } from "./benchmark.ts";
import { growthExponent, median } from "./statistics.ts";
import { buildSubjects, presentSubjects } from "./subjects.ts";

interface Case {
  readonly name: string;
  readonly project: TerraformProject;
  readonly resource: (count: number) => string;
}

const builtIn = "terraform_data, built in";

const benchmark: Benchmark = { name: "apply", summary: "terraform apply of small resources", run };
export default benchmark;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  if (findTool("terraform") === undefined) return { tables: [], notes: ["terraform is absent: nothing was measured"] };
  const subjects = await buildSubjects(progress);
  const plan = quick
    ? [
        { size: 1, runs: 2 },
        { size: 10, runs: 2 },
      ]
    : [
        { size: 1, runs: 15 },
        { size: 100, runs: 5 },
        { size: 1_000, runs: 5 },
      ];

  await using cleanup = new AsyncDisposableStack();
  const createProject = (providers: TerraformProjectOptions["providers"] = {}): TerraformProject =>
    cleanup.use(TerraformProject.create({ files: {}, providers, env: { NODE_EXTRA_CA_CERTS: undefined } }));
  const cases: Case[] = [
    ...presentSubjects(subjects).map(({ name, command, args }) => {
      const project = createProject({ "provide-foundry/bench": [command, ...args] });
      return { name, project, resource: benchItem };
    }),
    { name: builtIn, project: createProject(), resource: terraformData },
  ];

  const medians = new Map(cases.map(({ name }): [string, Map<number, number>] => [name, new Map()]));
  for (const { size, runs } of plan) {
    const samples = new Map(cases.map(({ name }): [string, number[]] => [name, []]));
    // The first round fills the disk's cache and is not counted.
    for (let round = -1; round < runs; round++) {
      progress(round < 0 ? `${size}: warm-up` : `${size}: round ${round + 1} of ${runs}`);
      for (const current of cases) {
        const elapsedMs = await apply(current, size);
        if (round >= 0) samples.get(current.name)!.push(elapsedMs);
      }
    }
    for (const { name } of cases) medians.get(name)!.set(size, median(samples.get(name)!));
  }
  return report(
    medians,
    plan.map(({ size }) => size),
    subjects,
  );
}

function report(
  medians: ReadonlyMap<string, ReadonlyMap<number, number>>,
  sizes: readonly number[],
  { node, go, absent }: { node: { name: string }; go: { name: string } | undefined; absent: readonly string[] },
): BenchResult {
  const at = (name: string | undefined, size: number): number | undefined => medians.get(name ?? "")?.get(size);
  const ratio = (size: number, over: string | undefined): number | null => {
    const [ours, theirs] = [at(node.name, size), at(over, size)];
    return ours === undefined || theirs === undefined ? null : ours / theirs;
  };
  const rows = [...medians.keys()].map((name) => {
    const times = sizes.map((size) => at(name, size)!);
    const [largest, before] = [sizes.at(-1)!, sizes.at(-2)!];
    // Below some dozens of resources, starting processes is nearly everything.
    const growth = growthExponent([before, largest].map((size) => ({ size, cost: at(name, size)! })));
    const overBuiltIn = at(name, largest)! / at(builtIn, largest)!;
    const goTime = at(go?.name, largest);
    return { name, values: [...times, growth, overBuiltIn, goTime === undefined ? null : at(name, largest)! / goTime] };
  });
  const target = (over: string, limit: number): Target => ({
    what: `${sizes.at(-1)!.toLocaleString("en")} resources, Node bundle / ${over}`,
    limit,
    measured: ratio(sizes.at(-1)!, over),
  });
  return {
    tables: [
      {
        title: "terraform apply, wall time, ms (medians)",
        columns: [
          "provider",
          ...sizes.map((size) => `${size.toLocaleString("en")} resources`),
          "growth",
          "x built in",
          "x Go",
        ],
        rows,
      },
    ],
    targets: [target(go?.name ?? "the provider in Go", 1.1), target(builtIn, 1.15)],
    notes: [
      ...absent,
      "growth is the exponent between the two largest sizes; the ratios are at the largest",
      "each apply starts the provider four times",
    ],
  };
}

async function apply({ project, resource }: Case, count: number): Promise<number> {
  for (const state of ["terraform.tfstate", "terraform.tfstate.backup"]) {
    rmSync(path.join(project.path, state), { force: true });
  }
  project.write({ "main.tf": resource(count) });
  const startMs = performance.now();
  const { code, stderr } = await project.apply();
  if (code !== 0) throw new Error(stderr);
  return performance.now() - startMs;
}

function benchItem(count: number): string {
  return `terraform {
  required_providers {
    bench = { source = "provide-foundry/bench" }
  }
}

resource "bench_item" "item" {
  count  = ${count}
  name   = "item \${count.index}"
  labels = { team = "core", index = tostring(count.index) }
}
`;
}

function terraformData(count: number): string {
  return `resource "terraform_data" "item" {
  count = ${count}
  input = {
    name   = "item \${count.index}"
    labels = { team = "core", index = tostring(count.index) }
  }
}
`;
}
