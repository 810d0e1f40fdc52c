// SPDX-License-Identifier: Apache-2.0

/**
 * From spawning a provider to its handshake line: what Terraform waits for two
 * to five times per command.
 *
 * @module
 */

import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { TerraformHandshake, createCertificate } from "@provide-foundry/rpcplugin";
import { temporaryDirectory } from "@provide-foundry/testkit";
import type { BenchContext, BenchResult, Benchmark, Row } from "./benchmark.ts";
import { median, percentile } from "./statistics.ts";
import { buildLargeSubject, buildSubjects, presentSubjects, type Subject } from "./subjects.ts";

/** A program and what ends its measurement: its first line, or its own end. */
interface Starter extends Pick<Subject, "name" | "command" | "args"> {
  readonly until: "line" | "exit";
}

const bareNode = "node -e 0, to its end";

const benchmark: Benchmark = {
  name: "startup",
  summary: "spawn of a provider to its handshake line",
  run,
};
export default benchmark;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const subjects = await buildSubjects(progress);
  const large = await buildLargeSubject();
  const providers = [...presentSubjects(subjects), large];
  const { execPath } = process;
  const starters: Starter[] = [
    { name: bareNode, command: execPath, args: ["-e", "0"], until: "exit" },
    { name: "node, one line", command: execPath, args: ["-e", "process.stdout.write('line\\n')"], until: "line" },
    ...providers.map((subject): Starter => ({ ...subject, until: "line" })),
  ];
  const samples = await measure(starters, quick ? 5 : 25, progress);
  const middle = (name: string | undefined): number | null => (name === undefined ? null : median(samples.get(name)!));
  const bare = middle(bareNode)!;
  const [node, bun, go] = [subjects.node, subjects.bun, subjects.go].map((subject) => middle(subject?.name));

  return {
    tables: [
      {
        title: "Spawn to handshake line, ms",
        columns: ["program", "median", "p10", "p90", "min", "over bare node", "x bare node", "KiB"],
        rows: starters.map(({ name }): Row => {
          const times = samples.get(name)!;
          const size = providers.find((subject) => subject.name === name)?.sizeBytes;
          const spread = [percentile(times, 0.1), percentile(times, 0.9), Math.min(...times)];
          const values = [median(times), ...spread, median(times) - bare, median(times) / bare];
          return { name, values: [...values, size === undefined ? null : size / 1024] };
        }),
      },
    ],
    targets: [
      { what: "Node bundle over bare node, ms", limit: 35, measured: node! - bare },
      { what: "Node bundle / bare node", limit: 2.2, measured: node! / bare },
      { what: "200 components / bare node", limit: 2, measured: middle(large.name)! / bare },
      { what: "Bun compiled / Go", limit: 1.3, measured: bun == null || go == null ? null : bun / go },
    ],
    notes: [
      ...subjects.absent,
      "every program got an environment of its own, with a P-521 client certificate as Terraform sends it and without NODE_EXTRA_CA_CERTS, which costs Node 20 up to 50 ms",
    ],
  };
}

/** Times in milliseconds by name. The programs take turns, so that a busy moment meets them all. */
async function measure(
  starters: readonly Starter[],
  runs: number,
  progress: (text: string) => void,
): Promise<Map<string, number[]>> {
  using dir = temporaryDirectory();
  const env = hostEnvironment(dir.path);
  const samples = new Map(starters.map(({ name }): [string, number[]] => [name, []]));
  const warmUps = 2;
  for (let round = -warmUps; round < runs; round++) {
    if (round >= 0 && round % 5 === 0) progress(`round ${round + 1} of ${runs}`);
    for (const starter of starters) {
      const elapsedMs = await time(starter, env);
      if (round >= 0) samples.get(starter.name)!.push(elapsedMs);
    }
  }
  return samples;
}

/** What Terraform 1.11 puts into a provider's environment. */
function hostEnvironment(directory: string): NodeJS.ProcessEnv {
  const { der } = createCertificate({ keyType: "P-521" });
  return {
    PATH: process.env["PATH"],
    HOME: directory,
    TMPDIR: directory,
    [TerraformHandshake.cookieKey]: TerraformHandshake.cookieValue,
    PLUGIN_PROTOCOL_VERSIONS: "6,5",
    PLUGIN_MIN_PORT: "10000",
    PLUGIN_MAX_PORT: "25000",
    PLUGIN_CLIENT_CERT: new X509Certificate(der).toString(),
  };
}

async function time({ name, command, args, until }: Starter, env: NodeJS.ProcessEnv): Promise<number> {
  const startMs = performance.now();
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
  const exited = once(child, "exit");
  let text = "";
  const line = new Promise<number>((resolve) => {
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (text.includes("\n")) resolve(performance.now());
    });
  });
  const endMs = await (until === "exit"
    ? exited.then(() => performance.now())
    : Promise.race([line, exited.then(() => Number.NaN)]));
  child.kill("SIGKILL");
  await exited;
  if (Number.isNaN(endMs)) throw new Error(`${name} ended without a line`);
  return endMs - startMs;
}
