// SPDX-License-Identifier: Apache-2.0

/**
 * A provider's program for the end-to-end tests: values of every shape, and
 * what becomes of them.
 */

import * as cty from "@provide-foundry/cty";
import { type Planned, type Result, defineProvider, fromCty, serve, t } from "../index.ts";

const shapes = defineProvider({ name: "shapes", version: "0.1.0" });

/** Numbers of every kind whose defaults no double holds, where there is one. */
const numbers = {
  name: t.string(),
  count: t.int().default(1),
  serial: t.bigint().default(2n ** 70n),
  ratio: t.float().default(0.1),
  price: t.decimal().default("0.10000000000000000000001"),
  fits: t.tuple([t.string(), t.bool()]).default(["all", true]),
};

const schema = {
  set: t.nested.set(numbers).optional(),
  list: t.nested.list({ inner: t.nested.map(numbers).optional() }).optional(),
  place: t.tuple([t.int(), t.string().nullable(), t.list(t.float())]).optional(),
  notes: t.dynamic().optional(),
  parts: t.object({ any: t.dynamic().nullable() }).optional(),
  label: t.nested.single({ text: t.dynamic(), echo: t.dynamic().computed() }).optional(),
  mark: t.block.single({ any: t.dynamic().default({ kind: "none", ways: [1n, 2n] }) }),
  found: t.dynamic().optionalComputed(),
  copy: t.dynamic().computed().nullable(),
  pair: t.tuple([t.dynamic(), t.bigint()]).computed(),
};

shapes.resource({
  name: "thing",
  schema,
  create: ({ plan }) => complete(plan),
  read: ({ state }) => ({ ...state }),
  update: ({ plan }) => complete(plan),
});

function complete(plan: Planned<typeof schema>): Result<typeof schema> {
  return {
    label: plan.label && { echo: [plan.label.text, 2n ** 70n] },
    found: plan.found ?? fromCty(cty.setVal([cty.stringVal("key")])),
    copy: plan.notes,
    pair: [plan.place ?? "nowhere", 3n],
  };
}

shapes.dataSource({
  name: "echo",
  schema: { value: t.dynamic(), copy: t.dynamic().computed(), first: t.tuple([t.string()]).computed() },
  read: ({ config }) => ({ copy: config.value, first: [typeof config.value] }),
});

shapes.function({
  name: "wrap",
  parameters: [t.param("thing", t.dynamic()), t.param("pair", t.tuple([t.string(), t.dynamic()]).nullable())],
  variadic: t.param("more", t.dynamic().nullable()),
  returns: t.dynamic(),
  call: (thing, pair, ...more) => ({ thing, pair, more }),
});

await serve(shapes, { address: "example/shapes" });
