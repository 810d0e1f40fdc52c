// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests of the protocols: everything
 * that protocol 5 can describe, so no nested attributes. `ORCHARD_PROTOCOLS`
 * lists what to serve, as JSON.
 */

import { type Planned, type Result, defineProvider, importBy, serve, t } from "../index.ts";

const orchard = defineProvider({
  name: "orchard",
  version: "0.1.0",
  schema: { owner: t.string().optional(), fence: t.block.single({ height: t.float().default(1.5) }) },
  configure: ({ config }) => ({ owner: config.owner ?? "nobody" }),
});

const branch = { name: t.string(), apples: t.int().default(1), label: t.string().computed() };

const treeSchema = {
  kind: t.string().minLength(2).describe("Of *tree*."),
  soil: t.string().default("loam"),
  plot: t.int().optional().requiresReplace(),
  height: t.decimal().optional(),
  tags: t.map(t.string()).optional(),
  shape: t.object({ width: t.decimal(), note: t.string().nullable() }).optional(),
  old: t.string().optional().deprecated("Use soil."),
  code: t.string().optional().sensitive(),
  seed: t.string().optional().writeOnly(),
  root: t.block.single({ depth: t.int() }),
  crown: t.block.group({ width: t.int().default(3) }),
  branch: t.block.list(branch),
  nest: t.block.set({ bird: t.string(), eggs: t.int().default(2) }),
  graft: t.block.map({ from: t.string() }),
  id: t.string().computed().useStateForUnknown(),
  planted_by: t.string().computed(),
};

orchard.resource({
  name: "tree",
  description: "A tree.",
  schema: treeSchema,
  create({ plan, client, secrets }) {
    if (secrets.seed === "rotten") throw new Error("the seed is rotten");
    return grow(plan, client.owner, `tree-${plan.kind}`);
  },
  read: ({ state }) => (state.id === "tree-gone" ? null : state),
  update: ({ plan, prior, client }) => grow(plan, client.owner, prior.id),
  import: importBy("id"),
});

function grow(plan: Planned<typeof treeSchema>, owner: string, id: string): Result<typeof treeSchema> {
  const withLabels = plan.branch.map((one) => ({ ...one, label: `${one.apples} on ${one.name}` }));
  return { id, planted_by: owner, branch: withLabels };
}

orchard.dataSource({
  name: "harvest",
  schema: { kind: t.string(), pounds: t.int().computed() },
  read: ({ config }) => ({ pounds: config.kind.length }),
});

orchard.function({
  name: "rows",
  parameters: [t.param("trees", t.int()), t.param("per_row", t.int().optional())],
  returns: t.int(),
  call: (trees, perRow = 10) => Math.ceil(trees / perRow),
});

const { ORCHARD_PROTOCOLS: protocols } = process.env;
await serve(orchard, {
  address: "example/orchard",
  ...(protocols !== undefined && { protocols: JSON.parse(protocols) as (5 | 6)[] }),
});
