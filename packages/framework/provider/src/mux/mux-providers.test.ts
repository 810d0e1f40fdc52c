// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { GrpcError, type ServiceImpl, Status } from "@provide-foundry/rpcplugin";
import type { DynamicValueInit, Provider6, WriteStateBytes_RequestChunk } from "@provide-foundry/rpcplugin/tfplugin6";
import { captureLogs } from "@provide-foundry/testkit";
import { compileBlock } from "../codec/block.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import type { Fields } from "../schema/field.ts";
import { t } from "../schema/vocabulary.ts";
import { decodeValue, encodeValue } from "../server/wire-value.ts";
import { type Document, toDocument, toValue } from "../testing/document.ts";
import { callMethod, collect, line, streamMethod } from "../testing/test-host.ts";
import { type MuxPart, type MuxServer, muxProviders } from "./index.ts";
import { ownContext } from "./muxed-provider.ts";

const schemas = {
  provider: { host: t.string().describe("Where it is."), key: t.string().optional().sensitive() },
  resource: { title: t.string(), id: t.string().computed() },
  action: { machine: t.string() },
  list: { prefix: t.string() },
};

/** Two providers of one name, as when one part after the other moves; what they are told goes to `log`. */
function createPair(log: string[] = []) {
  const define = (place: string) =>
    defineProvider({
      name: "acme",
      schema: schemas.provider,
      experiments: ["stateStores"],
      validate({ config, diags }) {
        if (config.host === "nowhere") diags.error("No such host", { path: "host" });
        if (config.host === `not ${place}`) diags.warning(`Not for the ${place}`);
      },
      configure({ config, diags }) {
        log.push(`configured ${place}`);
        if (config.host === `refused by ${place}`) diags.error(`Refused by ${place}`);
        return `${place} at ${config.host}`;
      },
    });
  const [east, west] = [define("east"), define("west")];
  for (const [provider, name] of [
    [east, "book"],
    [west, "map"],
  ] as const) {
    provider.resource({
      name,
      schema: schemas.resource,
      create: ({ plan, client }) => ({ id: `${plan.title} of ${client}` }),
      read: ({ state }) => state,
      update: () => ({ id: "changed" }),
    });
  }
  east.function({ name: "double", parameters: [t.param("n", t.int())], returns: t.int(), call: (n) => n * 2 });
  west.function({ name: "halve", parameters: [t.param("n", t.int())], returns: t.int(), call: (n) => n / 2 });
  west.action({
    name: "reboot",
    schema: schemas.action,
    async *invoke({ config }) {
      yield `rebooting ${config.machine}`;
      if (config.machine === "broken") throw new Error("it does not come up");
      yield "done";
    },
  });
  const listed = defineResource({
    name: "star",
    schema: { id: t.string().computed() },
    identity: { id: t.string() },
    create: () => ({ id: "1" }),
    read: ({ state }) => state,
  });
  west.add(listed);
  west.listResource({
    resource: listed,
    schema: schemas.list,
    async *list({ config }) {
      try {
        for (let i = 1; i <= 1_000; i++) {
          log.push(`listed ${i}`);
          yield { identity: { id: `${config.prefix}${i}` }, displayName: `Star ${i}` };
        }
      } finally {
        log.push("list ended");
      }
    },
  });
  const states = new Map<string, Uint8Array>();
  east.stateStore({
    name: "memory",
    schema: {},
    configure: () => ({
      read: (id) => states.get(id),
      write: (id, state) => void states.set(id, state),
      list: () => [...states.keys()],
      delete: (id) => void states.delete(id),
    }),
  });
  return { east, west, log, states };
}

/** A part with handlers of the protocol, for what no definition of ours would do. */
function fakePart(label: string, server: ServiceImpl<Provider6>, onEnd: () => void = () => {}): MuxPart {
  return { label, open: async () => ({ server, [Symbol.asyncDispose]: async () => onEnd() }) };
}

function encodeDocument(schema: Fields, document: Document): DynamicValueInit {
  const { type } = compileBlock(schema);
  return encodeValue(toValue(document, type), type);
}

async function create(server: MuxServer, typeName: string, title: string) {
  const config = encodeDocument(schemas.resource, { title });
  const nothing = encodeDocument(schemas.resource, null);
  const { plannedState } = await callMethod(server, "planResourceChange", {
    typeName,
    priorState: nothing,
    proposedNewState: config,
    config,
  });
  const { newState, diagnostics } = await callMethod(server, "applyResourceChange", {
    typeName,
    priorState: nothing,
    plannedState,
    config,
  });
  const { type } = compileBlock(schemas.resource);
  return { state: toDocument(decodeValue(newState, type)), lines: diagnostics.map(line) };
}

async function configure(server: MuxServer, host: string): Promise<string[]> {
  const config = encodeDocument(schemas.provider, { host });
  return (await callMethod(server, "configureProvider", { terraformVersion: "1.11.4", config })).diagnostics.map(line);
}

async function call(server: MuxServer, name: string, n: number) {
  const { result, error } = await callMethod(server, "callFunction", {
    name,
    arguments: [encodeValue(cty.numberIntVal(n), cty.number)],
  });
  return error ? error.text : toDocument(decodeValue(result, cty.number));
}

function textIn(document: Document): string {
  return JSON.stringify(document);
}

suite("muxProviders", () => {
  test("what providers have is told as if one had it", async () => {
    const { east, west } = createPair();
    await using server = muxProviders([east, west]);
    const metadata = await callMethod(server, "getMetadata", {});
    const schema = await callMethod(server, "getProviderSchema", {});
    const { functions } = await callMethod(server, "getFunctions", {});
    const { identitySchemas } = await callMethod(server, "getResourceIdentitySchemas", {});

    assert.deepEqual(metadata.diagnostics, []);
    const names = (named: readonly { readonly typeName: string }[]): string[] => named.map(({ typeName }) => typeName);
    assert.deepEqual(names(metadata.resources), ["acme_book", "acme_map", "acme_star"]);
    assert.deepEqual(names(metadata.actions), ["acme_reboot"]);
    assert.deepEqual(names(metadata.listResources), ["acme_star"]);
    assert.deepEqual(names(metadata.stateStores), ["acme_memory"]);
    assert.deepEqual(metadata.functions, [{ name: "double" }, { name: "halve" }]);
    assert.deepEqual(schema.diagnostics, []);
    assert.deepEqual(
      schema.provider?.block?.attributes.map(({ name }) => name),
      ["host", "key"],
    );
    assert.deepEqual([...schema.resourceSchemas.keys()], names(metadata.resources));
    assert.deepEqual([...schema.actionSchemas.keys()], ["acme_reboot"]);
    assert.deepEqual([...schema.listResourceSchemas.keys()], ["acme_star"]);
    assert.deepEqual([...schema.stateStoreSchemas.keys()], ["acme_memory"]);
    assert.deepEqual([...schema.functions.keys()], ["double", "halve"]);
    assert.deepEqual([...functions.keys()], ["double", "halve"]);
    assert.deepEqual([...identitySchemas.keys()], ["acme_star"]);
    const all = {
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: true,
      generateResourceConfig: true,
    };
    assert.deepEqual(metadata.serverCapabilities, all);
    assert.deepEqual(schema.serverCapabilities, all);
  });

  test("each call goes to the provider that has the component", async () => {
    const { east, west } = createPair();
    await using server = muxProviders([east, west]);
    assert.deepEqual(await configure(server, "here"), []);
    assert.deepEqual((await create(server, "acme_book", "a")).state, { title: "a", id: "a of east at here" });
    assert.deepEqual((await create(server, "acme_map", "b")).state, { title: "b", id: "b of west at here" });
    assert.equal(await call(server, "double", 4), 8);
    assert.equal(await call(server, "halve", 4), 2);
  });

  test("all check the configuration, and what several say is told once", async () => {
    const { east, west } = createPair();
    await using server = muxProviders([east, west]);
    const validate = async (host: string): Promise<string[]> => {
      const config = encodeDocument(schemas.provider, { host });
      return (await callMethod(server, "validateProviderConfig", { config })).diagnostics.map(line);
    };
    assert.deepEqual(await validate("here"), []);
    assert.deepEqual(await validate("nowhere"), ["error at host: No such host"]);
    assert.deepEqual(await validate("not west"), ["warning: Not for the west"]);
  });

  test("a provider that refuses its configuration ends the configuration of all", async () => {
    const { east, west, log } = createPair();
    await using server = muxProviders([east, west]);
    assert.deepEqual(await configure(server, "refused by east"), ["error: Refused by east"]);
    assert.deepEqual(log, ["configured east"]);
    assert.deepEqual(await configure(server, "refused by west"), ["error: Refused by west"]);
    assert.deepEqual(log, ["configured east", "configured east", "configured west"]);
  });

  test("what two providers have is refused with the names of both", async () => {
    const { east, west } = createPair();
    const again = createPair().west;
    await using server = muxProviders([east, west, again]);
    const expected = ["resource type acme_map", "resource type acme_star", "list resource type acme_star"];
    const { diagnostics } = await callMethod(server, "getProviderSchema", {});
    for (const what of [...expected, "action acme_reboot", "function halve"]) {
      const found = diagnostics.find(({ detail }) => detail.includes(`have the ${what}.`));
      assert.match(found?.detail ?? what, /^Both Provider 2 \(acme\) and Provider 3 \(acme\) have/);
    }
    assert.equal(diagnostics.length, 5);
    // A host that did not ask for the schema is told at the first call.
    assert.match((await create(server, "acme_book", "a")).lines.join(), /Both Provider 2 \(acme\) and Provider 3/);
    assert.match(textIn(await call(server, "double", 1)), /Both Provider 2 \(acme\) and Provider 3/);
    const identities = await callMethod(server, "getResourceIdentitySchemas", {});
    assert.match(identities.diagnostics.map(line).join(), /identity of the resource type acme_star/);
    const functions = await callMethod(server, "getFunctions", {});
    assert.match(functions.diagnostics.map(line).join(), /function halve/);
  });

  test("schemas of the provider that differ are refused with both and the places", async () => {
    const { east } = createPair();
    const other = defineProvider({
      name: "other",
      schema: { host: t.int().optional().describe("Where it is."), token: t.string().optional() },
      meta: { team: t.string() },
    });
    const metaToo = defineProvider({ name: "third", schema: schemas.provider, meta: { team: t.int() } });
    await using server = muxProviders([east, other, metaToo]);
    const { diagnostics } = await callMethod(server, "getProviderSchema", {});
    const [configurations, metas, ...rest] = diagnostics.map(({ detail }) => detail);
    assert.deepEqual(rest, []);
    assert.match(configurations!, /^Provider 1 \(acme\) and Provider 2 \(other\) describe the configuration/);
    assert.deepEqual(
      configurations!.split("\n").filter((text) => text.startsWith("  - ")),
      [
        '  - host: its type is "string" in Provider 1 (acme), "number" in Provider 2 (other)',
        "  - host: required is true in Provider 1 (acme), false in Provider 2 (other)",
        "  - host: optional is false in Provider 1 (acme), true in Provider 2 (other)",
        "  - key: only Provider 1 (acme) has it",
        "  - token: only Provider 2 (other) has it",
      ],
    );
    assert.match(
      metas!,
      /^Provider 2 \(other\) and Provider 3 \(third\) describe provider_meta differently:\n  - team/,
    );
  });

  test("what no provider has is told to whoever asks for it", async () => {
    const { east, west } = createPair();
    await using server = muxProviders([east, west]);
    const { diagnostics } = await callMethod(server, "readResource", { typeName: "acme_globe" });
    assert.deepEqual(diagnostics.map(line), [
      'error: No such resource type: None of the combined providers has the resource type "acme_globe".',
    ]);
    assert.match(textIn(await call(server, "triple", 1)), /^"No such function: .*triple/);
    const events = await collect(streamMethod(server, "listResource", { typeName: "acme_globe" }));
    assert.deepEqual(events.length, 1);
    assert.match(events[0]!.diagnostic.map(line).join(), /No such list resource type/);
    const [last, ...more] = await collect(streamMethod(server, "invokeAction", { actionType: "acme_fly" }));
    assert.match(last!.completed!.diagnostics.map(line).join(), /No such action/);
    assert.deepEqual(more, []);
    const [chunk] = await collect(streamMethod(server, "readStateBytes", { typeName: "acme_disk", stateId: "a" }));
    assert.match(chunk!.diagnostics.map(line).join(), /No such state store/);
    assert.ok(chunk!.range);
  });

  test("a stream is read as fast as its reader takes it, and ends with it", async () => {
    const { east, west, log } = createPair();
    await using server = muxProviders([east, west]);
    await configure(server, "here");
    log.length = 0;
    const config = encodeDocument(schemas.list, { prefix: "s" });
    const events = streamMethod(server, "listResource", { typeName: "acme_star", config, limit: 1_000n });
    const names: string[] = [];
    for await (const { displayName } of events) {
      names.push(displayName);
      if (names.length === 2) break;
    }
    assert.deepEqual(names, ["Star 1", "Star 2"]);
    assert.equal(log.at(-1), "list ended");
    assert.ok(log.length <= 4, `${log.length - 1} were made`);
  });

  test("an action tells its progress, and completes once", async () => {
    const { east, west } = createPair();
    await using server = muxProviders([east, west], { logger: captureLogs().logger });
    await configure(server, "here");
    const invoke = async (machine: string): Promise<string[]> => {
      const config = encodeDocument(schemas.action, { machine });
      const events = await collect(streamMethod(server, "invokeAction", { actionType: "acme_reboot", config }));
      return events.map(
        ({ progress, completed }) => progress?.message ?? `completed: ${completed!.diagnostics.length}`,
      );
    };
    assert.deepEqual(await invoke("one"), ["rebooting one", "done", "completed: 0"]);
    assert.deepEqual(await invoke("broken"), ["rebooting broken", "completed: 1"]);
  });

  test("a state is written where its first chunk says, and read back", async () => {
    const { east, west, states } = createPair();
    await using server = muxProviders([west, east]);
    await callMethod(server, "configureStateStore", {
      typeName: "acme_memory",
      config: encodeDocument({}, {}),
      capabilities: { chunkSize: 4n },
    });
    const chunk = (bytes: string, start: number, meta?: { typeName: string }): WriteStateBytes_RequestChunk => ({
      meta: meta && { ...meta, stateId: "a" },
      bytes: Buffer.from(bytes),
      totalLength: 8n,
      range: { start: BigInt(start), end: BigInt(start + bytes.length - 1) },
    });
    async function* upload(typeName: string) {
      yield chunk("abcd", 0, { typeName });
      yield chunk("efgh", 4);
    }
    async function* nothing(): AsyncGenerator<WriteStateBytes_RequestChunk> {}
    const write = async (chunks: AsyncIterable<WriteStateBytes_RequestChunk>): Promise<string> => {
      const { diagnostics = [] } = await server.writeStateBytes(chunks, ownContext("WriteStateBytes"));
      return diagnostics.map(({ summary }) => summary).join();
    };
    assert.equal(await write(upload("acme_memory")), "");
    assert.equal(Buffer.from(states.get("a")!).toString(), "abcdefgh");
    const read = await collect(streamMethod(server, "readStateBytes", { typeName: "acme_memory", stateId: "a" }));
    assert.equal(Buffer.concat(read.map(({ bytes }) => bytes)).toString(), "abcdefgh");
    assert.equal(await write(upload("acme_disk")), "No such state store");
    assert.equal(await write(nothing()), "Nothing to write");
  });

  test("an older provider is asked for its schema, and is not told of deletions", async () => {
    const asked: string[] = [];
    const provider = { block: { attributes: [] } };
    const old = fakePart("old", {
      getProviderSchema() {
        asked.push("schema");
        return { provider, resourceSchemas: new Map([["old_thing", { block: {} }]]) };
      },
      planResourceChange() {
        asked.push("plan");
        return {};
      },
    });
    await using server = muxProviders([old, defineProvider({ name: "young" })]);
    const { resources, serverCapabilities } = await callMethod(server, "getMetadata", {});
    assert.deepEqual(resources, [{ typeName: "old_thing" }]);
    assert.deepEqual(serverCapabilities, {
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: true,
      generateResourceConfig: false,
    });
    const plan = (state: Document) =>
      callMethod(server, "planResourceChange", {
        typeName: "old_thing",
        proposedNewState: encodeDocument({}, state),
        priorPrivate: Buffer.from("kept"),
      });
    const deletion = await plan(null);
    assert.deepEqual(deletion.diagnostics, []);
    assert.equal(Buffer.from(deletion.plannedPrivate).toString(), "kept");
    assert.deepEqual(deletion.plannedState?.msgpack, encodeDocument({}, null).msgpack);
    await plan({});
    assert.deepEqual(asked, ["schema", "plan"]);
    assert.deepEqual((await callMethod(server, "getFunctions", {})).diagnostics, []);
    assert.deepEqual((await callMethod(server, "getResourceIdentitySchemas", {})).diagnostics, []);
    const { diagnostics } = await callMethod(server, "importResourceState", { typeName: "old_thing", id: "1" });
    assert.match(diagnostics.map(line).join(), /Provider 1 \(old\): it has no importResourceState/);
  });

  test("a call that fails is an error with the provider's name, and loses no state", async () => {
    const failing = fakePart("shaky", {
      getMetadata: () => ({
        resources: [{ typeName: "shaky_thing" }],
        serverCapabilities: { getProviderSchemaOptional: true },
      }),
      applyResourceChange() {
        throw new GrpcError(Status.UNAVAILABLE, "the line is dead");
      },
    });
    await using server = muxProviders([failing]);
    const priorState = encodeDocument(schemas.resource, { title: "a", id: "1" });
    const request = { typeName: "shaky_thing", priorState, plannedPrivate: Buffer.from("p") };
    const { newState, diagnostics, ...applied } = await callMethod(server, "applyResourceChange", request);
    assert.deepEqual(diagnostics.map(line), ["error: Combined provider failed: Provider 1 (shaky): the line is dead"]);
    assert.deepEqual(newState?.msgpack, priorState.msgpack);
    assert.equal(Buffer.from(applied.private).toString(), "p");
    // Nobody waits for this answer.
    await assert.rejects(callMethod(server, "applyResourceChange", request, AbortSignal.abort()), /the line is dead/);
  });

  test("a provider is opened once, by the first call, and ended with the others", async () => {
    const log: string[] = [];
    const part: MuxPart = {
      label: "counted",
      async open() {
        log.push("opened");
        return {
          server: { getMetadata: () => ({}), getProviderSchema: () => ({}) },
          [Symbol.asyncDispose]: async () => void log.push("ended"),
        };
      },
    };
    const server = muxProviders([part]);
    assert.deepEqual(await callMethod(server, "stopProvider", {}), { Error: "" });
    assert.deepEqual(log, []);
    await Promise.all([callMethod(server, "getMetadata", {}), callMethod(server, "getProviderSchema", {})]);
    assert.deepEqual(log, ["opened"]);
    await server[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
    assert.deepEqual(log, ["opened", "ended"]);
    await muxProviders([part])[Symbol.asyncDispose]();
    assert.deepEqual(log, ["opened", "ended"]);
  });

  test("all are told to stop, and what they have against it is told", async () => {
    const stops = (label: string, Error: string): MuxPart =>
      fakePart(label, { getMetadata: () => ({}), getProviderSchema: () => ({}), stopProvider: () => ({ Error }) });
    await using server = muxProviders([stops("a", "busy"), stops("b", ""), stops("c", "asleep")]);
    await callMethod(server, "getMetadata", {});
    assert.deepEqual(await callMethod(server, "stopProvider", {}), { Error: "busy\nasleep" });
  });

  test("one that cannot be opened is an error of every call, tried once", async () => {
    let tries = 0;
    const broken: MuxPart = {
      label: "broken",
      open() {
        tries++;
        return Promise.reject(new Error("no such file"));
      },
    };
    await using server = muxProviders([createPair().east, broken]);
    const { diagnostics } = await callMethod(server, "getProviderSchema", {});
    assert.deepEqual(diagnostics.map(line), ["error: Combined provider failed: Provider 2 (broken): no such file"]);
    assert.match((await create(server, "acme_book", "a")).lines.join(), /no such file/);
    assert.equal(tries, 1);
  });

  test("what is no provider is refused at once", () => {
    assert.throws(() => muxProviders([]), /combined provider: providers: there are none/);
    const { east } = createPair();
    assert.throws(() => muxProviders([east, undefined as never, 3 as never]), {
      code: "provider.definition",
      message: /providers\[1\]: undefined is no provider[^]*providers\[2\]: 3 is no provider/,
    });
    assert.throws(() => muxProviders([Object]), /Object is not a provider/);
  });
});
