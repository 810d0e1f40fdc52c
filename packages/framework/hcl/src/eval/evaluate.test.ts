// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  dynamicVal,
  listVal,
  list,
  numberIntVal,
  objectVal,
  string,
  stringVal,
  tupleVal,
  unknownVal,
  type Value,
} from "@provide-foundry/cty";
import { FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import * as stdlib from "@provide-foundry/cty/stdlib";
import { formatDiagnostic } from "../diagnostics.ts";
import { canFunction, tryFunction } from "../ext/try-function.ts";
import { parseExpression } from "../syntax/parse.ts";
import { FunctionCallExtra, UnknownFunctionExtra } from "./call-extra.ts";
import type { EvalContext } from "./eval-context.ts";
import { evaluate } from "./evaluate.ts";
import type { Evaluated } from "./evaluated.ts";
import { staticExpr } from "./static-expression.ts";

const refuse: CtyFunction = makeFunction({
  parameters: [],
  type: string,
  implementation: () => {
    throw new FunctionError("not today");
  },
});

const context: EvalContext = {
  variables: new Map<string, Value>([
    ["name", stringVal("ann")],
    ["names", listVal([stringVal("ann"), stringVal("bob")])],
    ["later", unknownVal(list(string))],
    ["user", objectVal({ name: stringVal("ann") })],
  ]),
  functions: new Map([
    ["upper", stdlib.upper],
    ["max", stdlib.max],
    ["try", tryFunction],
    ["can", canFunction],
    ["refuse", refuse],
  ]),
};

function evaluateText(text: string, scope: EvalContext | undefined = context): Evaluated {
  const { result, diagnostics } = parseExpression(text, "t.hcl");
  assert.deepEqual(diagnostics.map(formatDiagnostic), []);
  return evaluate(result, scope);
}

function assertValue(text: string, want: Value): void {
  const { value, diagnostics } = evaluateText(text);
  assert.deepEqual(diagnostics.map(formatDiagnostic), []);
  assert.ok(value.rawEquals(want), `${text} is ${value.toString()}`);
}

suite("evaluate", () => {
  test("the innermost context counts", () => {
    const inner = { parent: context, variables: new Map([["name", stringVal("eve")]]) };
    const { value } = evaluateText('"${name} ${upper(names[1])}"', inner);
    assert.equal(value.asString(), "eve BOB");
  });

  test("without variables or functions none are allowed", () => {
    const cases: Record<string, EvalContext | undefined> = {
      none: undefined,
      "an empty context": {},
      "a child of an empty one": { parent: {} },
    };
    for (const [name, scope] of Object.entries(cases)) {
      const summaries = ["name", "upper(1)"].map((text) => {
        const { result } = parseExpression(text, "t.hcl");
        return evaluate(result, scope).diagnostics.map(({ summary }) => summary);
      });
      assert.deepEqual(summaries, [["Variables not allowed"], ["Function calls not allowed"]], name);
    }
  });

  test("a diagnostic has the expression that failed and the values it had", () => {
    const { diagnostics } = evaluateText("[for n in names : n.first]");
    const [first] = diagnostics;
    assert.equal(diagnostics.length, 2);
    assert.equal(first!.expression!.kind, "ScopeTraversalExpr");
    assert.equal(first!.evalContext!.variables!.get("n")!.asString(), "ann");
    assert.equal(first!.evalContext!.parent, context);
  });

  test("a diagnostic about a call tells programs which", () => {
    const failed = evaluateText("refuse()").diagnostics[0]!.extra;
    assert.ok(failed instanceof FunctionCallExtra);
    assert.deepEqual([failed.functionName, failed.error?.message], ["refuse", "not today"]);
    const unknown = evaluateText("provider::x::f()").diagnostics[0]!.extra;
    assert.ok(unknown instanceof UnknownFunctionExtra);
    assert.deepEqual([unknown.namespace, unknown.functionName], ["provider::x::", "f"]);
  });

  test("the nearest name is suggested", () => {
    const details = ["nams", "usr", "uper(1)", "[for x in names : nmae]"].map((text) => {
      return evaluateText(text).diagnostics[0]!.detail.replace(/.*\. /u, "");
    });
    assert.deepEqual(details, [
      'Did you mean "name"?',
      'Did you mean "user"?',
      'Did you mean "upper"?',
      'Did you mean "name"?',
    ]);
  });

  test("an expression that a program made", () => {
    const { range } = parseExpression("name", "t.hcl").result;
    const fixed = staticExpr(numberIntVal(3), range);
    assert.ok(evaluate(fixed).value.rawEquals(numberIntVal(3)));
  });

  test("infinity leaves nothing over", () => {
    for (const text of ["2 % (1 / 0)", "(1 / 0) % 2"]) {
      assert.match(evaluateText(text).diagnostics[0]!.detail, /can't use modulo with zero and infinity/);
    }
  });
});

suite("hostile expressions", () => {
  const many = 8_000;

  test("chains of any length", () => {
    assertValue(`0${" + 1".repeat(many)}`, numberIntVal(many));
    const errors = evaluateText(`missing${" + missing".repeat(many)}`).diagnostics;
    assert.equal(errors.length, many + 1);
    const steps = evaluateText(`[[name]]${"[0 + 0]".repeat(many)}`).diagnostics;
    assert.equal(steps[0]!.summary, "Invalid index");
    assertValue(`"${"${name}".repeat(many)}"`, stringVal("ann".repeat(many)));
  });

  test("splats in splats are evaluated once each", () => {
    const nested = "[*]".repeat(100);
    let value = tupleVal([stringVal("ann")]);
    for (let i = 1; i < 100; i++) value = tupleVal([value]);
    assertValue(`name${nested}`, value);
    assertValue(`later${nested}`, evaluateText(`later${nested}`).value);
    assert.equal(evaluateText(`name${nested}.missing`).diagnostics.length, 1);
    assert.equal(evaluateText(`later${nested}.missing`).diagnostics[0]!.summary, "Unsupported attribute");
  });

  test("tries in tries are evaluated once each", () => {
    const depth = 100;
    assertValue(`${"try(".repeat(depth)}name${")".repeat(depth)}`, stringVal("ann"));
    assertValue(`${"try(missing, ".repeat(depth)}name${")".repeat(depth)}`, stringVal("ann"));
  });

  test("what nests as deep as it can be written", () => {
    const depth = 450;
    const cases = {
      parentheses: ["(", "name", ")"],
      tuples: ["[", "name", "]"],
      objects: ["{ a = ", "name", " }"],
      conditionals: ["true ? ", "name", " : name"],
      interpolations: ['"${', "name", '}"'],
      loops: ["[for x in names : ", "x", " if false]"],
      calls: ["upper(", "name", ")"],
      signs: ["-", "1", ""],
    };
    for (const [what, [open, inner, close]] of Object.entries(cases)) {
      const { result } = parseExpression(open!.repeat(depth) + inner + close!.repeat(depth), "t.hcl");
      assert.doesNotThrow(() => evaluate(result, context), what);
    }
  });

  test("a function that evaluates the call of itself comes to an end", () => {
    const { result } = parseExpression("forever()", "t.hcl");
    const forever: CtyFunction = makeFunction({
      parameters: [],
      type: () => {
        const { value, diagnostics } = evaluate(result, { functions: new Map([["forever", forever]]) });
        if (diagnostics.length > 0) throw new FunctionError(diagnostics[0]!.summary);
        return value.type;
      },
      implementation: () => dynamicVal,
    });
    const { diagnostics } = evaluate(result, { functions: new Map([["forever", forever]]) });
    assert.equal(diagnostics.length, 1);
  });
});
