// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { duplexPair } from "node:stream";
import { suite, test } from "node:test";
import { captureLogs } from "@provide-foundry/testkit";
import { PluginConnection } from "./connect-plugin.ts";
import { Provider5, Schema_NestedBlock_NestingMode } from "./generated/tfplugin5.ts";
import { Provider6 } from "./generated/tfplugin6.ts";
import { GrpcChannel } from "./grpc/channel.ts";
import { GrpcError } from "./grpc/grpc-error.ts";
import { GrpcServer } from "./grpc/server.ts";
import { implementService, type Service, type ServiceImpl } from "./grpc/service.ts";
import { Status } from "./grpc/status.ts";
import { PluginError } from "./plugin-error.ts";
import type { ServiceDescriptor } from "./protobuf/service.ts";
import { type ConnectedPlugin, connectProvider, type ProviderClient } from "./provider-client.ts";

/** A provider whose connection stays in memory. */
class MemoryProvider implements AsyncDisposable, ConnectedPlugin {
  readonly connection: PluginConnection;
  readonly #server: GrpcServer;

  constructor(service: Service, version: number) {
    const { logger } = captureLogs();
    const [near, far] = duplexPair();
    this.#server = new GrpcServer({ services: [service], logger });
    this.#server.accept(far);
    this.connection = new PluginConnection(new GrpcChannel(near), { version, logger });
  }

  static speaking5(impl: ServiceImpl<Provider5>): MemoryProvider {
    return new MemoryProvider(implementService(Provider5, impl), 5);
  }

  static speaking6(impl: ServiceImpl<Provider6>): MemoryProvider {
    return new MemoryProvider(implementService(Provider6, impl), 6);
  }

  get client(): ProviderClient {
    return connectProvider(this);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.connection.close();
    await this.#server.close();
  }
}

type AnyCall = (request: unknown) => Promise<unknown> | AsyncIterable<unknown>;

/** A service that answers every call with nothing, once all of its requests are there. */
function recordCalls(descriptor: ServiceDescriptor, called: string[]): Service {
  const handlers = Object.entries(descriptor.methods).map(([name, { kind }]): [string, (input: unknown) => unknown] => {
    const record = async (input: unknown): Promise<object> => {
      if (kind === "clientStream") assert.equal((await collect(input as AsyncIterable<unknown>)).length, 2);
      called.push(name);
      return {};
    };
    if (kind !== "serverStream") return [name, record];
    return [
      name,
      async function* (input: unknown) {
        yield await record(input);
      },
    ];
  });
  return { descriptor, handlers: Object.fromEntries(handlers) };
}

async function collect<T>(messages: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const message of messages) all.push(message);
  return all;
}

/** Expects a PluginError. */
function fails(call: Promise<unknown>, code: string, message: RegExp): Promise<void> {
  return assert.rejects(call, (error) => {
    assert.ok(error instanceof PluginError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.ok(error.hint);
    return true;
  });
}

const msgpack = Buffer.of(0xc0);
const warning = { severity: 2, summary: "The disk is slow" };

suite("connectProvider", () => {
  test("R04 a schema of protocol 5 reads as one of protocol 6", async () => {
    const block = {
      attributes: [
        { name: "token", type: Buffer.from('"string"'), optional: true, writeOnly: true, deprecationMessage: "x" },
      ],
      blockTypes: [{ typeName: "rule", nesting: Schema_NestedBlock_NestingMode.SET, maxItems: 3n }],
    };
    const five = MemoryProvider.speaking5({
      getSchema: () => ({ provider: { block }, resourceSchemas: new Map([["made_up", { version: 2n, block }]]) }),
      getMetadata: () => ({ resources: [{ typeName: "made_up" }] }),
    });
    const six = MemoryProvider.speaking6({
      getProviderSchema: () => ({
        provider: { block },
        resourceSchemas: new Map([["made_up", { version: 2n, block }]]),
      }),
      getMetadata: () => ({ resources: [{ typeName: "made_up" }] }),
    });
    await using _ = five;
    await using __ = six;
    const schema = await five.client.getProviderSchema({});
    assert.deepEqual(schema, await six.client.getProviderSchema({}));
    assert.equal(schema.resourceSchemas.get("made_up")?.block?.attributes[0]?.deprecationMessage, "x");
    assert.deepEqual(await five.client.getMetadata({}), await six.client.getMetadata({}));
    assert.deepEqual([five.client.protocolVersion, six.client.protocolVersion], [5, 6]);
  });

  test("calls of protocol 5 have the names of protocol 6", async () => {
    const seen: unknown[] = [];
    await using provider = MemoryProvider.speaking5({
      prepareProviderConfig: ({ config }) => ({ preparedConfig: config, diagnostics: [warning] }),
      validateResourceTypeConfig: ({ typeName, clientCapabilities }) => {
        seen.push(typeName, clientCapabilities?.writeOnlyAttributesAllowed);
        return {};
      },
      validateDataSourceConfig: () => ({ diagnostics: [warning] }),
      configure: ({ terraformVersion }) => {
        seen.push(terraformVersion);
        return {};
      },
      planResourceChange: ({ proposedNewState }) => ({ plannedState: proposedNewState, legacyTypeSystem: true }),
      async *listResource({ limit }) {
        for (let i = 0n; i < limit; i++) yield { displayName: `thing ${i}` };
      },
      stop: () => ({ Error: "cannot" }),
    });
    const { client } = provider;
    const validated = await client.validateProviderConfig({ config: { msgpack } });
    assert.deepEqual(Object.keys(validated), ["diagnostics"]);
    assert.equal(validated.diagnostics[0]?.summary, warning.summary);
    await client.validateResourceConfig({
      typeName: "made_up",
      clientCapabilities: { writeOnlyAttributesAllowed: true },
    });
    assert.equal((await client.validateDataResourceConfig({ typeName: "made_up" })).diagnostics.length, 1);
    await client.configureProvider({ terraformVersion: "1.11.4" });
    assert.deepEqual(seen, ["made_up", true, "1.11.4"]);
    const planned = await client.planResourceChange({ proposedNewState: { msgpack } });
    assert.deepEqual(planned.plannedState?.msgpack, Uint8Array.from(msgpack));
    assert.equal(planned.legacyTypeSystem, true);
    const names: string[] = [];
    for await (const { displayName } of client.listResource({ limit: 2n })) names.push(displayName);
    assert.deepEqual(names, ["thing 0", "thing 1"]);
    assert.equal((await client.stopProvider({})).Error, "cannot");
  });

  for (const [version, descriptor] of [
    [6, Provider6],
    [5, Provider5],
  ] as const) {
    test(`R01 every call of tfplugin ${version}.11 arrives`, async () => {
      const called: string[] = [];
      const service: ServiceDescriptor = descriptor;
      await using provider = new MemoryProvider(recordCalls(service, called), version);
      const missing: string[] = [];
      const { protocolVersion, ...client } = provider.client;
      assert.equal(protocolVersion, version);
      for (const [name, call] of Object.entries(client) as [string, AnyCall][]) {
        const { kind } = (Provider6 as ServiceDescriptor).methods[name]!;
        const answer = call(kind === "clientStream" ? [{}, {}] : {});
        const isStream = Symbol.asyncIterator in answer;
        await (isStream ? collect(answer) : answer).catch((error: PluginError) => missing.push(error.message));
      }
      assert.deepEqual(called.toSorted(), Object.keys(service.methods).toSorted());
      assert.equal(Object.keys(client).length, 36);
      assert.equal(called.length, version === 6 ? 36 : 28);
      assert.equal(missing.length, 36 - called.length);
      assert.ok(
        missing.every((message) => message.includes("UNIMPLEMENTED: protocol 5 has no state stores")),
        missing.join(),
      );
    });
  }

  test("R01 the streams of protocol 6 keep their messages in order, in both directions", async () => {
    const written: string[] = [];
    await using provider = MemoryProvider.speaking6({
      async *listResource({ limit }) {
        for (let i = 0n; i < limit; i++) yield { displayName: `thing ${i}`, identity: { identityData: { msgpack } } };
        yield { diagnostic: [warning] };
      },
      async *invokeAction() {
        yield { progress: { message: "half" } };
        yield { completed: { diagnostics: [warning] } };
      },
      async *readStateBytes({ stateId }) {
        const text = `state of ${stateId}`;
        const totalLength = BigInt(text.length);
        for (let start = 0; start < text.length; start += 4) {
          const range = { start: BigInt(start), end: BigInt(Math.min(start + 4, text.length)) };
          yield { bytes: Buffer.from(text.slice(start, start + 4)), totalLength, range };
        }
      },
      async writeStateBytes(chunks) {
        for await (const { meta, bytes, range } of chunks) {
          written.push(`${meta?.stateId ?? "-"} ${range?.start} ${Buffer.from(bytes).toString()}`);
        }
        return { diagnostics: [warning] };
      },
    });
    const { client } = provider;
    const list = await collect(client.listResource({ limit: 2n }));
    assert.deepEqual(
      list.map(({ displayName, identity, diagnostic }) => [
        displayName,
        identity?.identityData?.msgpack[0],
        diagnostic.length,
      ]),
      [
        ["thing 0", 0xc0, 0],
        ["thing 1", 0xc0, 0],
        ["", undefined, 1],
      ],
    );
    const events = await collect(client.invokeAction({}));
    assert.equal(events[0]?.progress?.message, "half");
    assert.equal(events[1]?.completed?.diagnostics[0]?.summary, warning.summary);
    const chunks = await collect(client.readStateBytes({ stateId: "default" }));
    assert.equal(Buffer.concat(chunks.map(({ bytes }) => bytes)).toString(), "state of default");
    assert.deepEqual(chunks.at(-1)?.range, { start: 12n, end: 16n });
    const answer = await client.writeStateBytes([
      { meta: { typeName: "acme", stateId: "default" }, bytes: Buffer.from("one"), range: { start: 0n, end: 3n } },
      { bytes: Buffer.from("two"), range: { start: 3n, end: 6n } },
    ]);
    assert.deepEqual(written, ["default 0 one", "- 3 two"]);
    assert.equal(answer.diagnostics[0]?.summary, warning.summary);
  });

  test("protocol 5 has no state stores", async () => {
    await using provider = MemoryProvider.speaking5({});
    const { client } = provider;
    await fails(client.lockState({}), "plugin.call", /LockState failed with UNIMPLEMENTED: protocol 5 has no state/);
    await fails(client.writeStateBytes([{}]), "plugin.call", /WriteStateBytes failed with UNIMPLEMENTED/);
    await fails(client.readStateBytes({}).next(), "plugin.call", /ReadStateBytes failed with UNIMPLEMENTED/);
  });

  test("a schema has a limit, which a call may change", async () => {
    let description = "x".repeat(64 * 1024 * 1024);
    await using provider = MemoryProvider.speaking6({
      getProviderSchema: () => ({ provider: { block: { description } } }),
    });
    const { client } = provider;
    const code = "plugin.call";
    await fails(
      client.getProviderSchema({}),
      code,
      /GetProviderSchema .* RESOURCE_EXHAUSTED: .* limit of 67108864 bytes/,
    );
    description = "longer than ten bytes";
    await fails(client.getProviderSchema({}, { maxMessageBytes: 10 }), code, /limit of 10 bytes/);
    assert.equal((await client.getProviderSchema({})).provider?.block?.description, description);
  });

  test("a call ends at its deadline, and when its signal says so", async () => {
    const hang = (_: unknown, { signal }: { signal: AbortSignal }): Promise<never> =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error)));
    await using provider = MemoryProvider.speaking5({ applyResourceChange: hang, readResource: hang });
    const { client } = provider;
    await fails(
      client.applyResourceChange({}, { timeoutMs: 50 }),
      "plugin.call",
      /ApplyResourceChange failed with DEADLINE_EXCEEDED/,
    );
    const controller = new AbortController();
    const read = client.readResource({}, { signal: controller.signal });
    controller.abort();
    await fails(read, "plugin.call", /ReadResource failed with CANCELLED/);
    const late = client.listResource({}, { signal: AbortSignal.abort() });
    await fails(late.next(), "plugin.call", /ListResource failed with CANCELLED/);
  });

  test("leaving a stream early cancels its call", async () => {
    let cancelled: () => void = () => {};
    const wasCancelled = new Promise<void>((resolve) => (cancelled = resolve));
    await using provider = MemoryProvider.speaking6({
      async *invokeAction(_, { signal }) {
        signal.addEventListener("abort", cancelled);
        for (;;) yield { progress: { message: "still at it" } };
      },
    });
    for await (const { progress } of provider.client.invokeAction({})) {
      assert.equal(progress?.message, "still at it");
      break;
    }
    await wasCancelled;
  });

  test("an error of the provider names call and status, and keeps its cause", async () => {
    await using provider = MemoryProvider.speaking6({
      readResource() {
        throw new GrpcError(Status.NOT_FOUND, "there is no such type");
      },
      async *listResource() {
        yield { displayName: "one" };
        throw new Error("the list broke off");
      },
    });
    const { client } = provider;
    await assert.rejects(client.readResource({}), (error: PluginError) => {
      assert.equal(error.message, "ReadResource failed with NOT_FOUND: there is no such type");
      assert.deepEqual(error.context, { method: "ReadResource", status: "NOT_FOUND" });
      return error.cause instanceof GrpcError && error.cause.code === Status.NOT_FOUND;
    });
    const list = client.listResource({});
    assert.equal((await list.next()).value?.displayName, "one");
    await fails(list.next(), "plugin.call", /ListResource failed with UNKNOWN: the list broke off/);
    await fails(client.getFunctions({}), "plugin.call", /GetFunctions failed with UNIMPLEMENTED/);
  });

  test("a request that its message cannot hold is the caller's own error", async () => {
    await using provider = MemoryProvider.speaking5({});
    const call = provider.client.readResource({ typeName: 5 as unknown as string });
    await assert.rejects(call, { code: "protobuf.encode" });
  });

  test("a connection that is gone, with what is known of its end", async () => {
    await using provider = MemoryProvider.speaking6({});
    provider.connection.close();
    await fails(provider.client.getFunctions({}), "plugin.call", /GetFunctions failed with UNAVAILABLE/);
    const explainLoss = async (): Promise<PluginError> =>
      new PluginError("the plugin ended with code 2", { code: "plugin.ended", hint: "Start it again." });
    const client = connectProvider({ connection: provider.connection, explainLoss });
    await fails(client.getFunctions({}), "plugin.ended", /^GetFunctions: the plugin ended with code 2$/);
  });

  test("R03 a provider of another protocol is refused", async () => {
    await using provider = new MemoryProvider(implementService(Provider6, {}), 4);
    assert.throws(() => provider.client, /speaks version 4 of the provider protocol, this host 5 and 6/);
  });
});
