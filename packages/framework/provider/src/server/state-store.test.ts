// SPDX-License-Identifier: Apache-2.0

import { Metadata } from "@provide-foundry/rpcplugin";
import { decode, encode } from "@provide-foundry/rpcplugin/protobuf";
import { Provider6, type WriteStateBytes_RequestChunkInit } from "@provide-foundry/rpcplugin/tfplugin6";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { DiagnosticError } from "../definition/diagnostic-error.ts";
import { defineProvider } from "../definition/provider.ts";
import { type StateStorage, defineStateStore } from "../definition/state-store.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { conflicting } from "../validators/relations.ts";
import { TestHost, line } from "../testing/test-host.ts";

/** What an author may write who has no compiler to say no. */
type Loose = Parameters<typeof defineStateStore>[0];

/** States in memory, as an author would write them. */
class MemoryStorage implements StateStorage {
  readonly states = new Map<string, Uint8Array>();
  readonly #locks = new Map<string, string>();

  read(id: string): Uint8Array | undefined {
    return this.states.get(id);
  }

  write(id: string, state: Uint8Array): void {
    this.states.set(id, state);
  }

  list(): string[] {
    return [...this.states.keys()];
  }

  delete(id: string): void {
    this.states.delete(id);
  }

  lock(id: string, operation: string): string {
    const holder = this.#locks.get(id);
    if (holder !== undefined) throw new DiagnosticError(`The state ${id} is locked`, { detail: `By ${holder}.` });
    this.#locks.set(id, `${operation} of ${id}`);
    return `${operation} of ${id}`;
  }

  unlock(id: string, lockId: string): void {
    if (this.#locks.get(id) !== lockId) throw new DiagnosticError(`The state ${id} has another lock`);
    this.#locks.delete(id);
  }
}

function createStore(storage: unknown = new MemoryStorage()) {
  const provider = defineProvider({ name: "acme", experiments: ["stateStores"], configure: () => "client" });
  provider.stateStore({
    name: "memory",
    description: "Keeps states in memory.",
    schema: { region: t.string().minLength(2).default("eu") },
    validate({ config, diags }) {
      if (config.region === "moon") diags.error("Too far", { path: "region" });
    },
    configure: () => storage as StateStorage,
  });
  return new StoreHost(provider);
}

const store = { typeName: "acme_memory", stateId: "default" };

class StoreHost extends TestHost {
  async configureStore(config: Document = {}, chunkSize: bigint = 0n) {
    const { capabilities, diagnostics } = await this.call("configureStateStore", {
      typeName: "acme_memory",
      config: this.encode("stateStore", "memory", config),
      capabilities: { chunkSize },
    });
    return { chunkSize: capabilities?.chunkSize, lines: diagnostics.map(line) };
  }

  async upload(...chunks: WriteStateBytes_RequestChunkInit[]): Promise<string[]> {
    const { input, output } = Provider6.methods.writeStateBytes;
    const context = {
      path: "/tfplugin6.Provider/WriteStateBytes",
      signal: new AbortController().signal,
      deadlineMs: undefined,
      metadata: new Metadata(),
    };
    async function* send() {
      for (const chunk of chunks) yield decode(input, encode(input, chunk));
    }
    const response = await this.server.writeStateBytes!(send(), context);
    return decode(output, encode(output, response)).diagnostics.map(line);
  }

  /** The chunks of a state, each as its text and its range. */
  async download(stateId: string = "default"): Promise<string[]> {
    const chunks = await this.streamAll("readStateBytes", { typeName: "acme_memory", stateId });
    return chunks.map(({ bytes, totalLength, range, diagnostics }) =>
      [
        `${Buffer.from(bytes).toString()} ${range?.start}-${range?.end} of ${totalLength}`,
        ...diagnostics.map(line),
      ].join("; "),
    );
  }
}

/** One chunk of a state of `total` bytes. */
function chunk(text: string, start: number, total: number, end: number = start + text.length - 1) {
  return {
    bytes: Buffer.from(text),
    totalLength: BigInt(total),
    range: { start: BigInt(start), end: BigInt(end) },
    ...(start === 0 && { meta: store }),
  };
}

suite("V07 state stores", () => {
  test("they are listed in metadata and schema", async () => {
    const host = createStore();
    assert.deepEqual((await host.call("getMetadata", {})).stateStores, [{ typeName: "acme_memory" }]);
    const { stateStoreSchemas } = await host.call("getProviderSchema", {});
    const block = stateStoreSchemas.get("acme_memory")?.block;
    assert.equal(block?.description, "Keeps states in memory.");
    assert.deepEqual(
      block.attributes.map(({ name }) => name),
      ["region"],
    );
  });

  test("without the experiment there are none, and their calls are left UNIMPLEMENTED", () => {
    const memory = defineStateStore({ name: "memory", schema: {}, configure: () => new MemoryStorage() });
    const provider = defineProvider({ name: "acme", components: [memory] });
    assert.throws(() => new TestHost(provider), /provider acme: state store memory: it is experimental/);
    const { server } = new TestHost(defineProvider({ name: "acme" }));
    assert.equal("readStateBytes" in server, false);
  });

  test("trap: chunks have 8 MB unless the host wants others, and 128 MB at most", async () => {
    const host = createStore();
    const mebibyte = 1024n * 1024n;
    for (const [wanted, want] of [
      [0n, 8n * mebibyte],
      [-1n, 8n * mebibyte],
      [5n, 5n],
      [128n * mebibyte, 128n * mebibyte],
      [129n * mebibyte, 128n * mebibyte],
      [2n ** 62n, 128n * mebibyte],
    ] as const) {
      assert.deepEqual(await host.configureStore({}, wanted), { chunkSize: want, lines: [] });
    }
  });

  test("trap: the end of a range is the place of its last byte", async () => {
    const storage = new MemoryStorage();
    const host = createStore(storage);
    await host.configureStore({}, 4n);
    assert.deepEqual(await host.upload(chunk("abcd", 0, 10), chunk("efgh", 4, 10), chunk("ij", 8, 10)), []);
    assert.equal(Buffer.from(storage.states.get("default")!).toString(), "abcdefghij");
    assert.deepEqual(await host.download(), ["abcd 0-3 of 10", "efgh 4-7 of 10", "ij 8-9 of 10"]);
    assert.deepEqual(await host.upload(chunk("abcd", 0, 4)), []);
    assert.deepEqual(await host.download(), ["abcd 0-3 of 4"]);
  });

  test("trap: an empty state and one that does not exist have a range all the same", async () => {
    const storage = new MemoryStorage();
    const host = createStore(storage);
    await host.configureStore();
    assert.deepEqual(await host.download(), [" 0-0 of 0"]);
    assert.deepEqual(await host.upload({ meta: store, range: { start: 0n, end: 0n } }), []);
    assert.deepEqual(storage.states.get("default"), new Uint8Array());
    assert.deepEqual(await host.download(), [" 0-0 of 0"]);
  });

  const truncated: Record<string, { chunks: WriteStateBytes_RequestChunkInit[]; want: RegExp }> = {
    "nothing comes": { chunks: [], want: /The host sent none\. Nothing was stored\./ },
    "the rest does not come": { chunks: [chunk("abcd", 0, 10)], want: /Of 10 bytes 4 arrived\. Nothing was stored\./ },
    "too much comes": { chunks: [chunk("abcd", 0, 3)], want: /Of 3 bytes 4 arrived/ },
    "one is lost": {
      chunks: [chunk("abcd", 0, 10), chunk("ij", 8, 10)],
      want: /A chunk for bytes 8 to 9 came where 4 to 5 were due/,
    },
    "an end is exclusive": { chunks: [chunk("abcd", 0, 4, 4)], want: /bytes 0 to 4 came where 0 to 3 were due/ },
    "the length changes": { chunks: [chunk("abcd", 0, 10), chunk("ef", 4, 6)], want: /changed from 10 to 6 bytes/ },
    "one is too large": { chunks: [chunk("abcde", 0, 5)], want: /A chunk of 5 bytes is over the 4 agreed on/ },
    "it belongs nowhere": {
      chunks: [{ ...chunk("a", 0, 1), meta: undefined }],
      want: /^error: The state cannot be stored: Its first chunk does not say where it belongs/,
    },
    "it has no id": {
      chunks: [{ ...chunk("a", 0, 1), meta: { typeName: "acme_memory" } }],
      want: /^error: A state needs an id/,
    },
    "its store is unknown": {
      chunks: [{ ...chunk("a", 0, 1), meta: { typeName: "acme_none", stateId: "a" } }],
      want: /^error: There is no state store acme_none/,
    },
  };
  test("trap: half a state is not stored", async () => {
    for (const [name, { chunks, want }] of Object.entries(truncated)) {
      const storage = new MemoryStorage();
      storage.write("default", Buffer.from("old"));
      const host = createStore(storage);
      await host.configureStore({}, 4n);
      const lines = await host.upload(...chunks);
      assert.equal(lines.length, 1, name);
      assert.match(lines[0]!, want, name);
      assert.equal(Buffer.from(storage.states.get("default")!).toString(), "old", name);
    }
  });

  test("an upload that breaks off is not stored", async () => {
    const storage = new MemoryStorage();
    const host = createStore(storage);
    await host.configureStore();
    async function* broken() {
      yield decode(
        Provider6.methods.writeStateBytes.input,
        encode(Provider6.methods.writeStateBytes.input, chunk("ab", 0, 4)),
      );
      throw new Error("the host is gone");
    }
    const context = { path: "", signal: new AbortController().signal, deadlineMs: undefined, metadata: new Metadata() };
    const { diagnostics = [] } = await host.server.writeStateBytes!(broken(), context);
    assert.match(diagnostics[0]!.detail!, /the host is gone/);
    assert.equal(storage.states.size, 0);
  });

  test("states are listed and deleted", async () => {
    const host = createStore();
    await host.configureStore();
    await host.upload(chunk("a", 0, 1));
    assert.deepEqual((await host.call("getStates", { typeName: "acme_memory" })).stateIds, ["default"]);
    assert.deepEqual((await host.call("deleteState", store)).diagnostics, []);
    assert.deepEqual((await host.call("getStates", { typeName: "acme_memory" })).stateIds, []);
  });

  test("trap: a second writer is kept out until the first has unlocked", async () => {
    const host = createStore();
    await host.configureStore();
    const { lockId } = await host.call("lockState", { ...store, operation: "apply" });
    assert.equal(lockId, "apply of default");
    const second = await host.call("lockState", { ...store, operation: "plan" });
    assert.deepEqual(
      [second.lockId, ...second.diagnostics.map(line)],
      ["", "error: The state default is locked: By apply of default."],
    );
    const wrong = await host.call("unlockState", { ...store, lockId: "other" });
    assert.deepEqual(wrong.diagnostics.map(line), ["error: The state default has another lock"]);
    assert.deepEqual((await host.call("unlockState", { ...store, lockId })).diagnostics, []);
    assert.equal((await host.call("lockState", { ...store, operation: "plan" })).lockId, "plan of default");
  });

  test("a storage without locks has none", async () => {
    const host = createStore({ read: () => undefined, write() {}, list: () => [], delete() {} });
    await host.configureStore();
    const locked = await host.call("lockState", { ...store, operation: "apply" });
    assert.deepEqual([locked.lockId, locked.diagnostics], ["", []]);
    assert.deepEqual((await host.call("unlockState", { ...store, lockId: "" })).diagnostics, []);
  });

  test("a configuration is judged by the schema, then by validate", async () => {
    const host = createStore();
    const cases: readonly (readonly [Document, RegExp | undefined])[] = [
      [{}, undefined],
      [{ region: "a" }, /^error at region: Invalid value of region/],
      [{ region: "moon" }, /^error at region: Too far/],
    ];
    for (const [document, want] of cases) {
      const config = host.encode("stateStore", "memory", document);
      const { diagnostics } = await host.call("validateStateStoreConfig", { typeName: "acme_memory", config });
      if (want === undefined) assert.deepEqual(diagnostics, []);
      else assert.match(line(diagnostics[0]!), want);
    }
    assert.match((await host.configureStore({ region: "a" })).lines[0]!, /^error at region/);
    assert.deepEqual((await host.configureStore({ region: UNKNOWN })).lines, [
      "error: acme_memory cannot be used yet: Its configuration is not known.",
    ]);
  });

  test("its rules judge what is written, without defaults, before it is opened too", async () => {
    const provider = defineProvider({ name: "acme", experiments: ["stateStores"] });
    provider.stateStore({
      name: "memory",
      schema: { region: t.string().default("eu"), zone: t.string().optional() },
      rules: [conflicting("region", "zone")],
      configure: () => new MemoryStorage(),
    });
    const host = new StoreHost(provider);
    const want = ["error at region: Invalid value of region: region conflicts with zone: only one of them can be set."];
    for (const [document, lines] of [
      [{ zone: "a" }, []],
      [{ region: "eu", zone: "a" }, want],
    ] as const) {
      const config = host.encode("stateStore", "memory", document);
      const { diagnostics } = await host.call("validateStateStoreConfig", { typeName: "acme_memory", config });
      assert.deepEqual(diagnostics.map(line), lines);
      assert.deepEqual((await host.configureStore(document)).lines, lines);
    }
  });

  test("a store that is not configured says so", async () => {
    const host = createStore();
    const want =
      "error: The state store acme_memory is not configured: The host has to configure it before it is used.";
    assert.deepEqual(await host.download(), [` 0-0 of 0; ${want}`]);
    assert.deepEqual((await host.call("getStates", { typeName: "acme_memory" })).diagnostics.map(line), [want]);
    assert.deepEqual(await host.upload(chunk("a", 0, 1)), [want]);
  });

  test("a failure while reading comes with a range, as every chunk", async () => {
    const storage = new MemoryStorage();
    storage.read = () => {
      throw new Error("the disk is broken");
    };
    const host = createStore(storage);
    await host.configureStore();
    assert.deepEqual(await host.download(), [" 0-0 of 0; error: acme_memory: read failed: the disk is broken"]);
  });

  const mistakes: Record<string, { storage: object; call: (host: StoreHost) => Promise<unknown>; want: RegExp }> = {
    "a storage that is none": {
      storage: { read() {} },
      call: async () => undefined,
      want: /from configure: Attribute: storage\nExpected: {2}an object with read, write, list and delete/,
    },
    "a state that is no bytes": {
      storage: Object.assign(new MemoryStorage(), { read: () => "{}" }),
      call: async (host) => host.download(),
      want: /from read: Attribute: state\nExpected: {2}a Uint8Array or nothing\nGot: +the string/,
    },
    "a lock without an id": {
      storage: Object.assign(new MemoryStorage(), { lock: () => "" }),
      call: async (host) => (await host.call("lockState", store)).diagnostics.map(line),
      want: /from lock: Attribute: lock id\nExpected: {2}a string that is not empty/,
    },
    "ids that are no text": {
      storage: Object.assign(new MemoryStorage(), { list: () => [1] }),
      call: async (host) => (await host.call("getStates", { typeName: "acme_memory" })).diagnostics.map(line),
      want: /from list: Attribute: state ids\nExpected: {2}an array of strings/,
    },
  };
  for (const [name, { storage, call, want }] of Object.entries(mistakes)) {
    test(`a provider's bug: ${name}`, async () => {
      const host = createStore(storage);
      const { lines } = await host.configureStore();
      assert.match(`${lines.join()}${String(await call(host))}`, want);
    });
  }

  test("definitions that cannot work are refused", () => {
    assert.throws(
      () => defineStateStore({ name: "a", schema: { provider: t.string() } } as unknown as Loose),
      /state store a:\n {2}- configure: this handler is missing\n {2}- provider: Terraform reserves this name/,
    );
  });
});
