// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { FunctionError } from "../definition/function-error.ts";
import { defineProvider } from "../definition/provider.ts";
import { UNKNOWN } from "../schema/unknown.ts";
import { t } from "../schema/vocabulary.ts";
import type { Document } from "../testing/document.ts";
import { TestHost } from "../testing/test-host.ts";

const acme = defineProvider({ name: "acme" });
acme.function({
  name: "join",
  summary: "Joins texts.",
  description: "Joins *texts*.",
  parameters: [t.param("by", t.string().describe("Between."))],
  variadic: t.param("parts", t.string().nullable()),
  returns: t.string(),
  call: (by, ...parts) => parts.map((part) => part ?? "null").join(by),
});
acme.function({
  name: "pluralize",
  parameters: [
    t.param("word", t.string().minLength(1)),
    t.param("count", t.int().optional().describe("How many.")),
    t.param("plural", t.string().optional()),
  ],
  returns: t.string(),
  call(word, count = 1, plural = `${word}s`) {
    if (count < 0) throw new FunctionError("must not be negative", { argument: "count" });
    return `${count} ${count === 1 ? word : plural}`;
  },
});
acme.function({
  name: "sum",
  parameters: [t.param("numbers", t.list(t.int())), t.param("start", t.int().optional())],
  returns: t.int(),
  call: (numbers, start = 0) => numbers.reduce((a, b) => a + b, start),
});
acme.function({
  name: "known",
  parameters: [t.param("value", t.list(t.string()), { allowUnknown: true })],
  returns: t.bool(),
  call: (value) => value !== UNKNOWN && value.every((part) => part !== UNKNOWN),
});
acme.function({
  name: "maybe",
  parameters: [t.param("value", t.string().nullable())],
  returns: t.string().nullable(),
  call: (value) => value,
});
acme.function({
  name: "throws",
  parameters: [],
  returns: t.string(),
  call: () => {
    throw new Error("no luck");
  },
});
acme.function({ name: "wrong", parameters: [], returns: t.list(t.string()), call: () => ["a", 1] as never });
acme.function({ name: "vague", parameters: [], returns: t.string(), call: () => UNKNOWN as never });
acme.function({
  name: "fourth",
  parameters: [t.param("a", t.string())],
  returns: t.string(),
  call: () => {
    throw new FunctionError("bad", { argument: 3 });
  },
});
const host = new TestHost(acme);

suite("V04 functions are called with typed, positional arguments", () => {
  type Arg = readonly [Document, cty.Type] | readonly [Document, cty.Type, cty.Type];
  const text = (value: Document): Arg => [value, cty.string];
  /** As Terraform sends an argument whose parameter takes anything. */
  const any = (value: Document, type: cty.Type): Arg => [value, type, cty.dynamic];
  const cases: Record<string, { name: string; args: Arg[]; returns?: cty.Type; want: Document | { error: string } }> = {
    variadic: { name: "join", args: [text("-"), text("a"), text("b"), text(null)], want: "a-b-null" },
    "variadic with none": { name: "join", args: [text("-")], want: "" },
    "all optional ones": {
      name: "pluralize",
      args: [text("box"), any(2, cty.number), any("boxes", cty.string)],
      want: "2 boxes",
    },
    "no optional one": { name: "pluralize", args: [text("box")], want: "1 box" },
    "null in the place of an optional one": {
      name: "pluralize",
      args: [text("box"), any(null, cty.dynamic), any("boxes", cty.string)],
      want: "1 box",
    },
    "an optional one that converts": { name: "pluralize", args: [text("box"), any("3", cty.string)], want: "3 boxs" },
    "optional ones of one type": {
      name: "sum",
      args: [
        [[1, 2], cty.list(cty.number)],
        [3, cty.number],
      ],
      returns: cty.number,
      want: 6,
    },
    "unknown, where it is not asked for": { name: "join", args: [text("-"), text(UNKNOWN)], want: UNKNOWN },
    "partly unknown, where it is not asked for": {
      name: "sum",
      args: [[[1, UNKNOWN], cty.list(cty.number)]],
      returns: cty.number,
      want: UNKNOWN,
    },
    "unknown, where it is asked for": {
      name: "known",
      args: [[UNKNOWN, cty.list(cty.string)]],
      returns: cty.bool,
      want: false,
    },
    "partly unknown, where it is asked for": {
      name: "known",
      args: [[["a", UNKNOWN], cty.list(cty.string)]],
      returns: cty.bool,
      want: false,
    },
    "null, where it is taken": { name: "maybe", args: [text(null)], want: null },
    "null, where it is not taken": {
      name: "join",
      args: [text(null)],
      want: { error: "argument 0: must not be null" },
    },
    "too few": { name: "join", args: [], want: { error: "1 argument is required, not 0\n\nIts parameters are: by." } },
    "too many": {
      name: "sum",
      args: [
        [[], cty.list(cty.number)],
        [1, cty.number],
        [2, cty.number],
      ],
      returns: cty.number,
      want: { error: "argument 2: 2 arguments are taken at most, not 3\n\nIts parameters are: numbers, start." },
    },
    "one that fails its check": {
      name: "pluralize",
      args: [text("")],
      want: { error: "argument 0: must be at least 1 character long, not 0" },
    },
    "one that is no whole number": {
      name: "sum",
      args: [[[1, 0.5], cty.list(cty.number)]],
      returns: cty.number,
      want: { error: "argument 0: [1]: must be a whole number from -9007199254740991 to 9007199254740991, not 0.5" },
    },
    "one that does not convert": {
      name: "pluralize",
      args: [text("box"), any("many", cty.string)],
      want: { error: "argument 1: a number is required, not a string" },
    },
    "one that the function refuses, by name": {
      name: "pluralize",
      args: [text("box"), any(-1, cty.number)],
      want: { error: "argument 1: must not be negative" },
    },
    "one that the function refuses, by index": {
      name: "fourth",
      args: [text("a")],
      want: { error: "argument 3: bad" },
    },
    "a function that throws": { name: "throws", args: [], want: { error: "no luck" } },
    "a function that there is not": {
      name: "none",
      args: [],
      want: {
        error: "there is no function none\n\nUse a version of the provider that has it; its documentation lists them.",
      },
    },
    "a result of a wrong type": {
      name: "wrong",
      args: [],
      returns: cty.list(cty.string),
      want: {
        error:
          "provider bug: [1] of the result must be a string, not the number 1\n\nThis is a mistake of the provider. Please report it to the provider's developers.",
      },
    },
    "an unknown result of known arguments": {
      name: "vague",
      args: [],
      want: {
        error:
          "provider bug: the result must be a known value, as all arguments are, not an unknown value\n\nThis is a mistake of the provider. Please report it to the provider's developers.",
      },
    },
  };
  for (const [name, { name: fn, args, returns = cty.string, want }] of Object.entries(cases)) {
    test(name, async () => {
      const { result, error } = await host.callFunction(fn, args, returns);
      const isError = typeof want === "object" && want !== null && "error" in want;
      assert.deepEqual([result, error], isError ? [null, want.error] : [want, ""]);
    });
  }

  test("GetFunctions describes optional parameters as a variadic one", async () => {
    const { functions } = await host.call("getFunctions", {});
    const describe = (name: string): unknown => {
      const { parameters, variadicParameter, return: returns } = functions.get(name)!;
      const one = (parameter: typeof variadicParameter): string =>
        parameter === undefined
          ? "none"
          : `${parameter.name} ${Buffer.from(parameter.type).toString()}${parameter.allowNullValue ? " null" : ""}${parameter.allowUnknownValues ? " unknown" : ""}`;
      return [parameters.map(one), one(variadicParameter), Buffer.from(returns!.type).toString()];
    };
    assert.deepEqual(describe("join"), [['by "string"'], 'parts "string" null', '"string"']);
    assert.deepEqual(describe("pluralize"), [['word "string"'], 'count_and_plural "dynamic" null', '"string"']);
    assert.deepEqual(describe("sum"), [['numbers ["list","number"]'], 'start "number" null', '"number"']);
    assert.deepEqual(describe("known"), [['value ["list","string"] unknown'], "none", '"bool"']);
    assert.deepEqual(functions.get("join")?.summary, "Joins texts.");
    assert.equal(functions.get("pluralize")?.variadicParameter?.description, "1. `count`: How many.\n2. `plural`");
  });
});
