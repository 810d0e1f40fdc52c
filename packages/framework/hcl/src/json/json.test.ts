// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import type { BodyContent, BodySchema } from "../body.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { formatDiagnostics } from "../report/text.ts";
import { formatRange } from "../source/position.ts";
import { absTraversalForExpr, exprAsKeyword, exprCall, exprList, exprMap, variables } from "../static-views.ts";
import { parseJSON, parseJSONExpression } from "./parse.ts";

function problems(diagnostics: Diagnostics): string[] {
  return diagnostics.map(({ summary, subject }) => `${formatRange(subject!).slice(6)} ${summary}`);
}

suite("JSON with errors has diagnostics and an empty body", () => {
  const cases: Record<string, string[]> = {
    "": ["1,1-1 Missing value", "1,1-1 Root value must be object"],
    "1": ["1,1-2 Root value must be object"],
    "{} 1": ["1,4-5 Extraneous data after value"],
    "{a: 1}": ["1,2-3 Invalid JSON keyword", "1,2-3 Invalid object property name", "1,1-2 Root value must be object"],
    '{"a" = 1}': ["1,6-7 Missing property value colon", "1,1-2 Root value must be object"],
    '{"a"}': ["1,5-6 Missing object value", "1,1-2 Root value must be object"],
    '{"a": 1,}': ["1,8-9 Trailing comma in object", "1,1-2 Root value must be object"],
    '{"a": 1': ["1,1-2 Unclosed object", "1,1-2 Root value must be object"],
    '{"a": 1 "b": 2}': ["1,16-16 Missing attribute seperator comma", "1,1-2 Root value must be object"],
    "[1,]": ["1,3-4 Trailing comma in array", "1,1-2 Root value must be object"],
    "[1": ["1,1-2 Unclosed object", "1,1-2 Root value must be object"],
    '{"a": 01}': ["1,7-9 Invalid JSON number"],
    '{"a": True}': ["1,7-11 Invalid JSON keyword"],
    '{"a": "\\q"}': ["1,10-11 Invalid JSON string"],
    '{"é": "\\u12"}': ["1,13-14 Invalid JSON string"],
    "\ufeff{}": ["1,1-2 Invalid start of value", "1,1-2 Root value must be object"],
    "\t\r\n\té": ["2,3-4 Invalid start of value", "2,3-4 Root value must be object"],
  };
  for (const [text, want] of Object.entries(cases)) {
    test(JSON.stringify(text), () => assert.deepEqual(problems(parseJSON(text, "t.hcl").diagnostics), want));
  }

  test("10,000 nested arrays are a diagnostic", () => {
    const { diagnostics } = parseJSON("[".repeat(10_000), "t.hcl");
    assert.ok(diagnostics.some(({ summary }) => summary === "Too many levels of nesting"));
  });

  test("a misspelled word gets a hint", () => {
    const [diagnostic] = parseJSON("[flase]", "t.hcl").diagnostics;
    assert.equal(diagnostic!.detail, '"flase" is not a valid JSON keyword. Did you mean "false"?');
  });
});

const schema: BodySchema = {
  attributes: [{ name: "name", required: true }],
  blocks: [{ type: "rule" }, { type: "disk", labelNames: ["kind", "name"] }],
};

function render({ attributes, blocks }: BodyContent): string {
  return [...attributes.keys(), ...blocks.map(({ type, labels }) => [type, ...labels].join("."))].join(" ");
}

suite("a JSON body is read by a schema", () => {
  const cases: Record<string, { text: string; want: string; complaints?: string[] }> = {
    "arguments, blocks and comments": {
      text: '{"//": 1, "rule": {}, "name": "x", "disk": {"a": {"b": [{}, {}]}}}',
      want: "name rule disk.a.b disk.a.b",
    },
    "objects of an array are one": { text: '[{"name": 1}, {"rule": [{}, {}]}]', want: "name rule rule" },
    "null is no block": { text: '{"name": 1, "rule": null}', want: "name" },
    "an argument is missing": { text: "{}", want: "", complaints: ["1,2-3 Missing required argument"] },
    "an argument is there twice": {
      text: '{"name": 1, "name": 2}',
      want: "name",
      complaints: ["1,13-19 Duplicate argument"],
    },
    "what the schema lacks": {
      text: '{"name": 1, "ruel": {}}',
      want: "name",
      complaints: ["1,13-19 Extraneous JSON object property"],
    },
    "labels are missing": {
      text: '{"name": 1, "disk": {"a": 1, "b": {}}}',
      want: "name",
      complaints: ["1,27-28 Incorrect JSON value type", "1,27-28 Missing block label", "1,35-36 Missing block label"],
    },
    "a block is no object": {
      text: '{"name": 1, "rule": true}',
      want: "name",
      complaints: ["1,21-25 Incorrect JSON value type"],
    },
  };
  for (const [name, { text, want, complaints = [] }] of Object.entries(cases)) {
    test(name, () => {
      const { result, diagnostics } = parseJSON(text, "t.hcl");
      assert.deepEqual(diagnostics, []);
      const read = result.body.content(schema);
      assert.equal(render(read.content), want);
      assert.deepEqual(problems(read.diagnostics), complaints);
    });
  }

  test("and the rest by another, or as arguments", () => {
    const { body } = parseJSON('{"name": 1, "other": 2, "//": 3}', "t.hcl").result;
    const { remain } = body.partialContent(schema);
    assert.deepEqual([...remain.justAttributes().attributes.keys()], ["other"]);
    const repeated = parseJSON('{"a": 1, "a": 2}', "t.hcl").result.body.justAttributes();
    assert.deepEqual(problems(repeated.diagnostics), ["1,10-13 Duplicate attribute definition"]);
    const list = parseJSON("[]", "t.hcl").result.body.justAttributes();
    assert.deepEqual(problems(list.diagnostics), ["1,1-2 Incorrect JSON value type"]);
  });
});

const context = { variables: new Map([["a", cty.stringVal("x")]]), functions: new Map() };

suite("a JSON expression", () => {
  const cases: Record<string, cty.Value> = {
    '"${a}y"': cty.stringVal("xy"),
    "[1e400, true, null]": cty.tupleVal([cty.parseNumberVal("1e400"), cty.trueVal, cty.nullVal(cty.dynamic)]),
    '{"${a}": "\\ud800"}': cty.objectVal({ x: cty.stringVal("\ufffd") }),
  };
  for (const [text, want] of Object.entries(cases)) {
    test(`${text} has its value`, () => {
      const { value, diagnostics } = parseJSONExpression(text, "t.hcl").result.evaluate(context);
      assert.deepEqual(problems(diagnostics), []);
      assert.ok(value.rawEquals(want), value.toString());
    });
  }

  test("is what it says without a context", () => {
    const { value } = parseJSONExpression('"${a}"', "t.hcl").result.evaluate(undefined);
    assert.equal(value.asString(), "${a}");
  });

  test("reports names of properties that are none", () => {
    const text = '{"a": 1, "a": 2, "${null}": 3, "${[]}": 4, "${b": 5}';
    const { diagnostics } = parseJSONExpression(text, "t.hcl").result.evaluate(context);
    assert.deepEqual(problems(diagnostics), [
      "1,10-13 Duplicate object attribute",
      "1,18-27 Invalid object key expression",
      "1,32-39 Invalid object key expression",
      "1,45-47 Unclosed template interpolation sequence",
    ]);
  });

  test("refuses a marked name", () => {
    const marked = { variables: new Map([["a", cty.stringVal("x").mark("secret")]]) };
    const { diagnostics } = parseJSONExpression('{"${a}": 1}', "t.hcl").result.evaluate(marked);
    assert.equal(diagnostics[0]!.detail, "Cannot use a marked value as an object key.");
  });

  test("is seen as what it is", () => {
    const parse = (text: string): ReturnType<typeof parseJSONExpression>["result"] =>
      parseJSONExpression(text, "t").result;
    assert.equal(absTraversalForExpr(parse('"a.b[0]"')).view?.length, 3);
    assert.equal(absTraversalForExpr(parse('"a b"')).view, undefined);
    assert.equal(exprAsKeyword(parse('"word"')), "word");
    assert.equal(exprCall(parse('"f(1, 2)"')).view?.arguments.length, 2);
    assert.equal(exprList(parse("[1, 2]")).view?.length, 2);
    assert.equal(exprMap(parse('{"a": 1}')).view?.length, 1);
    const names = variables(parse('{"${a}": ["${b.c}", 1, "${"]}')).map((traversal) => traversal[0]!.sourceText);
    assert.deepEqual(names, ["a", "b"]);
  });

  test("has places within its file", () => {
    const { result } = parseJSON('{\n  "b": ["${c}"]\n}', "t.hcl");
    const { expr } = result.body.justAttributes().attributes.get("b")!;
    const { line, column, byte } = variables(expr)[0]![0]!.range.start;
    assert.deepEqual({ line, column, byte }, { line: 2, column: 12, byte: 13 });
    assert.equal(result.contextAt(10), "b");
  });
});

test("diagnostics show where in the JSON they are", () => {
  const { result } = parseJSON('{"rule": [{}, {"x": 1}]}', "t.hcl");
  const { content } = result.body.content({ blocks: [{ type: "rule" }] });
  const { diagnostics } = content.blocks[1]!.body.content({});
  assert.match(formatDiagnostics(diagnostics, { files: [result] }), /on t\.hcl line 1, in rule\[1\]:/);
});
