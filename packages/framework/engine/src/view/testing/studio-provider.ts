// SPDX-License-Identifier: Apache-2.0

/**
 * The program of a provider whose schemas have one of everything. Its objects exist in the state alone, except for what
 * the file `drift.json` in the working directory says has become of them: new values by the name of the object, or null
 * for one that is gone.
 *
 * @module
 */

import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { defineProvider, serve, t } from "@provide-foundry/provider";

const studio = defineProvider({ name: "studio", schema: {} });

const part = { code: t.string(), weight: t.int().optional(), pin: t.string().optional().sensitive() };

function drifted<T extends { readonly name: string | null }>(state: T): T | null {
  if (!existsSync("drift.json") || state.name === null) return state;
  const drift = JSON.parse(readFileSync("drift.json", "utf8")) as Record<string, Partial<T> | null>;
  const own = drift[state.name];
  return own === null ? null : { ...state, ...own };
}

studio.resource({
  name: "thing",
  schema: {
    id: t.string().computed().useStateForUnknown(),
    stamp: t.string().computed(),
    name: t.string().optional(),
    text: t.string().optional(),
    flag: t.bool().optional(),
    amount: t.decimal().optional(),
    kind: t.string().optional().requiresReplace(),
    secret: t.string().optional().sensitive(),
    token: t.string().optional().writeOnly(),
    list: t.list(t.string()).optional(),
    fixed_list: t.list(t.string()).optional().requiresReplace(),
    records: t.list(t.object({ a: t.string(), b: t.int().nullable() })).optional(),
    set: t.set(t.string()).optional(),
    fixed_set: t.set(t.string()).optional().requiresReplace(),
    tags: t.map(t.string()).optional(),
    fixed_map: t.map(t.string()).optional().requiresReplace(),
    table: t.map(t.object({ x: t.int() })).optional(),
    object: t.object({ name: t.string(), size: t.int().nullable(), deep: t.list(t.int()).nullable() }).optional(),
    pair: t.tuple([t.string(), t.int()]).optional(),
    any: t.dynamic().optional(),
    shape: t.nested
      .single({ color: t.string(), area: t.int().optional(), pin: t.string().optional().sensitive() })
      .optional(),
    parts: t.nested.list(part).optional(),
    pieces: t.nested.set({ code: t.string(), weight: t.int().optional() }).optional(),
    secret_pieces: t.nested.set(part).optional(),
    labels: t.nested.map({ value: t.string(), note: t.string().optional() }).optional(),
    settings: t.block.single({ mode: t.string().optional(), level: t.int().optional() }),
    rule: t.block.list({
      port: t.int(),
      hosts: t.list(t.string()).optional(),
      inner: t.block.list({ x: t.string() }),
    }),
    member: t.block.set({ name: t.string(), role: t.string().optional() }),
    zone: t.block.map({ size: t.int() }),
    vault: t.block.set({ name: t.string(), key: t.string().sensitive() }),
    fixed: t.block.list({ value: t.string().requiresReplace() }),
  },
  create: ({ plan }) => ({ id: `thing-${plan.name ?? randomUUID()}`, stamp: randomUUID() }),
  read: ({ state }) => drifted(state),
  update: () => ({ stamp: randomUUID() }),
  import: ({ id }) => ({ id: `thing-${id}`, name: id, stamp: "old" }),
});

/** What the first SDK of providers could declare. */
studio.resource({
  name: "plain",
  schema: {
    id: t.string().computed().useStateForUnknown(),
    name: t.string().optional(),
    text: t.string().optional(),
    list: t.list(t.string()).optional(),
    rule: t.block.list({ port: t.int(), note: t.string().optional() }),
  },
  create: () => ({ id: randomUUID() }),
  read: ({ state }) => drifted(state),
  update: () => ({}),
});

studio.dataSource({
  name: "lookup",
  schema: { query: t.string(), answer: t.string().computed() },
  read: ({ config }) => ({ answer: `answer to ${config.query}` }),
});

await serve(studio);
