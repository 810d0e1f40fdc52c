// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import { t } from "../schema/vocabulary.ts";
import { findUndescribed } from "./find-undescribed.ts";
import { defineProvider } from "./provider.ts";
import { ResourceDefinition, defineResource } from "./resource.ts";

test("P08 what a provider does not describe is found, at every depth and in components that are not loaded", async () => {
  const acme = defineProvider({ name: "acme", schema: { endpoint: t.string(), token: t.string().describe("A key.") } });
  acme.dataSource({
    name: "token",
    description: "Tokens.",
    schema: { id: t.string().describe(" "), all: t.object({ a: t.string() }).computed().describe("All.") },
    read: () => ({ all: { a: "" } }),
  });
  acme.function({
    name: "pluralize",
    parameters: [t.param("word", t.string().describe("A noun.")), t.param("count", t.int().optional())],
    returns: t.string(),
    call: (word) => word,
  });
  acme.function({
    name: "join",
    summary: "Joins.",
    parameters: [],
    variadic: t.param("parts", t.string()),
    returns: t.string(),
    call: (...parts) => parts.join(""),
  });
  acme.hub.registerLazy("resource token", ResourceDefinition, async () =>
    defineResource({
      name: "token",
      schema: {
        rule: t.nested.list({ port: t.int(), note: t.string().describe("Why.") }).describe("Rules."),
        zone: t.block.set({ name: t.string() }),
      },
      create: () => {},
      read: () => null,
    }),
  );
  assert.deepEqual(await findUndescribed(acme), [
    "provider acme: endpoint",
    "data source token: id",
    "function pluralize",
    "function pluralize: parameter count",
    "function join: parameter parts",
    "resource token",
    "resource token: rule.port",
    "resource token: zone",
    "resource token: zone.name",
  ]);
});

test("P08 a provider that describes everything has nothing to answer for", async () => {
  const acme = defineProvider({ name: "acme" });
  acme.function({
    name: "upper",
    description: "In capitals.",
    parameters: [t.param("text", t.string().describe("What to write large."))],
    returns: t.string(),
    call: (text) => text.toUpperCase(),
  });
  assert.deepEqual(await findUndescribed(acme), []);
});
