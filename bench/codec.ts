// SPDX-License-Identifier: Apache-2.0

/**
 * The protobuf codec of rpcplugin beside protobuf-es, in one run: how long the
 * message tables take to load, and how fast messages of the hot path are encoded
 * and decoded. Prints two tables and writes `out/bench/codec.json`.
 *
 * @module
 */

import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { create, createFileRegistry, fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { decode, encode, type MessageDescriptor } from "@provide-foundry/rpcplugin/protobuf";
import {
  ApplyResourceChange_Request,
  GetProviderSchema_Response,
  PlanResourceChange_Response,
  ReadResource_Request,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { rolldown } from "rolldown";
import { fileDescriptors } from "../packages/framework/rpcplugin/src/generated/descriptors.ts";
import { root } from "../scripts/workspace.ts";

const outDir = path.join(root, "out/bench");

interface Throughput {
  readonly message: string;
  readonly bytes: number;
  /** Messages a second: ours, protobuf-es and the ratio. */
  readonly encode: Comparison;
  readonly decode: Comparison;
}

interface Comparison {
  readonly ours: number;
  readonly protobufEs: number;
  readonly ratio: number;
}

export async function main(): Promise<void> {
  mkdirSync(outDir, { recursive: true });
  const loadMs = await measureLoads();
  console.table(Object.fromEntries(Object.entries(loadMs).map(([name, ms]) => [name, { "load, ms": ms }])));
  const throughput = messages().map(measureThroughput);
  console.table(
    throughput.map(({ message, bytes, encode, decode }) => ({
      message,
      bytes,
      "encode/s": encode.ours,
      "x protobuf-es": encode.ratio,
      "decode/s": decode.ours,
      "x protobuf-es ": decode.ratio,
    })),
  );
  writeFileSync(path.join(outDir, "codec.json"), `${JSON.stringify({ loadMs, throughput }, undefined, 2)}\n`);
}

const generated = "./packages/framework/rpcplugin/dist/generated";

/** Programs whose import is timed, bundled and minified as a provider is. */
const programs: Readonly<Record<string, string>> = {
  nothing: "export {};",
  tfplugin6: `
    import { Provider6 } from "${generated}/tfplugin6.js";
    globalThis.services = [Provider6];`,
  "all messages": `
    import { Provider6 } from "${generated}/tfplugin6.js";
    import { Provider5, Provisioner5 } from "${generated}/tfplugin5.js";
    import { GRPCBroker, GRPCController, GRPCStdio } from "${generated}/plugin.js";
    import { Health } from "${generated}/health.js";
    import { ServerReflection as V1 } from "${generated}/reflection.js";
    import { ServerReflection as V1Alpha } from "${generated}/reflection-v1alpha.js";
    globalThis.services = [Provider6, Provider5, Provisioner5, GRPCBroker, GRPCController, GRPCStdio, Health, V1, V1Alpha];`,
  "all messages, protobuf-es": `
    import { create, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
    import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
    import { fileDescriptors } from "${generated}/descriptors.js";
    const file = fileDescriptors.map(({ base64 }) => fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64")));
    globalThis.services = createFileRegistry(create(FileDescriptorSetSchema, { file }));`,
};

/** Medians of the time that a fresh process takes to import each program. */
async function measureLoads(): Promise<Record<string, number>> {
  const files = await Promise.all(Object.entries(programs).map(([name, source]) => bundle(name, source)));
  const samples = files.map((): number[] => []);
  for (let run = 0; run < 15; run++) {
    for (const [index, file] of files.entries()) {
      const program = `const start = performance.now(); await import(${JSON.stringify(file)}); console.log(performance.now() - start);`;
      samples[index]!.push(Number(execFileSync(process.execPath, ["--input-type=module", "-e", program])));
    }
  }
  for (const file of files) rmSync(file);
  return Object.fromEntries(Object.keys(programs).map((name, index) => [name, round(median(samples[index]!))]));
}

async function bundle(name: string, source: string): Promise<string> {
  const entry = path.join(root, "virtual-entry.js");
  const build = await rolldown({
    input: entry,
    platform: "node",
    plugins: [
      { name: "virtual", resolveId: (id) => (id === entry ? id : null), load: (id) => (id === entry ? source : null) },
    ],
  });
  const file = path.join(outDir, `${name.replaceAll(/\W+/g, "-")}.mjs`);
  await build.write({ file, minify: true, format: "esm" });
  await build.close();
  return file;
}

/** Messages of the hot path at three sizes, and a schema, which is many small fields. */
function messages(): { type: MessageDescriptor; value: object }[] {
  const state = (size: number): object => ({ msgpack: Buffer.alloc(size, 0x61) });
  const attributes = Array.from({ length: 20 }, (_, index) => ({
    name: `attribute_${index}`,
    type: Buffer.from('["list","string"]'),
    description: "What the attribute is for, in a sentence.",
    optional: true,
  }));
  return [
    { type: ReadResource_Request, value: { typeName: "example_thing", currentState: state(100) } },
    {
      type: PlanResourceChange_Response,
      value: {
        plannedState: state(10_000),
        requiresReplace: [{ steps: [{ attributeName: "tags" }, { elementKeyString: "name" }] }],
        plannedPrivate: Buffer.alloc(40),
      },
    },
    {
      type: ApplyResourceChange_Request,
      value: { typeName: "example_thing", priorState: state(1), plannedState: state(500_000), config: state(500_000) },
    },
    {
      type: GetProviderSchema_Response,
      value: {
        provider: { block: {} },
        resourceSchemas: new Map(
          Array.from({ length: 50 }, (_, index) => [`example_${index}`, { block: { attributes } }]),
        ),
      },
    },
  ];
}

const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: fileDescriptors.map(({ base64 }) => fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64"))),
  }),
);

function measureThroughput({ type, value }: { type: MessageDescriptor; value: object }): Throughput {
  const bytes = encode(type, value);
  const schema = registry.getMessage(type.typeName)!;
  const message = fromBinary(schema, bytes);
  return {
    message: type.typeName,
    bytes: bytes.byteLength,
    encode: compare(
      () => encode(type, value),
      () => toBinary(schema, message),
    ),
    decode: compare(
      () => decode(type, bytes),
      () => fromBinary(schema, bytes),
    ),
  };
}

/** Calls a second, the medians of rounds that take turns, so that a disturbance meets both. */
function compare(ours: () => unknown, protobufEs: () => unknown): Comparison {
  const rates: [number[], number[]] = [[], []];
  for (let round = 0; round < 9; round++) {
    rates[0].push(rateOf(ours));
    rates[1].push(rateOf(protobufEs));
  }
  const [a, b] = rates.map(median) as [number, number];
  return { ours: Math.round(a), protobufEs: Math.round(b), ratio: round(a / b) };
}

function rateOf(run: () => unknown): number {
  const startMs = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  for (; elapsedMs < 100; elapsedMs = performance.now() - startMs) {
    for (let i = 0; i < 10; i++) run();
    calls += 10;
  }
  return (calls / elapsedMs) * 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function round(value: number): number {
  return Number(value.toPrecision(3));
}

if (import.meta.main) await main();
