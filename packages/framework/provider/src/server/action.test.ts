// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineAction } from "../definition/action.ts";
import { defineProvider } from "../definition/provider.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost, collect, line } from "../testing/test-host.ts";

/** What an author may write who has no compiler to say no. */
type Loose = Parameters<typeof defineAction>[0];

function createMachines(log: string[] = []) {
  const provider = defineProvider({
    name: "acme",
    schema: { host: t.string() },
    configure: ({ config }) => config.host,
  });
  provider.action({
    name: "reboot",
    description: "Reboots it.",
    schema: { machine: t.string().minLength(2), steps: t.int().default(2), key: t.string().optional().writeOnly() },
    validate({ config, diags }) {
      if (config.machine === "mainframe") diags.error("Better not", { path: "machine" });
    },
    plan({ config, client, diags }) {
      if (config.machine === UNKNOWN) diags.warning("Some machine will be rebooted");
      else diags.warning(`${config.machine} at ${client} will be rebooted`, { path: "machine" });
    },
    async *invoke({ config, secrets, client, diags, signal }) {
      try {
        for (let step = 1; step <= config.steps; step++) {
          yield `step ${step} of ${config.machine} at ${client} with ${secrets.key}`;
          signal.throwIfAborted();
        }
        if (config.machine === "broken") throw new Error("it does not come up");
        if (config.machine === "slow") diags.warning("It took long");
      } finally {
        log.push("ended");
      }
    },
  });
  provider.action({
    name: "ping",
    schema: {},
    invoke: async ({ logger }) => logger.info("pong"),
  });
  const host = new TestHost(provider);
  return {
    host,
    log,
    configure: (document: Document = { host: "h" }) => host.configure(document),
    invoke: async (name: string, config: Document, signal?: AbortSignal) => readAll(host, name, config, signal),
    plan: async (config: Document, deferralAllowed = false) => {
      const { diagnostics, deferred } = await host.call("planAction", {
        actionType: "acme_reboot",
        config: host.encode("action", "reboot", config),
        clientCapabilities: { deferralAllowed },
      });
      return { lines: diagnostics.map(line), deferred };
    },
  };
}

/** The events of an action, each in one line. */
async function readAll(host: TestHost, name: string, config: Document, signal?: AbortSignal): Promise<string[]> {
  const request = { actionType: `acme_${name}`, config: host.encode("action", name, config) };
  const events: string[] = [];
  for await (const { progress, completed } of host.stream("invokeAction", request, signal)) {
    if (progress) events.push(progress.message);
    if (completed) events.push(["completed", ...completed.diagnostics.map(line)].join("; "));
  }
  return events;
}

async function invokeMistaken(invoke: unknown): Promise<string[]> {
  const action = defineAction({ name: "a", schema: {}, invoke } as Loose);
  return readAll(new TestHost(defineProvider({ name: "acme", components: [action] })), "a", {});
}

suite("V07 actions", () => {
  test("they are listed in metadata and schema", async () => {
    const { host } = createMachines();
    assert.deepEqual((await host.call("getMetadata", {})).actions, [
      { typeName: "acme_ping" },
      { typeName: "acme_reboot" },
    ]);
    const { actionSchemas } = await host.call("getProviderSchema", {});
    const block = actionSchemas.get("acme_reboot")?.schema?.block;
    assert.equal(block?.description, "Reboots it.");
    assert.deepEqual(
      block.attributes.map(({ name, required, optional, computed, writeOnly }) =>
        [name, required && "r", optional && "o", computed && "c", writeOnly && "w"].filter(Boolean).join(" "),
      ),
      ["machine r", "steps o", "key o w"],
    );
  });

  test("its progress is told as it comes, then that it is completed", async () => {
    const { configure, invoke, log } = createMachines();
    await configure();
    assert.deepEqual(await invoke("reboot", { machine: "m1", key: "k1" }), [
      "step 1 of m1 at h with k1",
      "step 2 of m1 at h with k1",
      "completed",
    ]);
    assert.deepEqual(log, ["ended"]);
    assert.deepEqual(await invoke("reboot", { machine: "slow", steps: 0 }), ["completed; warning: It took long"]);
    assert.deepEqual(await invoke("ping", {}), ["completed"]);
  });

  test("trap: a failure mid-stream ends with one completed event all the same", async () => {
    const { configure, invoke, log } = createMachines();
    await configure();
    assert.deepEqual(await invoke("reboot", { machine: "broken", steps: 1 }), [
      "step 1 of broken at h with null",
      "completed; error: acme_reboot: invoke failed: it does not come up",
    ]);
    assert.deepEqual(log, ["ended"]);
  });

  test("one that is cancelled ends, and says so", async () => {
    const { configure, host, log } = createMachines();
    await configure();
    const config = host.encode("action", "reboot", { machine: "m1", steps: 9 });
    const abort = new AbortController();
    const events = host.stream("invokeAction", { actionType: "acme_reboot", config }, abort.signal);
    assert.equal((await events.next()).value?.progress?.message, "step 1 of m1 at h with null");
    abort.abort(new Error("interrupted"));
    const rest = await collect(events);
    assert.deepEqual(
      rest.map(({ completed }) => completed?.diagnostics.map(line)),
      [["error: acme_reboot: invoke failed: interrupted"]],
    );
    assert.deepEqual(log, ["ended"]);
  });

  test("one that nobody listens to any more ends with its finally blocks", async () => {
    const { configure, host, log } = createMachines();
    await configure();
    const config = host.encode("action", "reboot", { machine: "m1", steps: 9 });
    for await (const event of host.stream("invokeAction", { actionType: "acme_reboot", config })) {
      if (event.progress) break;
    }
    assert.deepEqual(log, ["ended"]);
  });

  test("one that does not end after a stop is completed in its place", async () => {
    const provider = defineProvider({ name: "acme" });
    provider.action({
      name: "hang",
      schema: {},
      async *invoke() {
        yield "hanging";
        await new Promise(() => {});
      },
    });
    const host = new TestHost(provider, { stopGraceMs: 10 });
    const request = { actionType: "acme_hang", config: host.encode("action", "hang", {}) };
    const events = host.stream("invokeAction", request);
    await events.next();
    const next = events.next();
    await host.call("stopProvider", {});
    // The timer of the grace period keeps no process alive by itself.
    const alive = setInterval(() => {}, 5);
    const { value } = await next.finally(() => clearInterval(alive));
    assert.deepEqual(value?.completed?.diagnostics.map(line), [
      "error: acme_hang: invoke failed: interrupted, but did not end within 10 ms",
    ]);
  });

  test("a plan tells what will happen, as far as that is known", async () => {
    const { configure, plan } = createMachines();
    await configure();
    assert.deepEqual((await plan({ machine: "m1" })).lines, ["warning at machine: m1 at h will be rebooted"]);
    assert.deepEqual((await plan({ machine: UNKNOWN })).lines, ["warning: Some machine will be rebooted"]);
    assert.match((await plan({ machine: "m" })).lines[0]!, /^error at machine: Invalid value of machine/);
  });

  test("trap: only an unknown configuration of the provider defers an action", async () => {
    const { configure, plan } = createMachines();
    await configure({ host: UNKNOWN });
    assert.deepEqual(await plan({ machine: "m1" }, true), { lines: [], deferred: { reason: 2 } });
    const refused = await plan({ machine: "m1" }, false);
    assert.equal(refused.deferred, undefined);
    assert.match(
      refused.lines[0]!,
      /^error: acme_reboot: plan failed: the provider acme cannot be used yet: .* is host/,
    );

    const action = defineAction({
      name: "a",
      schema: {},
      plan: ({ defer }: { defer: (reason: string) => never }) => defer("absentPrereq"),
      invoke() {},
    } as Loose);
    const host = new TestHost(defineProvider({ name: "acme", components: [action] }));
    const request = { actionType: "acme_a", config: host.encode("action", "a", {}) };
    const response = await host.call("planAction", { ...request, clientCapabilities: { deferralAllowed: true } });
    assert.equal(response.deferred, undefined);
    assert.match(line(response.diagnostics[0]!), /^error: Provider bug: acme_a returned a wrong value from plan: /);
  });

  test("a configuration is judged by the schema, then by validate", async () => {
    const { host } = createMachines();
    const cases: readonly (readonly [Document, readonly string[]])[] = [
      [{ machine: UNKNOWN }, []],
      [
        { machine: "m" },
        ["error at machine: Invalid value of machine: machine must be at least 2 characters long, not 1."],
      ],
      [{ machine: "mainframe" }, ["error at machine: Better not"]],
    ];
    for (const [document, want] of cases) {
      const config = host.encode("action", "reboot", document);
      const { diagnostics } = await host.call("validateActionConfig", { actionType: "acme_reboot", config });
      assert.deepEqual(diagnostics.map(line), want);
    }
  });

  test("what cannot be invoked is completed with the reason", async () => {
    const { configure, host, invoke } = createMachines();
    assert.match((await invoke("reboot", { machine: "m1" }))[0]!, /^completed; error: .* acme is not configured/);
    await configure();
    assert.deepEqual(await invoke("reboot", { machine: UNKNOWN }), [
      "completed; error: acme_reboot cannot be invoked yet: Its configuration is not known.",
    ]);
    assert.match((await invoke("reboot", { machine: "m" }))[0]!, /^completed; error at machine/);
    const strange = await host.streamAll("invokeAction", { actionType: "acme_none" });
    assert.match(line(strange[0]!.completed!.diagnostics[0]!), /There is no action acme_none/);
    const garbage = { actionType: "acme_reboot", config: { msgpack: Buffer.from([0xc1]) } };
    const events = await host.streamAll("invokeAction", garbage);
    assert.equal(events.length, 1);
    assert.match(line(events[0]!.completed!.diagnostics[0]!), /^error: acme_reboot: InvokeAction failed/);
  });

  test("secrets are not in what is told", async () => {
    const provider = defineProvider({ name: "acme" });
    provider.action({
      name: "a",
      schema: { key: t.string().writeOnly() },
      async *invoke({ secrets }) {
        yield `using ${secrets.key}`;
        throw new Error(`wrong key ${secrets.key}`);
      },
    });
    assert.deepEqual(await readAll(new TestHost(provider), "a", { key: "open sesame" }), [
      "using (sensitive value)",
      "completed; error: acme_a: invoke failed: wrong key (sensitive value)",
    ]);
  });

  test("a provider's bug: what is yielded or returned is no text", async () => {
    const bug = /error: Provider bug: acme_a returned a wrong value from invoke: /;
    const [number, ...rest] = await invokeMistaken(async function* () {
      yield 1;
    });
    assert.match(number!, bug);
    assert.match(number!, /Attribute: progress\nExpected: {2}a string\nGot: +the number 1/);
    assert.deepEqual(rest, []);
    const [array] = await invokeMistaken(() => ["done"]);
    assert.match(array!, bug);
    assert.match(array!, /Expected: {2}nothing, or what an async generator yields\nGot: +a list of 1 element/);
  });

  test("definitions that cannot work are refused", () => {
    assert.throws(
      () => defineAction({ name: "A", schema: { id: t.string().computed() } } as unknown as Loose),
      /action A:\n {2}- name: "A" is not .*\n {2}- invoke: this handler is missing\n {2}- id: an action has no computed/,
    );
  });
});
