// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests of what means the same: its
 * service keeps everything in a form of its own, and takes its time.
 */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type JsonValue, type Planned, importBy, defineProvider, serve, t } from "../index.ts";

const archive = defineProvider({
  name: "archive",
  schema: { folder: t.string() },
  configure({ config: { folder } }) {
    mkdirSync(folder, { recursive: true });
    const file = (name: string): string => path.join(folder, `${name}.json`);
    return {
      write: (name: string, record: object) => writeFileSync(file(name), JSON.stringify(record)),
      read: (name: string) =>
        existsSync(file(name)) ? (JSON.parse(readFileSync(file(name), "utf8")) as Stored) : undefined,
      remove: (name: string) => rmSync(file(name)),
    };
  },
});

interface Stored {
  readonly policy: JsonValue;
  readonly since: string | null;
  readonly owner: string;
  readonly rules: readonly { readonly name: string; readonly body: JsonValue }[];
  readonly nets: readonly string[];
}

const recordSchema = {
  name: t.string().requiresReplace(),
  policy: t.json().requiresReplace(),
  since: t.rfc3339().optional().requiresReplace(),
  owner: t.string().equals((a, b) => a.toLowerCase() === b.toLowerCase()),
  rules: t.nested.set({ name: t.string(), body: t.json(), id: t.string().computed() }).optional(),
  rule: t.block.set({ name: t.string(), body: t.json() }),
  nets: t.set(t.ipPrefix()).optional(),
  etag: t.string().computed(),
};

archive.resource({
  name: "record",
  schema: recordSchema,
  create: ({ plan, client }) => store(plan, client),
  read({ state, client }) {
    const stored = client.read(state.name);
    if (stored === undefined) return null;
    const { policy, since, owner, nets } = stored;
    const bodies = new Map(stored.rules.map(({ name, body }) => [name, body]));
    return {
      ...state,
      policy: sorted(policy),
      since: since === null ? null : new Date(since),
      owner: owner.toUpperCase(),
      rules: state.rules && state.rules.map((rule) => ({ ...rule, body: sorted(bodies.get(rule.name) ?? null) })),
      rule: (state.rule ?? []).map((rule) => ({ ...rule, body: sorted(rule.body) })),
      nets: state.nets && nets.toReversed(),
      etag: state.etag ?? "imported",
    };
  },
  update: ({ plan, client }) => store(plan, client),
  delete: ({ state, client }) => client.remove(state.name),
  import: importBy("name"),
});

function store(plan: Planned<typeof recordSchema>, client: { write(name: string, record: object): void }) {
  const { name, policy, since, owner, rules, nets } = plan;
  client.write(name, { policy, since, owner, rules: rules ?? [], nets: nets ?? [] });
  const answer = rules && rules.map((rule) => ({ ...rule, body: sorted(rule.body), id: `#${rule.name}` }));
  return { policy: sorted(policy), owner: owner.toUpperCase(), rules: answer, etag: `${Date.now()}` };
}

/** The same JSON with its names the other way round. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, part]): [string, JsonValue] => [name, sorted(part)]);
  return Object.fromEntries(members.toReversed());
}

await serve(archive, { address: "example/archive" });
