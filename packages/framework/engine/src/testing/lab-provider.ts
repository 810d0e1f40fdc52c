// SPDX-License-Identifier: Apache-2.0

import { defineProvider, t, type ProviderOf } from "@provide-foundry/provider";

/** A provider whose objects are only remembered by whoever has their state, with attributes of all kinds. */
export function labProvider(): ProviderOf<unknown> {
  const lab = defineProvider({ name: "lab" });
  lab.ephemeral({
    name: "token",
    schema: { name: t.string(), value: t.string().computed().sensitive() },
    open: ({ config }) => ({ value: `token of ${config.name}` }),
  });
  lab.dataSource({
    name: "echo",
    schema: { text: t.string(), answer: t.string().computed() },
    read: ({ config }) => ({ ...config, answer: `${config.text}!` }),
  });
  lab.resource({
    name: "vault",
    schema: {
      name: t.string(),
      secret: t.string().optional().writeOnly(),
      secret_version: t.int().optional().requiresReplace(),
      length: t.int().computed(),
    },
    create: ({ secrets }) => ({ length: secrets.secret?.length ?? 0 }),
    read: ({ state }) => state,
    update: ({ prior }) => ({ length: prior.length }),
  });
  lab.resource({
    name: "net",
    schema: {
      id: t.string().computed().useStateForUnknown(),
      name: t.string(),
      zone: t.string().optional().requiresReplace(),
      size: t.int().default(3),
      password: t.string().optional().sensitive(),
      tags: t.map(t.string()).optional(),
      labels: t.set(t.string()).optional(),
      rules: t.nested.list({ port: t.int(), note: t.string().optional(), level: t.int().default(1) }).optional(),
      owners: t.nested.map({ mail: t.string(), role: t.string().default("reader") }).optional(),
      meta: t.nested.single({ a: t.string().optional(), b: t.string().default("b") }).optional(),
      route: t.block.list({ to: t.string(), cost: t.int().default(10) }),
      peer: t.block.set({ name: t.string() }),
    },
    create: ({ plan }) => ({ id: `id of ${plan.name}` }),
    read: ({ state }) => state,
    update: () => ({}),
    import: ({ id }) => ({ id: `id of ${id}`, name: id }),
  });
  return lab;
}
