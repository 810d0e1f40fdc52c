// SPDX-License-Identifier: Apache-2.0

/**
 * The protobuf codec of rpcplugin beside protobuf-es: how long the message tables
 * take to load, and how fast messages of the plugin protocol are encoded and decoded.
 *
 * @module
 */

import { execFileSync } from "node:child_process";
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
import { temporaryDirectory } from "@provide-foundry/testkit";
import { fileDescriptors } from "../packages/framework/rpcplugin/src/generated/descriptors.ts";
import type { BenchContext, Benchmark, BenchResult, Row } from "./benchmark.ts";
import { bundle } from "./bundle.ts";
import { growthExponent } from "./statistics.ts";

const benchmark: Benchmark = {
  name: "codec",
  summary: "protobuf messages of the plugin protocol, beside protobuf-es",
  run,
};
export default benchmark;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  progress("load");
  const loads = await measureLoads(quick ? 3 : 25);
  progress("throughput");
  const speeds = messages().map((message) => ({ ...message, ...measureSpeed(message, quick ? 3 : 25) }));
  const schemas = speeds.filter(({ type }) => type === GetProviderSchema_Response);
  const growth = (direction: "encode" | "decode"): number =>
    growthExponent(schemas.map((schema) => ({ size: schema.bytes.byteLength, cost: schema[direction].oursUs })));
  const slowest = Math.min(...speeds.flatMap(({ encode, decode }) => [encode, decode]).map(times));
  return {
    tables: [
      {
        title: "Load in a fresh process, ms",
        columns: ["program", "best", "over nothing"],
        rows: Object.entries(loads).map(([name, ms]): Row => ({ name, values: [ms, ms - loads["nothing"]!] })),
      },
      {
        title: "One message, us",
        columns: ["message", "bytes", "encode", "x protobuf-es", "decode", "x protobuf-es"],
        rows: speeds.map(({ name, bytes, encode, decode }): Row => ({
          name,
          values: [bytes.byteLength, encode.oursUs, times(encode), decode.oursUs, times(decode)],
        })),
      },
    ],
    targets: [
      { what: "all messages over nothing, ms", limit: 3, measured: loads["all messages"]! - loads["nothing"]! },
      { what: "speed in protobuf-es's, the slowest case", limit: 1, atLeast: true, measured: slowest },
      { what: "growth of encoding a schema, exponent", limit: 1.1, measured: growth("encode") },
      { what: "growth of decoding a schema, exponent", limit: 1.1, measured: growth("decode") },
    ],
    notes: ["x protobuf-es is its time divided by ours. Programs are bundled and minified as a provider is."],
  };
}

const generated = "./packages/framework/rpcplugin/dist/generated";

/** Programs whose import is timed. */
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

/** How many ms a fresh process takes to import each program, the best of rounds that take turns. */
async function measureLoads(rounds: number): Promise<Record<string, number>> {
  using directory = temporaryDirectory();
  const samples = new Map<string, number[]>();
  for (const [name, source] of Object.entries(programs)) {
    await bundle(source, path.join(directory.path, `${name}.mjs`));
    samples.set(name, []);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, times] of samples) {
      const file = JSON.stringify(path.join(directory.path, `${name}.mjs`));
      const timer = `const startMs = performance.now(); await import(${file}); console.log(performance.now() - startMs);`;
      times.push(Number(execFileSync(process.execPath, ["--input-type=module", "--eval", timer])));
    }
  }
  return Object.fromEntries([...samples].map(([name, times]) => [name, Math.min(...times)]));
}

interface Message {
  readonly name: string;
  readonly type: MessageDescriptor;
  readonly value: object;
}

/** Resources at three sizes, nearly all of them one byte field; schemas at three sizes, many small fields. */
function messages(): Message[] {
  const state = (size: number): object => ({ msgpack: new Uint8Array(size).fill(0x61) });
  const attributes = Array.from({ length: 20 }, (_, index) => ({
    name: `attribute_${index}`,
    type: new TextEncoder().encode('["list","string"]'),
    description: "What the attribute is for, in a sentence.",
    optional: true,
  }));
  const resources = (count: number): Map<string, object> =>
    new Map(Array.from({ length: count }, (_, index) => [`example_${index}`, { block: { attributes } }]));
  const planned = {
    plannedState: state(10_000),
    requiresReplace: [{ steps: [{ attributeName: "tags" }, { elementKeyString: "name" }] }],
    plannedPrivate: new Uint8Array(40),
  };
  const applied = { typeName: "example_thing", priorState: {}, plannedState: state(500_000), config: state(500_000) };
  return [
    {
      name: "ReadResource.Request",
      type: ReadResource_Request,
      value: { typeName: "example_thing", currentState: state(100) },
    },
    { name: "PlanResourceChange.Response", type: PlanResourceChange_Response, value: planned },
    { name: "ApplyResourceChange.Request", type: ApplyResourceChange_Request, value: applied },
    ...[5, 50, 500].map((count) => ({
      name: `schema of ${count} resources`,
      type: GetProviderSchema_Response,
      value: { resourceSchemas: resources(count) },
    })),
  ];
}

interface Comparison {
  readonly oursUs: number;
  readonly protobufEsUs: number;
}

function times({ oursUs, protobufEsUs }: Comparison): number {
  return protobufEsUs / oursUs;
}

const registry = createFileRegistry(
  create(FileDescriptorSetSchema, {
    file: fileDescriptors.map(({ base64 }) => fromBinary(FileDescriptorProtoSchema, Buffer.from(base64, "base64"))),
  }),
);

function measureSpeed(
  { type, value }: Message,
  rounds: number,
): { bytes: Uint8Array; encode: Comparison; decode: Comparison } {
  const bytes = encode(type, value);
  const schema = registry.getMessage(type.typeName)!;
  const message = fromBinary(schema, bytes);
  return {
    bytes,
    encode: compare(
      () => encode(type, value),
      () => toBinary(schema, message),
      rounds,
    ),
    decode: compare(
      () => decode(type, bytes),
      () => fromBinary(schema, bytes),
      rounds,
    ),
  };
}

/** The best of rounds that take turns, so that other programs on the machine disturb little. */
function compare(ours: () => unknown, protobufEs: () => unknown, rounds: number): Comparison {
  const oursUs: number[] = [];
  const protobufEsUs: number[] = [];
  for (let round = 0; round < rounds; round++) {
    oursUs.push(measureCall(ours));
    protobufEsUs.push(measureCall(protobufEs));
  }
  return { oursUs: Math.min(...oursUs), protobufEsUs: Math.min(...protobufEsUs) };
}

/** The mean of as many calls as fit into 20 ms, in us. */
function measureCall(call: () => unknown): number {
  const startMs = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  for (; elapsedMs < 20; elapsedMs = performance.now() - startMs) {
    for (let i = 0; i < 5; i++) call();
    calls += 5;
  }
  return (elapsedMs / calls) * 1000;
}
