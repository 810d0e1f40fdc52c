// SPDX-License-Identifier: Apache-2.0

/**
 * The provider that benchmarks run: the same shape and behaviour as
 * `harnesses/go/reference-provider`. Its objects live in Terraform's state only.
 *
 * @module
 */

import { defineProvider, t } from "@provide-foundry/provider";

export const bench = defineProvider({ name: "bench", version: "0.1.0" });

bench.resource({
  name: "item",
  schema: {
    id: t.string().computed().useStateForUnknown(),
    name: t.string(),
    labels: t.map(t.string()).optional(),
    size: t.int().optionalComputed(),
  },
  create: ({ plan }) => ({ id: `item-${plan.name}`, size: plan.size ?? plan.name.length }),
  read: ({ state }) => state,
  update: ({ plan }) => ({ size: plan.size ?? plan.name.length }),
});

bench.dataSource({
  name: "measure",
  schema: { text: t.string(), length: t.int().computed() },
  read: ({ config }) => ({ length: Buffer.byteLength(config.text) }),
});
