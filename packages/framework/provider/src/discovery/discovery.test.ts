// SPDX-License-Identifier: Apache-2.0

import { type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import assert from "node:assert/strict";
import path from "node:path";
import { suite, test } from "node:test";
import { pathToFileURL } from "node:url";
import {
  type Component,
  type ComponentKind,
  type ProviderDefinition,
  defineAction,
  defineDataSource,
  defineEphemeral,
  defineFunction,
  defineProvider,
  defineResource,
  t,
} from "../index.ts";
import { TestHost } from "../testing/test-host.ts";
import { type ComponentManifest, addManifest, discoverComponents, renderManifest, writeManifest } from "./index.ts";

const library = new URL("../index.js", import.meta.url).href;

/** A module's text. */
function define(kind: "Resource" | "DataSource", name: string, exportName: string = "default"): string {
  const value = `define${kind}({ name: "${name}", schema: { id: t.string().computed() }, create: () => ({ id: "1" }), read: ({ state }) => state ?? { id: "1" } })`;
  return `import { define${kind}, t } from "${library}";\n${exportName === "default" ? "export default" : `export const ${exportName} =`} ${value};\n`;
}

/** A provider of which every test has its own, and a folder of modules. */
function create(files: Readonly<Record<string, string>>): {
  folder: TemporaryDirectory;
  acme: ProviderDefinition<{}, undefined>;
} & Disposable {
  const folder = temporaryDirectory();
  folder.write(files);
  return { folder, acme: defineProvider({ name: "acme" }), [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

function keysOf({ hub }: ProviderDefinition<{}, undefined>): string[] {
  return hub.entries().map(({ name }) => name);
}

suite("components of a folder", () => {
  test("V06 P04 are found without a list of imports", async () => {
    using made = create({
      "token.js": define("Resource", "token"),
      "zone/zone.mjs": define("DataSource", "zone", "zone"),
      "zone/both.js": `${define("Resource", "a", "a")}export { default as again } from "../token.js";\n`,
      "helper.js": "export const helper = () => 1;\n",
      "token.test.js": "throw new Error('a test');\n",
      "_drafts/draft.js": "throw new Error('a draft');\n",
      "token.d.ts": "throw new Error('a declaration');\n",
      "notes.md": "# Notes",
    });
    const found = await discoverComponents(made.acme, made.folder.path);
    assert.deepEqual(keysOf(made.acme), ["resource token", "resource a", "dataSource zone"]);
    assert.deepEqual(
      found.map(({ kind, name, file, exportName }) => [kind, name, path.relative(made.folder.path, file), exportName]),
      [
        ["resource", "token", "token.js", "default"],
        ["resource", "a", path.join("zone", "both.js"), "a"],
        ["dataSource", "zone", path.join("zone", "zone.mjs"), "zone"],
      ],
    );
    const { resourceSchemas } = await new TestHost(made.acme).call("getProviderSchema", {});
    assert.deepEqual([...resourceSchemas.keys()], ["acme_a", "acme_token"]);
  });

  test("V06 two of one kind and name are an error that names both files", async () => {
    using made = create({ "a.js": define("Resource", "token"), "deep/b.js": define("Resource", "token") });
    await assert.rejects(discoverComponents(made.acme, pathToFileURL(`${made.folder.path}/`)), (error: Error) => {
      assert.match(error.message, /^resource token is registered twice: at .*[/\\]a\.js:2\S* and at .*[/\\]b\.js:2/);
      return true;
    });
    assert.equal(made.acme.hub.entries().length, 1);
  });

  test("V06 modules that cannot be imported and names with the prefix are errors with their files", async () => {
    using made = create({
      "broken.js": "export default ;;;",
      "lost.js": 'import "./nowhere.js";\n',
      "wrong.js": define("Resource", "acme_token"),
      "bad.js": define("Resource", "Bad Name"),
      "fine.js": define("Resource", "fine"),
    });
    await assert.rejects(discoverComponents(made.acme, made.folder.path), (error: Error) => {
      const lines = error.message.split("\n  - ").map((line) => line.replaceAll(made.folder.path + path.sep, ""));
      assert.match(lines[0]!, /^provider acme: the components in /);
      assert.deepEqual(
        lines.slice(1).map((line) => line.slice(0, line.indexOf(":"))),
        ["bad.js", "broken.js", "lost.js", "wrong.js"],
      );
      assert.match(lines[1]!, /cannot be imported: resource Bad Name: name: /);
      assert.match(lines[3]!, /nowhere\.js/);
      assert.match(lines[4]!, /it would be acme_acme_token; .* call it token/);
      return true;
    });
  });

  test("V06 a folder that is not there is an error", async () => {
    using made = create({});
    await assert.rejects(
      discoverComponents(made.acme, path.join(made.folder.path, "nowhere")),
      /nowhere cannot be read/,
    );
  });

  test("V06 what modules add to the provider themselves is found, but has no place in a manifest", async () => {
    using made = create({});
    (globalThis as { acmeOfTest?: unknown }).acmeOfTest = made.acme;
    made.folder.write({
      "own.js": `import { t } from "${library}";
        export const own = globalThis.acmeOfTest.dataSource({ name: "own", schema: { a: t.string() }, read: () => ({}) });\n`,
    });
    const found = await discoverComponents(made.acme, made.folder.path);
    delete (globalThis as { acmeOfTest?: unknown }).acmeOfTest;
    assert.deepEqual(
      found.map(({ name, exportName }) => [name, exportName]),
      [["own", undefined]],
    );
    assert.throws(
      () => renderManifest(found, "manifest.js"),
      /own\.js: the data source own is not what the module exports/,
    );
  });
});

suite("a manifest", () => {
  test("X02 V06 loads a component when a call first needs it, and finds it without a folder", async () => {
    using made = create({ "token.js": define("Resource", "token"), "zone.js": define("DataSource", "zone", "zone") });
    const file = path.join(made.folder.path, "manifest.js");
    await writeManifest(await discoverComponents(made.acme, made.folder.path), file);
    const { default: manifest } = (await import(pathToFileURL(file).href)) as { default: ComponentManifest };
    assert.deepEqual(
      manifest.map(({ kind, name, source }) => [kind, name, source]),
      [
        ["dataSource", "zone", "zone.js"],
        ["resource", "token", "token.js"],
      ],
    );
    const bundled = defineProvider({ name: "acme" });
    addManifest(bundled, manifest);
    assert.deepEqual(
      bundled.hub.entries().map(({ isLoaded }) => isLoaded),
      [false, false],
    );
    const request = { typeName: "acme_zone", config: { json: Buffer.from(`{"id":null}`) } };
    const { diagnostics } = await new TestHost(bundled).call("validateDataResourceConfig", request);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      bundled.hub.entries().map(({ isLoaded }) => isLoaded),
      [true, false],
    );
  });

  test("in TypeScript it has its type", () => {
    const found = [
      { kind: "resource", name: "token", file: path.resolve("src/token.ts"), exportName: "token" },
    ] as const;
    assert.equal(
      renderManifest(found, "src/build/manifest.ts"),
      `// Written by Provide Foundry from the components that it names. Do not change it by hand.

import type { ComponentManifest } from "@provide-foundry/provider/discovery";

const manifest: ComponentManifest = [
  { kind: "resource", name: "token", source: "../token.ts", load: async () => (await import("../token.ts"))["token"] },
];

export default manifest;
`,
    );
  });

  test("that is older than the components is an error of the call", async () => {
    const acme = defineProvider({ name: "acme" });
    const other = defineResource({
      name: "other",
      schema: { id: t.string().computed() },
      create: () => ({ id: "" }),
      read: () => null,
    });
    addManifest(acme, [
      { kind: "resource", name: "token", source: "token.ts", load: async () => other },
      { kind: "resource", name: "gone", source: "gone.ts", load: async () => undefined },
    ]);
    const host = new TestHost(acme);
    const failureOf = async (typeName: string) =>
      (await host.call("validateResourceConfig", { typeName })).diagnostics[0]!.detail;
    assert.match(await failureOf("acme_token"), /token\.ts has the resource token, but it has the resource other/);
    assert.match(await failureOf("acme_gone"), /but it has no component/);
  });

  test("V06 names both files of what is there twice", () => {
    const acme = defineProvider({ name: "acme" });
    const entry = (source: string) =>
      ({ kind: "resource", name: "token", source, load: async () => undefined }) as const;
    assert.throws(() => addManifest(acme, [entry("a.ts"), entry("b.ts")]), /registered twice: at a\.ts and at b\.ts/);
  });
});

/** A provider of 200 components in a manifest, and what was loaded of it since it was last asked. */
function createLargeProvider() {
  const loads: string[] = [];
  const acme = defineProvider({ name: "acme" });
  const schema = { id: t.string().computed(), size: t.int().default(1) };
  const request = { size: t.int().default(1) };
  const kinds: Record<string, { kind: ComponentKind; count: number; define: (name: string) => Component }> = {
    r: {
      kind: "resource",
      count: 110,
      define: (name) => defineResource({ name, schema, create: () => ({ id: "1" }), read: ({ state }) => state }),
    },
    d: {
      kind: "dataSource",
      count: 50,
      define: (name) => defineDataSource({ name, schema, read: () => ({ id: "1" }) }),
    },
    f: {
      kind: "function",
      count: 30,
      define: (name) => defineFunction({ name, parameters: [], returns: t.int(), call: () => 1 }),
    },
    e: {
      kind: "ephemeralResource",
      count: 5,
      define: (name) => defineEphemeral({ name, schema, open: () => ({ id: "1" }) }),
    },
    a: { kind: "action", count: 5, define: (name) => defineAction({ name, schema: request, async *invoke() {} }) },
  };
  const entries = Object.entries(kinds).flatMap(([letter, { kind, count, define }]) =>
    Array.from({ length: count }, (_, at) => {
      const name = `${letter}${at}`;
      const load = async () => (loads.push(name), define(name));
      return { kind, name, source: `${name}.ts`, load };
    }),
  );
  addManifest(acme, entries);
  return { host: new TestHost(acme), names: entries.map(({ name }) => name), takeLoads: () => loads.splice(0) };
}

suite("X02 of 200 components", () => {
  const value = { json: Buffer.from('{"id":null,"size":1}') };
  const known = { json: Buffer.from('{"id":"1","size":1}') };
  const nothing = { json: Buffer.from("null") };
  const asked = { json: Buffer.from('{"size":1}') };
  const resource = { typeName: "acme_r7" };

  const calls: Record<string, { run: (host: TestHost) => Promise<unknown>; loads: string | RegExp }> = {
    GetMetadata: { run: (host) => host.call("getMetadata", {}), loads: "" },
    ValidateProviderConfig: { run: (host) => host.call("validateProviderConfig", {}), loads: "" },
    ConfigureProvider: { run: (host) => host.call("configureProvider", {}), loads: "" },
    ValidateResourceConfig: {
      run: (host) => host.call("validateResourceConfig", { ...resource, config: value }),
      loads: "r7",
    },
    UpgradeResourceState: {
      run: (host) => host.call("upgradeResourceState", { ...resource, rawState: known }),
      loads: "r7",
    },
    ReadResource: { run: (host) => host.call("readResource", { ...resource, currentState: known }), loads: "r7" },
    PlanResourceChange: {
      run: (host) =>
        host.call("planResourceChange", { ...resource, config: value, proposedNewState: value, priorState: nothing }),
      loads: "r7",
    },
    ApplyResourceChange: {
      run: (host) =>
        host.call("applyResourceChange", { ...resource, config: value, plannedState: known, priorState: nothing }),
      loads: "r7",
    },
    ValidateDataResourceConfig: {
      run: (host) => host.call("validateDataResourceConfig", { typeName: "acme_d3", config: value }),
      loads: "d3",
    },
    ReadDataSource: {
      run: (host) => host.call("readDataSource", { typeName: "acme_d3", config: value }),
      loads: "d3",
    },
    OpenEphemeralResource: {
      run: (host) => host.call("openEphemeralResource", { typeName: "acme_e4", config: value }),
      loads: "e4",
    },
    PlanAction: { run: (host) => host.call("planAction", { actionType: "acme_a0", config: asked }), loads: "a0" },
    CallFunction: { run: (host) => host.call("callFunction", { name: "f9", arguments: [] }), loads: "f9" },
    GetFunctions: { run: (host) => host.call("getFunctions", {}), loads: /^f/ },
    GetResourceIdentitySchemas: { run: (host) => host.call("getResourceIdentitySchemas", {}), loads: /^r/ },
    StopProvider: { run: (host) => host.call("stopProvider", {}), loads: "" },
    GetProviderSchema: { run: (host) => host.call("getProviderSchema", {}), loads: /./ },
  };
  for (const [name, { run, loads }] of Object.entries(calls)) {
    test(`X02 ${name} loads ${loads === "" ? "none" : `${loads}, once`}`, async () => {
      const { host, names, takeLoads } = createLargeProvider();
      assert.equal(names.length, 200);
      const answer = (await run(host)) as { diagnostics?: readonly unknown[]; error?: unknown };
      assert.deepEqual([answer.diagnostics ?? [], answer.error], [[], undefined]);
      const want = names.filter((one) => (typeof loads === "string" ? one === loads : loads.test(one)));
      assert.deepEqual(takeLoads().toSorted(), want.toSorted());
      await run(host);
      assert.deepEqual(takeLoads(), []);
    });
  }
});

test("one process has many instances, of one provider and of several, with a client each", async () => {
  const define = (name: string) => {
    const provider = defineProvider({
      name,
      schema: { region: t.string() },
      configure: ({ config }) => ({ region: `${name} ${config.region}` }),
    });
    provider.dataSource({
      name: "here",
      schema: { region: t.string().computed() },
      read: ({ client }) => ({ region: client.region }),
    });
    return provider;
  };
  const [acme, bolt] = [define("acme"), define("bolt")];
  const hosts = [new TestHost(acme), new TestHost(acme), new TestHost(bolt)];
  const regions = ["north", "south", "east"];
  await Promise.all(
    hosts.map(async (host, at) => assert.deepEqual(await host.configure({ region: regions[at]! }), [])),
  );
  const read = await Promise.all(hosts.map(async (host) => (await host.readData("here", {})).state));
  assert.deepEqual(read, [{ region: "acme north" }, { region: "acme south" }, { region: "bolt east" }]);
});
