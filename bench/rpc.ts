// SPDX-License-Identifier: Apache-2.0

/**
 * One ReadResource over mutual TLS, from a host of ours in another process: how
 * long it takes and how many fit into a second, by the size of the resource.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/msgpack";
import { startPlugin, TerraformHandshake, type GrpcClient } from "@provide-foundry/rpcplugin";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { BenchContext, BenchResult, Benchmark } from "./benchmark.ts";
import { growthExponent, percentile } from "./statistics.ts";
import { buildSubjects, presentSubjects, type Subject } from "./subjects.ts";

interface Load {
  /** Entries of `labels`, about 20 bytes each on the wire. */
  readonly labels: number;
  readonly sequentialCalls: number;
  readonly parallelCalls: number;
}

interface Measurement extends Load {
  readonly subject: string;
  readonly payloadBytes: number;
  readonly latenciesMs: readonly number[];
  readonly callsPerSecond: number;
}

const inFlight = 10;

const loads: readonly Load[] = [
  { labels: 2, sequentialCalls: 3_000, parallelCalls: 10_000 },
  { labels: 500, sequentialCalls: 500, parallelCalls: 1_000 },
  { labels: 50_000, sequentialCalls: 20, parallelCalls: 40 },
];

const benchmark: Benchmark = { name: "rpc", summary: "ReadResource over mutual TLS", run };
export default benchmark;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const subjects = await buildSubjects(progress);
  const measurements: Measurement[] = [];
  for (const subject of presentSubjects(subjects)) {
    progress(subject.name);
    measurements.push(...(await measureSubject(subject, quick ? loads.slice(0, 2) : loads)));
  }
  const small = measurements.find(({ subject }) => subject === subjects.node.name)!;
  return {
    tables: [
      {
        title: `ReadResource: latency of one call at a time, ms; and calls per second, ${inFlight} in flight`,
        columns: ["provider, payload", "p50", "p95", "p99", "calls/s", "growth"],
        rows: measurements.map(({ subject, payloadBytes, latenciesMs, callsPerSecond }, index) => ({
          name: `${subject}, ${formatBytes(payloadBytes)}`,
          values: [
            ...[0.5, 0.95, 0.99].map((p) => percentile(latenciesMs, p)),
            callsPerSecond,
            growthSince(measurements[index - 1], measurements[index]!),
          ],
        })),
      },
    ],
    targets: [
      { what: "Node bundle, smallest payload, p50, ms", limit: 0.4, measured: percentile(small.latenciesMs, 0.5) },
      {
        what: `Node bundle, smallest payload, calls per second with ${inFlight} in flight`,
        limit: 6_000,
        atLeast: true,
        measured: small.callsPerSecond,
      },
    ],
    notes: [
      ...subjects.absent,
      "the host is ours, on Node, and is most of the time of a small call",
      "growth is the exponent of p50 from the payload above",
    ],
  };
}

async function measureSubject(subject: Subject, loads: readonly Load[]): Promise<Measurement[]> {
  const { name, command, args } = subject;
  const env = { PATH: process.env["PATH"] };
  await using plugin = await startPlugin({ command, args, env, handshake: TerraformHandshake, versions: [6] });
  const client = plugin.connection.client(Provider6);
  await client.getProviderSchema({});
  const measurements: Measurement[] = [];
  for (const load of loads) {
    const msgpack = encodeItem(load.labels);
    const read = (): Promise<unknown> => readItem(client, msgpack);
    for (let call = 0; call < Math.ceil(load.sequentialCalls / 5); call++) await read();
    const latenciesMs: number[] = [];
    for (let call = 0; call < load.sequentialCalls; call++) {
      const startMs = performance.now();
      await read();
      latenciesMs.push(performance.now() - startMs);
    }
    const callsPerSecond = await measureThroughput(read, load.parallelCalls);
    measurements.push({ ...load, subject: name, payloadBytes: msgpack.byteLength, latenciesMs, callsPerSecond });
  }
  return measurements;
}

async function measureThroughput(call: () => Promise<unknown>, calls: number): Promise<number> {
  let left = calls;
  const startMs = performance.now();
  const worker = async (): Promise<void> => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
  return (calls / (performance.now() - startMs)) * 1_000;
}

/** @throws Error when the provider does not give back what it was asked for: a fast wrong answer is no result. */
async function readItem(client: GrpcClient<Provider6>, msgpack: Uint8Array): Promise<void> {
  const { newState, diagnostics } = await client.readResource({ typeName: "bench_item", currentState: { msgpack } });
  const sizeBytes = newState?.msgpack.byteLength;
  if (diagnostics.length > 0 || sizeBytes !== msgpack.byteLength) {
    throw new Error(`read ${sizeBytes} of ${msgpack.byteLength} bytes: ${diagnostics[0]?.summary ?? "no diagnostics"}`);
  }
}

function encodeItem(labels: number): Uint8Array {
  const type = cty.object({ id: cty.string, name: cty.string, labels: cty.map(cty.string), size: cty.number });
  const entries = Array.from({ length: labels }, (_, index): [string, cty.Value] => {
    return [`label-${index}`, cty.stringVal(`value ${index}`)];
  });
  const item = {
    id: cty.stringVal("item-bench"),
    name: cty.stringVal("bench"),
    labels: cty.mapVal(new Map(entries)),
    size: cty.numberIntVal(5),
  };
  return marshal(cty.objectVal(item), type);
}

function growthSince(
  before: Measurement | undefined,
  { subject, payloadBytes, latenciesMs }: Measurement,
): number | null {
  if (before?.subject !== subject) return null;
  return growthExponent([
    { size: before.payloadBytes, cost: percentile(before.latenciesMs, 0.5) },
    { size: payloadBytes, cost: percentile(latenciesMs, 0.5) },
  ]);
}

function formatBytes(bytes: number): string {
  return bytes < 10_000 ? `${bytes} B` : `${Math.round(bytes / 1_000)} kB`;
}
