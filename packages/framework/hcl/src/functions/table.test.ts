// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  bool,
  dynamic,
  listVal,
  nullVal,
  numberIntVal,
  string,
  stringVal,
  tupleVal,
  unknownVal,
  type Value,
} from "@provide-foundry/cty";
import { evaluate } from "../eval/evaluate.ts";
import { formatDiagnostic } from "../diagnostics.ts";
import { parseExpression } from "../syntax/parse.ts";
import { ephemeralMark, sensitiveMark } from "./mark-names.ts";
import { terraformFunctions, type FunctionOptions } from "./index.ts";

const now = (): Date => new Date("2024-02-29T12:30:05.678Z");

function ask(text: string, variables: Record<string, Value> = {}, options: Partial<FunctionOptions> = {}): string {
  const { value, diagnostics } = evaluate(parseExpression(text, "main.tf").result, {
    variables: new Map(Object.entries(variables)),
    functions: terraformFunctions({ baseDirectory: ".", now, ...options }),
  });
  return diagnostics.length > 0 ? diagnostics.map(formatDiagnostic).join("\n") : value.toString();
}

function assertAnswers(text: string, variables: Record<string, Value>, want: Value): void {
  assert.equal(ask(text, variables), want.toString(), text);
}

suite("terraformFunctions", () => {
  test("has each function in the namespace core too", () => {
    const functions = terraformFunctions({ baseDirectory: "." });
    for (const [name, fn] of functions) {
      if (!name.startsWith("core::")) assert.equal(functions.get(`core::${name}`), fn);
    }
    assert.equal(ask('core::upper("a")'), 'cty.stringVal("A")');
  });

  test("tells the time by the given clock, and only when it is applied", () => {
    assert.equal(ask("timestamp()"), 'cty.stringVal("2024-02-29T12:30:05Z")');
    assert.equal(ask("timestamp()", {}, { isPlanning: true }), unknownVal(string).refineNotNull().toString());
    assert.equal(ask("plantimestamp()", {}, { isPlanning: true }), 'cty.stringVal("2024-02-29T12:30:05Z")');
    const planTime = new Date("2020-01-01T00:00:00Z");
    assert.equal(ask("plantimestamp()", {}, { planTime }), 'cty.stringVal("2020-01-01T00:00:00Z")');
  });

  test("has type for the console, and no time of a plan", () => {
    assert.match(ask("type(1)"), /There is no function named "type"/);
    assert.match(ask("type(1)", {}, { isConsole: true }), /type constraint/);
    assert.match(ask("plantimestamp()", {}, { isConsole: true }), /There is no function named "plantimestamp"/);
  });

  test("marks and unmarks", () => {
    const secret = stringVal("s").mark(sensitiveMark);
    const passing = stringVal("e").mark(ephemeralMark);
    assertAnswers("sensitive(x)", { x: passing }, passing.mark(sensitiveMark));
    assertAnswers("nonsensitive(x)", { x: passing.mark(sensitiveMark) }, passing);
    assertAnswers("nonsensitive([x])", { x: secret }, tupleVal([secret]));
    assertAnswers("issensitive(x)", { x: unknownVal(string) }, unknownVal(bool));
    assertAnswers("ephemeralasnull([x, y])", { x: passing, y: secret }, tupleVal([nullVal(string), secret]));
    assertAnswers("upper(x)", { x: secret }, stringVal("S").mark(sensitiveMark));
  });

  test("does not quote what is sensitive", () => {
    const secret = { x: stringVal("hunter2").mark(sensitiveMark) };
    for (const text of ["tonumber(x)", "tobool(x)", "lookup(tomap({ a = 1 }), x)"]) {
      const answer = ask(text, secret);
      assert.match(answer, /sensitive/, text);
      assert.doesNotMatch(answer, /hunter2/, text);
    }
    assert.match(ask("tonumber(x)", { x: stringVal("y").mark("other") }), /cannot convert "y" to number/);
  });

  test("knows of unknown values what can be known", () => {
    const x = unknownVal(string);
    const prefixed = unknownVal(string).refine().stringPrefix("ami-").newValue();
    assert.equal(ask('startswith(x, "")', { x }), "cty.boolVal(true)");
    assert.match(ask('startswith(x, "am")', { x: prefixed }), /true/);
    assert.match(ask('startswith(x, "i-")', { x: prefixed }), /false/);
    assert.match(ask('startswith(x, "ami-1")', { x: prefixed }), /unknown/i);
    assertAnswers("length([x, x])", { x }, numberIntVal(2));
    assert.match(ask("length(x)", { x: unknownVal(dynamic) }), /unknown/i);
    assert.match(ask("anytrue([x, true])", { x: unknownVal(bool) }), /true/);
    assert.match(ask("alltrue([x, true])", { x: unknownVal(bool) }), /unknown/i);
    assert.match(ask('index(["b", x], "a")', { x }), /unknown/i);
    assert.match(ask('coalesce(x, "a")', { x }), /unknown/i);
    assert.match(ask("sum([1, x])", { x }), /unknown/i);
    assert.match(ask('matchkeys(x, ["a"], ["a"])', { x: listVal([x]) }), /unknown/i);
    assert.match(ask("one(toset([x, x]))", { x }), /unknown/i);
  });
});
