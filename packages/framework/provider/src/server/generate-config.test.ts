// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost, line } from "../testing/test-host.ts";

type Loose = Parameters<typeof defineResource>[0];

const schema = {
  name: t.string(),
  note: t.string().optional(),
  size: t.int().default(1),
  zone: t.string().optionalComputed(),
  old: t.string().optional().deprecated("use note"),
  key: t.string().optional().writeOnly(),
  id: t.string().computed(),
  disks: t.nested.list({ path: t.string(), mode: t.string().default("rw"), uuid: t.string().computed() }).optional(),
  stats: t.nested.single({ reads: t.int().computed() }).computed(),
  port: t.block.set({ number: t.int(), open: t.bool().default(true), label: t.string().computed() }),
  lamp: t.block.group({ watts: t.int().optionalComputed(), on: t.bool().computed() }),
};

const state = {
  name: "web",
  note: null,
  size: 1,
  zone: "eu",
  old: "x",
  id: "1",
  disks: [
    { path: "/a", mode: "rw", uuid: "u1" },
    { path: "/b", mode: "ro", uuid: "u2" },
  ],
  stats: { reads: 7 },
  port: [{ number: 80, open: true, label: "web" }],
  lamp: { watts: 40, on: true },
};

const written = {
  name: "web",
  note: null,
  size: null,
  zone: "eu",
  old: null,
  key: null,
  id: null,
  disks: [
    { path: "/a", mode: null, uuid: null },
    { path: "/b", mode: "ro", uuid: null },
  ],
  stats: null,
  port: [{ number: 80, open: null, label: null }],
  lamp: { watts: 40, on: null },
};

async function generate(from: Document, more: object = {}) {
  const base = { name: "server", schema, create() {}, read() {} };
  const server = defineResource({ ...base, ...more } as unknown as Loose);
  const host = new TestHost(defineProvider({ name: "acme", components: [server] }));
  const { config, diagnostics } = await host.call("generateResourceConfig", {
    typeName: "acme_server",
    state: host.encode("resource", "server", from),
  });
  return { config: host.decode("resource", "server", config), lines: diagnostics.map(line) };
}

suite("V07 the configuration of what exists", () => {
  test("the provider says that it writes them", async () => {
    const { serverCapabilities } = await new TestHost(defineProvider({ name: "acme" })).call("getMetadata", {});
    assert.equal(serverCapabilities?.generateResourceConfig, true);
  });

  test("trap: what is only computed is not written, nor are defaults, secrets and what is deprecated", async () => {
    assert.deepEqual(await generate(state), { config: written, lines: [] });
    const other = await generate({ ...state, size: 2 });
    assert.deepEqual(other.config, { ...written, size: 2 });
  });

  test("an author changes it", async () => {
    const { config, lines } = await generate(state, {
      generateConfig: (context: { state: { id: string }; config: { name: string; id?: string; size: unknown } }) => {
        assert.deepEqual([context.config.id, context.config.size], [undefined, null]);
        return { note: `${context.config.name} of ${context.state.id}`, zone: null, lamp: { watts: 60, on: null } };
      },
    });
    assert.deepEqual(lines.length, 1, "lamp.on is the provider's");
    assert.equal(config, null);
    const changed = await generate(state, { generateConfig: () => ({ note: "n", zone: null }) });
    assert.deepEqual(changed, { config: { ...written, note: "n", zone: null }, lines: [] });
    assert.deepEqual((await generate(state, { generateConfig() {} })).config, written);
  });

  test("a provider's bug: what is no configuration", async () => {
    const bug = async (result: unknown) => (await generate(state, { generateConfig: () => result })).lines.join();
    assert.match(await bug({ id: "2" }), /^error at id: Provider bug: .* from generateConfig: Attribute: id\n/);
    assert.match(await bug({ key: "2" }), /Attribute: key\n/);
    assert.match(await bug({ name: 1 }), /^error at name: [^]*Expected: {2}a string/);
    assert.match(await bug({ nam: "a" }), /Expected: {2}no attribute of this name/);
    assert.match(await bug("config"), /Expected: {2}an object, or nothing/);
  });

  test("without a state there is nothing to write", async () => {
    const want = "error: acme_server has no state to write a configuration from";
    assert.deepEqual((await generate(null)).lines, [want]);
    assert.deepEqual((await generate({ ...state, id: UNKNOWN })).lines, [want]);
  });
});
