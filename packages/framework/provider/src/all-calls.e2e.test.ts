// SPDX-License-Identifier: Apache-2.0

import { GrpcError, Status, TerraformHandshake, startPlugin } from "@provide-foundry/rpcplugin";
import { Provider5 } from "@provide-foundry/rpcplugin/tfplugin5";
import { Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import * as cty from "@provide-foundry/cty";
import { captureLogs } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fileURLToPath } from "node:url";
import { encodeValue } from "./server/wire-value.ts";
import { harborCommand } from "./testing/harbor-project.ts";

const orchard = fileURLToPath(new URL("testing/orchard-provider.js", import.meta.url));

async function start(command: readonly [string, ...string[]], versions: readonly number[]) {
  const [program, ...args] = command;
  const { logger } = captureLogs();
  return startPlugin({ command: program, args, handshake: TerraformHandshake, versions, logger });
}

/** What each call that a provider does not know answers; undefined for those that it knows. */
async function statusOf(work: () => Promise<unknown>): Promise<number | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof GrpcError, String(error));
    return error.code;
  }
}

/** The calls that a provider leaves UNIMPLEMENTED. */
async function findUnimplemented(
  client: object,
  methods: Readonly<Record<string, { readonly kind: string }>>,
): Promise<string[]> {
  const missing: string[] = [];
  for (const [name, { kind }] of Object.entries(methods)) {
    if (name === "stop" || name === "stopProvider") continue;
    const call = (client as Record<string, (input: unknown) => unknown>)[name]!;
    const work = async (): Promise<unknown> => {
      const answer = call(kind === "clientStream" ? [] : {});
      if (kind !== "serverStream") return answer;
      for await (const _ of answer as AsyncIterable<unknown>);
      return undefined;
    };
    const status = await statusOf(work);
    if (status === Status.UNIMPLEMENTED) missing.push(name);
    else assert.equal(status, undefined, `${name} fails with the status ${status}`);
  }
  return missing;
}

const stateStoreCalls = [
  "validateStateStoreConfig",
  "configureStateStore",
  "readStateBytes",
  "writeStateBytes",
  "lockState",
  "unlockState",
  "getStates",
  "deleteState",
];

suite("V07 every call of the protocol", () => {
  test("is answered by a provider that has all kinds, over protocol 6: 36 calls", async () => {
    assert.equal(Object.keys(Provider6.methods).length, 36);
    await using plugin = await start(harborCommand, [6]);
    assert.deepEqual(await findUnimplemented(plugin.connection.client(Provider6), Provider6.methods), []);
  });

  test("is answered over protocol 5, which has no state stores: 28 calls", async () => {
    assert.equal(Object.keys(Provider5.methods).length, 28);
    await using plugin = await start(harborCommand, [5]);
    assert.deepEqual(await findUnimplemented(plugin.connection.client(Provider5), Provider5.methods), []);
  });

  test("but those of state stores is answered without the experiment; these are UNIMPLEMENTED", async () => {
    await using plugin = await start([process.execPath, orchard], [6]);
    const missing = await findUnimplemented(plugin.connection.client(Provider6), Provider6.methods);
    assert.deepEqual(missing, stateStoreCalls);
  });
});

test("trap: a state of many megabytes goes into a state store and comes back, in chunks over 4 MB", async () => {
  await using plugin = await start(harborCommand, [6]);
  const client = plugin.connection.client(Provider6);
  const typeName = "harbor_logbook";
  const nothing = encodeValue(cty.objectVal({}), cty.emptyObject);
  const folder = cty.object({ folder: cty.string, pass: cty.string });
  const config = cty.objectVal({ folder: cty.stringVal("unused"), pass: cty.nullVal(cty.string) });
  assert.deepEqual((await client.validateProviderConfig({ config: encodeValue(config, folder) })).diagnostics, []);
  const { capabilities, diagnostics } = await client.configureStateStore({ typeName, config: nothing });
  assert.deepEqual(diagnostics, []);
  const chunkBytes = Number(capabilities!.chunkSize);

  const state = new Uint8Array(2 * chunkBytes + 7).map((_, i) => i % 251);
  const totalLength = BigInt(state.length);
  function* chunks() {
    for (let start = 0; start < state.length; start += chunkBytes) {
      const bytes = state.subarray(start, start + chunkBytes);
      const range = { start: BigInt(start), end: BigInt(start + bytes.length - 1) };
      yield { bytes, totalLength, range, ...(start === 0 && { meta: { typeName, stateId: "default" } }) };
    }
  }
  assert.deepEqual((await client.writeStateBytes(chunks())).diagnostics, []);
  const back: Uint8Array[] = [];
  for await (const { bytes } of client.readStateBytes({ typeName, stateId: "default" })) back.push(bytes);
  assert.deepEqual(
    back.map(({ length }) => length),
    [chunkBytes, chunkBytes, 7],
  );
  assert.ok(Buffer.concat(back).equals(state));
});
