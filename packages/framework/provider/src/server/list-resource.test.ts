// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { compileBlock } from "../codec/block.ts";
import { defineListResource } from "../definition/list-resource.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { type Document, toDocument, toValue } from "../testing/document.ts";
import { TestHost, line } from "../testing/test-host.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";

/** What an author may write who has no compiler to say no. */
type Loose = Parameters<typeof defineListResource>[0];

const server = defineResource({
  name: "server",
  schema: {
    name: t.string().requiresReplace(),
    size: t.int().default(1),
    key: t.string().optional().writeOnly(),
    id: t.string().computed().useStateForUnknown(),
  },
  identity: { id: t.string(), name: t.string().optional() },
  create: () => ({ id: "1" }),
  read: ({ state }) => state,
  update: () => {},
});

function createServers(log: string[] = []) {
  const provider = defineProvider({
    name: "acme",
    schema: { host: t.string() },
    configure: ({ config }) => config.host,
    components: [server],
  });
  provider.listResource({
    resource: server,
    description: "Lists servers.",
    schema: { prefix: t.string().minLength(2).default("web"), fails_at: t.int().optional() },
    validate({ config, limit, includeResource, diags }) {
      if (config.prefix === "all") diags.error(`No: ${String(limit)} ${String(includeResource)}`, { path: "prefix" });
    },
    async *list({ config, client, limit, includeResource, diags }) {
      log.push(`limit ${limit}`);
      try {
        for (let i = 1; i <= 5; i++) {
          if (i === config.fails_at) throw new Error("the service is gone");
          const name = `${config.prefix}${i}`;
          log.push(name);
          if (i === 2) diags.warning(`${name} is old`);
          yield {
            identity: { id: `${client}/${name}`, name },
            displayName: `Server ${name}`,
            ...(includeResource && i !== 3 && { resource: { name, size: i, id: `${client}/${name}` } }),
          };
        }
      } finally {
        log.push("ended");
      }
    },
  });
  return { host: new TestHost(provider), log };
}

async function list(
  host: TestHost,
  config: Document,
  { limit = 0, include = false }: { limit?: number; include?: boolean } = {},
) {
  const events = await host.streamAll("listResource", {
    typeName: "acme_server",
    config: host.encode("listResource", "server", config),
    limit: BigInt(limit),
    includeResourceObject: include,
  });
  return events.map(({ identity, displayName, resourceObject, diagnostic }) => ({
    displayName,
    identity: toDocument(decodeValue(identity?.identityData, compileBlock(server.identity!).type)),
    ...(resourceObject && { resource: host.decode("resource", "server", resourceObject) }),
    ...(diagnostic.length > 0 && { lines: diagnostic.map(line) }),
  }));
}

async function listMistaken(yielded: unknown): Promise<string> {
  const definition = defineListResource({
    resource: server,
    async *list() {
      yield yielded;
      yield { identity: { id: "2" }, displayName: "after" };
    },
  } as unknown as Loose);
  const host = new TestHost(defineProvider({ name: "acme", components: [server, definition] }));
  const [wrong, after, ...rest] = await list(host, {}, { include: true });
  assert.deepEqual([wrong?.identity, after?.displayName, rest], [null, "after", []]);
  return wrong!.lines!.join("\n");
}

const found = (i: number) => ({ displayName: `Server web${i}`, identity: { id: `h/web${i}`, name: `web${i}` } });

suite("V07 list resources", () => {
  test("trap: they are listed in metadata and schema, and their identities in the schemas of identities", async () => {
    const { host } = createServers();
    assert.deepEqual((await host.call("getMetadata", {})).listResources, [{ typeName: "acme_server" }]);
    const { listResourceSchemas } = await host.call("getProviderSchema", {});
    const block = listResourceSchemas.get("acme_server")?.block;
    assert.equal(block?.description, "Lists servers.");
    assert.deepEqual(
      block.attributes.map(({ name, optional, computed }) => `${name} ${optional} ${computed}`),
      ["prefix true false", "fails_at true false"],
    );
    const { identitySchemas } = await host.call("getResourceIdentitySchemas", {});
    assert.deepEqual([...identitySchemas.keys()], ["acme_server"]);
  });

  test("results have an identity and a name, and what was said of them", async () => {
    const { host, log } = createServers();
    await host.configure({ host: "h" });
    assert.deepEqual(await list(host, {}), [
      found(1),
      { ...found(2), lines: ["warning: web2 is old"] },
      found(3),
      found(4),
      found(5),
    ]);
    assert.equal(log[0], "limit Infinity");
  });

  test("their state comes along where it is wanted, and is missed where it is not told", async () => {
    const { host } = createServers();
    await host.configure({ host: "h" });
    const results = await list(host, {}, { include: true, limit: 3 });
    assert.deepEqual(results[0], {
      ...found(1),
      resource: { name: "web1", size: 1, key: null, id: "h/web1" },
    });
    assert.deepEqual(results[2], {
      ...found(3),
      lines: ["warning: acme_server lists incompletely: Of Server web3 the provider tells only the identity."],
    });
  });

  test("trap: a limit ends the list, and nothing beyond it is looked for", async () => {
    const { host, log } = createServers();
    await host.configure({ host: "h" });
    assert.deepEqual(
      (await list(host, { prefix: "db" }, { limit: 2 })).map(({ displayName }) => displayName),
      ["Server db1", "Server db2"],
    );
    assert.deepEqual(log, ["limit 2", "db1", "db2", "ended"]);
  });

  test("trap: results are looked for only as they are asked for", async () => {
    const { host, log } = createServers();
    await host.configure({ host: "h" });
    const config = host.encode("listResource", "server", {});
    const events = host.stream("listResource", { typeName: "acme_server", config });
    await events.next();
    assert.deepEqual(log, ["limit Infinity", "web1"]);
    await events.next();
    assert.deepEqual(log.slice(2), ["web2"]);
    await events.return();
    assert.deepEqual(log.slice(3), ["ended"]);
  });

  test("a failure after some results is told after them", async () => {
    const { host } = createServers();
    await host.configure({ host: "h" });
    assert.deepEqual(await list(host, { fails_at: 2 }), [
      found(1),
      { displayName: "", identity: null, lines: ["error: acme_server: list failed: the service is gone"] },
    ]);
  });

  test("a configuration is judged by the schema, then by validate", async () => {
    const { host } = createServers();
    const validate = async (config: Document, limit: Document, include: Document) => {
      const { diagnostics } = await host.call("validateListResourceConfig", {
        typeName: "acme_server",
        config: host.encode("listResource", "server", config),
        limit: encodeValue(toValue(limit, cty.number), cty.number),
        includeResourceObject: encodeValue(toValue(include, cty.bool), cty.bool),
      });
      return diagnostics.map(line);
    };
    assert.deepEqual(await validate({ prefix: UNKNOWN }, UNKNOWN, null), []);
    assert.match((await validate({ prefix: "a" }, null, null))[0]!, /^error at prefix: Invalid value of prefix/);
    assert.deepEqual(await validate({ prefix: "all" }, 7, true), ["error at prefix: No: 7 true"]);
    assert.deepEqual(await validate({ prefix: "all" }, null, null), ["error at prefix: No: undefined false"]);
    assert.match((await validate({ prefix: "all" }, UNKNOWN, UNKNOWN))[0]!, /No: Symbol\(.*unknown\) Symbol\(/);
  });

  test("what cannot be listed is said", async () => {
    const { host } = createServers();
    const only = async (config: Document) => (await list(host, config)).map(({ lines }) => lines?.join());
    assert.match((await only({}))[0]!, /^error: .* acme is not configured/);
    await host.configure({ host: "h" });
    assert.deepEqual(await only({ prefix: UNKNOWN }), [
      "error: acme_server cannot be listed yet: Its configuration is not known.",
    ]);
    const strange = await host.streamAll("listResource", { typeName: "acme_none" });
    assert.match(line(strange[0]!.diagnostic[0]!), /There is no list resource acme_none/);
  });

  const mistakes: Record<string, { yielded: unknown; want: RegExp }> = {
    "no object": { yielded: "web1", want: /Attribute: result\nExpected: {2}an object with identity and displayName/ },
    "no identity": {
      yielded: { displayName: "a" },
      want: /Attribute: identity\nExpected: {2}an object\nGot: +nothing/,
    },
    "half an identity": {
      yielded: { displayName: "a", identity: { id: null, name: "b" } },
      want: /Attribute: identity\.id\nExpected: {2}a string\nGot: +null/,
    },
    "an identity that is not known": {
      yielded: { displayName: "a", identity: { id: UNKNOWN } },
      want: /Attribute: identity\nExpected: {2}known values/,
    },
    "no name": { yielded: { identity: { id: "a" } }, want: /Attribute: result\.displayName\nExpected: {2}a string/ },
    "a wrong state": {
      yielded: { displayName: "a", identity: { id: "a" }, resource: { name: "a", size: "big", id: "a" } },
      want: /Attribute: result\.resource\.size\nExpected: {2}a whole number/,
    },
    "a state that is not known": {
      yielded: { displayName: "a", identity: { id: "a" }, resource: { name: "a", size: 1, id: UNKNOWN } },
      want: /Attribute: result\.resource\nExpected: {2}a state without UNKNOWN in it/,
    },
    "a misspelt field": {
      yielded: { displayName: "a", identity: { id: "a" }, ressource: {} },
      want: /Attribute: result\.ressource\nExpected: {2}no attribute of this name/,
    },
  };
  for (const [name, { yielded, want }] of Object.entries(mistakes)) {
    test(`a provider's bug: ${name}`, async () => {
      const lines = await listMistaken(yielded);
      assert.match(lines, /^error: Provider bug: acme_server returned a wrong value from list: /);
      assert.match(lines, want);
    });
  }

  test("trap: a list resource is of a managed resource with an identity, and has its name", () => {
    const define = (definition: object) => () =>
      defineListResource({ async *list() {}, ...definition } as unknown as Loose);
    const { identity: _, ...plain } = server;
    assert.throws(define({ resource: plain }), /list resource server: resource: the resource has no identity/);
    assert.throws(define({ name: "a" }), /list resource a: resource: a managed resource is needed/);
    assert.throws(define({ resource: server, name: "host" }), /name: it lists server, so that is its name/);
    const orphan = defineProvider({ name: "acme", components: [define({ resource: server })()] });
    assert.throws(() => new TestHost(orphan), /provider acme: list resource server: there is no resource of this name/);
  });
});
