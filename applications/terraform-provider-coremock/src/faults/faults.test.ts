// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { suite, test } from "node:test";
import { type TemporaryDirectory, temporaryDirectory } from "@provide-foundry/testkit";
import { type CoremockOptions, coremock } from "../index.ts";
import { Session, type Stored, type Values, fill } from "../testing/session.ts";

const simple = "coremock_simple_resource";

async function start(directory: TemporaryDirectory, config: Values = {}, options: CoremockOptions = {}) {
  return Session.start(await coremock({ directory: directory.path, env: {}, ...options }), config);
}

/** What the file of the resource `a` says; undefined if there is none. */
function textOf(directory: TemporaryDirectory): string | undefined {
  const file = path.join(directory.path, "terraform.resource/a.json");
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

async function create(directory: TemporaryDirectory): Promise<Stored> {
  const { state } = await (await start(directory)).change(simple, null, { id: "a", string: "x" });
  return state!;
}

suite("failures that a test asks for", () => {
  test("creation fails for the ids that are named, and for all with *", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { fail_on_create: ["a"] });
    const { state, problems } = await session.change(simple, null, { id: "a" });
    assert.equal(state, null);
    assert.deepEqual(problems, [`Forced failure to create: The provider's fail_on_create names the id "a".`]);
    assert.equal(textOf(directory), undefined);
    assert.deepEqual((await session.change(simple, null, { id: "b" })).problems, []);
    const every = await start(directory, { fail_on_create: ["*"] });
    assert.match((await every.change(simple, null, {})).problems.join(), /Forced failure to create/);
  });

  test("reading fails, of data sources too, and leaves the state", async () => {
    using directory = temporaryDirectory();
    const created = await create(directory);
    const session = await start(directory, { fail_on_read: ["a"], data_directory: "terraform.resource" });
    const { state, problems } = await session.read(simple, created);
    assert.deepEqual(state?.values, created.values);
    assert.match(problems.join(), /Forced failure to read/);
    assert.match((await session.readData(simple, { id: "a" })).problems.join(), /Forced failure to read/);
  });

  test("an update and a deletion that fail change nothing", async () => {
    using directory = temporaryDirectory();
    const created = await create(directory);
    const text = textOf(directory);
    const session = await start(directory, { fail_on_update: ["a"], fail_on_delete: ["a"] });
    for (const [config, want] of [
      [{ id: "a", string: "y" }, /Forced failure to update/],
      [null, /Forced failure to delete/],
    ] as const) {
      const { state, problems } = await session.change(simple, created, config);
      assert.match(problems.join(), want);
      assert.deepEqual(state?.values, created.values);
      assert.equal(textOf(directory), text);
    }
  });

  test("what fails afterwards has happened, and its state says so", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { fail_after_create: ["a"], fail_after_update: ["a"] });
    const created = await session.change(simple, null, { id: "a", string: "x" });
    assert.match(created.problems.join(), /fail_after_create/);
    assert.equal(created.state?.values["string"], "x");
    assert.match(textOf(directory) ?? "", /"x"/);
    const updated = await session.change(simple, created.state, { id: "a", string: "y" });
    assert.match(updated.problems.join(), /fail_after_update/);
    assert.equal(updated.state?.values["string"], "y");
    assert.match(textOf(directory) ?? "", /"y"/);
  });

  test("a change can be deferred only where the host knows of that", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { defer_changes: ["a"] });
    assert.match((await session.change(simple, null, { id: "a" })).problems.join(), /has to wait/);
    const config = {
      json: Buffer.from('{"id":"a","bool":null,"number":null,"string":null,"float":null,"integer":null}'),
    };
    const none = { json: Buffer.from("null") };
    const request = { typeName: simple, config, proposedNewState: config, priorState: none };
    const planned = await session.call("planResourceChange", {
      ...request,
      clientCapabilities: { deferralAllowed: true },
    });
    assert.deepEqual([planned.deferred?.reason, planned.diagnostics.length], [1, 0]);
  });
});

suite("the end of the process", () => {
  /** Instead of an end. */
  class Ended extends Error {}

  async function startMortal(directory: TemporaryDirectory, config: Values) {
    const ends: string[] = [];
    const crash = (when: string): never => {
      ends.push(when);
      throw new Ended(when);
    };
    return { session: await start(directory, config, { crash }), ends };
  }

  test("before a creation there is nothing, after it the resource", async () => {
    using directory = temporaryDirectory();
    const before = await startMortal(directory, { crash_on_create: ["a"] });
    await before.session.change(simple, null, { id: "a" });
    assert.deepEqual([before.ends, textOf(directory)], [["before create of a"], undefined]);
    const after = await startMortal(directory, { crash_after_create: ["a"] });
    await after.session.change(simple, null, { id: "a", string: "x" });
    assert.deepEqual(after.ends, ["after create of a"]);
    assert.match(textOf(directory) ?? "", /"x"/);
  });

  test("before and after an update, a deletion, and before it is read", async () => {
    using directory = temporaryDirectory();
    const created = await create(directory);
    const end = async (config: Values, act: (session: Session) => Promise<unknown>): Promise<string> => {
      const { session, ends } = await startMortal(directory, config);
      await act(session);
      return `${ends.join()}: ${/"string": "([xy])"/.exec(textOf(directory) ?? "")?.[1]}`;
    };
    const update = (session: Session) => session.change(simple, created, { id: "a", string: "y" });
    const remove = (session: Session) => session.change(simple, created, null);
    const read = (session: Session) => session.read(simple, created);
    assert.equal(await end({ crash_on_read: ["a"] }, read), "before read of a: x");
    assert.equal(await end({ crash_on_update: ["a"] }, update), "before update of a: x");
    assert.equal(await end({ crash_after_update: ["*"] }, update), "after update of a: y");
    assert.equal(await end({ crash_on_delete: ["a"] }, remove), "before delete of a: y");
    assert.equal(await end({ crash_after_delete: ["a"] }, remove), "after delete of a: undefined");
  });

  test("a provider in the process of its host says that it cannot end", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { crash_on_create: ["a"] });
    const { problems } = await session.change(simple, null, { id: "a" });
    assert.match(problems.join(), /^No process to end: .*before create of a/);
  });
});

suite("operations that take their time", () => {
  test("a delay ends when the host says stop, and nothing has happened then", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { delay_on_create: "1h" });
    const outcome = session.change(simple, null, { id: "a" });
    setTimeout(() => void session.server.stopProvider({}, {} as never), 50);
    assert.equal((await outcome).problems.length, 1);
    assert.equal(textOf(directory), undefined);
  });

  test("after a delay the operation goes on", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory, { delay_on_create: "1ms", delay_on_read: "1ms" });
    const { state } = await session.change(simple, null, { id: "a" });
    assert.deepEqual((await session.read(simple, state!)).problems, []);
  });

  test("a delay that is none is refused", async () => {
    using directory = temporaryDirectory();
    const session = await start(directory);
    const { provider } = await session.call("getProviderSchema", {});
    const config = fill(provider?.block, { delay_on_read: "soon" });
    const request = { config: { json: Buffer.from(JSON.stringify(config)) } };
    const { diagnostics } = await session.call("validateProviderConfig", request);
    assert.match(diagnostics[0]?.detail ?? "", /delay_on_read must be a duration/);
  });
});
