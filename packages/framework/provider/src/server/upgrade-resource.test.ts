// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { StateUpgrades, type UpgradeStep, upgradeFrom } from "../definition/state-upgrades.ts";
import type { Fields } from "../schema/field.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";

const v1 = {
  size: t.int(),
  ratio: t.float().optional(),
  exact: t.decimal().optional(),
  pin: t.string().optional(),
  id: t.string().computed(),
};
const schema = {
  size_gb: t.int(),
  ratio: t.float().optional(),
  exact: t.decimal().optional(),
  pin: t.string().optional().writeOnly(),
  tags: t.nested.map({ value: t.string(), note: t.string().optional().writeOnly() }).optional(),
  id: t.string().computed(),
  etag: t.string().computed(),
};

const upgrades = upgradeFrom(0, "json")
  .to(1, v1, ({ state }) => {
    const { size, ratio, exact, identifier } = state as {
      size: string;
      ratio: number | string;
      exact: number;
      identifier: string;
    };
    return {
      size: Number(size),
      ratio: Number(ratio),
      exact: exact === undefined ? null : String(exact),
      pin: null,
      id: identifier,
    };
  })
  .to(2, schema, async ({ state: { size, ratio, exact, id } }) => ({
    size_gb: size / 1024,
    ratio,
    exact,
    tags: null,
    id,
  }));

const handlers = { create: () => ({ id: "1", etag: "" }), read: () => null };

function hostOf(definition: object): TestHost {
  const acme = defineProvider({ name: "acme" });
  acme.resource({ name: "disk", ...handlers, ...definition } as never);
  return new TestHost(acme);
}

const host = hostOf({ schema, upgrades });

suite("V02 states of earlier versions", () => {
  test("are upgraded step by step, with exact numbers", async () => {
    const json = '{"size":"2048","ratio":0.12345678901234567891,"exact":12345678901234567890.5,"identifier":"7"}';
    assert.deepEqual(await host.upgrade("disk", { json }, 0), {
      diagnostics: [],
      state: {
        size_gb: 2,
        ratio: "0.12345678901234567891",
        exact: "12345678901234567890.5",
        pin: null,
        tags: null,
        id: "7",
        etag: null,
      },
    });
  });

  test("keep digits that doubles do not have from one schema to the next", async () => {
    const json = '{"size":2048,"ratio":0.12345678901234567891,"exact":0.1,"pin":"1234","id":"7","gone":[]}';
    const { state, diagnostics } = await host.upgrade("disk", { json }, 1);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual((state as { ratio: unknown }).ratio, "0.12345678901234567891");
  });

  test("of the current version are read as they are, without what has become write-only", async () => {
    const json = '{"size_gb":1,"pin":"1234","tags":{"a":{"value":"x","note":"1234"}},"id":"7","etag":"e"}';
    assert.deepEqual(await host.upgrade("disk", { json }, 2), {
      diagnostics: [],
      state: {
        size_gb: 1,
        ratio: null,
        exact: null,
        pin: null,
        tags: { a: { value: "x", note: null } },
        id: "7",
        etag: "e",
      },
    });
  });

  suite("lack at every depth what was not known when they were stored", () => {
    const then = {
      rules: t.nested.list({ port: t.string(), id: t.string().computed() }),
      marks: t.nested.map({ at: t.int().computed() }).computed(),
      id: t.string().computed(),
    };
    const now = { ...then, rules: t.nested.list({ port: t.int(), id: t.string().computed() }) };
    const json = '{"rules":[{"port":"80","id":null},{"port":"81","id":"b"}],"marks":{"a":{"at":null}},"id":null}';

    test("and steps may leave it out or null", async () => {
      const steps = upgradeFrom(0, then)
        .to(1, now, ({ state }) => ({
          ...state,
          rules: state.rules.map(({ port, id }) => ({ port: Number(port), ...(id !== null && { id: `#${id}` }) })),
        }))
        .to(2, now, ({ state }) => ({ ...state, rules: state.rules.map((rule) => ({ ...rule })) }));
      assert.deepEqual(await hostOf({ schema: now, upgrades: steps }).upgrade("disk", { json }, 0), {
        diagnostics: [],
        state: {
          rules: [
            { port: 80, id: null },
            { port: 81, id: "#b" },
          ],
          marks: { a: { at: null } },
          id: null,
        },
      });
    });

    test("but not what is configured", async () => {
      const steps = upgradeFrom(0, then).to(1, now, ({ state }) => ({ ...state, rules: [{ id: null }] as never }));
      const { diagnostics } = await hostOf({ schema: now, upgrades: steps }).upgrade("disk", { json }, 0);
      assert.deepEqual(
        diagnostics.map((line) => line.split("\n").slice(0, 3).join(" | ")),
        [
          "error at rules[0].port: Provider bug: acme_disk returned a wrong value from the upgrade from version 0 to 1: Attribute: rules[0].port | Expected:  a whole number that a JavaScript number holds exactly | Got:       nothing",
        ],
      );
    });

    test("and types say so", () => {
      const lengths = { id: t.int().optional(), rules: t.list(t.int()) };
      // @ts-expect-error the id may be null
      void (() => upgradeFrom(0, then).to(1, lengths, ({ state }) => ({ id: state.id.length, rules: [] })));
      void (() =>
        upgradeFrom(0, then).to(1, lengths, ({ state }) => ({
          id: null,
          // @ts-expect-error so may that of a rule
          rules: state.rules.map(({ id }) => id.length),
        })));
      void (() =>
        upgradeFrom(0, then).to(1, lengths, ({ state }) => ({
          id: state.id?.length ?? null,
          rules: state.rules.map(({ id }) => id?.length ?? 0),
        })));
      // What was always known is no matter of the provider's then.
      void (() =>
        upgradeFrom(0, { id: t.string() }).to(1, lengths, ({ state }) => ({ id: state.id.length, rules: [] })));
    });
  });

  const late = hostOf({ schema: v1, upgrades: upgradeFrom(3, v1).to(4, v1, ({ state }) => state) });
  const refused: Record<
    string,
    { host: TestHost; version: number; raw?: Parameters<TestHost["upgrade"]>[1]; want: string }
  > = {
    "that come before the first step": {
      host: late,
      version: 2,
      want: "The state of acme_disk has version 2 of its schema: The provider has version 4 and cannot upgrade from version 2; it can from version 3 on. Use an earlier version of the provider.",
    },
    "that a later provider wrote": {
      host,
      version: 3,
      want: "The state of acme_disk has version 3 of its schema: The provider knows only up to version 2: a later one wrote the state. Use that version of the provider.",
    },
    "that are not there": {
      host,
      version: 0,
      raw: undefined,
      want: "The state of acme_disk cannot be read: The host sent no state.",
    },
    "that are null": {
      host,
      version: 1,
      raw: { json: "null" },
      want: "The state of acme_disk cannot be read: It is null.",
    },
    "that are not JSON": { host, version: 0, raw: { json: "{" }, want: "" },
    "that are flat maps": {
      host,
      version: 0,
      raw: { flatmap: new Map([["id", "1"]]) },
      want: "The state of acme_disk cannot be read: It is in the format of Terraform 0.11 and earlier. Apply once with Terraform 0.12 to 0.13, which convert it.",
    },
    "that do not fit their schema": {
      host,
      version: 1,
      raw: { json: '{"size":[]}' },
      want: "The state of acme_disk does not fit its schema: size: a number is required, not a tuple",
    },
  };
  for (const [name, { host: own, version, want, ...rest }] of Object.entries(refused)) {
    test(`${name} are refused`, async () => {
      const raw = "raw" in rest ? rest.raw : { json: '{"size":1}' };
      const { state, diagnostics } = await own.upgrade("disk", raw, version);
      assert.equal(state, null);
      assert.equal(diagnostics.length, 1);
      assert.ok(diagnostics[0]!.replace(/^error[^:]*: /, "").startsWith(want), diagnostics[0]);
    });
  }

  test("that a step upgrades wrongly are a provider bug that names the attribute and the step", async () => {
    const result = { size: "1", id: null, extra: 1, pin: null, ratio: null };
    const wrong = hostOf({ schema: v1, upgrades: upgradeFrom(0, "json").to(1, v1, () => result as never) });
    const { state, diagnostics } = await wrong.upgrade("disk", { json: "{}" }, 0);
    assert.equal(state, null);
    assert.deepEqual(
      diagnostics.map((line) => line.split("\n").slice(0, 3).join(" | ")),
      [
        "error at extra: Provider bug: acme_disk returned a wrong value from the upgrade from version 0 to 1: Attribute: extra | Expected:  no attribute of this name | Got:       a whole number",
        'error at size: Provider bug: acme_disk returned a wrong value from the upgrade from version 0 to 1: Attribute: size | Expected:  a whole number that a JavaScript number holds exactly | Got:       the string "1"',
        "error at exact: Provider bug: acme_disk returned a wrong value from the upgrade from version 0 to 1: Attribute: exact | Expected:  a decimal number as text | Got:       nothing",
      ],
    );
  });

  test("whose step fails, or complains, are not upgraded", async () => {
    const failing = hostOf({
      schema: v1,
      upgrades: upgradeFrom(0, v1).to(1, v1, () => {
        throw new Error("no idea");
      }),
    });
    assert.deepEqual((await failing.upgrade("disk", { json: "{}" }, 0)).diagnostics, [
      "error: acme_disk: the upgrade from version 0 to 1 failed: no idea",
    ]);
    const complaining = hostOf({
      schema: v1,
      upgrades: upgradeFrom(0, v1).to(1, v1, ({ state, diags }) => (diags.error("no idea"), state)),
    });
    assert.deepEqual((await complaining.upgrade("disk", { json: '{"size":1}' }, 0)).diagnostics, ["error: no idea"]);
  });
});

suite("V02 a chain of upgrades", () => {
  test("has no gap, no other order and the resource's schema at its end, or does not compile", () => {
    const same = ({ state }: { readonly state: { readonly a: string } }) => state;
    const a = { a: t.string() };
    const b = { b: t.string() };
    assert.equal(upgradeFrom(0, a).to(1, a, same).to(2, a, same).version, 2);
    // @ts-expect-error a gap
    void (() => upgradeFrom(0, a).to(2, a, same));
    // @ts-expect-error twice
    void (() => upgradeFrom(0, a).to(1, a, same).to(1, a, same));
    // @ts-expect-error backwards
    void (() => upgradeFrom(2, a).to(1, a, same));
    // @ts-expect-error the result has another shape
    void (() => upgradeFrom(0, a).to(1, b, same));
    // @ts-expect-error the state has no b
    void (() => upgradeFrom(0, a).to(1, b, ({ state }) => ({ b: state.b })));
    // @ts-expect-error JSON may be anything
    void (() => upgradeFrom(0, "json").to(1, a, ({ state }) => ({ a: state.a })));
    const create = () => {};
    const upgrades = upgradeFrom(0, a).to(1, a, same);
    // @ts-expect-error leads to another schema
    const wrong = (): unknown => defineResource({ name: "x", schema: b, upgrades, create, read: () => null });
    assert.throws(wrong, /upgrades: the last step must lead to the schema of the resource/);
  });

  test("is checked at definition as well", () => {
    const a = { a: t.string() };
    const define = (upgrades: object, version?: number) => () =>
      defineResource({
        name: "x",
        schema: a,
        upgrades: upgrades as never,
        version: version as never,
        create: () => {},
        read: () => null,
      });
    const step = (from: number, to: Fields = a): UpgradeStep => ({ from, form: a, to, upgrade: () => ({}) });
    assert.throws(define(new StateUpgrades(3, a, [step(0), step(2)])), /upgrades: there is no step from version 1/);
    assert.throws(define(upgradeFrom(0, a)), /upgrades: there is no step/);
    assert.throws(define({ version: 1 }), /upgrades: not made with upgradeFrom/);
    assert.throws(define(new StateUpgrades(1, a, [step(0)]), 2), /version: 2, but the upgrades lead to version 1/);
    assert.throws(define(new StateUpgrades(2, a, [step(0, { Bad: t.string() }), step(1)])), /Bad: a name is lowercase/);
    assert.equal(define(new StateUpgrades(1, a, [step(0)]))().version, 1);
  });
});
