// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as json from "@provide-foundry/cty/json";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { type Plugin, TerraformHandshake, startPlugin } from "@provide-foundry/rpcplugin";
import { type DynamicValue, type DynamicValueInit, Provider6, type Schema } from "@provide-foundry/rpcplugin/tfplugin6";
import { missing } from "@provide-foundry/testkit";
import { buildGrpcPeers, buildSubjects, isWanted, presentSubjects } from "../bench/subjects.ts";

/** What a benchmark compares has to do the same work. */
suite("the providers that benchmarks compare", { skip: missing("go") || missing("bun") }, () => {
  test("have the same schema and give the same answers", async () => {
    const subjects = await buildSubjects(() => {});
    assert.deepEqual(subjects.absent, []);
    const transcripts = new Map<string, unknown>();
    for (const { name, command, args } of [...presentSubjects(subjects), ...(await buildGrpcPeers())]) {
      const env = { PATH: process.env["PATH"] };
      await using plugin = await startPlugin({ command, args, env, handshake: TerraformHandshake, versions: [6] });
      transcripts.set(name, await interview(plugin));
    }
    const [[, first], ...others] = [...transcripts] as [[string, unknown], ...[string, unknown][]];
    assert.equal(others.length, 4);
    for (const [name, transcript] of others) assert.deepEqual(transcript, first, name);
    const { created } = first as { created: unknown };
    assert.deepEqual(created, { id: "item-a", name: "a", labels: { team: "core" }, size: 1 });
  });
});

test("subjects are chosen by parts of their names", () => {
  const chosen = (...only: string[]): string[] =>
    ["ours, Node", "ours, Bun compiled", "grpc-js, Node"].filter((name) => isWanted(name, only));
  assert.deepEqual(chosen("node"), ["ours, Node", "grpc-js, Node"]);
  assert.deepEqual(chosen("bun", "grpc"), ["ours, Bun compiled", "grpc-js, Node"]);
  assert.equal(chosen().length, 3);
});

/** A plugin's answers to the calls that benchmarks make. */
async function interview(plugin: Plugin): Promise<unknown> {
  const client = plugin.connection.client(Provider6);
  const { resourceSchemas, dataSourceSchemas, serverCapabilities } = await client.getProviderSchema({});
  const config = encode({ id: null, name: "a", labels: { team: "core" }, size: null });
  const nothing = encode(null);
  const plan = await client.planResourceChange({
    typeName: "bench_item",
    priorState: nothing,
    config,
    proposedNewState: config,
  });
  assert.deepEqual(plan.diagnostics, []);
  const { newState } = await client.applyResourceChange({
    typeName: "bench_item",
    priorState: nothing,
    config,
    plannedState: plan.plannedState,
  });
  const read = await client.readResource({ typeName: "bench_item", currentState: newState });
  const measured = await client.readDataSource({
    typeName: "bench_measure",
    config: encode({ text: "Größe", length: null }),
  });
  return {
    resources: describe(resourceSchemas),
    dataSources: describe(dataSourceSchemas),
    schemaOnce: serverCapabilities?.getProviderSchemaOptional,
    planned: decodePlan(plan.plannedState),
    created: decode(newState),
    read: decode(read.newState),
    measured: decode(measured.state),
  };
}

function describe(schemas: ReadonlyMap<string, Schema>): unknown {
  return [...schemas].map(([name, { version, block }]) => {
    const attributes = block!.attributes.map(({ name, type, required, optional, computed }) => {
      return { name, type: Buffer.from(type).toString(), required, optional, computed };
    });
    return { name, version, attributes: attributes.toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

function encode(value: unknown): DynamicValueInit {
  return { json: Buffer.from(JSON.stringify(value)) };
}

function decode(value: DynamicValue | undefined): unknown {
  const type = msgpack.impliedType(value!.msgpack);
  return JSON.parse(json.marshal(msgpack.unmarshal(value!.msgpack, type), type));
}

/** Plans have unknown values, which JSON has not: only their names count. */
function decodePlan(value: DynamicValue | undefined): unknown {
  const plan = msgpack.unmarshal(value!.msgpack, msgpack.impliedType(value!.msgpack));
  return [...plan.asValueMap()].map(([name, part]) => [name, part.isKnown()]);
}
