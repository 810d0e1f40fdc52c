// SPDX-License-Identifier: Apache-2.0

/**
 * What the schemas of each kind may hold. Compiling this file is the test: a
 * line below `@ts-expect-error` that compiles is an error of its own.
 */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import type {
  ActionFields,
  DataFields,
  EphemeralFields,
  Fields,
  IdentityFields,
  ListFields,
  ProviderFields,
  ProviderMetaFields,
  StateStoreFields,
} from "./field.ts";
import type { SchemaKind } from "./schema-kinds.ts";
import { findSchemaProblems } from "./schema-rules.ts";
import { t } from "./vocabulary.ts";

function resource(schema: Fields): void {
  check(schema, "resource");
}
function dataSource(schema: DataFields): void {
  check(schema, "dataSource");
}
function ephemeralResource(schema: EphemeralFields): void {
  check(schema, "ephemeralResource");
}
function provider(schema: ProviderFields): void {
  check(schema, "provider");
}
function action(schema: ActionFields): void {
  check(schema, "action");
}
function listResource(schema: ListFields): void {
  check(schema, "listResource");
}
function stateStore(schema: StateStoreFields): void {
  check(schema, "stateStore");
}
function providerMeta(schema: ProviderMetaFields): void {
  check(schema, "providerMeta");
}
function identity(schema: IdentityFields): void {
  check(schema, "identity");
}

let refusals = 0;

/** What does not compile must be refused at run time as well. */
function check(schema: Fields, kind: SchemaKind): void {
  if (findSchemaProblems(schema, kind).length > 0) refusals++;
}

function countRefusals(run: () => void): number {
  refusals = 0;
  run();
  return refusals;
}

suite("V05 the schema of each kind", () => {
  test("takes what its kind may hold", () => {
    const accepted = countRefusals(() => {
      const config = {
        a: t.string().minLength(1),
        b: t.int().optional().describe("text"),
        c: t.nested.list({ d: t.bool().default(true) }),
      };
      const blocks = { ...config, e: t.block.list({ f: t.block.single({ g: t.string() }) }).minItems(1) };
      provider({ a: t.dynamic() });
      const read = { ...blocks, h: t.string().computed().nullable().sensitive(), i: t.float().optionalComputed() };
      resource({ ...read, j: t.string().writeOnly(), k: t.string().requiresReplace() });
      dataSource(read);
      ephemeralResource(read);
      provider({ ...blocks, j: t.string().sensitive() });
      action({ ...blocks, j: t.string().writeOnly() });
      listResource(blocks);
      stateStore(blocks);
      providerMeta(config);
      identity({ a: t.string(), b: t.bigint().optional(), c: t.list(t.bool()) });
    });
    assert.equal(accepted, 0);
  });

  const refused: Record<string, () => void> = {
    "a data source: what is planned or written only": () => {
      // @ts-expect-error
      dataSource({ a: t.string().writeOnly() });
      // @ts-expect-error
      dataSource({ a: t.string().requiresReplace() });
      // @ts-expect-error
      dataSource({ a: t.string().computed().useStateForUnknown() });
      // @ts-expect-error
      dataSource({ a: t.block.list({ b: t.nested.single({ c: t.string().requiresReplace() }) }) });
    },
    "an ephemeral resource: what is planned or written only": () => {
      // @ts-expect-error
      ephemeralResource({ a: t.string().writeOnly() });
      // @ts-expect-error
      ephemeralResource({ a: t.string().requiresReplace() });
      // @ts-expect-error
      ephemeralResource({ a: t.string().optionalComputed().useStateForUnknown() });
    },
    "a provider: what it would have to give or keep": () => {
      // @ts-expect-error
      provider({ a: t.string().computed() });
      // @ts-expect-error
      provider({ a: t.string().optionalComputed() });
      // @ts-expect-error
      provider({ a: t.string().writeOnly() });
      // @ts-expect-error
      provider({ a: t.string().requiresReplace() });
      // @ts-expect-error
      provider({ a: t.block.single({ b: t.string().computed() }) });
    },
    "an action: what it would have to return or hide": () => {
      // @ts-expect-error
      action({ a: t.string().computed() });
      // @ts-expect-error
      action({ a: t.string().optionalComputed() });
      // @ts-expect-error
      action({ a: t.string().sensitive() });
      // @ts-expect-error
      action({ a: t.string().requiresReplace() });
      // @ts-expect-error
      action({ a: t.nested.map({ b: t.string().sensitive() }) });
    },
    "a list resource: all but what is asked": () => {
      // @ts-expect-error
      listResource({ a: t.string().computed() });
      // @ts-expect-error
      listResource({ a: t.string().sensitive() });
      // @ts-expect-error
      listResource({ a: t.string().writeOnly() });
      // @ts-expect-error
      listResource({ a: t.string().requiresReplace() });
    },
    "a state store: all but its configuration": () => {
      // @ts-expect-error
      stateStore({ a: t.string().computed() });
      // @ts-expect-error
      stateStore({ a: t.string().sensitive() });
      // @ts-expect-error
      stateStore({ a: t.string().writeOnly() });
      // @ts-expect-error
      stateStore({ a: t.block.set({ b: t.string().optionalComputed() }) });
    },
    "provider_meta: blocks and all but what is told": () => {
      // @ts-expect-error
      providerMeta({ a: t.block.single({ b: t.string() }) });
      // @ts-expect-error
      providerMeta({ a: t.string().computed() });
      // @ts-expect-error
      providerMeta({ a: t.string().sensitive() });
    },
    "an identity: all but scalars and lists of them": () => {
      // @ts-expect-error
      identity({ a: t.string().computed() });
      // @ts-expect-error
      identity({ a: t.string().default("b") });
      // @ts-expect-error
      identity({ a: t.string().sensitive() });
      // @ts-expect-error
      identity({ a: t.string().minLength(1) });
      // @ts-expect-error
      identity({ a: t.set(t.string()) });
      // @ts-expect-error
      identity({ a: t.map(t.string()) });
      // @ts-expect-error
      identity({ a: t.object({ b: t.string() }) });
      // @ts-expect-error
      identity({ a: t.tuple([t.string()]) });
      // @ts-expect-error
      identity({ a: t.dynamic() });
      // @ts-expect-error
      identity({ a: t.list(t.list(t.string())) });
      // @ts-expect-error
      identity({ a: t.list(t.string().nullable()) });
      // @ts-expect-error
      identity({ a: t.nested.single({ b: t.string() }) });
      // @ts-expect-error
      identity({ a: t.block.single({ b: t.string() }) });
    },
  };
  for (const [name, run] of Object.entries(refused)) {
    test(`refuses, when compiled and when run, ${name}`, () => {
      const calls = String(run).match(/^\s*[a-zA-Z]+\(\{/gm)?.length;
      assert.equal(countRefusals(run), calls);
    });
  }
});
