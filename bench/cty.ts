// SPDX-License-Identifier: Apache-2.0

/**
 * The codecs of cty beside those of go-cty and pyvider-cty, on documents of the shapes that Terraform sends.
 *
 * The others time themselves, in the programs behind the conformance subject protocol, on the same bytes.
 *
 * @module
 */

import path from "node:path";
import { runProcess } from "@provide-foundry/foundation";
import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { buildGoProgram, findTool } from "@provide-foundry/testkit";
import { root } from "../scripts/workspace.ts";
import type { BenchContext, Benchmark, BenchResult, Row } from "./benchmark.ts";
import { preparePythonPeer } from "./python-peer.ts";
import { growthExponent } from "./statistics.ts";

const benchmark: Benchmark = {
  name: "cty",
  summary: "values as MessagePack and JSON, beside go-cty and pyvider-cty",
  run,
};
export default benchmark;

const operations = ["msgpackUnmarshal", "msgpackMarshal", "jsonUnmarshal", "jsonMarshal"] as const;

type Operation = (typeof operations)[number];

/** Microseconds for one document. */
type Times = Readonly<Record<Operation, number>>;

async function run({ quick, progress }: BenchContext): Promise<BenchResult> {
  const documents = createDocuments();
  progress("ours");
  const ours = new Map(documents.map(([name, value]) => [name, measure(value, quick ? 2 : 15)]));
  progress("go-cty");
  const go = await measureGo(documents);
  progress("pyvider-cty");
  const python = await measurePython(documents.filter(([name]) => resourceNames.includes(name)));
  progress("growth");
  const growth = measureGrowth(new Map(documents), quick ? 20 : 150);
  return {
    tables: [
      {
        title: "One document, us",
        columns: [
          "document",
          "bytes",
          ...["unpack", "pack", "from JSON", "to JSON"].flatMap((name) => [name, "x go-cty"]),
        ],
        rows: documents.map(([name, value]): Row => {
          const times = operations.flatMap((key) => [
            ours.get(name)![key],
            go ? go.get(name)![key] / ours.get(name)![key] : null,
          ]);
          return { name, values: [msgpack.marshal(value, value.type).length, ...times] };
        }),
      },
      {
        title: "Unpacking and packing, then from JSON and to JSON, times as fast",
        columns: ["document", "x go-cty", "x pyvider-cty"],
        rows: resourceNames.map((name): Row => ({
          name,
          values: [roundTripRatio(go, name), roundTripRatio(python, name)],
        })),
      },
    ],
    targets: [
      {
        what: "speed in go-cty's, the slowest case",
        limit: 1,
        atLeast: true,
        measured:
          go === undefined
            ? null
            : Math.min(
                ...documents.flatMap(([name]) => operations.map((key) => go.get(name)![key] / ours.get(name)![key])),
              ),
      },
      { what: "decoding and encoding in go-cty's speed", limit: 1, atLeast: true, measured: slowest(go) },
      { what: "decoding and encoding in pyvider-cty's speed", limit: 10, atLeast: true, measured: slowest(python) },
      {
        what: "growth with the number of resources, exponent",
        limit: 1.1,
        measured: Math.max(...operations.map((key) => growth[key])),
      },
    ],
    notes: [
      "x go-cty is its time divided by ours, each the best of several rounds.",
      go ? `go-cty is 1.18.1.` : "go-cty is absent: there is no Go.",
      python ? "pyvider-cty is the version in harnesses/python/requirements.txt." : "pyvider-cty is absent.",
    ],
  };

  function roundTripRatio(theirs: Map<string, Times> | undefined, name: string): number | null {
    return theirs === undefined ? null : roundTrip(theirs.get(name)!) / roundTrip(ours.get(name)!);
  }

  function slowest(theirs: Map<string, Times> | undefined): number | null {
    return theirs === undefined ? null : Math.min(...resourceNames.map((name) => roundTripRatio(theirs, name)!));
  }
}

function roundTrip(times: Times): number {
  return operations.reduce((sum, key) => sum + times[key], 0);
}

function measure(value: cty.Value, rounds: number): Times {
  const calls = createCalls(value);
  const best = (key: Operation): number => Math.min(...Array.from({ length: rounds }, () => measureCall(calls[key])));
  return mapOperations(best);
}

/**
 * How the cost grows with the number of resources, as an exponent.
 *
 * From the fastest of single calls, the sizes in turn, not from means: a mean has its share of garbage collections, and
 * one in the middle of a document copies all that has been decoded of it. Small documents have next to nothing to copy
 * and large ones nearly all, which is a step from one constant cost to another, but would look like growth.
 */
function measureGrowth(documents: ReadonlyMap<string, cty.Value>, rounds: number): Record<Operation, number> {
  const sizes = resourceCounts.map((size) => ({ size, calls: createCalls(documents.get(`${size} resources`)!) }));
  return mapOperations((key) => {
    const points = sizes.map(({ size, calls }) => ({ size, call: calls[key], cost: Infinity }));
    for (let round = 0; round < rounds; round++) {
      for (const point of points) point.cost = Math.min(point.cost, measureOnce(point.call));
    }
    return growthExponent(points);
  });
}

function createCalls(value: cty.Value): Record<Operation, () => unknown> {
  const { type } = value;
  const packed = msgpack.marshal(value, type);
  const text = new TextEncoder().encode(json.marshal(value, type));
  return {
    msgpackUnmarshal: () => msgpack.unmarshal(packed, type),
    msgpackMarshal: () => msgpack.marshal(value, type),
    jsonUnmarshal: () => json.unmarshal(text, type),
    jsonMarshal: () => json.marshal(value, type),
  };
}

function mapOperations(figure: (key: Operation) => number): Record<Operation, number> {
  return Object.fromEntries(operations.map((key) => [key, figure(key)])) as Record<Operation, number>;
}

function measureOnce(call: () => unknown): number {
  const startMs = performance.now();
  call();
  return performance.now() - startMs;
}

/** The mean of as many calls as fit into 20 ms, in us. */
function measureCall(call: () => unknown): number {
  const startMs = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  for (; elapsedMs < 20; elapsedMs = performance.now() - startMs) {
    call();
    calls++;
  }
  return (elapsedMs / calls) * 1000;
}

async function measureGo(documents: readonly Document[]): Promise<Map<string, Times> | undefined> {
  if (findTool("go") === undefined) return undefined;
  const program = await buildGoProgram(path.join(root, "harnesses/go/cty-vectors"), path.join(root, "out/go"));
  return measurePeer(program, [], documents);
}

async function measurePython(documents: readonly Document[]): Promise<Map<string, Times> | undefined> {
  const peer = await preparePythonPeer();
  return peer && measurePeer(peer.command, peer.args, documents);
}

/** Has a peer time itself. */
async function measurePeer(
  command: string,
  args: readonly string[],
  documents: readonly Document[],
): Promise<Map<string, Times>> {
  const input = documents.map(([name, value]) => {
    const hex = Buffer.from(msgpack.marshal(value, value.type)).toString("hex");
    return `${JSON.stringify({ name, ty: JSON.parse(cty.typeToJSON(value.type)) as unknown, hex })}\n`;
  });
  const { stdout } = await runProcess(command, [...args, "bench"], {
    input: input.join(""),
    env: { inherit: "minimal" },
    timeoutMs: 600_000,
  });
  const lines = stdout.trim().split("\n");
  return new Map(lines.map((line) => JSON.parse(line) as Times & { name: string }).map((times) => [times.name, times]));
}

type Document = readonly [name: string, value: cty.Value];

/** Ten apart, to see how the cost grows. */
const resourceCounts = [10, 100, 1000];
const resourceNames = resourceCounts.map((count) => `${count} resources`);

function createDocuments(): Document[] {
  const many = (count: number, create: (i: number) => cty.Value): cty.Value[] =>
    Array.from({ length: count }, (_, i) => create(i));
  return [
    ["a resource", createResource(7)],
    ...resourceCounts.map((count): Document => [`${count} resources`, cty.listVal(many(count, createResource))]),
    ["a list of 1000 strings", cty.listVal(many(1000, (i) => cty.stringVal(`value number ${i}`)))],
    [
      "a map of 1000 strings",
      cty.mapVal(new Map(many(1000, (i) => cty.stringVal(`value ${i}`)).map((value, i) => [`key_${i}`, value]))),
    ],
    ["a set of 1000 strings", cty.setVal(many(1000, (i) => cty.stringVal(`member ${(i * 7919) % 1000}`)))],
    [
      "a set of 300 objects",
      cty.setVal(many(300, (i) => cty.objectVal({ id: cty.stringVal(`m${i}`), n: cty.numberIntVal(i) }))),
    ],
    ["1000 integers", cty.listVal(many(1000, (i) => cty.numberIntVal(i * 37)))],
    ["1000 fractions", cty.listVal(many(1000, (i) => cty.numberFloatVal(i / 8)))],
    ["1000 decimals", cty.listVal(many(1000, (i) => cty.parseNumberVal(`${i}.${i * 7 + 1}`)))],
    ["a long text", cty.stringVal("Lorem ipsum dolor sit amet ".repeat(400))],
    ["300 texts beyond ASCII", cty.listVal(many(300, (i) => cty.stringVal(`größe ${i} — 日本語`)))],
  ];
}

function createResource(i: number): cty.Value {
  const rule = (port: number): cty.Value =>
    cty.objectVal({ from: cty.numberIntVal(port), to: cty.numberIntVal(port + 8000), protocol: cty.stringVal("tcp") });
  return cty.objectVal({
    id: cty.stringVal(`i-0abc${i}def`),
    arn: cty.stringVal(`arn:aws:ec2:us-east-1:123456789012:instance/i-0abc${i}`),
    name: cty.stringVal(`web-server-${i}`),
    count: cty.numberIntVal(i),
    ratio: cty.numberFloatVal(0.75),
    enabled: cty.boolVal(i % 2 === 0),
    description: cty.nullVal(cty.string),
    tags: cty.mapVal({ Name: cty.stringVal("web"), Environment: cty.stringVal("production") }),
    subnets: cty.listVal([cty.stringVal("subnet-1111"), cty.stringVal("subnet-2222")]),
    groups: cty.setVal([cty.stringVal("sg-aaaa"), cty.stringVal("sg-bbbb"), cty.stringVal("sg-cccc")]),
    rules: cty.listVal([rule(80), rule(443)]),
  });
}
