// SPDX-License-Identifier: Apache-2.0

import { createSealingKey, sealingKeyId } from "@provide-foundry/foundation/crypto";
import { createRedactor } from "@provide-foundry/foundation";
import * as fc from "fast-check";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type { ResourceHandlers } from "../definition/contexts.ts";
import { defineProvider } from "../definition/provider.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";
import type { PrivateStateKeys } from "./private-keys.ts";

const schema = { name: t.string(), id: t.string().computed() };
const privateFields = { token: t.string(), uses: t.bigint(), note: t.string().nullable() };

type Handlers = ResourceHandlers<typeof schema, unknown, typeof privateFields>;

const values = { token: "hush-hush", uses: 2n ** 70n, note: null };
const stored = `{"note":null,"token":"hush-hush","uses":${2n ** 70n}}`;

function hostOf(handlers: Partial<Handlers> = {}, keys?: PrivateStateKeys | string): TestHost {
  const acme = defineProvider({ name: "acme" });
  const inert: Pick<Handlers, "create" | "read" | "update"> = {
    create: () => ({ id: "1" }),
    read: ({ state }) => state,
    update: ({ prior }) => ({ id: prior.id }),
  };
  acme.resource({ name: "thing", schema, private: privateFields, ...inert, ...handlers });
  acme.resource({ name: "other", schema, private: privateFields, ...inert, ...handlers });
  acme.resource({ name: "raw", schema, create: () => ({ id: "1" }), read: ({ state }) => state });
  return new TestHost(acme, keys === undefined ? {} : { privateStateKeys: keys });
}

/** The bytes of a call are not text when they are sealed. */
async function readBytes(host: TestHost, name: string, bytes: Uint8Array) {
  const response = await host.call("readResource", {
    typeName: `acme_${name}`,
    currentState: host.encodeResource(name, { name: "a", id: "1" }),
    private: bytes,
  });
  return {
    bytes: response.private,
    messages: response.diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`),
  };
}

async function seal(keys: PrivateStateKeys | string, name: string = "thing"): Promise<Uint8Array> {
  const host = hostOf({ read: ({ state, private: kept }) => (kept.set(values), state) }, keys);
  const { bytes, messages } = await readBytes(host, name, new Uint8Array());
  assert.deepEqual(messages, []);
  return bytes;
}

const oldKey = createSealingKey();
const newKey = createSealingKey();
const oldKeys: PrivateStateKeys = { keys: { old: oldKey }, current: "old" };
const bothKeys: PrivateStateKeys = { keys: { old: oldKey, new: newKey }, current: "new" };
const newKeys: PrivateStateKeys = { keys: { new: newKey }, current: "new" };

const sealed = await seal(oldKeys);

suite("V08 private state", () => {
  test("goes through every operation as values, exactly", async () => {
    const seen: unknown[] = [];
    const host = hostOf({
      plan: ({ private: kept }) => void seen.push(["plan", kept.get()]),
      create: ({ private: kept }) => (kept.set(values), { id: "1" }),
      read: ({ state, private: kept }) => (seen.push(["read", kept.get()]), state),
      update: ({ private: kept }) => (seen.push(["update", kept.get()]), { id: "1" }),
      delete: ({ private: kept }) => void seen.push(["delete", kept.get()]),
      planDestroy: ({ private: kept }) => void seen.push(["planDestroy", kept.get()]),
    });
    const created = await host.change("thing", { name: "a" });
    assert.equal(created.private, stored);
    const read = await host.read("thing", created.state, created.private);
    assert.equal(read.private, stored, "returning nothing keeps it");
    const updated = await host.change("thing", { name: "b" }, { prior: read.state, private: read.private });
    assert.equal(updated.private, stored);
    assert.equal((await host.change("thing", null, { prior: updated.state, private: updated.private })).private, "");
    assert.deepEqual(seen, [
      ["plan", undefined],
      ["read", values],
      ["plan", values],
      ["update", values],
      ["planDestroy", values],
      ["delete", values],
    ]);
  });

  test("that is set wrongly is a provider bug, which quotes nothing", async () => {
    const host = hostOf({
      create: ({ private: kept }) => (kept.set({ token: 4711 } as never), { id: "1" }),
    });
    const { diagnostics, private: kept } = await host.change("thing", { name: "a" });
    assert.deepEqual(
      diagnostics.map((line) => line.split("\n").slice(0, 3).join(" | ")),
      [
        "error: Provider bug: acme_thing returned a wrong value from private.set: Attribute: private.token | Expected:  a string | Got:       a whole number",
        "error: Provider bug: acme_thing returned a wrong value from private.set: Attribute: private.uses | Expected:  a bigint | Got:       nothing",
        "error: Provider bug: acme_thing returned a wrong value from private.set: Attribute: private.note | Expected:  a string | Got:       nothing",
      ],
    );
    assert.equal(kept, "");
  });

  test("of a failed operation is what was set before it failed, else what it was", async () => {
    const fail = (): never => {
      throw new Error("no");
    };
    const update = await hostOf({ update: fail }).change(
      "thing",
      { name: "b" },
      { prior: { name: "a", id: "1" }, private: stored },
    );
    assert.equal(update.private, stored);
    const create = await hostOf({
      create: ({ private: kept, savePartialState }) => (kept.set(values), savePartialState({ id: "1" }), fail()),
    }).change("thing", {
      name: "a",
    });
    assert.equal(create.private, stored);
    const plan = await hostOf({ plan: fail }).plan(
      "thing",
      { name: "b" },
      { prior: { name: "a", id: "1" }, private: stored },
    );
    assert.equal(plan.private, stored);
  });

  test("is in no diagnostic and in no line of the log", async () => {
    const host = hostOf({
      read({ private: kept, logger }) {
        logger.warn(`the token is ${kept.get()?.token}`);
        throw new Error(`401 for ${kept.get()?.token}`);
      },
    });
    const { diagnostics } = await host.read("thing", { name: "a", id: "1" }, stored);
    assert.deepEqual(diagnostics, ["error: acme_thing: read failed: 401 for (sensitive value)"]);
    assert.doesNotMatch(host.log.join("\n"), /hush-hush/);
  });
});

suite("V08 private state of another making", () => {
  const foreign = '{"schema_version":"1"}';

  test("is refused without a way to upgrade it", async () => {
    for (const bytes of [
      foreign,
      "\u0000\u0001",
      '{"token":null,"uses":1,"note":null}',
      "null",
      '{"token":"a","uses":1.5}',
    ]) {
      const { diagnostics, private: kept } = await hostOf().read("thing", { name: "a", id: "1" }, bytes);
      assert.match(
        diagnostics.join(),
        /^error: The private state of acme_thing cannot be read: It is not what this version/,
      );
      assert.equal(kept, bytes, "and kept");
    }
  });

  test("is upgraded from its bytes, once", async () => {
    let calls = 0;
    const host = hostOf({
      upgradePrivate({ bytes }) {
        calls++;
        const { schema_version: version } = JSON.parse(Buffer.from(bytes).toString()) as { schema_version: string };
        return { token: "new", uses: BigInt(version), note: null };
      },
      read: ({ state, private: kept }) => (assert.equal(kept.get()?.uses, 1n), state),
    });
    const first = await host.read("thing", { name: "a", id: "1" }, foreign);
    assert.deepEqual([first.diagnostics, first.private], [[], '{"note":null,"token":"new","uses":1}']);
    await host.read("thing", { name: "a", id: "1" }, first.private);
    assert.equal(calls, 1);
  });

  test("may be dropped, or be upgraded wrongly", async () => {
    const dropped = await hostOf({ upgradePrivate: () => undefined }).read("thing", { name: "a", id: "1" }, foreign);
    assert.deepEqual([dropped.diagnostics, dropped.private], [[], ""]);
    const wrong = await hostOf({ upgradePrivate: () => ({ token: "a" }) as never }).read(
      "thing",
      { name: "a", id: "1" },
      foreign,
    );
    assert.match(
      wrong.diagnostics[0]!,
      /Provider bug: acme_thing returned a wrong value from upgradePrivate: Attribute: private.uses/,
    );
    assert.equal(wrong.private, foreign);
  });

  test("of any bytes is refused or is the author's to read, and never lost", async () => {
    const host = hostOf({}, bothKeys);
    const near = fc.tuple(fc.nat(), fc.nat(7)).map(([at, bit]) => {
      const bytes = Uint8Array.from(sealed);
      bytes[at % bytes.length]! ^= 1 << bit;
      return bytes;
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ minLength: 1 }), near), async (bytes) => {
        const { bytes: kept, messages } = await readBytes(host, "thing", bytes);
        assert.match(messages.join(), /^The private state of acme_thing cannot be opened/);
        assert.deepEqual(Buffer.from(kept), Buffer.from(bytes));
        assert.deepEqual(
          (await readBytes(hostOf(), "raw", bytes)).messages.length,
          bytes[0] === 0x46 && bytes[1] === 0x53 && bytes[2] === 0x31 ? 1 : 0,
        );
      }),
      { numRuns: 200 },
    );
  });

  test("is a resource's own affair if it keeps bytes", async () => {
    const { diagnostics, private: kept } = await hostOf().read("raw", { name: "a", id: "1" }, foreign);
    assert.deepEqual([diagnostics, kept], [[], foreign]);
  });
});

suite("V08 sealed private state", () => {
  test("does not show, and opens again", async () => {
    assert.equal(sealingKeyId(sealed), "old");
    assert.equal(Buffer.from(sealed).includes("hush"), false);
    let seen: unknown;
    const host = hostOf({ read: ({ state, private: kept }) => ((seen = kept.get()), state) }, oldKeys);
    const { bytes, messages } = await readBytes(host, "thing", sealed);
    assert.deepEqual([messages, seen], [[], values]);
    assert.deepEqual(bytes, sealed, "nothing was set: the very same bytes");
  });

  test("follows when keys are replaced", async () => {
    const { bytes: resealed } = await readBytes(hostOf({}, bothKeys), "thing", sealed);
    assert.equal(sealingKeyId(resealed), "new");
    assert.deepEqual((await readBytes(hostOf({}, newKeys), "thing", resealed)).messages, []);
  });

  const changed = Uint8Array.from(sealed);
  changed[changed.length - 1]! ^= 1;
  const cut = sealed.subarray(0, -1);
  const unmagic = Uint8Array.from(sealed);
  unmagic[0]! ^= 1;
  const cases: Record<string, { bytes: Uint8Array; keys?: PrivateStateKeys | string; name?: string; want: RegExp }> = {
    "with a bit changed": {
      bytes: changed,
      keys: oldKeys,
      want: /cannot be opened: this cannot be opened: it was changed/,
    },
    "with a bit of its mark changed": {
      bytes: unmagic,
      keys: oldKeys,
      want: /cannot be opened: It is not sealed, but the provider has keys/,
    },
    "without its end": { bytes: cut, keys: oldKeys, want: /cannot be opened: this cannot be opened/ },
    "of an unknown key": {
      bytes: sealed,
      keys: newKeys,
      want: /cannot be opened: it was sealed with the key old, which is not in the ring/,
    },
    "without any key": {
      bytes: sealed,
      want: /cannot be opened: It is sealed, but the provider was given no keys. They are expected in the variable ACME_PRIVATE_STATE_KEYS/,
    },
    "of another type of resource": {
      bytes: sealed,
      keys: oldKeys,
      name: "other",
      want: /cannot be opened: this cannot be opened: it was changed, or sealed for something else/,
    },
    "that is not sealed": {
      bytes: Buffer.from(stored),
      keys: oldKeys,
      want: /cannot be opened: It is not sealed, but the provider has keys/,
    },
    "whose keys cannot be used": {
      bytes: sealed,
      keys: "old:c2hvcnQ=",
      want: /cannot be sealed: The provider's keys cannot be used: the key old has 5 bytes; it needs 32/,
    },
    "whose keys are no keys": {
      bytes: sealed,
      keys: "hunter2",
      want: /cannot be used: an entry is neither "plain" nor a name, a colon and a key in Base64/,
    },
  };
  for (const [name, { bytes, keys, name: type = "thing", want }] of Object.entries(cases)) {
    test(`${name} is refused with the name of the resource, before any handler runs, and kept`, async () => {
      const forbidden = (): never => {
        throw new Error("the handler ran");
      };
      const host = hostOf({ read: forbidden, plan: forbidden, update: forbidden, delete: forbidden }, keys);
      const read = await readBytes(host, type, bytes);
      assert.match(read.messages.join(), want);
      assert.match(read.messages.join(), new RegExp(`^The private state of acme_${type}`));
      assert.deepEqual(Buffer.from(read.bytes), Buffer.from(bytes));
      const state = host.encodeResource(type, { name: "a", id: "1" });
      const next = host.encodeResource(type, { name: "b", id: "1" });
      const request = { typeName: `acme_${type}`, priorState: state, config: next };
      const plan = await host.call("planResourceChange", { ...request, proposedNewState: next, priorPrivate: bytes });
      const apply = await host.call("applyResourceChange", { ...request, plannedState: next, plannedPrivate: bytes });
      for (const { diagnostics } of [plan, apply]) {
        assert.match(diagnostics.map(({ summary, detail }) => `${summary}: ${detail}`).join(), want);
      }
      assert.deepEqual(Buffer.from(apply.private), Buffer.from(bytes));
    });
  }

  test("keys come as text too, the current one first; plain accepts what is not sealed", async () => {
    const [old, fresh] = [oldKey, newKey].map((key) => Buffer.from(key).toString("base64"));
    const redactor = createRedactor();
    const acme = defineProvider({ name: "acme" });
    acme.resource({ name: "raw", schema, create: () => ({ id: "1" }), read: ({ state }) => state });
    const host = new TestHost(acme, { privateStateKeys: ` new:${fresh} , old:${old},plain`, redactor });
    const { bytes, messages } = await readBytes(host, "raw", Buffer.from("bytes"));
    assert.deepEqual([messages, sealingKeyId(bytes)], [[], "new"]);
    assert.equal(redactor.hide(`${old} ${fresh}`), "[redacted] [redacted]");
    assert.match(
      (await readBytes(hostOf({}, `a:${old},a:${fresh}`), "raw", bytes)).messages.join(),
      /the key a is there twice/,
    );
    assert.match((await readBytes(hostOf({}, "plain"), "raw", bytes)).messages.join(), /there is no key/);
  });
});
