// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import { assertGolden } from "@provide-foundry/testkit";
import { test } from "node:test";
import { DefinitionError } from "../definition/definition-error.ts";
import { defineFunction } from "../definition/function.ts";
import { FunctionError } from "../definition/function-error.ts";
import { defineProvider } from "../definition/provider.ts";
import { defineResource } from "../definition/resource.ts";
import { t } from "../schema/vocabulary.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";

const rule = {
  port: t.int().min(1).max(65_535),
  note: t.string().optional(),
  id: t.string().computed(),
  key: t.string().optional().sensitive(),
};

/** What handlers return is set by each case. */
let returned: unknown;

function createHost(): TestHost {
  const acme = defineProvider({ name: "acme" });
  acme.resource({
    name: "thing",
    schema: {
      name: t
        .string()
        .minLength(2)
        .regex(/^[a-z]+$/, "must be lowercase letters"),
      size: t.int().optional(),
      price: t.decimal().optional(),
      tags: t.map(t.string()).optional(),
      pair: t.tuple([t.string(), t.bool()]).optional(),
      any: t.dynamic().optional(),
      rules: t.nested.list(rule).optional(),
      zones: t.block.set({ name: t.string().oneOf("a", "b") }).maxItems(2),
      secret: t.string().sensitive().minLength(10).optional(),
      id: t.string().computed(),
      made: t.nested.map({ at: t.int().computed() }).computed(),
    },
    create: () => returned as never,
    read: () => returned as never,
  });
  acme.function({
    name: "rows",
    parameters: [t.param("plants", t.int().min(1)), t.param("per_row", t.list(t.int()).optional())],
    returns: t.int(),
    call: (plants) => {
      if (plants === 13) throw new FunctionError("13 brings no luck", { argument: "plants", hint: "Take 12." });
      return returned as never;
    },
  });
  return new TestHost(acme);
}

const config = (changes: Readonly<Record<string, Document>>): Document => ({ name: "ab", zones: [], ...changes });

/** Every line of a case below its title. */
function section(title: string, lines: readonly string[]): string {
  return `## ${title}\n\n${lines.join("\n\n")}\n\n`;
}

test("P10 messages name the attribute, what was expected, what came, and what to do", async () => {
  const host = createHost();
  let text = "";

  const configurations: Record<string, Document> = {
    "of the wrong size or form": config({ name: "A", zones: [{ name: "c" }] }),
    "that no kind of number holds": config({ size: "1.5" }),
    "too large for an int": config({ size: "9007199254740993" }),
    "that is missing": { zones: [] },
    "in a nested attribute": config({ rules: [{ port: 1 }, { port: 70_000 }, { note: "no port" }] }),
    "of too many blocks": config({ zones: [{ name: "a" }, { name: "b" }, { name: "c" }] }),
    "of a null element": config({ tags: { a: null }, pair: ["x", null] }),
    "that must not be shown": config({ secret: "hunter2" }),
  };
  for (const [title, document] of Object.entries(configurations)) {
    text += section(`A configuration ${title}`, await host.validate("resource", "thing", document));
  }

  const results: Record<string, unknown> = {
    nothing: undefined,
    "a promise that is not awaited": { id: Promise.resolve("1"), made: {} },
    "other types": { id: 1, made: { a: { at: "noon" } } },
    "an attribute that there is not": { id: "1", made: {}, nam: "ab" },
    "what the configuration decided otherwise": { id: "1", made: {}, name: "cd", size: 2 },
    "too little of a list": { id: "1", made: {}, rules: [] },
    "wrong parts of a list": { id: "1", made: {}, rules: [{ id: null, key: 5 }] },
    "what is still unknown": { id: UNKNOWN, made: {} },
    "a Map for a map": { id: "1", made: new Map([["a", { at: 1 }]]) },
  };
  for (const [title, result] of Object.entries(results)) {
    returned = result;
    const { diagnostics } = await host.change("thing", config({ size: 1, rules: [{ port: 1 }] }));
    text += section(`A handler that returns ${title}`, diagnostics);
  }

  const states: Record<string, string> = {
    "of another type": '{"name": {}, "zones": []}',
    "with a tuple of another length": '{"name": "ab", "zones": [], "pair": ["x"]}',
    "with an element of another type": '{"name": "ab", "zones": [], "rules": [{"port": true}]}',
    "without the type of a value of any": '{"name": "ab", "zones": [], "any": {"value": 1}}',
  };
  for (const [title, json] of Object.entries(states)) {
    text += section(`A stored state ${title}`, (await host.upgrade("thing", { json })).diagnostics);
  }

  const calls: Record<string, Parameters<TestHost["callFunction"]>[1]> = {
    "with too few arguments": [],
    "with a null": [[null, cty.number]],
    "out of bounds": [[0, cty.number]],
    "with an element that does not fit": [
      [1, cty.number],
      [["x"], cty.list(cty.string), cty.dynamic],
    ],
    "that the function refuses": [[13, cty.number]],
    "whose result is of another type": [[1, cty.number]],
  };
  returned = "many";
  for (const [title, args] of Object.entries(calls)) {
    text += section(`A call ${title}`, [(await host.callFunction("rows", args, cty.number)).error]);
  }

  const definitions: Record<string, () => unknown> = {
    "of a resource with several mistakes": () =>
      defineResource({
        name: "Token",
        schema: {
          count: t.int(),
          "a-b": t.string(),
          size: t.int().default(1.5),
          any: t.list(t.dynamic() as never),
          rule: t.nested.set({ key: t.string().writeOnly() } as never),
        },
      } as never),
    "of a function that is none": () => defineFunction({ name: "rows", parameters: "plants" } as never),
  };
  for (const [title, define] of Object.entries(definitions)) {
    text += section(`A definition ${title}`, [describeThrown(define)]);
  }

  assertGolden(new URL("../../src/golden/messages.txt", import.meta.url), `${text.trimEnd()}\n`);
});

function describeThrown(define: () => unknown): string {
  try {
    define();
    return "accepted";
  } catch (error) {
    return error instanceof DefinitionError ? `${error.message}\nHint: ${error.hint}` : String(error);
  }
}
