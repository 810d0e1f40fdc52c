// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { numberIntVal, type Value } from "@provide-foundry/cty";
import { formatDiagnostic, type Diagnostics } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { parseConfig } from "../syntax/parse.ts";
import { decodeUserFunctions } from "./user-functions.ts";

/** The value of `r`, with the functions that the text defines. */
function call(text: string): { value: Value; diagnostics: Diagnostics } {
  const { functions, remain, diagnostics } = decodeUserFunctions(
    parseConfig(text, "t.hcl").result.body,
    "function",
    (): EvalContext => ({ functions }),
  );
  assert.deepEqual(diagnostics.map(formatDiagnostic), []);
  return evaluate(remain.partialContent({ attributes: [{ name: "r" }] }).content.attributes.get("r")!.expr, {
    functions,
  });
}

const fn = (name: string, params: string, result: string): string =>
  `function "${name}" {\n  params = [${params}]\n  result = ${result}\n}\n`;

suite("functions that configurations define", () => {
  test("call each other", () => {
    const { value } = call(`${fn("twice", "n", "n * 2")}${fn("four", "n", "twice(twice(n))")}r = four(10)`);
    assert.ok(value.rawEquals(numberIntVal(40)) || value.equals(numberIntVal(40)).asBool());
  });

  test("are called once for each call, however long the chain", () => {
    const chain = Array.from({ length: 60 }, (_, i) => fn(`f${i}`, "n", i === 0 ? "n" : `f${i - 1}(n)`)).join("");
    assert.ok(call(`${chain}r = f59(1)`).value.equals(numberIntVal(1)).asBool());
  });

  test("that never end come to an end", () => {
    const { diagnostics } = call(`${fn("f", "n", "f(n + 1)")}r = f(1)`);
    assert.match(diagnostics[0]!.detail, /functions call each other more than 100 deep/);
  });

  test("see nothing of where they are called", () => {
    const { diagnostics } = call(`${fn("f", "n", "x")}r = [for x in [1] : f(x)]`);
    assert.match(diagnostics[0]!.detail, /There is no variable named "x"/);
  });
});
