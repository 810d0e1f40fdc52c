// SPDX-License-Identifier: Apache-2.0

import { type Logger, createHub, createLogger, withHub } from "@provide-foundry/foundation";
import { Metadata, implementService } from "@provide-foundry/rpcplugin";
import { encode } from "@provide-foundry/rpcplugin/protobuf";
import { toProvider5 } from "@provide-foundry/rpcplugin/protocol5";
import { Provider5 } from "@provide-foundry/rpcplugin/tfplugin5";
import { Provider6, Schema_NestedBlock_NestingMode } from "@provide-foundry/rpcplugin/tfplugin6";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { Provider } from "../definition/class-form.ts";
import { DiagnosticError } from "../definition/diagnostic-error.ts";
import { provider } from "../definition/decorators.ts";
import { importBy } from "../definition/import-by.ts";
import { defineProvider } from "../definition/provider.ts";
import { ResourceDefinition, defineResource } from "../definition/resource.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";
import { createProviderServer } from "./provider-server.ts";
import type { TraceStep } from "./trace.ts";

const schema = { name: t.string(), id: t.string().computed() };
const token = {
  name: "token",
  schema,
  create: () => ({ id: "1" }),
  read: () => null,
};

test("a provider of which something failed beforehand tells so in every call, and loses no state", async () => {
  const acme = defineProvider({ name: "acme" });
  acme.resource({ ...token, delete: () => assert.fail() });
  acme.function({ name: "one", parameters: [], returns: t.string(), call: () => "one" });
  const failure = new DiagnosticError("No components", { detail: "The folder is empty." });
  const host = new TestHost(acme, { failure });
  const line = "error: No components: The folder is empty.";
  const { provider, diagnostics } = await host.call("getProviderSchema", {});
  assert.equal(provider, undefined);
  assert.deepEqual(
    diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`),
    ["No components: The folder is empty."],
  );
  const prior = { name: "a", id: "1" };
  const { state, diagnostics: applied } = await host.apply("token", null, null, { prior });
  assert.deepEqual([state, applied], [prior, [line]]);
  const { error } = await host.call("callFunction", { name: "one" });
  assert.match(error?.text ?? "", /No components/);
  const listed = await host.streamAll("listResource", { typeName: "acme_token" });
  assert.deepEqual(
    listed.flatMap(({ diagnostic }) => diagnostic.map(({ summary }) => summary)),
    ["No components"],
  );
});

suite("V01 a provider is configured and stopped", () => {
  const providerSchema = {
    endpoint: t.string().default("https://api.acme.dev"),
    port: t.int().min(1).optional(),
    token: t.string().optional().sensitive(),
  };
  const configured = () => {
    const seen: unknown[] = [];
    const acme = defineProvider({
      name: "acme",
      schema: providerSchema,
      validate({ config, diags }) {
        if (config.token === null) diags.warning("no token", { path: "token" });
      },
      configure({ config, terraformVersion }) {
        seen.push({ config, terraformVersion });
        if (config.token === "forbidden") throw new Error(`bad token ${config.token}`);
        return { endpoint: config.endpoint };
      },
    });
    acme.dataSource({
      name: "endpoint",
      schema: { value: t.string().computed() },
      read: ({ client }) => ({ value: client.endpoint }),
    });
    acme.resource({ ...token, plan: () => {} });
    return { host: new TestHost(acme), seen };
  };

  test("its client reaches every handler, its defaults are filled in", async () => {
    const { host, seen } = configured();
    assert.deepEqual(await host.configure({ token: "secret" }), []);
    assert.deepEqual(seen, [
      { config: { endpoint: "https://api.acme.dev", port: null, token: "secret" }, terraformVersion: "1.11.4" },
    ]);
    assert.deepEqual((await host.readData("endpoint", {})).state, { value: "https://api.acme.dev" });
  });

  test("what is wrong with the configuration becomes diagnostics with the attribute's path", async () => {
    const { host, seen } = configured();
    assert.deepEqual(await host.configure({ port: 0 }), [
      "error at port: Invalid value of port: port must be at least 1, not 0.",
    ]);
    assert.deepEqual(seen, []);
    assert.deepEqual(await host.configure({ token: "forbidden" }), [
      "error: acme: configure failed: bad token (sensitive value)",
    ]);
  });

  test("no configuration is one of which nothing is set", async () => {
    const { host, seen } = configured();
    assert.deepEqual(await host.configure(null), []);
    assert.deepEqual(seen, [
      { config: { endpoint: "https://api.acme.dev", port: null, token: null }, terraformVersion: "1.11.4" },
    ]);
  });

  test("its own rules may see what is unknown", async () => {
    const { host } = configured();
    const validate = async (config: object) => {
      const { diagnostics } = await host.call("validateProviderConfig", { config: host.encodeConfig(config as never) });
      return diagnostics.map(({ summary }) => summary);
    };
    assert.deepEqual(await validate({}), ["no token"]);
    assert.deepEqual(await validate({ token: UNKNOWN }), []);
  });

  test("while its configuration is unknown, what needs the client says so, and planning goes on", async () => {
    const { host, seen } = configured();
    assert.deepEqual(await host.configure({ endpoint: UNKNOWN }), []);
    assert.deepEqual(seen, []);
    assert.deepEqual((await host.plan("token", { name: "a" })).diagnostics, []);
    const { diagnostics } = await host.readData("endpoint", {});
    assert.equal(diagnostics.length, 1);
    assert.match(
      diagnostics[0]!,
      /^error: acme_endpoint: read failed: the provider acme cannot be used yet: .* endpoint\n/,
    );
  });

  test("before it is configured there is no client", async () => {
    const { host } = configured();
    const { diagnostics } = await host.readData("endpoint", {});
    assert.match(diagnostics[0]!, /^error: acme_endpoint: read failed: the provider acme is not configured\n/);
  });

  test("a class with the provider decorator is served as well", async () => {
    await withHub(createHub(), async () => {
      @provider("acme")
      class Acme extends Provider({ endpoint: t.string() }) {
        configure = this.on.configure(({ config }) => config.endpoint);
      }
      const host = new TestHost(Acme);
      assert.deepEqual(await host.configure({ endpoint: "x" }), []);
    });
  });

  test("R05 stop aborts what is running, and answers for what does not end", async () => {
    const acme = defineProvider({ name: "acme" });
    const reasons: unknown[] = [];
    acme.resource({
      ...token,
      create: ({ signal, plan }) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reasons.push(signal.reason);
            if (plan.name === "polite") reject(signal.reason as Error);
          });
        }),
    });
    const host = new TestHost(acme, { stopGraceMs: 20 });
    const apply = async (name: string) => host.apply("token", { name, id: UNKNOWN }, { name });
    const polite = apply("polite");
    const stubborn = apply("stubborn");
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await host.call("stopProvider", {})).Error, "");
    assert.deepEqual((await polite).diagnostics, ["error: acme_token: create failed: the operation was interrupted"]);
    assert.deepEqual((await stubborn).diagnostics, [
      "error: acme_token: create failed: interrupted, but did not end within 20 ms",
    ]);
    assert.equal(reasons.length, 2);
    // A provider that is being debugged outlives the command that stopped it.
    assert.deepEqual((await host.plan("token", { name: "a" })).diagnostics, []);
  });

  test("a caller that gives up aborts its own call only", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.dataSource({
      name: "slow",
      schema: {},
      read: ({ signal }) =>
        new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error))),
    });
    const host = new TestHost(acme);
    const caller = new AbortController();
    const answer = host.call(
      "readDataSource",
      { typeName: "acme_slow", config: { msgpack: Buffer.from([0x80]) } },
      caller.signal,
    );
    await new Promise((resolve) => setImmediate(resolve));
    caller.abort(new Error("gone"));
    assert.equal((await answer).diagnostics[0]?.detail, "gone");
  });
});

suite("V02 import, read and upgrade", () => {
  const acme = defineProvider({ name: "acme" });
  acme.resource({
    name: "thing",
    schema: {
      name: t.string(),
      n: t.decimal().optional(),
      tags: t.set(t.string()).optional(),
      parts: t.block.list({ a: t.int().optional() }),
      secret: t.string().optional().writeOnly(),
      id: t.string().computed(),
    },
    version: 1,
    create: () => ({ id: "1" }),
    read: ({ state }) => (state.id === "gone" ? null : { ...state, name: state.name ?? "found" }),
    import: importBy("id"),
  });
  acme.resource({ ...token, import: ({ id }) => (id === "none" ? null : { id: 1 as never }) });
  acme.resource({ ...token, name: "fixed" });
  const host = new TestHost(acme);
  const empty = { name: null, n: null, tags: null, parts: [], secret: null, id: null };

  test("an import by id is completed by read", async () => {
    const { state, diagnostics } = await host.import("thing", "7");
    assert.deepEqual([state, diagnostics], [{ ...empty, id: "7" }, []]);
    assert.deepEqual((await host.read("thing", state)).state, { ...empty, id: "7", name: "found" });
  });

  test("a resource that is gone reads as null", async () => {
    const outcome = await host.read("thing", { ...empty, id: "gone", name: "a" }, "p");
    assert.deepEqual([outcome.state, outcome.private, outcome.diagnostics], [null, "", []]);
  });

  test("an unchanged state is answered with its own bytes", async () => {
    acme.resource({ ...token, name: "same", read: ({ state }) => state });
    const state = { name: "a", id: "1" };
    const { bytes } = await host.read("same", state);
    assert.deepEqual(bytes, host.encodeResource("same", state).msgpack);
  });

  const importFailures: Record<string, { name: string; id: string; want: RegExp }> = {
    "of a resource without import": { name: "fixed", id: "7", want: /^error: acme_fixed cannot be imported/ },
    "of what does not exist": { name: "token", id: "none", want: /^error: There is no acme_token "none"/ },
    "without an id": { name: "thing", id: "", want: /^error: acme_thing is imported by its id/ },
    "that returns a wrong type": {
      name: "token",
      id: "7",
      want: /^error at id: Provider bug: acme_token .*Got: {7}the number 1/s,
    },
  };
  for (const [name, { name: resource, id, want }] of Object.entries(importFailures)) {
    test(`an import ${name} fails`, async () => {
      const { state, diagnostics } = await host.import(resource, id);
      assert.equal(state, null);
      assert.equal(diagnostics.length, 1);
      assert.match(diagnostics[0]!, want);
    });
  }

  test("a stored state is read exactly, without attributes that the schema has lost", async () => {
    const json = `{"name":"a","n":0.12345678901234567890123,"tags":["b","a"],"parts":[{"a":1,"lost":true}],"gone":{"x":[1]},"secret":null,"id":"1"}`;
    assert.deepEqual(await host.upgrade("thing", { json }, 1), {
      state: { name: "a", n: "0.12345678901234567890123", tags: ["a", "b"], parts: [{ a: 1 }], secret: null, id: "1" },
      diagnostics: [],
    });
  });

  const upgradeFailures: Record<string, { raw: Parameters<TestHost["upgrade"]>[1]; version?: number; want: RegExp }> = {
    "an older version": { raw: { json: "{}" }, version: 0, want: /has version 0 of its schema: .*cannot upgrade/ },
    "a newer version": { raw: { json: "{}" }, version: 2, want: /has version 2 of its schema: .*a later one wrote/ },
    "the format of old versions": { raw: { flatmap: new Map([["id", "1"]]) }, want: /cannot be read: .*0\.11/ },
    nothing: { raw: undefined, want: /cannot be read: The host sent no state/ },
    "no JSON": { raw: { json: "{" }, want: /^error: acme_thing: UpgradeResourceState failed/ },
    "another type": {
      raw: { json: `{"name":{}}` },
      want: /^error at name: .* does not fit its schema: name: a string is required, not an object/,
    },
  };
  for (const [name, { raw, version = 1, want }] of Object.entries(upgradeFailures)) {
    test(`a stored state of ${name} is refused`, async () => {
      const { state, diagnostics } = await host.upgrade("thing", raw, version);
      assert.equal(state, null);
      assert.equal(diagnostics.length, 1);
      assert.match(diagnostics[0]!, want);
    });
  }
});

suite("V03 data sources", () => {
  const acme = defineProvider({ name: "acme" });
  acme.dataSource({
    name: "zone",
    schema: {
      name: t.string().minLength(1),
      kind: t.string().default("public"),
      ttl: t.int().optionalComputed(),
      records: t.nested.list({ name: t.string().computed(), values: t.list(t.string()).computed() }).computed(),
    },
    validate({ config, diags }) {
      if (config.kind === "private" && config.ttl === null) diags.error("a private zone needs a ttl", { path: "ttl" });
    },
    read: ({ config }) => ({
      ttl: config.ttl ?? 300,
      records: [{ name: `www.${config.name}.${config.kind}`, values: ["a", "b"] }],
    }),
  });
  const host = new TestHost(acme);

  test("are read with their configuration, and return what is computed", async () => {
    assert.deepEqual(await host.readData("zone", { name: "x" }), {
      state: { name: "x", kind: "public", ttl: 300, records: [{ name: "www.x.public", values: ["a", "b"] }] },
      diagnostics: [],
    });
    assert.deepEqual((await host.readData("zone", { name: "x", ttl: 5 })).state, {
      name: "x",
      kind: "public",
      ttl: 5,
      records: [{ name: "www.x.public", values: ["a", "b"] }],
    });
  });

  test("are validated by their schema, then by their author", async () => {
    assert.deepEqual(await host.validate("dataSource", "zone", { name: "", kind: "private" }), [
      "error at name: Invalid value of name: name must be at least 1 character long, not 0.",
    ]);
    assert.deepEqual(await host.validate("dataSource", "zone", { name: UNKNOWN, kind: "private" }), [
      "error at ttl: a private zone needs a ttl",
    ]);
    assert.deepEqual(await host.validate("dataSource", "zone", { name: UNKNOWN, kind: UNKNOWN }), []);
  });

  test("are not read while something is unknown", async () => {
    assert.deepEqual((await host.readData("zone", { name: UNKNOWN })).diagnostics, [
      "error: acme_zone cannot be read yet: Its configuration is not known.",
    ]);
  });
});

suite("validation", () => {
  const acme = defineProvider({ name: "acme" });
  acme.resource({
    name: "thing",
    schema: {
      tags: t.map(t.string().maxLength(3)).optional(),
      ports: t.list(t.int()).optional(),
      spec: t.object({ a: t.string(), b: t.string().nullable() }).optional(),
      rule: t.block
        .list({ port: t.int().max(10), note: t.string().optional() })
        .minItems(1)
        .maxItems(2),
      owner: t.block.single({ name: t.string() }).required(),
      password: t.string().optional().writeOnly(),
    },
    validate({ diags }) {
      diags.error("here", { path: ["rule", 0, "port"] });
      diags.error("there", { path: ["tags", "a-b"] });
      diags.error("nowhere", { path: ["rule", "0", "port"] as never });
      diags.error("nowhere either", { path: "nme" as never });
    },
    create: () => {},
    read: ({ state }) => state,
  });
  const host = new TestHost(acme);
  const good = { rule: [{ port: 1 }], owner: { name: "o" } };

  const cases: Record<string, { config: object; want: string[] }> = {
    elements: {
      config: { ...good, tags: { a: "long", b: null, c: "x" }, ports: [1, 0.5, null], spec: { a: null, b: null } },
      want: [
        'error at tags["a"]: Invalid value of tags["a"]: tags["a"] must be at most 3 characters long, not 4.',
        'error at tags["b"]: Invalid value of tags["b"]: tags["b"] must not be null.',
        "error at ports[1]: Invalid value of ports[1]: ports[1] must be a whole number from -9007199254740991 to 9007199254740991, not 0.5.",
        "error at ports[2]: Invalid value of ports[2]: ports[2] must not be null.",
        "error at spec.a: Invalid value of spec.a: spec.a must not be null.",
      ],
    },
    "nested values": {
      config: { ...good, rule: [{ port: 1 }, { port: 11 }, {}] },
      want: [
        "error at rule: Invalid value of rule: rule takes at most 2 blocks.",
        "error at rule[1].port: Invalid value of rule[1].port: rule[1].port must be at most 10, not 11.",
        "error at rule[2].port: Invalid value of rule[2].port: rule[2].port is required.",
      ],
    },
    "missing blocks": {
      config: { rule: [] },
      want: [
        "error at rule: Invalid value of rule: rule needs at least 1 block.",
        "error at owner: Invalid value of owner: owner is required.",
      ],
    },
    "an author's rules, with paths that the schema does not have left out": {
      config: { ...good, tags: { "a-b": UNKNOWN } },
      want: ["error at rule[0].port: here", 'error at tags["a-b"]: there', "error: nowhere", "error: nowhere either"],
    },
  };
  for (const [name, { config, want }] of Object.entries(cases)) {
    test(`of ${name}`, async () => assert.deepEqual(await host.validate("resource", "thing", config as never), want));
  }

  test("refuses write-only values from a host that would store them", async () => {
    const { diagnostics } = await host.call("validateResourceConfig", {
      typeName: "acme_thing",
      config: host.encodeResource("thing", { ...good, password: "hush-hush" }),
    });
    assert.equal(diagnostics[0]?.summary, "Write-only attributes are not supported");
    assert.deepEqual(
      diagnostics[0]?.attribute?.steps.map(({ attributeName }) => attributeName),
      ["password"],
    );
  });
});

suite("schemas and names", () => {
  const acme = defineProvider({
    name: "acme",
    version: "1.2.3",
    schema: { endpoint: t.string().optional().describe("Where.") },
    components: [defineResource(token)],
  });
  acme.dataSource({ name: "token", schema, read: () => ({ id: "1" }) });
  acme.function({
    name: "upper",
    parameters: [t.param("text", t.string())],
    returns: t.string(),
    call: (text) => text.toUpperCase(),
  });
  acme.resource({
    name: "all",
    version: 3,
    description: "Everything.",
    deprecated: "Use token.",
    schema: {
      a: t.string().requiresReplace().describe("An *a*."),
      b: t
        .list(t.object({ c: t.decimal() }))
        .optional()
        .sensitive()
        .deprecated("Use a."),
      d: t.set(t.bool()).default([true]),
      e: t.map(t.bigint()).optionalComputed(),
      f: t.float().optional().writeOnly(),
      g: t.nested.map({ h: t.int().computed() }),
      i: t.block.set({ j: t.string() }).minItems(1).maxItems(2).describe("Some."),
      k: t.block.single({ l: t.string() }),
      m: t.block.single({ n: t.string() }).required(),
      o: t.block.group({ p: t.string().optional() }),
      q: t.block.map({ r: t.string().optional() }),
      s: t.block.list({ u: t.string().optional() }),
    },
    create: () => ({ e: {}, g: {} }),
    read: ({ state }) => state,
  });
  const host = new TestHost(acme);

  test("GetMetadata names what there is, without loading it", async () => {
    acme.hub.registerLazy("resource lazy", ResourceDefinition, () => {
      throw new Error("not wanted");
    });
    const metadata = await host.call("getMetadata", {});
    assert.deepEqual(
      metadata.resources.map(({ typeName }) => typeName),
      ["acme_all", "acme_lazy", "acme_token"],
    );
    assert.deepEqual(
      metadata.dataSources.map(({ typeName }) => typeName),
      ["acme_token"],
    );
    assert.deepEqual(
      metadata.functions.map(({ name }) => name),
      ["upper"],
    );
    assert.deepEqual(metadata.serverCapabilities, {
      planDestroy: true,
      getProviderSchemaOptional: true,
      moveResourceState: true,
      generateResourceConfig: true,
    });
    acme.hub.registerLazy("resource lazy", ResourceDefinition, async () => defineResource({ ...token, name: "lazy" }), {
      replace: true,
    });
    assert.deepEqual((await host.call("getResourceIdentitySchemas", {})).identitySchemas, new Map());
  });

  test("R04 GetProviderSchema says what the schema vocabulary says", async () => {
    const { provider: own, resourceSchemas, dataSourceSchemas, functions } = await host.call("getProviderSchema", {});
    assert.deepEqual([...resourceSchemas.keys()], ["acme_all", "acme_lazy", "acme_token"]);
    assert.deepEqual([[...dataSourceSchemas.keys()], [...functions.keys()]], [["acme_token"], ["upper"]]);
    assert.equal(own?.block?.attributes[0]?.description, "Where.");

    const { version, block } = resourceSchemas.get("acme_all")!;
    assert.equal(version, 3n);
    assert.deepEqual(
      [block?.description, block?.deprecated, block?.deprecationMessage],
      ["Everything.", true, "Use token."],
    );
    const attributes = block!.attributes.map(({ name, type, nestedType, ...flags }) => {
      const set = ["required", "optional", "computed", "sensitive", "deprecated", "writeOnly"].filter(
        (flag) => flags[flag as keyof typeof flags] === true,
      );
      const holds = nestedType
        ? `nested ${nestedType.attributes.map((inner) => inner.name).join()}`
        : Buffer.from(type).toString();
      return `${name} ${holds} ${set.join(" ")}`;
    });
    assert.deepEqual(attributes, [
      'a "string" required',
      'b ["list",["object",{"c":"number"}]] optional sensitive deprecated',
      'd ["set","bool"] optional computed',
      'e ["map","number"] optional computed',
      'f "number" optional writeOnly',
      "g nested h required",
    ]);
    const nesting = Object.entries(Schema_NestedBlock_NestingMode);
    assert.deepEqual(
      block!.blockTypes.map(
        ({ typeName, nesting: mode, minItems, maxItems }) =>
          `${typeName} ${nesting.find(([, number]) => number === mode)?.[0]} ${minItems}-${maxItems}`,
      ),
      ["i SET 1-2", "k SINGLE 0-0", "m SINGLE 1-1", "o GROUP 0-0", "q MAP 0-0", "s LIST 0-0"],
    );
  });
});

test("R04 the bytes of a schema are made once, for either protocol", async () => {
  const acme = defineProvider({ name: "acme" });
  acme.resource({ name: "thing", schema, create: () => ({ id: "1" }), read: () => null });
  const server = createProviderServer(acme);
  const protocols = [
    [toProvider5(server), "getSchema", Provider5.methods.getSchema.output],
    [implementService(Provider6, server), "getProviderSchema", Provider6.methods.getProviderSchema.output],
  ] as const;
  const context = { signal: new AbortController().signal, metadata: new Metadata(), path: "", deadlineMs: undefined };
  for (const [{ handlers }, name, output] of protocols) {
    const answer = async () => encode<object>(output, (await handlers[name]!({}, context)) as object);
    assert.equal(await answer(), await answer(), name);
  }
});

test("V07 calls that the framework does not have are left UNIMPLEMENTED", () => {
  const { server } = new TestHost(defineProvider({ name: "acme" }));
  const without = Object.keys(Provider6.methods).filter((method) => !(method in server));
  assert.deepEqual(without, [
    "validateStateStoreConfig",
    "configureStateStore",
    "readStateBytes",
    "writeStateBytes",
    "lockState",
    "unlockState",
    "getStates",
    "deleteState",
  ]);
});

suite("calls that cannot be understood are answered with diagnostics", () => {
  const acme = defineProvider({ name: "acme" });
  acme.resource(token);
  const host = new TestHost(acme);
  const config = { msgpack: Buffer.from([0xc1, 0xff]) };
  const cases: Record<
    string,
    { call: () => Promise<{ diagnostics: readonly { summary: string; detail: string }[] }>; want: RegExp }
  > = {
    "a resource of no name": {
      call: () => host.call("planResourceChange", { typeName: "acme_none" }),
      want: /^There is no resource acme_none/,
    },
    "a resource of another provider": {
      call: () => host.call("readResource", { typeName: "other_token" }),
      want: /^There is no resource other_token/,
    },
    "a data source of no name": {
      call: () => host.call("readDataSource", { typeName: "acme_token" }),
      want: /^There is no data source acme_token/,
    },
    "bytes that are no MessagePack": {
      call: () => host.call("validateResourceConfig", { typeName: "acme_token", config }),
      want: /^acme_token: ValidateResourceConfig failed/,
    },
    "a value of another type": {
      call: () => host.call("readResource", { typeName: "acme_token", currentState: { msgpack: Buffer.from([0x01]) } }),
      want: /^acme_token: ReadResource failed/,
    },
    "JSON that is none": {
      call: () => host.call("readResource", { typeName: "acme_token", currentState: { json: Buffer.from("{]") } }),
      want: /^acme_token: ReadResource failed/,
    },
    "nothing to apply": {
      call: () => host.call("applyResourceChange", { typeName: "acme_token" }),
      want: /^There is nothing to do to acme_token/,
    },
  };
  for (const [name, { call, want }] of Object.entries(cases)) {
    test(name, async () => {
      const { diagnostics } = await call();
      assert.equal(diagnostics.length, 1);
      assert.match(diagnostics[0]!.summary, want);
    });
  }

  test("a component that cannot be loaded", async () => {
    const broken = defineProvider({ name: "acme" });
    broken.hub.registerLazy("resource broken", ResourceDefinition, () => {
      throw new Error("no such file");
    });
    const brokenHost = new TestHost(broken);
    const { diagnostics } = await brokenHost.call("getProviderSchema", {});
    assert.match(diagnostics[0]!.summary, /^acme: GetProviderSchema failed/);
    assert.match(diagnostics[0]!.detail, /no such file/);
    const read = await brokenHost.call("readResource", { typeName: "acme_broken" });
    assert.match(read.diagnostics[0]!.detail, /no such file/);
  });

  test("values may come as JSON", async () => {
    const response = await host.call("validateResourceConfig", {
      typeName: "acme_token",
      config: { json: Buffer.from(`{"name":null,"id":null}`) },
    });
    assert.equal(response.diagnostics[0]?.detail, "name is required.");
  });
});

test("D01 a plan runs its steps in order: decode, validate, convert, user, check, encode", async () => {
  const acme = defineProvider({ name: "acme" });
  acme.resource({ ...token, plan: () => ({ id: "1" }) });
  const steps: TraceStep[] = [];
  const host = new TestHost(acme, { trace: (step) => steps.push(step) });
  await host.plan("token", { name: "a" });
  const names = steps.map(({ step }) => step);
  assert.deepEqual(
    names.filter((name, i) => name !== names[i - 1]),
    ["decode", "validate", "convert", "user", "check", "encode"],
  );
  assert.ok(steps.every(({ rpc, subject }) => rpc === "PlanResourceChange" && subject === "acme_token"));
  assert.ok(steps.every(({ durationMs }) => durationMs >= 0));
});

test("a call has a logger of its own, named by what it is about, once it writes", async () => {
  const lines: string[] = [];
  const made: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const output = createLogger({ name: "acme", level: "info", format: "hclog", write });
  const logger: Logger = Object.create(output, {
    withRedactor: { value: () => logger },
    child: { value: (name: string) => (made.push(name), output.child(name)) },
  });
  const acme = defineProvider({ name: "acme" });
  acme.resource(token);
  acme.resource({ ...token, name: "chatty", create: (context) => (context.logger.info("created"), { id: "1" }) });
  const host = new TestHost(acme, { logger });
  await host.change("token", { name: "a" });
  assert.deepEqual(made, []);
  await host.change("chatty", { name: "a" });
  assert.deepEqual(made, ["acme_chatty"]);
  assert.equal(JSON.parse(lines.join())["@module"], "acme.acme_chatty");
});
