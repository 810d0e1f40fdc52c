// SPDX-License-Identifier: Apache-2.0

/**
 * What the inference of handlers' types from schemas costs an author: a
 * provider of many resources, checked by the compiler from nothing, as in CI.
 *
 * @module
 */

import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runProcess } from "@provide-foundry/foundation";
import { temporaryDirectory } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import type { BenchContext, BenchResult, Benchmark } from "./benchmark.ts";
import { median } from "./statistics.ts";

const benchmark: Benchmark = { name: "types", summary: "type checking of a provider of 200 resources", run };
export default benchmark;

const limitMs = 3_000;

/** What the compiler tells of itself. */
interface Check {
  readonly elapsedMs: number;
  readonly types: number;
  readonly instantiations: number;
  readonly memoryMb: number;
}

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const [rounds, sizes] = quick ? [1, [0, 20]] : [5, [0, 1, 50, 200]];
  const rows = [];
  let full: number | null = null;
  for (const size of sizes) {
    using folder = temporaryDirectory();
    writeProvider(folder.path, size);
    const checks: Check[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`${size} resources: round ${round + 1} of ${rounds}`);
      checks.push(await checkTypes(folder.path));
    }
    const times = checks.map(({ elapsedMs }) => elapsedMs);
    // The compiler uses every core, so whatever else the machine does is in the way: the fastest is what it costs.
    const fastestMs = Math.min(...times);
    if (size === 200) full = fastestMs;
    const [{ types, instantiations, memoryMb }] = checks as [Check];
    const figures = [fastestMs, median(times), types, instantiations, memoryMb];
    rows.push({ name: `${size}`, values: figures.map(Math.round) });
  }
  return {
    tables: [
      {
        title: "tsc of a provider",
        columns: ["resources", "ms, fastest", "ms, median", "types", "instantiations", "MB"],
        rows,
      },
    ],
    targets: [{ what: "tsc of 200 resources, ms", limit: limitMs, measured: full }],
    notes: [
      `TypeScript ${await compilerVersion()}; every resource has a file, names and handlers of its own, 14 attributes, 2 nested attributes and a block.`,
      "0 resources: what loading the libraries and our declarations costs.",
    ],
  };
}

const compiler = path.join(root, "node_modules/.bin/tsc");

async function compilerVersion(): Promise<string> {
  const { stdout } = await runProcess(compiler, ["--version"], { env: { inherit: "minimal" } });
  return stdout.replace("Version", "").trim();
}

async function checkTypes(folder: string): Promise<Check> {
  const start = performance.now();
  const { stdout } = await runProcess(compiler, ["-p", folder, "--noEmit", "--extendedDiagnostics"], {
    cwd: folder,
    env: { inherit: "minimal" },
    timeoutMs: 300_000,
  });
  const elapsedMs = performance.now() - start;
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(stdout)?.[1]);
  return {
    elapsedMs,
    types: read("Types"),
    instantiations: read("Instantiations"),
    memoryMb: read("Memory used") / 1024,
  };
}

function writeProvider(folder: string, count: number): void {
  mkdirSync(path.join(folder, "src"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  const compilerOptions = {
    target: "es2024",
    lib: ["es2024", "esnext.disposable"],
    types: ["node"],
    module: "nodenext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: true,
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(path.join(folder, "src/provider.ts"), provider);
  for (let i = 0; i < count; i++) writeFileSync(path.join(folder, `src/resource-${i}.ts`), resourceSource(i));
}

const provider = `
  import { defineProvider, t } from "@provide-foundry/provider";

  export const acme = defineProvider({
    name: "acme",
    schema: { endpoint: t.string().default("https://api.acme.dev"), token: t.string().optional().sensitive() },
    configure: ({ config }) => ({
      mint: (length: number) => config.endpoint + "x".repeat(length),
      get: async (id: string) => (id === "" ? undefined : { status: "ok" }),
    }),
  });
`;

/** Names differ from resource to resource, so that the compiler cannot take the types of one for those of the next. */
function resourceSource(i: number): string {
  return `
    import { t, UNKNOWN } from "@provide-foundry/provider";
    import { acme } from "./provider.js";

    export const resource = acme.resource({
      name: "thing_${i}",
      description: "The thing number ${i}.",
      schema: {
        name_${i}: t.string().minLength(2).maxLength(63).requiresReplace().describe("What it is called."),
        size_${i}: t.int().min(1).max(64).default(8).describe("How large it is."),
        quota_${i}: t.bigint().optional(),
        ratio_${i}: t.float().optional(),
        price_${i}: t.decimal().optionalComputed(),
        kind_${i}: t.string().oneOf("small", "large", "k${i}").default("small"),
        enabled_${i}: t.bool().default(true),
        tags_${i}: t.map(t.string()).default({}),
        zones_${i}: t.list(t.string()).minItems(1).optional(),
        password_${i}: t.string().optional().writeOnly(),
        token_${i}: t.string().computed().sensitive(),
        status_${i}: t.string().computed(),
        shape_${i}: t.object({ width: t.int(), height: t.int().nullable() }).optional(),
        id: t.string().computed().useStateForUnknown().describe("By which it is found."),
        rules_${i}: t.nested.list({
          port: t.int().min(1).max(65535),
          protocol: t.string().default("tcp"),
          rule_id: t.string().computed(),
          sources: t.nested.set({ cidr: t.string(), note: t.string().optional() }).optional(),
        }).optional(),
        limits_${i}: t.nested.single({ cpu: t.float().optional(), memory: t.int().default(128) }).optional(),
        volume_${i}: t.block.list({ path: t.string(), size: t.int().default(1), device: t.string().computed() }).maxItems(8),
      },
      validate({ config, diags }) {
        if (config.size_${i} !== UNKNOWN && config.size_${i} > 32 && config.kind_${i} === "small") {
          diags.error("too large", { path: "size_${i}" });
        }
        if (config.rules_${i} !== UNKNOWN && config.rules_${i} !== null && config.rules_${i}.length > 10) {
          diags.warning("many rules", { path: ["rules_${i}", 0, "port"] });
        }
      },
      async create({ plan, secrets, client }) {
        const rules = plan.rules_${i}?.map(({ port }, n) => ({ rule_id: String(port + n) })) ?? null;
        return {
          id: client.mint(plan.size_${i}),
          price_${i}: plan.price_${i} ?? "0.1",
          token_${i}: secrets.password_${i} ?? plan.name_${i},
          status_${i}: plan.tags_${i}["status"] ?? "new",
          rules_${i}: rules,
          volume_${i}: plan.volume_${i}.map(({ path }) => ({ device: path })),
        };
      },
      async read({ state, client }) {
        const found = await client.get(state.id);
        return found === undefined ? null : { ...state, status_${i}: found.status };
      },
      async update({ plan, prior }) {
        return {
          price_${i}: plan.price_${i} ?? "0.1",
          token_${i}: prior.token_${i},
          status_${i}: prior.status_${i},
          rules_${i}: plan.rules_${i}?.map(({ port }) => ({ rule_id: String(port) })) ?? null,
          volume_${i}: plan.volume_${i}.map(({ path }) => ({ device: path })),
        };
      },
      delete: ({ state, logger }) => logger.info("deleting " + state.id),
      import: ({ id }) => ({ id }),
    });
  `;
}
