// SPDX-License-Identifier: Apache-2.0

/**
 * A provider and its host in one process, with a transport that neither package
 * knows, and everything above it: TLS, HTTP/2, gRPC, the broker, the handlers.
 *
 * @module
 */

import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { type Duplex, duplexPair } from "node:stream";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import * as msgpack from "@provide-foundry/cty/msgpack";
import { createCertificate } from "@provide-foundry/foundation/crypto/x509";
import {
  CapturedOutput,
  connectPlugin,
  type Endpoint,
  implementService,
  type Listener,
  type MutualTls,
  PluginServer,
  type Transport,
} from "@provide-foundry/rpcplugin";
import { openMultiplexer } from "@provide-foundry/rpcplugin/multiplex";
import { connectProvider, type ProviderClient } from "@provide-foundry/rpcplugin/provider-client";
import { type DynamicValue, Provider6 } from "@provide-foundry/rpcplugin/tfplugin6";
import { captureLogs } from "@provide-foundry/testkit";
import { createProviderServer, defineProvider, importBy, t } from "./index.ts";

class Memory implements Transport {
  readonly networks: readonly string[] = ["memory"];
  readonly #places = new Map<string, (connection: Duplex) => void>();

  listen(onConnection: (connection: Duplex) => void): Promise<Listener> {
    const address = `place ${this.#places.size}`;
    this.#places.set(address, onConnection);
    return Promise.resolve({ network: "memory", address, close: () => void this.#places.delete(address) });
  }

  connect({ address }: Endpoint): Promise<Duplex> {
    const [near, far] = duplexPair();
    this.#places.get(address)!(far);
    return Promise.resolve(near);
  }
}

/** Resources that are kept in memory, and a data source that waits until so many ask it at once. */
function defineShelf(crowd: number) {
  const shelf = new Map<string, string>();
  const everybody = Promise.withResolvers<void>();
  let waiting = 0;
  const provider = defineProvider({ name: "shelf", schema: { prefix: t.string() }, configure: ({ config }) => config });
  provider.resource({
    name: "book",
    schema: { title: t.string(), id: t.string().computed().useStateForUnknown() },
    create({ plan, client }) {
      const id = `${client.prefix}${shelf.size}`;
      shelf.set(id, plan.title);
      return { id };
    },
    read: ({ state }) => (shelf.has(state.id) ? { ...state, title: shelf.get(state.id)! } : null),
    update({ plan, prior }) {
      shelf.set(prior.id, plan.title);
      return {};
    },
    delete: ({ state }) => void shelf.delete(state.id),
    import: importBy("id"),
  });
  provider.dataSource({
    name: "count",
    schema: { books: t.int().computed() },
    async read() {
      waiting++;
      if (waiting === crowd) everybody.resolve();
      await everybody.promise;
      return { books: shelf.size };
    },
  });
  return { provider, shelf };
}

const book = cty.object({ title: cty.string, id: cty.string });
const config = cty.object({ prefix: cty.string });
const count = cty.object({ books: cty.number });

type Fields = Readonly<Record<string, string | null>>;

function encode(type: cty.Type, fields: Fields | undefined): { msgpack: Uint8Array } {
  const value = fields === undefined ? cty.nullVal(type) : cty.objectVal(mapFields(fields));
  return { msgpack: msgpack.marshal(value, type) };
}

function mapFields(fields: Fields): Map<string, cty.Value> {
  const valueOf = (text: string | null) => (text === null ? cty.nullVal(cty.string) : cty.stringVal(text));
  return new Map(Object.entries(fields).map(([name, text]) => [name, valueOf(text)]));
}

function decode(value: DynamicValue | undefined): Fields | undefined {
  const read = msgpack.unmarshal(value!.msgpack, book);
  if (read.isNull()) return undefined;
  const textOf = (field: cty.Value): string | null =>
    field.isKnown() ? (field.isNull() ? null : field.asString()) : "?";
  return Object.fromEntries([...read.asValueMap()].map(([name, field]) => [name, textOf(field)]));
}

/** What Terraform does for one resource, from its first plan to its end. */
async function converse(provider: ProviderClient): Promise<void> {
  const typeName = "shelf_book";
  const schema = await provider.getProviderSchema({});
  assert.deepEqual([...schema.resourceSchemas.keys()], [typeName]);
  assert.deepEqual(
    (await provider.validateProviderConfig({ config: encode(config, { prefix: "b" }) })).diagnostics,
    [],
  );
  const configured = await provider.configureProvider({ config: encode(config, { prefix: "b" }) });
  assert.deepEqual(configured.diagnostics, []);

  const change = async (prior: Fields | undefined, proposed: Fields | undefined): Promise<Fields | undefined> => {
    const configured = encode(book, proposed && { ...proposed, id: null });
    if (proposed) {
      const { diagnostics } = await provider.validateResourceConfig({ typeName, config: configured });
      assert.deepEqual(diagnostics, []);
    }
    const common = { typeName, priorState: encode(book, prior), config: configured };
    const plan = await provider.planResourceChange({ ...common, proposedNewState: encode(book, proposed) });
    assert.deepEqual(plan.diagnostics, []);
    const { plannedState, plannedPrivate } = plan;
    const applied = await provider.applyResourceChange({ ...common, plannedState, plannedPrivate });
    assert.deepEqual(applied.diagnostics, []);
    return decode(applied.newState);
  };
  const created = await change(undefined, { title: "Tom Sawyer", id: null });
  assert.deepEqual(created, { title: "Tom Sawyer", id: "b0" });
  const read = await provider.readResource({ typeName, currentState: encode(book, created) });
  assert.deepEqual(decode(read.newState), created);
  const updated = await change(created, { title: "Huckleberry Finn", id: "b0" });
  assert.deepEqual(updated, { title: "Huckleberry Finn", id: "b0" });
  const imported = await provider.importResourceState({ typeName, id: "b0" });
  const readAgain = await provider.readResource({ typeName, currentState: imported.importedResources[0]!.state });
  assert.deepEqual(decode(readAgain.newState), updated);
  assert.equal(await change(updated, undefined), undefined);
}

const own = createCertificate();
const peer = createCertificate();
const trust = (one: typeof own, other: typeof own): MutualTls => ({ own: one, peer: new X509Certificate(other.der) });

const manners: Record<string, { readonly encrypted: boolean; readonly multiplex: boolean }> = {
  "in clear": { encrypted: false, multiplex: false },
  "with mutual TLS": { encrypted: true, multiplex: false },
  "with mutual TLS, on a shared connection": { encrypted: true, multiplex: true },
};

suite("a transport of somebody else's", () => {
  for (const [name, { encrypted, multiplex }] of Object.entries(manners)) {
    test(`Z03 X01 carries a whole provider conversation ${name}, and 100 slow reads at once`, async () => {
      const { logger } = captureLogs();
      const transport = new Memory();
      const output = new CapturedOutput();
      const ended = Promise.withResolvers<void>();
      const crowd = 100;
      const { provider, shelf } = defineShelf(crowd);
      const server = new PluginServer({
        version: 6,
        load: () => [implementService(Provider6, createProviderServer(provider, { logger }))],
        tls: encrypted ? trust(peer, own) : undefined,
        transport,
        openMultiplexer: multiplex ? openMultiplexer : undefined,
        output,
        logger,
        onShutdown: ended.resolve,
      });
      const listener = await transport.listen((connection) => server.accept(connection));
      const printed = Promise.withResolvers<string>();
      const connection = await connectPlugin({
        endpoint: listener,
        version: 6,
        tls: encrypted ? trust(own, peer) : undefined,
        transport,
        multiplex,
        onOutput: (_, data) => printed.resolve(Buffer.from(data).toString()),
        logger,
      });
      await connection.ping();
      const client = connectProvider({ connection });
      await converse(client);
      assert.equal(shelf.size, 0);

      // Each read waits for the last to begin: had one to wait for another's end, none would end.
      const reads = Array.from({ length: crowd }, () =>
        client.readDataSource({ typeName: "shelf_count", config: { msgpack: msgpack.marshal(noCount, count) } }),
      );
      for (const { diagnostics } of await Promise.all(reads)) assert.deepEqual(diagnostics, []);

      output.push(1, Buffer.from("a line of the provider's"));
      assert.equal(await printed.promise, "a line of the provider's");
      assert.deepEqual(await client.stopProvider({}), { Error: "" });
      await connection.shutdown(1_000);
      await ended.promise;
      connection.close();
      await server.close();
    });
  }
});

const noCount = cty.objectVal(new Map([["books", cty.nullVal(cty.number)]]));
