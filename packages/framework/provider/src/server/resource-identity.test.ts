// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { importBy } from "../definition/import-by.ts";
import { moveFrom } from "../definition/move-from.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { decodeValue, encodeValue } from "./wire-value.ts";
import { compileBlock } from "../codec/block.ts";
import { type Document, toDocument, toValue } from "../testing/document.ts";
import { TestHost, line } from "../testing/test-host.ts";

type Loose = Parameters<typeof defineResource>[0];

const schema = {
  project: t.string().requiresReplace(),
  name: t.string().requiresReplace(),
  size: t.int().default(1),
  port: t.int().optional().requiresReplace(),
  id: t.string().computed().useStateForUnknown(),
};
const identity = { project: t.string(), port: t.int().optional(), id: t.string() };

function createServers(more: object = {}) {
  const provider = defineProvider({ name: "acme" });
  provider.resource({
    name: "server",
    schema,
    identity,
    identityVersion: 2,
    create: ({ plan }) => ({ id: `${plan.project}/${plan.name}` }),
    read: ({ state }) => ({ ...state, name: state.name ?? "web", size: 1, project: state.project }),
    update: () => {},
    import: importBy("{project}/{name}"),
    ...more,
  });
  return new IdentityHost(provider);
}

/** A host that knows of identities. */
class IdentityHost extends TestHost {
  identity(document: Document, fields: Parameters<typeof compileBlock>[0] = identity) {
    const { type } = compileBlock(fields);
    return { identityData: encodeValue(toValue(document, type), type) };
  }

  document(
    data: { readonly identityData?: Parameters<typeof decodeValue>[0] } | undefined,
    fields: Parameters<typeof compileBlock>[0] = identity,
  ): Document {
    return toDocument(decodeValue(data?.identityData, compileBlock(fields).type));
  }

  async planWith(config: Document, prior: Document, priorIdentity: Document) {
    const response = await this.call("planResourceChange", {
      typeName: "acme_server",
      priorState: this.encode("resource", "server", prior),
      proposedNewState: this.encode("resource", "server", config),
      config: this.encode("resource", "server", config),
      priorIdentity: this.identity(priorIdentity),
    });
    return { identity: this.document(response.plannedIdentity), lines: response.diagnostics.map(line) };
  }

  async applyWith(planned: Document, prior: Document, plannedIdentity: Document) {
    const response = await this.call("applyResourceChange", {
      typeName: "acme_server",
      priorState: this.encode("resource", "server", prior),
      plannedState: this.encode("resource", "server", planned),
      config: this.encode("resource", "server", planned),
      plannedIdentity: this.identity(plannedIdentity),
    });
    return { identity: this.document(response.newIdentity), lines: response.diagnostics.map(line) };
  }

  async readWith(state: Document, currentIdentity: Document) {
    const response = await this.call("readResource", {
      typeName: "acme_server",
      currentState: this.encode("resource", "server", state),
      currentIdentity: this.identity(currentIdentity),
    });
    return { identity: this.document(response.newIdentity), lines: response.diagnostics.map(line) };
  }

  async importWith(target: { readonly id?: string; readonly identity?: Document }) {
    const response = await this.call("importResourceState", {
      typeName: "acme_server",
      id: target.id ?? "",
      identity: target.identity === undefined ? undefined : this.identity(target.identity),
    });
    const [imported] = response.importedResources;
    return {
      state: this.decode("resource", "server", imported?.state),
      identity: this.document(imported?.identity),
      lines: response.diagnostics.map(line),
    };
  }
}

const web = { project: "p", name: "web", size: 1, port: null, id: "p/web" };
const webIdentity = { project: "p", port: null, id: "p/web" };

suite("V07 resource identity", () => {
  test("schemas say what an import needs, of those resources that have an identity", async () => {
    const host = createServers();
    host.provider.add(defineResource({ name: "plain", schema: {}, create() {}, read: ({ state }) => state }));
    const { identitySchemas } = await host.call("getResourceIdentitySchemas", {});
    assert.deepEqual(
      [...identitySchemas].map(([name, { version, identityAttributes }]) => [
        name,
        version,
        ...identityAttributes.map(
          ({ name: attribute, type, requiredForImport, optionalForImport }) =>
            `${attribute} ${Buffer.from(type).toString()} ${requiredForImport} ${optionalForImport}`,
        ),
      ]),
      [["acme_server", 2n, 'project "string" true false', 'port "number" false true', 'id "string" true false']],
    );
  });

  test("it follows from the state by name: planned, created, read", async () => {
    const host = createServers();
    const config = { project: "p", name: "web", size: 1 };
    assert.deepEqual(await host.planWith(config, null, null), {
      identity: { project: "p", port: null, id: UNKNOWN },
      lines: [],
    });
    const promised: Document = { project: "p", port: null, id: UNKNOWN };
    const created = await host.applyWith({ ...config, id: UNKNOWN }, null, promised);
    assert.deepEqual(created, { identity: webIdentity, lines: [] });
    assert.deepEqual(await host.readWith(web, webIdentity), { identity: webIdentity, lines: [] });
    assert.deepEqual(await host.readWith(web, null), { identity: webIdentity, lines: [] });
    assert.deepEqual(await host.planWith({ ...config, size: 2 }, web, webIdentity), {
      identity: webIdentity,
      lines: [],
    });
    assert.deepEqual(await host.planWith(null, web, webIdentity), { identity: webIdentity, lines: [] });
  });

  test("one that changes while the resource exists is a provider's bug", async () => {
    const host = createServers({ read: ({ state }: { state: object }) => ({ ...state, id: "other" }) });
    const { identity: kept, lines } = await host.readWith(web, webIdentity);
    assert.deepEqual(kept, webIdentity);
    assert.equal(lines.length, 1);
    assert.match(
      lines[0]!,
      /^error: Provider bug: acme_server returned a wrong value from read: Attribute: identity\.id\n/,
    );
    assert.match(lines[0]!, /Expected: {2}the string "p\/web", as before: .*\nGot: +the string "other"/);
  });

  test("one that may change is what the state says", async () => {
    const host = createServers({
      mutableIdentity: true,
      read: ({ state }: { state: object }) => ({ ...state, id: "other" }),
    });
    const other = { ...webIdentity, id: "other" };
    assert.deepEqual(await host.readWith(web, webIdentity), { identity: other, lines: [] });
    const config = { project: "p", name: "web", size: 2 };
    assert.deepEqual(await host.planWith(config, web, other), { identity: webIdentity, lines: [] });
  });

  test("one that lacks what is required is a provider's bug", async () => {
    const host = createServers({ read: ({ state }: { state: object }) => ({ ...state, id: null }) });
    const { lines } = await host.readWith({ ...web, id: null }, null);
    assert.match(lines[0]!, /Attribute: identity\.id\nExpected: {2}a string\nGot: +null/);
  });

  test("what failed half way has the identity that is known of it", async () => {
    const fail = (saved: object) => ({
      create({ savePartialState }: { savePartialState: (values: object) => void }) {
        savePartialState(saved);
        throw new Error("broken");
      },
    });
    const planned: Document = { ...web, id: UNKNOWN };
    const promised: Document = { ...webIdentity, id: UNKNOWN };
    const whole = await createServers(fail({ id: "p/web" })).applyWith(planned, null, promised);
    assert.deepEqual(whole, { identity: webIdentity, lines: ["error: acme_server: create failed: broken"] });
    const partial = await createServers(fail({})).applyWith(planned, null, promised);
    assert.deepEqual(partial, { identity: null, lines: ["error: acme_server: create failed: broken"] });
  });

  test("an author's identify tells what attributes do not", async () => {
    const host = createServers({
      identify: ({ state }: { state: { project: string; name: string } }) => {
        return { project: state.project, port: null, id: `projects/${state.project}/servers/${state.name}` };
      },
    });
    const want = { project: "p", port: null, id: "projects/p/servers/web" };
    const planned = await host.planWith({ project: "p", name: "web", size: 1 }, null, null);
    assert.deepEqual(planned.identity, { project: UNKNOWN, port: UNKNOWN, id: UNKNOWN });
    assert.deepEqual(await host.readWith(web, null), { identity: want, lines: [] });
    const broken = createServers({ identify: () => ({ project: 1, id: "a", key: "b" }) });
    const { lines } = await broken.readWith(web, null);
    assert.match(
      lines.join("\n"),
      /from identify: Attribute: identity\.key\n[^]*from identify: Attribute: identity\.project\n/,
    );
  });

  suite("of what was moved here", () => {
    const source = { provider: "example/old", type: "old_box" };
    const moved = (state: object): object => ({
      moves: [moveFrom(source, () => ({ ...state, size: 1, port: null }) as never)],
    });
    const moveWith = async (more: object, sourceIdentity: string = "") => {
      const host = createServers(more);
      const { targetIdentity, diagnostics } = await host.call("moveResourceState", {
        targetTypeName: "acme_server",
        sourceProviderAddress: "registry.terraform.io/example/old",
        sourceTypeName: "old_box",
        sourceState: { json: Buffer.from("{}") },
        sourceIdentity: { json: Buffer.from(sourceIdentity) },
      });
      return { identity: host.document(targetIdentity), lines: diagnostics.map(line) };
    };

    test("is that of its state", async () => {
      assert.deepEqual(await moveWith(moved({ project: "p", name: "web", id: "p/web" })), {
        identity: webIdentity,
        lines: [],
      });
    });

    test("is what an author's identify tells, where the state lacks nothing for it", async () => {
      let asked = 0;
      const identify = ({ state }: { state: { project: string; name: string } }) => {
        asked++;
        return { project: state.project, id: `servers/${state.name}` };
      };
      const whole = await moveWith({ ...moved({ project: "p", name: "web", id: "p/web" }), identify });
      assert.deepEqual(whole, { identity: { project: "p", port: null, id: "servers/web" }, lines: [] });
      const partial = await moveWith({ ...moved({ project: "p", name: "web" }), identify });
      assert.deepEqual(partial, { identity: null, lines: [] });
      assert.equal(asked, 1);
    });

    test("can be made of the one that its source had", async () => {
      const seen: unknown[] = [];
      const mover = moveFrom(source, ({ sourceIdentity }) => {
        seen.push(sourceIdentity);
        return { project: "p", name: "web", size: 1, port: null, id: "p/web" };
      });
      await moveWith({ moves: [mover] }, '{"id":"a","zone":null}');
      await moveWith({ moves: [mover] });
      assert.deepEqual(seen, [{ id: "a", zone: null }, undefined]);
    });
  });

  test("what was created is not forgotten because it cannot be identified", async () => {
    for (const identify of [
      () => {
        throw new Error("no idea");
      },
      () => ({ project: 1, id: "a" }),
    ]) {
      const host = createServers({ identify });
      const { newState, newIdentity, diagnostics } = await host.call("applyResourceChange", {
        typeName: "acme_server",
        plannedState: host.encode("resource", "server", { ...web, id: UNKNOWN }),
        config: host.encode("resource", "server", web),
      });
      assert.deepEqual(host.decode("resource", "server", newState), { ...web, id: "p/web" });
      assert.equal(newIdentity, undefined);
      assert.match(
        diagnostics.map(line).join(),
        /identify failed: no idea|from identify: Attribute: identity\.project/,
      );
    }
  });

  suite("imports", () => {
    test("by an id of several parts", async () => {
      assert.deepEqual(await createServers().importWith({ id: "p/web" }), {
        state: { project: "p", name: "web", size: null, port: null, id: null },
        identity: null,
        lines: [],
      });
      const { lines } = await createServers().importWith({ id: "web" });
      assert.deepEqual(lines, ['error: The id has another form: It is "web".\n\nGive it in the form PROJECT/NAME.']);
    });

    test("by identity, which reading completes", async () => {
      const host = createServers();
      assert.deepEqual(await host.importWith({ identity: webIdentity }), {
        state: { project: "p", name: null, size: null, port: null, id: "p/web" },
        identity: webIdentity,
        lines: [],
      });
      const read = await host.readWith({ project: "p", id: "p/web" }, webIdentity);
      assert.deepEqual(read, { identity: webIdentity, lines: [] });
    });

    test("by identity without a handler, but not by id then", async () => {
      const host = createServers({ import: undefined });
      assert.deepEqual((await host.importWith({ identity: webIdentity })).lines, []);
      assert.deepEqual((await host.importWith({ id: "p/web" })).lines, [
        "error: acme_server is imported by its identity: It has no id.",
      ]);
    });

    test("by an identity that is not there, or not whole", async () => {
      const host = createServers({ import: () => null });
      assert.deepEqual((await host.importWith({ identity: webIdentity })).lines, [
        'error: There is no acme_server with the identity {"project":"p","port":null,"id":"p/web"}: So it cannot be imported.',
      ]);
      assert.deepEqual((await host.importWith({ identity: { project: "p" } })).lines, [
        "error: acme_server cannot be told by this identity: It lacks what is required: identity.id.",
      ]);
      assert.deepEqual((await host.importWith({})).lines, [
        "error: acme_server is imported by its id: The import gives none.",
      ]);
    });
  });

  suite("upgrades", () => {
    const upgrade = async (host: IdentityHost, json: string | undefined, version: bigint) => {
      const response = await host.call("upgradeResourceIdentity", {
        typeName: "acme_server",
        version,
        rawIdentity: json === undefined ? undefined : { json: Buffer.from(json) },
      });
      return [host.document(response.upgradedIdentity), ...response.diagnostics.map(line)];
    };

    test("an identity of this version is read, exactly", async () => {
      const json = '{"project":"p","port":9007199254740993,"id":"a","gone":true}';
      assert.deepEqual(await upgrade(createServers(), json, 2n), [{ project: "p", port: "9007199254740993", id: "a" }]);
      assert.deepEqual(await upgrade(createServers(), '{"id":["a"]}', 2n), [
        null,
        "error: The identity of acme_server does not fit its schema: identity.id: a string is required, not a tuple of 1",
      ]);
    });

    test("an earlier one is the author's to upgrade", async () => {
      const host = createServers({
        upgradeIdentity({ version, identity: old }: { version: number; identity: Record<string, unknown> }) {
          const [project, id] = String(old["path"]).split("/");
          return { project, id: `${id} of version ${version}`, port: old["port"] };
        },
      });
      assert.deepEqual(await upgrade(host, '{"path":"p/web","port":80}', 1n), [
        { project: "p", port: 80, id: "web of version 1" },
      ]);
      assert.match(
        JSON.stringify(await upgrade(host, '{"path":"p","port":"80"}', 1n)),
        /from upgradeIdentity: .*identity\.port/,
      );
    });

    test("one that cannot be upgraded is refused", async () => {
      const cases: readonly (readonly [string | undefined, bigint, RegExp])[] = [
        ["{}", 1n, /has version 1 of its schema: The provider has version 2 and cannot upgrade from version 1/],
        ["{}", 3n, /The provider knows only up to version 2/],
        [undefined, 2n, /The identity of acme_server cannot be read: The host sent none/],
        ["{", 2n, /UpgradeResourceIdentity failed/],
      ];
      for (const [json, version, want] of cases) {
        assert.match(JSON.stringify(await upgrade(createServers(), json, version)), want);
      }
      const host = new TestHost(defineProvider({ name: "acme" }));
      const { diagnostics } = await host.call("upgradeResourceIdentity", { typeName: "acme_none" });
      assert.match(line(diagnostics[0]!), /There is no resource acme_none/);
    });
  });

  const refused: Record<string, { definition: object; want: string }> = {
    "an attribute that does not exist": {
      definition: { identity: { region: t.string() } },
      want: "identity.region: the resource has no attribute of this name, and no identify to tell the value",
    },
    "an attribute of another type": {
      definition: { identity: { name: t.list(t.string()) } },
      want: "identity.name: the resource's attribute is of another type",
    },
    "an attribute that can change": {
      definition: { identity: { size: t.int() } },
      want: "identity.size: the resource's attribute can change; make it requiresReplace(), or say mutableIdentity",
    },
    "an attribute that may be null": {
      definition: { identity: { port: t.int() } },
      want: "identity.port: the resource's attribute may be null; make it optional() here too",
    },
    "a secret": {
      definition: { schema: { key: t.string().sensitive().requiresReplace() }, identity: { key: t.string() } },
      want: "identity.key: the resource's attribute is secret, and an identity is shown",
    },
    nothing: { definition: { identity: {} }, want: "identity: it has no attributes" },
    "what identifies nothing": {
      definition: { identity: { name: t.map(t.string()) } },
      want: "identity.name: an identity consists of strings, booleans, numbers and lists of them",
    },
    "options without an identity": {
      definition: { mutableIdentity: true, identify: () => ({}) },
      want: "mutableIdentity: the resource has no identity\n  - identify: the resource has no identity",
    },
  };
  for (const [name, { definition, want }] of Object.entries(refused)) {
    test(`a definition is refused: ${name}`, () => {
      const base = { name: "server", schema, create() {}, read() {}, update() {} };
      assert.throws(
        () => defineResource({ ...base, ...definition } as unknown as Loose),
        (error: Error) => {
          assert.ok(error.message.includes(want), error.message);
          return true;
        },
      );
    });
  }
});
