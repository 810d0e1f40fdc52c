// SPDX-License-Identifier: Apache-2.0

import { assertGolden } from "@provide-foundry/testkit";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { compileProgram } from "./testing/compile-program.ts";

/** An author's module; what its exports are inferred to be stands in its declarations, as editors show it. */
const program = `
import type { Config, Planned, PlanResult, Result, Secrets, State, UpdateResult } from "@provide-foundry/provider";
import { defineResource, t } from "@provide-foundry/provider";

const schema = {
  name: t.string().describe("What it is called."),
  size: t.int().optional(),
  serial: t.bigint().default(1n),
  price: t.decimal().optionalComputed(),
  kind: t.string().oneOf("small", "large"),
  tags: t.map(t.string()).optional(),
  pair: t.tuple([t.string(), t.bool().nullable()]),
  notes: t.dynamic().optional(),
  shape: t.object({ width: t.float(), names: t.set(t.string()) }).optional(),
  password: t.string().optional().writeOnly(),
  rules: t.nested.list({ port: t.int(), id: t.string().computed() }),
  login: t.block.single({ user: t.string(), code: t.string().writeOnly() }),
  expires: t.string().computed().nullable(),
  id: t.string().computed().useStateForUnknown(),
};
type S = typeof schema;

/** Written out, down to the leaves. */
type Shown<T> = T extends string | number | bigint | boolean | symbol | null | undefined
  ? T
  : { [P in keyof T]: Shown<T[P]> };
function show<T>(): Shown<T> {
  throw new Error();
}

export const config = show<Omit<Config<S>, "notes">>();
export const planned = show<Omit<Planned<S>, "notes">>();
export const secrets = show<Secrets<S>>();
export const state = show<Omit<State<S>, "notes">>();
export const result = show<Omit<Result<S>, "notes">>();
export const updateResult = show<Omit<UpdateResult<S>, "notes">>();
export const planResult = show<PlanResult<S>>();
export const resource = defineResource({
  name: "token",
  schema: { length: t.int().min(1), id: t.string().computed() },
  create: ({ plan }) => ({ id: "x".repeat(plan.length) }),
  read: ({ state }) => state,
});
`;

test("P09 what editors show of handlers' models follows from the schema", { timeout: 120_000 }, async () => {
  using folder = await compileProgram(program);
  const declarations = readFileSync(path.join(folder.path, "program.d.ts"), "utf8");
  const shown = declarations
    .slice(declarations.indexOf("export declare const config"))
    .replaceAll(/import\("@provide-foundry\/provider"\)\./g, "");
  assertGolden(new URL("../src/golden/models.d.ts.txt", import.meta.url), shown);
});
