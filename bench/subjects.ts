// SPDX-License-Identifier: Apache-2.0

/**
 * The same small provider three times: ours as a bundle on Node, ours compiled
 * by Bun, and on HashiCorp's terraform-plugin-framework in Go.
 *
 * @module
 */

import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { runProcess } from "@provide-foundry/foundation";
import { buildGoProgram, findTool } from "@provide-foundry/testkit";
import { build } from "rolldown";
import { root } from "../scripts/workspace.ts";
import { bundleModules } from "./bundle.ts";

export interface Subject {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Of what is shipped beside the runtime; the executable itself when it needs none. */
  readonly sizeBytes: number;
}

export interface Subjects {
  readonly node: Subject;
  readonly bun: Subject | undefined;
  readonly go: Subject | undefined;
  /** Why a peer is missing, for the notes. */
  readonly absent: readonly string[];
}

const outDir = path.join(root, "out/bench/subjects");

export async function buildSubjects(progress: (text: string) => void): Promise<Subjects> {
  progress("building the providers");
  const absent: string[] = [];
  const attempt = async (subject: Promise<Subject>, name: string): Promise<Subject | undefined> =>
    subject.catch((error: Error) => {
      absent.push(`${name} is absent: ${error.message.trim().split("\n").at(-1)}`);
      return undefined;
    });
  const bundle = await buildBundle("main");
  return {
    node: { name: "ours, Node", command: process.execPath, args: [bundle], sizeBytes: sizeOf(path.dirname(bundle)) },
    bun: await attempt(compileWithBun(bundle), "the provider compiled by Bun"),
    go: await attempt(buildWithGo(), "the provider in Go"),
    absent,
  };
}

/**
 * A provider of 200 resources on Node, each in a module of its own that a manifest names, as a build writes it.
 *
 * Source: acceptance row X02.
 */
export async function buildLargeSubject(): Promise<Subject> {
  const modules = new Map([["large-provider.js", largeProvider]]);
  for (let at = 0; at < largeCount; at++) modules.set(`component-${at}.js`, componentOf(at));
  const file = path.join(outDir, "large/terraform-provider-large.cjs");
  await bundleModules(modules, "large-provider.js", file, "cjs");
  return {
    name: "ours, 200 components",
    command: process.execPath,
    args: [file],
    sizeBytes: sizeOf(path.dirname(file)),
  };
}

const largeCount = 200;

const largeProvider = `
  import { defineProvider, serve } from "@provide-foundry/provider";
  import { addManifest } from "@provide-foundry/provider/discovery";
  const large = defineProvider({ name: "large", version: "0.1.0" });
  addManifest(large, [
    ${Array.from({ length: largeCount }, (_, at) => `{ kind: "resource", name: "r${at}", source: "component-${at}.js", load: async () => (await import("./component-${at}.js")).default }`).join(",\n")}
  ]);
  void serve(large);
`;

function componentOf(at: number): string {
  return `
    import { defineResource, t } from "@provide-foundry/provider";
    export default defineResource({
      name: "r${at}",
      schema: { name: t.string(), size: t.int().default(${at}), tags: t.map(t.string()).optional(), id: t.string().computed() },
      create: ({ plan }) => ({ id: plan.name }),
      read: ({ state }) => state,
      update: () => ({}),
    });
  `;
}

/** The subjects that could be built and are wanted, in a fixed order. */
export function presentSubjects({ node, bun, go }: Subjects, only: readonly string[] = []): readonly Subject[] {
  return [node, bun, go].filter((subject) => subject !== undefined).filter(({ name }) => isWanted(name, only));
}

/** Whether a subject is one of those that the person who measures wants; see `BenchContext`. */
export function isWanted(name: string, only: readonly string[]): boolean {
  return only.length === 0 || only.some((part) => name.toLowerCase().includes(part.toLowerCase()));
}

/** The same provider on Node, on other implementations of gRPC than ours. */
export async function buildGrpcPeers(): Promise<readonly Subject[]> {
  const peers = { "grpc-js": "grpc-js, Node", "connect-node": "connect-node, Node" };
  return Promise.all(
    Object.entries(peers).map(async ([entry, name]): Promise<Subject> => {
      const bundle = await buildBundle(entry);
      return { name, command: process.execPath, args: [bundle], sizeBytes: sizeOf(path.dirname(bundle)) };
    }),
  );
}

/**
 * As a provider's author would ship it. CommonJS, because Node starts it sooner
 * than a module; and what is not needed before the handshake in files of its
 * own, because even to skip a function takes Node time.
 */
async function buildBundle(entry: string): Promise<string> {
  const dir = path.join(outDir, entry === "main" ? "node" : entry);
  await build({
    input: { "terraform-provider-bench": path.join(import.meta.dirname, `provider/${entry}.ts`) },
    platform: "node",
    output: {
      dir,
      format: "cjs",
      minify: true,
      entryFileNames: "[name].cjs",
      chunkFileNames: "[name].cjs",
      cleanDir: true,
    },
    logLevel: "warn",
  });
  return path.join(dir, "terraform-provider-bench.cjs");
}

async function compileWithBun(bundle: string): Promise<Subject> {
  const bun = findTool("bun");
  if (bun === undefined) throw new Error("bun is not installed");
  const command = path.join(outDir, "bun/terraform-provider-bench");
  const args = ["build", "--compile", "--bytecode", "--minify", "--outfile", command, bundle];
  await runProcess(bun, args, { env: { inherit: "minimal" }, cwd: outDir });
  return { name: "ours, Bun compiled", command, args: [], sizeBytes: statSync(command).size };
}

async function buildWithGo(): Promise<Subject> {
  if (findTool("go") === undefined) throw new Error("go is not installed");
  const source = path.join(root, "harnesses/go/reference-provider");
  const command = await buildGoProgram(source, path.join(outDir, "go"));
  return { name: "Go, plugin-framework", command, args: [], sizeBytes: statSync(command).size };
}

/** Of all files in a folder. */
function sizeOf(directory: string): number {
  return readdirSync(directory).reduce((sum, name) => sum + statSync(path.join(directory, name)).size, 0);
}
