// SPDX-License-Identifier: Apache-2.0

/**
 * What foundation adds to the start of a program: Terraform starts a provider two to five times per command.
 *
 * @module
 */

import { execFileSync } from "node:child_process";
import path from "node:path";
import { temporaryDirectory } from "@provide-foundry/testkit";
import type { BenchContext, BenchResult, Benchmark } from "./benchmark.ts";
import { bundle } from "./bundle.ts";

const benchmark: Benchmark = { name: "foundation", summary: "start-up with foundation, over bare Node", run };
export default benchmark;

/** Bundled and run to the end, each in a process of its own. */
const programs = {
  nothing: "export {};",
  "core imported": `
    import * as foundation from "@provide-foundry/foundation";
    globalThis.foundation = foundation;`,
  "used at start": `
    import { createLogger, FoundationError, getHub, token, withLogFields } from "@provide-foundry/foundation";
    import { defineConfig, loadConfig, setting } from "@provide-foundry/foundation/config";
    import { limitRate, loggerOptionsFromEnvironment } from "@provide-foundry/foundation/logging";
    import { startTelemetry } from "@provide-foundry/foundation/telemetry";
    async function main() {
      const definition = defineConfig("demo", { level: setting.oneOf(["debug", "info"], { default: "info" }) });
      const { values } = await loadConfig(definition, { env: {}, home: "/nowhere" });
      const telemetry = await startTelemetry({ serviceName: "demo", env: {} });
      const processors = [telemetry.logProcessor, limitRate({ linesPerSecond: 100 })];
      const log = createLogger({ name: "demo", ...loggerOptionsFromEnvironment({}), level: values.level, processors });
      getHub().register(token("demo.logger"), log);
      withLogFields({ id: 1 }, () => log.info("started", { error: new FoundationError("none", { code: "demo.none" }) }));
    }
    globalThis.done = main();`,
} as const;

type Program = keyof typeof programs;

interface Cost {
  /** Of the import alone. */
  readonly wallMs: number;
  /** Of the whole process. */
  readonly cpuMs: number;
}

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  progress("start");
  const costs = await measure(quick ? 3 : 25);
  const over = (name: Program, figure: keyof Cost): number => costs[name][figure] - costs.nothing[figure];
  return {
    tables: [
      {
        title: "A fresh process, ms",
        columns: ["program", "import", "over nothing", "CPU of the process", "over nothing"],
        rows: (Object.keys(programs) as Program[]).map((name) => {
          const { wallMs, cpuMs } = costs[name];
          return { name, values: [wallMs, over(name, "wallMs"), cpuMs, over(name, "cpuMs")] };
        }),
      },
    ],
    targets: [
      { what: "import of the bundled core, ms", limit: 5, measured: over("core imported", "wallMs") },
      {
        what: "errors, log, hub, configuration and telemetry used, CPU over bare node, ms",
        limit: 15,
        measured: over("used at start", "cpuMs"),
      },
    ],
    notes: ["The best of rounds that take turns. Programs are bundled as CommonJS, as a provider is."],
  };
}

async function measure(rounds: number): Promise<Record<Program, Cost>> {
  using directory = temporaryDirectory();
  const names = Object.keys(programs) as Program[];
  const file = (name: Program): string => path.join(directory.path, `${name.replaceAll(" ", "-")}.cjs`);
  for (const name of names) await bundle(programs[name], file(name), "cjs");
  const best = Object.fromEntries(names.map((name) => [name, { wallMs: Infinity, cpuMs: Infinity }]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { wallMs, cpuMs } = runOnce(file(name));
      best[name] = { wallMs: Math.min(best[name]!.wallMs, wallMs), cpuMs: Math.min(best[name]!.cpuMs, cpuMs) };
    }
  }
  return best as Record<Program, Cost>;
}

function runOnce(file: string): Cost {
  const timer = `
    const startMs = performance.now();
    require(${JSON.stringify(file)});
    const wallMs = performance.now() - startMs;
    Promise.resolve(globalThis.done).then(() => {
      const { user, system } = process.cpuUsage();
      console.log(JSON.stringify({ wallMs, cpuMs: (user + system) / 1_000 }));
    });`;
  const args = ["--input-type=commonjs", "--eval", timer];
  return JSON.parse(
    execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }),
  ) as Cost;
}
