// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { DeferralReason } from "../definition/contexts.ts";
import { defineProvider } from "../definition/provider.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost, line } from "../testing/test-host.ts";

/** A provider whose every handler does the same: it defers, asks for the client, or neither. */
function createProvider(act: (context: { defer: (reason: DeferralReason) => never; client: unknown }) => void) {
  const provider = defineProvider({
    name: "acme",
    schema: { host: t.string() },
    configure: ({ config }) => config.host,
  });
  const schema = { name: t.string(), id: t.string().computed() };
  provider.resource({
    name: "thing",
    schema,
    identity: { id: t.string() },
    plan: (context) => act(context),
    create: () => ({ id: "1" }),
    read(context) {
      act(context);
      return context.state;
    },
    import(context) {
      act(context);
      return { id: "1" };
    },
  });
  provider.dataSource({
    name: "thing",
    schema,
    read(context) {
      act(context);
      return { id: "1" };
    },
  });
  provider.ephemeral({
    name: "thing",
    schema,
    open(context) {
      act(context);
      return { id: "1" };
    },
  });
  return new TestHost(provider);
}

const state = { name: "a", id: "1" };

/** Each call that can be deferred: what it answers, and what of the resource it has. */
const calls = {
  async PlanResourceChange(host: TestHost, deferralAllowed: boolean) {
    const response = await host.call("planResourceChange", {
      typeName: "acme_thing",
      proposedNewState: host.encode("resource", "thing", { name: "a" }),
      config: host.encode("resource", "thing", { name: "a" }),
      priorPrivate: Buffer.from("kept"),
      clientCapabilities: { deferralAllowed },
    });
    const kept = Buffer.from(response.plannedPrivate).toString();
    return { ...response, value: [host.decode("resource", "thing", response.plannedState), kept] };
  },
  async ReadResource(host: TestHost, deferralAllowed: boolean) {
    const response = await host.call("readResource", {
      typeName: "acme_thing",
      currentState: host.encode("resource", "thing", state),
      private: Buffer.from("kept"),
      clientCapabilities: { deferralAllowed },
    });
    const kept = Buffer.from(response.private).toString();
    return { ...response, value: [host.decode("resource", "thing", response.newState), kept] };
  },
  async ImportResourceState(host: TestHost, deferralAllowed: boolean) {
    const response = await host.call("importResourceState", {
      typeName: "acme_thing",
      id: "1",
      clientCapabilities: { deferralAllowed },
    });
    return { ...response, value: host.decode("resource", "thing", response.importedResources[0]?.state) };
  },
  async ReadDataSource(host: TestHost, deferralAllowed: boolean) {
    const response = await host.call("readDataSource", {
      typeName: "acme_thing",
      config: host.encode("dataSource", "thing", { name: "a" }),
      clientCapabilities: { deferralAllowed },
    });
    return { ...response, value: host.decode("dataSource", "thing", response.state) };
  },
  async OpenEphemeralResource(host: TestHost, deferralAllowed: boolean) {
    const response = await host.call("openEphemeralResource", {
      typeName: "acme_thing",
      config: host.encode("ephemeralResource", "thing", { name: "a" }),
      clientCapabilities: { deferralAllowed },
    });
    return { ...response, value: host.decode("ephemeralResource", "thing", response.result) };
  },
};

/** What is known of each while it waits. */
const waiting: Record<keyof typeof calls, unknown> = {
  PlanResourceChange: [{ name: "a", id: UNKNOWN }, "kept"],
  ReadResource: [state, "kept"],
  ImportResourceState: UNKNOWN,
  ReadDataSource: { name: "a", id: UNKNOWN },
  OpenEphemeralResource: { name: "a", id: UNKNOWN },
};

const reasons = { resourceConfigUnknown: 1, providerConfigUnknown: 2, absentPrereq: 3 } as const;

suite("V07 deferral", () => {
  for (const [name, run] of Object.entries(calls)) {
    test(`${name} is deferred where the handler says so and the host takes it`, async () => {
      for (const [reason, number] of Object.entries(reasons)) {
        const host = createProvider(({ defer }) => defer(reason as DeferralReason));
        await host.configure({ host: "h" });
        const { diagnostics, deferred, value } = await run(host, true);
        assert.deepEqual([diagnostics.map(line), deferred], [[], { reason: number }]);
        assert.deepEqual(value, waiting[name as keyof typeof calls]);
      }
    });

    test(`${name} that is deferred is an error where the host does not take it`, async () => {
      const host = createProvider(({ defer }) => defer("absentPrereq"));
      await host.configure({ host: "h" });
      const { diagnostics, deferred } = await run(host, false);
      assert.equal(deferred, undefined);
      assert.deepEqual(diagnostics.map(line), [
        "error: acme_thing has to wait: It needs something that does not exist yet. Apply first what it depends on, with -target, and then the rest.",
      ]);
    });

    test(`${name} is deferred when it asks for the client of a provider whose configuration is unknown`, async () => {
      const host = createProvider(({ client }) => void client);
      await host.configure({ host: UNKNOWN });
      const { diagnostics, deferred } = await run(host, true);
      assert.deepEqual([diagnostics, deferred], [[], { reason: 2 }]);
      const refused = await run(host, false);
      assert.equal(refused.deferred, undefined);
      assert.match(refused.diagnostics.map(line).join(), /the provider acme cannot be used yet: .* is host/);
    });

    test(`${name} is not deferred when the client is not needed, or there is none for another reason`, async () => {
      const idle = createProvider(() => {});
      await idle.configure({ host: UNKNOWN });
      assert.equal((await run(idle, true)).deferred, undefined);
      const unconfigured = createProvider(({ client }) => void client);
      const { diagnostics, deferred } = await run(unconfigured, true);
      assert.equal(deferred, undefined);
      assert.match(diagnostics.map(line).join(), /acme is not configured/);
    });
  }

  test("what is read or opened waits for its own configuration", async () => {
    const host = createProvider(() => {});
    await host.configure({ host: "h" });
    const clientCapabilities = { deferralAllowed: true };
    const read = await host.call("readDataSource", {
      typeName: "acme_thing",
      config: host.encode("dataSource", "thing", { name: UNKNOWN }),
      clientCapabilities,
    });
    assert.deepEqual([read.diagnostics, read.deferred], [[], { reason: 1 }]);
    assert.deepEqual(host.decode("dataSource", "thing", read.state), { name: UNKNOWN, id: UNKNOWN });
    const opened = await host.call("openEphemeralResource", {
      typeName: "acme_thing",
      config: host.encode("ephemeralResource", "thing", { name: UNKNOWN }),
      clientCapabilities,
    });
    assert.deepEqual([opened.diagnostics, opened.deferred], [[], { reason: 1 }]);
  });

  test("a reason that there is not is a provider's bug", async () => {
    const host = createProvider(({ defer }) => defer("later" as DeferralReason));
    await host.configure({ host: "h" });
    const { diagnostics, deferred } = await calls.ReadResource(host, true);
    assert.equal(deferred, undefined);
    assert.match(
      diagnostics.map(line).join(),
      /Provider bug: .* from read: Attribute: defer\nExpected: {2}one of the reasons/,
    );
  });
});
