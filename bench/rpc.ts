// SPDX-License-Identifier: Apache-2.0

/**
 * One ReadResource over mutual TLS, from a host in another process: how long it
 * takes and how many fit into a second; from Go's host, which Terraform has, and
 * from ours, by the size of the resource. Beside Go's, the same provider on
 * grpc-js and connect-node; and what memory many calls leave behind.
 *
 * @module
 */

import { readFileSync } from "node:fs";
import * as cty from "@provide-foundry/cty";
import { marshal } from "@provide-foundry/cty/msgpack";
import { startPlugin, TerraformHandshake, type GrpcClient } from "@provide-foundry/rpcplugin";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import type { BenchContext, BenchResult, Benchmark, Table, Target } from "./benchmark.ts";
import { measureFromGo, type GoHostFigures } from "./go-host.ts";
import { growthExponent, percentile } from "./statistics.ts";
import { buildGrpcPeers, buildSubjects, isWanted, presentSubjects, type Subject } from "./subjects.ts";

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

const typeName = "bench_item";
const inFlight = 10;

const loads: readonly Load[] = [
  { labels: 2, sequentialCalls: 3_000, parallelCalls: 10_000 },
  { labels: 500, sequentialCalls: 500, parallelCalls: 1_000 },
  { labels: 50_000, sequentialCalls: 6, parallelCalls: 10 },
];

const benchmark: Benchmark = { name: "rpc", summary: "ReadResource over mutual TLS", run };
export default benchmark;

async function run({ quick, only, progress }: BenchContext): Promise<BenchResult> {
  const subjects = await buildSubjects(progress);
  const peers = (await buildGrpcPeers()).filter(({ name }) => isWanted(name, only));
  const all = [...presentSubjects(subjects, only), ...peers];
  const rounds: Measurement[] = [];
  for (const [round, load] of (quick ? loads.slice(0, 2) : [loads[0]!, ...loads, loads[0]!]).entries()) {
    progress(`round ${round + 1}, ${load.labels} labels`);
    for (const subject of all) rounds.push(await measureSubject(subject, load));
  }
  const measurements = all.flatMap(({ name }) => loads.flatMap((load) => bestOf(rounds, name, load)));
  const ours = isWanted(subjects.node.name, only) ? subjects.node : undefined;
  progress("Go's host");
  const fromGo = await measureFromGo(
    presentSubjects({ ...subjects, go: undefined }, only),
    typeName,
    encodeItem(loads[0]!.labels),
  );
  progress("memory");
  const memory = ours && (await measureMemory(ours, quick ? 10_000 : 100_000));
  return {
    tables: [
      ...(fromGo ? [goHostTable(fromGo)] : []),
      latencyTable(measurements),
      ...(memory ? [memoryTable(memory)] : []),
    ],
    targets: ours
      ? [
          ...goHostTargets(fromGo, ours),
          ...peerTargets(measurements, ours, peers),
          ...(quick ? [] : [memoryTarget(memory!)]),
        ]
      : [],
    notes: [
      ...subjects.absent,
      "the smallest payload is measured three times, in turns with the others; the best counts",
      ...(fromGo ? [] : ["Go's host is absent: there is no Go"]),
      "our host, on Node, is most of the time of a small call",
      "growth is the exponent of p50 from the payload above",
    ],
  };
}

function latencyTable(measurements: readonly Measurement[]): Table {
  return {
    title: `ReadResource: latency of one call at a time, ms; and calls per second, ${inFlight} in flight`,
    columns: ["provider, payload", "p50", "p95", "p99", "calls/s", "growth"],
    rows: measurements.map((measurement, index) => ({
      name: `${measurement.subject}, ${formatBytes(measurement.payloadBytes)}`,
      values: [
        ...[0.5, 0.95, 0.99].map((p) => percentile(measurement.latenciesMs, p)),
        measurement.callsPerSecond,
        growthSince(measurements[index - 1], measurement),
      ],
    })),
  };
}

function memoryTable(samples: readonly MemorySample[]): Table {
  return {
    title: `Resident memory, MB, in the course of ${samples.at(-1)!.calls} calls`,
    columns: ["calls", "provider", "host"],
    rows: samples.map(({ calls, providerMb, hostMb }) => ({ name: String(calls), values: [providerMb, hostMb] })),
  };
}

function goHostTable(figures: readonly GoHostFigures[]): Table {
  return {
    title: `ReadResource of the smallest payload from Go's host: latency, ms; and calls per second, ${inFlight} in flight`,
    columns: ["provider", "p50", "p95", "calls/s"],
    rows: figures.map(({ subject, p50Ms, p95Ms, callsPerSecond }) => ({
      name: subject,
      values: [p50Ms, p95Ms, callsPerSecond],
    })),
  };
}

function goHostTargets(figures: readonly GoHostFigures[] | undefined, { name }: Subject): Target[] {
  const own = figures?.find(({ subject }) => subject === name);
  return [
    { what: "Node bundle, Go's host, p50, ms", limit: 0.4, measured: own?.p50Ms ?? null },
    {
      what: `Node bundle, Go's host, calls per second with ${inFlight} in flight`,
      limit: 6_000,
      atLeast: true,
      measured: own?.callsPerSecond ?? null,
    },
  ];
}

function peerTargets(measurements: readonly Measurement[], ours: Subject, peers: readonly Subject[]): Target[] {
  const smallOf = ({ name }: Subject): Measurement => measurements.find(({ subject }) => subject === name)!;
  const p50Of = (subject: Subject): number => percentile(smallOf(subject).latenciesMs, 0.5);
  const { callsPerSecond } = smallOf(ours);
  return peers.flatMap((peer): Target[] => [
    { what: `p50, smallest payload, times that of ${peer.name}`, limit: 1, measured: p50Of(ours) / p50Of(peer) },
    {
      what: `calls per second, smallest payload, times those of ${peer.name}`,
      limit: 1,
      atLeast: true,
      measured: callsPerSecond / smallOf(peer).callsPerSecond,
    },
  ]);
}

/** V8 takes what it finds convenient at first, so what counts is what comes after that. */
function memoryTarget(samples: readonly MemorySample[]): Target {
  const [warm, last] = [samples[2]!, samples.at(-1)!];
  return {
    what: `memory of the provider after ${last.calls} calls, times that after ${warm.calls}`,
    limit: 1.05,
    measured: last.providerMb / warm.providerMb,
  };
}

/** Of the rounds with that subject and load: none where there was none, else one with the best of each. */
function bestOf(rounds: readonly Measurement[], subject: string, { labels }: Load): Measurement[] {
  const own = rounds.filter((round) => round.subject === subject && round.labels === labels);
  if (own.length === 0) return [];
  const [quickest] = own.toSorted((a, b) => percentile(a.latenciesMs, 0.5) - percentile(b.latenciesMs, 0.5));
  return [{ ...quickest!, callsPerSecond: Math.max(...own.map(({ callsPerSecond }) => callsPerSecond)) }];
}

interface MemorySample {
  /** How many have been made before. */
  readonly calls: number;
  readonly providerMb: number;
  readonly hostMb: number;
}

/** Samples after each fifth of the calls; the first is of a provider that has just started. */
async function measureMemory({ command, args }: Subject, calls: number): Promise<MemorySample[]> {
  const env = { PATH: process.env["PATH"] };
  await using plugin = await startPlugin({ command, args, env, handshake: TerraformHandshake, versions: [6] });
  const client = plugin.connection.client(Provider6);
  const msgpack = encodeItem(loads[0]!.labels);
  const samples: MemorySample[] = [];
  const parts = 5;
  for (let part = 0; part <= parts; part++) {
    if (part > 0) await measureThroughput(() => readItem(client, msgpack), calls / parts);
    const [providerMb, hostMb] = [residentMb(plugin.pid), residentMb(process.pid)];
    samples.push({ calls: (calls / parts) * part, providerMb, hostMb });
  }
  return samples;
}

/** As Linux tells it. */
function residentMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)![1]) / 1_024;
}

/** Everything is done once before it counts: compilers have had their time then, on both sides, whoever the subject is. */
async function measureSubject(subject: Subject, load: Load): Promise<Measurement> {
  const { name, command, args } = subject;
  const env = { PATH: process.env["PATH"] };
  await using plugin = await startPlugin({ command, args, env, handshake: TerraformHandshake, versions: [6] });
  const client = plugin.connection.client(Provider6);
  await client.getProviderSchema({});
  const msgpack = encodeItem(load.labels);
  const read = (): Promise<unknown> => readItem(client, msgpack);
  await measureLatencies(read, load.sequentialCalls);
  await measureThroughput(read, load.parallelCalls);
  const latenciesMs = await measureLatencies(read, load.sequentialCalls);
  const callsPerSecond = await measureThroughput(read, load.parallelCalls);
  return { ...load, subject: name, payloadBytes: msgpack.byteLength, latenciesMs, callsPerSecond };
}

/** Milliseconds of each call, one at a time. */
async function measureLatencies(call: () => Promise<unknown>, calls: number): Promise<number[]> {
  const latenciesMs: number[] = [];
  for (let made = 0; made < calls; made++) {
    const startMs = performance.now();
    await call();
    latenciesMs.push(performance.now() - startMs);
  }
  return latenciesMs;
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
  const { newState, diagnostics } = await client.readResource({ typeName, currentState: { msgpack } });
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
