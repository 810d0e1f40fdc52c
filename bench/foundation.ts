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
import { median } from "./statistics.ts";

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
  const rounds = await measure(quick ? 5 : 41);
  const typical = (name: Program, figure: keyof Cost): number => median(rounds.map((round) => round[name][figure]));
  // What slows the machine down for a while slows both programs of a round.
  const over = (name: Program, figure: keyof Cost): number =>
    median(rounds.map((round) => round[name][figure] - round.nothing[figure]));
  return {
    tables: [
      {
        title: "A fresh process, ms",
        columns: ["program", "import", "over nothing", "CPU of the process", "over nothing"],
        rows: names.map((name) => ({
          name,
          values: [typical(name, "wallMs"), over(name, "wallMs"), typical(name, "cpuMs"), over(name, "cpuMs")],
        })),
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
    notes: [
      `Medians of ${rounds.length} rounds, in each of which all programs run one after the other; "over nothing" is the median of the rounds' differences. Programs are bundled as CommonJS and write to pipes, as a provider does.`,
    ],
  };
}

const names = Object.keys(programs) as Program[];

type Round = Readonly<Record<Program, Cost>>;

async function measure(count: number): Promise<readonly Round[]> {
  using directory = temporaryDirectory();
  const file = (name: Program): string => path.join(directory.path, `${name.replaceAll(" ", "-")}.cjs`);
  for (const name of names) await bundle(programs[name], file(name), "cjs");
  const rounds: Round[] = [];
  for (let i = 0; i <= count; i++) {
    // Not always in the same order: each program leaves the machine to the next as it is then.
    const order = i % 2 === 0 ? names : names.toReversed();
    rounds.push(Object.fromEntries(order.map((name) => [name, runOnce(file(name))])) as Round);
  }
  // The first fills the caches of the file system.
  return rounds.slice(1);
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
    execFileSync(process.execPath, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
  ) as Cost;
}
