// SPDX-License-Identifier: Apache-2.0

/** What a resource can have besides its operations, in every form in which it can be written. */

import { createHub } from "@provide-foundry/foundation";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";
import { Resource } from "./class-form.ts";
import type { CreateContext, DeleteContext, ReadContext } from "./contexts.ts";
import { provider, resource } from "./decorators.ts";
import { moveFrom } from "./move-from.ts";
import { defineProvider } from "./provider.ts";
import { defineResource } from "./resource.ts";
import { upgradeFrom } from "./state-upgrades.ts";

const old = { size: t.string(), id: t.string().computed() };
const schema = { size: t.int(), id: t.string().computed() };
const kept = { token: t.string() };
const upgrades = upgradeFrom(0, old).to(1, schema, ({ state }) => ({ size: Number(state.size), id: state.id }));
const moves = [moveFrom({ provider: "a/b", type: "b_disk", schema }, ({ state }) => state)];

const plain = defineResource({
  name: "plain",
  schema,
  upgrades,
  moves,
  private: kept,
  create: ({ private: values }) => (values.set({ token: "t" }), { id: "1" }),
  read: ({ state, private: values }) => ({ ...state, id: values.get()?.token ?? state.id }),
  planDestroy: ({ state, diags }) => diags.warning(`${state.id} goes`),
});

suite("V02 V08 upgrades, moves, private state and planDestroy", () => {
  test("are the same in all forms", async () => {
    const hub = createHub();
    @provider({ name: "acme", hub })
    class Acme {
      configure() {}
    }
    type S = typeof schema;

    @resource({ name: "checked", schema, upgrades, moves, private: kept, provider: Acme })
    class Checked {
      create({ private: values }: CreateContext<S, unknown, typeof kept>) {
        values.set({ token: "t" });
        return { id: "1" };
      }
      read({ state, private: values }: ReadContext<S, unknown, typeof kept>) {
        return { ...state, id: values.get()?.token ?? state.id };
      }
      planDestroy({ state, diags }: DeleteContext<S, unknown, typeof kept>) {
        diags.warning(`${state.id} goes`);
      }
    }

    @resource("derived", { upgrades, moves })
    class Derived extends Resource(schema, Acme, kept) {
      create = this.on.create(({ private: values }) => (values.set({ token: "t" }), { id: "1" }));
      read = this.on.read(({ state, private: values }) => ({ ...state, id: values.get()?.token ?? state.id }));
      planDestroy = this.on.planDestroy(({ state, diags }) => diags.warning(`${state.id} goes`));
    }

    void [Checked, Derived];
    const acme = defineProvider({ name: "acme", components: [plain] });
    for (const [host, name] of [
      [new TestHost(acme), "plain"],
      [new TestHost(Acme), "checked"],
      [new TestHost(Acme), "derived"],
    ] as const) {
      const created = await host.change(name, { size: 1 });
      assert.deepEqual([created.diagnostics, created.private], [[], '{"token":"t"}'], name);
      assert.deepEqual((await host.read(name, created.state, created.private)).state, { size: 1, id: "t" });
      assert.deepEqual((await host.upgrade(name, { json: '{"size":"7","id":"1"}' }, 0)).state, { size: 7, id: "1" });
      const moved = await host.move(name, { provider: "x/a/b", type: "b_disk" }, '{"size":7,"id":"1"}');
      assert.deepEqual(moved.state, { size: 7, id: "1" });
      assert.deepEqual((await host.plan(name, null, { prior: created.state })).diagnostics, ["warning: 1 goes"]);
    }
  });

  test("are typed", () => {
    type Handlers = Parameters<typeof defineResource<S, unknown, typeof kept>>[0];
    type S = typeof schema;
    const create: Handlers["create"] = ({ private: values }) => {
      // @ts-expect-error the token is text
      values.set({ token: 1 });
      // @ts-expect-error there is no key
      void values.get()?.key;
      return { id: "1" };
    };
    // @ts-expect-error values, not bytes
    const upgrade: Handlers["upgradePrivate"] = () => new Uint8Array();
    void [create, upgrade];
    const elsewhere = resource("other", {
      upgrades: upgradeFrom(0, schema).to(1, old, ({ state }) => ({ ...state, size: "" })),
    });
    class Other extends Resource(schema) {
      create = this.on.create(() => ({ id: "1" }));
      read = this.on.read(() => null);
    }
    // @ts-expect-error leads to another schema
    void (() => elsewhere(Other, {} as ClassDecoratorContext));
    defineResource({
      name: "bytes",
      schema,
      create: () => ({ id: "1" }),
      read({ private: values }) {
        // @ts-expect-error without a schema it is bytes
        void values.get()?.token;
        const bytes: Uint8Array | undefined = values.get();
        return bytes === undefined ? null : { size: bytes.length, id: "1" };
      },
    });
    assert.equal(plain.version, 1);
  });
});
