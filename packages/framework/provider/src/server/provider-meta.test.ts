// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compileBlock } from "../codec/block.ts";
import { defineProvider } from "../definition/provider.ts";
import { t } from "../schema/vocabulary.ts";
import { type Document, toValue } from "../testing/document.ts";
import { TestHost, line } from "../testing/test-host.ts";
import { encodeValue } from "./wire-value.ts";

const meta = { team: t.string().minLength(2), tier: t.int().default(1) };

function createProvider() {
  const log: string[] = [];
  const acme = defineProvider({ name: "acme", meta });
  const say = (operation: string, context: Parameters<typeof acme.metaOf>[0]): void => {
    const own = acme.metaOf(context);
    log.push(`${operation} ${own === null ? "nobody" : `${own.team} ${own.tier.toFixed()}`}`);
  };
  acme.resource({
    name: "thing",
    schema: { name: t.string(), id: t.string().computed().useStateForUnknown() },
    plan: (context) => say("plan", context),
    planDestroy: (context) => say("planDestroy", context),
    create(context) {
      say("create", context);
      return { id: "1" };
    },
    read(context) {
      say("read", context);
      return context.state;
    },
    update: (context) => say("update", context),
    delete: (context) => say("delete", context),
  });
  acme.dataSource({
    name: "thing",
    schema: { id: t.string().computed() },
    read(context) {
      say("read data", context);
      return { id: "1" };
    },
  });
  const host = new TestHost(acme);
  const { type } = compileBlock(meta);
  const encodeMeta = (document: Document) => encodeValue(toValue(document, type), type);
  return { log, host, encodeMeta };
}

suite("V07 provider_meta", () => {
  test("its schema is told, where there is one", async () => {
    const { host } = createProvider();
    const { providerMeta } = await host.call("getProviderSchema", {});
    assert.deepEqual(
      providerMeta?.block?.attributes.map(({ name, required, optional }) => `${name} ${required} ${optional}`),
      ["team true false", "tier false true"],
    );
    const plain = new TestHost(defineProvider({ name: "acme" }));
    assert.equal((await plain.call("getProviderSchema", {})).providerMeta, undefined);
  });

  test("handlers get what the module says, or null", async () => {
    const { host, log, encodeMeta } = createProvider();
    const typeName = "acme_thing";
    const encode = (document: Document) => host.encode("resource", "thing", document);
    const state = { name: "a", id: "1" };
    for (const providerMeta of [encodeMeta({ team: "red", tier: 2 }), encodeMeta({ team: "blue" }), encodeMeta(null)]) {
      const responses = [
        await host.call("planResourceChange", {
          typeName,
          providerMeta,
          proposedNewState: encode({ name: "a" }),
          config: encode({ name: "a" }),
        }),
        await host.call("planResourceChange", { typeName, providerMeta, priorState: encode(state) }),
        await host.call("applyResourceChange", {
          typeName,
          providerMeta,
          plannedState: encode(state),
          config: encode({ name: "a" }),
        }),
        await host.call("applyResourceChange", {
          typeName,
          providerMeta,
          priorState: encode(state),
          plannedState: encode({ ...state, name: "b" }),
          config: encode({ name: "b" }),
        }),
        await host.call("applyResourceChange", { typeName, providerMeta, priorState: encode(state) }),
        await host.call("readResource", { typeName, providerMeta, currentState: encode(state) }),
        await host.call("readDataSource", {
          typeName,
          providerMeta,
          config: host.encode("dataSource", "thing", {}),
        }),
      ];
      assert.deepEqual(responses.flatMap(({ diagnostics }) => diagnostics).map(line), []);
    }
    const operations = ["plan", "planDestroy", "create", "update", "delete", "read", "read data"];
    assert.deepEqual(
      log,
      ["red 2", "blue 1", "nobody"].flatMap((who) => operations.map((operation) => `${operation} ${who}`)),
    );
  });

  test("what is wrong in it is told, without a place in the schema of the resource", async () => {
    const { host, log, encodeMeta } = createProvider();
    const { diagnostics } = await host.call("readDataSource", {
      typeName: "acme_thing",
      providerMeta: encodeMeta({ team: "x" }),
      config: host.encode("dataSource", "thing", {}),
    });
    assert.deepEqual(diagnostics.map(line), [
      "error: Invalid value of team: team must be at least 2 characters long, not 1.",
    ]);
    assert.deepEqual(log, []);
  });

  test("a provider without it does not look at what a host sends", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.dataSource({
      name: "thing",
      schema: { id: t.string().computed() },
      read: ({ meta: own }) => ({ id: JSON.stringify(own) }),
    });
    const host = new TestHost(acme);
    const config = host.encode("dataSource", "thing", {});
    const providerMeta = encodeValue(cty.objectVal({ a: cty.stringVal("b") }), cty.object({ a: cty.string }));
    const { state, diagnostics } = await host.call("readDataSource", { typeName: "acme_thing", config, providerMeta });
    assert.deepEqual([host.decode("dataSource", "thing", state), diagnostics], [{ id: "null" }, []]);
  });

  test("a schema that cannot work is refused", () => {
    assert.throws(
      () => defineProvider({ name: "acme", meta: { a: t.string().computed() } as never }),
      /provider acme: meta\.a: provider_meta has no computed attributes/,
    );
  });
});
