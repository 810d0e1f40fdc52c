// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineEphemeral } from "../definition/ephemeral-resource.ts";
import { defineProvider } from "../definition/provider.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost, line } from "../testing/test-host.ts";

/** What an author may write who has no compiler to say no. */
type Loose = Parameters<typeof defineEphemeral>[0];

const renewal = new Date("2030-01-02T03:04:05.678Z");

function createLeases() {
  const log: string[] = [];
  const provider = defineProvider({ name: "acme", configure: () => "client" });
  provider.ephemeral({
    name: "lease",
    description: "A lease.",
    schema: {
      path: t.string().minLength(2),
      ttl: t.int().default(30),
      zone: t.string().optional(),
      host: t.string().optionalComputed(),
      token: t.string().computed().sensitive(),
    },
    private: { id: t.string(), renewals: t.bigint() },
    validate({ config, diags }) {
      if (config.path === "/forbidden") diags.error("No", { path: "path" });
    },
    open({ config, client, private: kept, renewAt }) {
      kept.set({ id: `lease of ${config.path}`, renewals: 0n });
      renewAt(renewal);
      log.push(`open ${config.path} ${config.ttl} ${config.zone} ${config.host} for ${client}`);
      return { token: "secret-token", host: config.host ?? "localhost" };
    },
    renew({ private: kept, renewAt }) {
      const { id, renewals } = kept.get()!;
      kept.set({ id, renewals: renewals + 2n ** 60n });
      if (renewals === 0n) renewAt(renewal);
    },
    close({ private: kept }) {
      const values = kept.get();
      log.push(values ? `close ${values.id} after ${values.renewals}` : "close nothing");
    },
  });
  provider.ephemeral({
    name: "session",
    schema: { fails: t.bool().default(false), id: t.string().computed() },
    open({ config, diags }) {
      if (config.fails) diags.error("Not like this");
      return { id: "1", [Symbol.asyncDispose]: async () => void log.push("cleaned up") };
    },
  });
  const host = new TestHost(provider);
  return {
    log,
    host,
    open: async (name: string, config: Document) => {
      const response = await host.call("openEphemeralResource", {
        typeName: `acme_${name}`,
        config: host.encode("ephemeralResource", name, config),
      });
      return { ...response, values: host.decode("ephemeralResource", name, response.result) };
    },
    close: async (name: string, bytes: Uint8Array | undefined) => {
      const request = { typeName: `acme_${name}`, private: bytes };
      return (await host.call("closeEphemeralResource", request)).diagnostics.map(line);
    },
  };
}

/** Opens a resource with one attribute whose author made a mistake. */
async function openMistaken(definition: object): Promise<string[]> {
  const mistaken = { name: "a", schema: { id: t.string().computed() }, open: () => ({ id: "1" }), ...definition };
  const host = new TestHost(defineProvider({ name: "acme", components: [defineEphemeral(mistaken as Loose)] }));
  const config = host.encode("ephemeralResource", "a", {});
  const { diagnostics, result } = await host.call("openEphemeralResource", { typeName: "acme_a", config });
  assert.equal(result, undefined);
  return diagnostics.map(line);
}

suite("V07 ephemeral resources", () => {
  test("trap: they are listed in metadata and schema", async () => {
    const { host } = createLeases();
    const { ephemeralResources } = await host.call("getMetadata", {});
    assert.deepEqual(ephemeralResources, [{ typeName: "acme_lease" }, { typeName: "acme_session" }]);
    const { ephemeralResourceSchemas } = await host.call("getProviderSchema", {});
    assert.deepEqual([...ephemeralResourceSchemas.keys()], ["acme_lease", "acme_session"]);
    const block = ephemeralResourceSchemas.get("acme_lease")?.block;
    assert.equal(block?.description, "A lease.");
    assert.deepEqual(
      block.attributes.map(({ name, required, optional, computed, sensitive }) =>
        [name, required && "r", optional && "o", computed && "c", sensitive && "s"].filter(Boolean).join(" "),
      ),
      ["path r", "ttl o c", "zone o", "host o c", "token c s"],
    );
  });

  test("trap: what is opened echoes what is configured, defaults included", async () => {
    const { log, host, open } = createLeases();
    await host.configure({});
    const { values, diagnostics, renewAt } = await open("lease", { path: "/a", zone: "z" });
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(values, { path: "/a", ttl: 30, zone: "z", host: "localhost", token: "secret-token" });
    assert.deepEqual(renewAt, { seconds: BigInt(Date.parse("2030-01-02T03:04:05Z") / 1000), nanos: 678_000_000 });
    assert.deepEqual(log, ["open /a 30 z undefined for client"]);
  });

  test("what open keeps is renewed and closed with, exactly", async () => {
    const { log, host, open, close } = createLeases();
    await host.configure({});
    const { private: opened } = await open("lease", { path: "/a" });
    const first = await host.call("renewEphemeralResource", { typeName: "acme_lease", private: opened });
    assert.deepEqual(first.diagnostics, []);
    assert.notEqual(first.renewAt, undefined);
    const second = await host.call("renewEphemeralResource", { typeName: "acme_lease", private: first.private });
    assert.equal(second.renewAt, undefined);
    assert.deepEqual(await close("lease", second.private), []);
    assert.equal(log.at(-1), `close lease of /a after ${2n ** 61n}`);
  });

  test("trap: close and renew with empty or absent private bytes", async () => {
    const { log, host, close } = createLeases();
    await host.configure({});
    for (const bytes of [undefined, new Uint8Array()]) {
      assert.deepEqual(await close("lease", bytes), []);
      assert.deepEqual(await close("session", bytes), []);
      const { diagnostics } = await host.call("renewEphemeralResource", { typeName: "acme_lease", private: bytes });
      assert.match(diagnostics.map(line)[0]!, /^error: acme_lease: renew failed/);
    }
    assert.deepEqual(log, ["close nothing", "close nothing"]);
  });

  test("a cleanup that open returns is done on close, once", async () => {
    const { log, host, open, close } = createLeases();
    await host.configure({});
    const { private: bytes, values } = await open("session", {});
    assert.deepEqual(values, { fails: false, id: "1" });
    assert.deepEqual(log, []);
    assert.deepEqual(await close("session", bytes), []);
    assert.deepEqual(log, ["cleaned up"]);
    assert.match((await close("session", bytes))[0]!, /^warning: acme_session is not cleaned up: Another process/);
  });

  test("what could not be opened in the end is closed at once, since the host does not", async () => {
    const { log, host, open } = createLeases();
    await host.configure({});
    const { diagnostics, result } = await open("session", { fails: true });
    assert.deepEqual(diagnostics.map(line), ["error: Not like this"]);
    assert.equal(result, undefined);
    assert.deepEqual(log, ["cleaned up"]);
  });

  test("a close that fails is told, and cleans up all the same", async () => {
    const log: string[] = [];
    const provider = defineProvider({ name: "acme" });
    provider.ephemeral({
      name: "a",
      schema: {},
      open: () => ({ [Symbol.dispose]: () => void log.push("cleaned up") }),
      close() {
        throw new Error("stuck");
      },
    });
    const host = new TestHost(provider);
    const config = host.encode("ephemeralResource", "a", {});
    const { private: bytes } = await host.call("openEphemeralResource", { typeName: "acme_a", config });
    const { diagnostics } = await host.call("closeEphemeralResource", { typeName: "acme_a", private: bytes });
    assert.deepEqual(diagnostics.map(line), ["error: acme_a: close failed: stuck"]);
    assert.deepEqual(log, ["cleaned up"]);
  });

  test("what is still open is cleaned up when the server is disposed of", async () => {
    const { log, host, open } = createLeases();
    await host.configure({});
    await open("session", {});
    await host.server[Symbol.asyncDispose]();
    await host.server[Symbol.asyncDispose]();
    assert.deepEqual(log, ["cleaned up"]);
  });

  test("what is opened after nobody waits for it any more is cleaned up in the end, too", async () => {
    const log: string[] = [];
    const opened = Promise.withResolvers<void>();
    const provider = defineProvider({ name: "acme" });
    provider.ephemeral({
      name: "slow",
      schema: {},
      async open() {
        await opened.promise;
        return { [Symbol.dispose]: () => void log.push("cleaned up") };
      },
    });
    const host = new TestHost(provider, { stopGraceMs: 10 });
    const config = host.encode("ephemeralResource", "slow", {});
    const answer = host.call("openEphemeralResource", { typeName: "acme_slow", config });
    await host.call("stopProvider", {});
    // The timer of the grace period keeps no process alive by itself.
    const alive = setInterval(() => {}, 5);
    const { diagnostics } = await answer.finally(() => clearInterval(alive));
    assert.match(diagnostics.map(line).join(), /acme_slow: open failed: interrupted, but did not end within 10 ms/);
    opened.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    await host.server[Symbol.asyncDispose]();
    assert.deepEqual(log, ["cleaned up"]);
  });

  test("a configuration is judged by the schema, then by validate", async () => {
    const { host } = createLeases();
    const cases: readonly (readonly [Document, readonly string[]])[] = [
      [{ path: "/a" }, []],
      [{ path: UNKNOWN, ttl: UNKNOWN }, []],
      [{ path: "/" }, ["error at path: Invalid value of path: path must be at least 2 characters long, not 1."]],
      [{}, ["error at path: Invalid value of path: path is required."]],
      [{ path: "/forbidden" }, ["error at path: No"]],
    ];
    for (const [config, want] of cases) {
      const { diagnostics } = await host.call("validateEphemeralResourceConfig", {
        typeName: "acme_lease",
        config: host.encode("ephemeralResource", "lease", config),
      });
      assert.deepEqual(diagnostics.map(line), want);
    }
  });

  test("what cannot be opened is said", async () => {
    const { host, open } = createLeases();
    const unknown = await open("lease", { path: UNKNOWN });
    assert.deepEqual(unknown.diagnostics.map(line), [
      "error: acme_lease cannot be opened yet: Its configuration is not known.",
    ]);
    const unconfigured = await open("lease", { path: "/a" });
    assert.match(unconfigured.diagnostics.map(line)[0]!, /the provider acme is not configured/);
    const strange = await host.call("openEphemeralResource", { typeName: "acme_none", config: undefined });
    assert.match(strange.diagnostics.map(line)[0]!, /There is no ephemeral resource acme_none/);
    const { diagnostics } = await host.call("renewEphemeralResource", { typeName: "acme_session", private: undefined });
    assert.match(diagnostics.map(line)[0]!, /acme_session cannot be renewed/);
  });

  test("private bytes that nobody wrote are refused", async () => {
    const { log, host, close } = createLeases();
    await host.configure({});
    for (const text of ["{", '{"values":{"id":1}}', "null"]) {
      assert.match((await close("lease", Buffer.from(text)))[0]!, /^error: acme_lease: CloseEphemeralResource failed/);
    }
    assert.deepEqual(log, []);
  });

  const mistakes: Record<string, { definition: object; want: RegExp }> = {
    "a computed value is missing": {
      definition: { open: () => ({}) },
      want: /error at id: Provider bug: acme_a returned a wrong value from open: Attribute: id\nExpected: {2}a string/,
    },
    "a time is no date": {
      definition: {
        renew: () => {},
        open({ renewAt }: { renewAt: (time: unknown) => void }) {
          renewAt("tomorrow");
          return { id: "1" };
        },
      },
      want: /error: Provider bug: .* from open: Attribute: renewAt\nExpected: {2}a valid Date\nGot: +the string "tomorrow"/,
    },
    "there is no renew to be called": {
      definition: {
        open({ renewAt }: { renewAt: (time: unknown) => void }) {
          renewAt(renewal);
          return { id: "1" };
        },
      },
      want: /error: Provider bug: .*\nExpected: {2}no call, as the ephemeral resource has no renew/,
    },
    "private data is of another type": {
      definition: {
        private: { id: t.string() },
        open({ private: kept }: { private: { set(values: unknown): void } }) {
          kept.set({ id: 1, secret: "hush" });
          return { id: "1" };
        },
      },
      want: /error: Provider bug: .*Attribute: private\.\w+\nExpected: .*\nGot: +a (string|whole number)/,
    },
  };
  for (const [name, { definition, want }] of Object.entries(mistakes)) {
    test(`a provider's bug: ${name}`, async () => {
      const [first, ...rest] = await openMistaken(definition);
      assert.match(first!, want);
      assert.doesNotMatch([first, ...rest].join("\n"), /hush/);
    });
  }

  test("definitions that cannot work are refused", () => {
    const define = (definition: object) => () => defineEphemeral(definition as Loose);
    assert.throws(define({ name: "a", schema: {} }), /ephemeral resource a: open: this handler is missing/);
    assert.throws(
      define({ name: "a", schema: { b: t.string().writeOnly() }, private: { c: t.string().optional() }, open() {} }),
      /b: an ephemeral resource has no writeOnly\(\) attributes\n {2}- private\.c: an element has no flags/,
    );
  });
});
