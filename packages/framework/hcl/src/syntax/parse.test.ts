// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatDiagnostic } from "../diagnostics.ts";
import { formatRange } from "../source/position.ts";
import { variables } from "../static-views.ts";
import { outline, outlineBody } from "../testing/outline.ts";
import { maxDiagnostics } from "./limits.ts";
import { maxNesting } from "./nesting.ts";
import {
  parseConfig,
  parseExpression,
  parseTemplate,
  parseTraversalAbs,
  parseTraversalPartial,
  type Parsed,
} from "./parse.ts";
import { walk } from "./walk.ts";

/** The result, after a check that there is nothing to complain about. */
function valid<T>({ result, diagnostics }: Parsed<T>): T {
  assert.deepEqual(diagnostics.map(formatDiagnostic), []);
  return result;
}

/** Where and what the problems are. */
function problems({ diagnostics }: Parsed<unknown>): string[] {
  return diagnostics.map(({ summary, subject, context }) => {
    const around = context ? ` in ${formatRange(context).slice(6)}` : "";
    return `${formatRange(subject!).slice(6)} ${summary}${around}`;
  });
}

suite("expressions", () => {
  const cases: Record<string, { text: string; want: string }> = {
    precedence: { text: "1 + 2 * 3 == a && !b || c", want: "(|| (&& (== (+ 1 (* 2 3)) a) (! b)) c)" },
    "operators of one precedence go from left to right": { text: "1 - 2 - 3", want: "(- (- 1 2) 3)" },
    "a sign binds to what follows directly": { text: "-a.b + 1", want: "(+ (- a.b) 1)" },
    "a dash in a name is no operator": { text: "a-b - c", want: "(- a-b c)" },
    "conditionals nest to the right": { text: "a ? b : c ? d : e", want: "(Conditional a b (Conditional c d e))" },
    "literal keys are steps": { text: 'a.b["c"][0].1', want: 'a.b["c"][0].1' },
    "a key that is computed ends the traversal": { text: "a[b].c", want: "(Index a b).c" },
    "steps into other values": { text: "f().a[0]", want: "(call:f).a[0]" },
    "a splat of attributes leaves brackets outside": { text: "a.*.b.0[1]", want: "(Splat a *.b.0)[1]" },
    "a full splat takes all that follows": { text: "a[*].b[1][*]", want: "(Splat a (Splat *.b[1] *))" },
    calls: { text: "f(1, g::h([])...)", want: "(call:f... 1 (call:g::h (TupleCons)))" },
    objects: {
      text: '{ a = 1, "b" : 2\n (c) = 3 }',
      want: "(ObjectCons 'a' 1 (Template \"b\") 2 (Parentheses c) 3)",
    },
    "a for-expression may start on the next line": {
      text: "{\n  for k, v in a : k => v... if v }",
      want: "(For a k v v)",
    },
    "newlines in brackets": { text: "[\n1\n+\n2,\n]", want: "(TupleCons (+ 1 2))" },
    "a template with one interpolation is its value": { text: '"${a}"', want: "(TemplateWrap a)" },
    templates: { text: '"a${b}$${c}"', want: '(Template "a" b "${c}")' },
    escapes: { text: '"\\n\\u00e9\\U0001F600\\\\"', want: '(Template "\\né😀\\\\")' },
    "an empty text": { text: '""', want: '(Template "")' },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(outline(valid(parseExpression(text, "t.hcl"))), want));
  }
});

suite("templates", () => {
  const cases: Record<string, { text: string; want: string }> = {
    if: { text: "%{ if a }b%{ else }%{ endif }", want: '(Template (Conditional a (Template "b") (Template "")))' },
    for: { text: "%{ for k, v in a }${v}%{ endfor }", want: "(Template (TemplateJoin (For a (Template v))))" },
    "markers trim one literal": { text: "a \n ${~ b ~} \n c", want: '(Template "a \\n" b " c")' },
    "quotes are text": { text: 'say "x"', want: '(Template "say \\"x\\"")' },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(outline(valid(parseTemplate(text, "t.hcl"))), want));
  }
});

suite("heredocs", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "keep their last newline": { text: "<<E\na\\n\nE\n", want: '(Template "a\\\\n\\n")' },
    "flushed ones lose the common indentation": {
      text: "<<-E\n    a\n\n  b\n  E\n",
      want: '(Template "  a\\n\\nb\\n")',
    },
    "a sequence at the start of a line has no indentation": {
      text: "<<-E\n  a\n${b}\nE\n",
      want: '(Template "  a\\n" b "\\n")',
    },
    "no-break spaces are indentation": { text: "<<-E\n\u00a0\ta\n  b\nE\n", want: '(Template "a\\nb\\n")' },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(outline(valid(parseExpression(text, "t.hcl"))), want));
  }
});

suite("bodies", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "arguments and blocks": { text: 'a = 1 # c\nb "l" m {\n  c = 2\n  d {}\n}\n', want: 'a=1 b "l" "m" { c=2 d { } }' },
    "a block on one line": { text: "b { a = 1 }", want: "b { a=1 }" },
    nothing: { text: "", want: "" },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(outlineBody(valid(parseConfig(text, "t.hcl")).body), want));
  }

  test("no argument is set twice, however many there are", () => {
    for (const count of [1, 15, 16, 17, 100]) {
      const names = Array.from({ length: count }, (_, i) => `a${i}`);
      const text = [...names, ...names].map((name) => `${name} = 1\n`).join("");
      const { result, diagnostics } = parseConfig(text, "t.hcl");
      assert.deepEqual(Array.from(result.body.attributes.keys()), names);
      assert.deepEqual(new Set(diagnostics.map(({ summary }) => summary)), new Set(["Attribute redefined"]));
      assert.equal(diagnostics.length, count);
    }
  });

  test("every part has its range", () => {
    const { body } = valid(parseConfig('b "é" {\n  a = 1\n}\n', "t.hcl"));
    const [block] = body.blocks;
    const attribute = block!.body.attributes.get("a")!;
    const ranges = [
      body.range,
      body.endRange,
      block!.range,
      block!.typeRange,
      ...block!.labelRanges,
      block!.defRange,
      block!.openBraceRange,
      block!.closeBraceRange,
      attribute.range,
      attribute.nameRange,
      attribute.equalsRange,
      attribute.expr.range,
    ];
    assert.deepEqual(
      ranges.map((range) => formatRange(range).slice(6)),
      ["1,1-4,1", "4,1-1", "1,1-3,2", "1,1-2", "1,3-6", "1,1-6", "1,7-8", "3,1-2", "2,3-8", "2,3-4", "2,5-6", "2,7-8"],
    );
    assert.deepEqual(attribute.expr.range.start, { line: 2, column: 7, byte: 15 });
  });
});

suite("traversals", () => {
  test("names and literal keys", () => {
    const traversal = valid(parseTraversalAbs('a.b[0]["c"]', "t.hcl"));
    assert.deepEqual(
      traversal.map(({ kind, sourceText }) => `${kind} ${sourceText}`),
      ["root a", "attr .b", "index [0]", 'index ["c"]'],
    );
  });

  test("splats in partial ones only", () => {
    assert.equal(valid(parseTraversalPartial("a[*].b", "t.hcl"))[1]!.kind, "splat");
    assert.deepEqual(problems(parseTraversalAbs("a[*].b", "t.hcl")), ["1,3-4 Attribute name required in 1,1-4"]);
  });

  const bad: Record<string, string> = {
    "": "1,1-1 Variable name required",
    "a.": "1,3-3 Attribute name required in 1,1-3",
    "a.*": "1,3-4 Attribute name required in 1,1-4",
    "a[b]": "1,3-4 Index value required in 1,1-4",
    "a[0": "1,4-4 Unclosed index brackets in 1,2-4",
    "a + b": "1,3-4 Invalid character in 1,1-4",
  };
  for (const [text, want] of Object.entries(bad)) {
    test(`not ${JSON.stringify(text)}`, () => assert.deepEqual(problems(parseTraversalAbs(text, "t.hcl")), [want]));
  }
});

suite("the parser goes on after errors", () => {
  const cases: Record<string, { text: string; want: string; rest: string }> = {
    "an argument without a value": { text: "a =\nb = 1\n", want: "1,4-2,1 Invalid expression", rest: "a=unknown b=1" },
    "two arguments on a line": {
      text: "a = 1 b = 2\nc = 3\n",
      want: "1,7-8 Missing newline after argument in 1,1-8",
      rest: "a=1 c=3",
    },
    "an argument set twice": { text: "a = 1\na = 2\n", want: "2,1-2 Attribute redefined", rest: "a=1" },
    "a name in quotes": { text: '"a" = 1\n', want: "1,1-2 Invalid argument name", rest: "" },
    "a header cut short": {
      text: "b x\na = 1\n",
      want: "1,4-2,1 Invalid block definition in 1,1-2,1",
      rest: 'a=1 b "x" { }',
    },
    "a block without an end": { text: "b {\n  a = 1\n", want: "1,3-4 Unclosed configuration block", rest: "b { a=1 }" },
    "a label with an interpolation": {
      text: 'b "x${y}z" {}\n',
      want: "1,5-7 Invalid string literal in 1,3-7",
      rest: 'b "x${ ... }z" { }',
    },
    "a dot without a name keeps what was there": {
      text: "a = b.\nc = 1\n",
      want: "1,7-2,1 Invalid attribute name",
      rest: "a=(ExprSyntaxError) c=1",
    },
    "brackets without an end": {
      text: "a = [1, 2\nb = 1\n",
      want: "2,1-2 Missing item separator in 1,5-2,2",
      rest: "a=(TupleCons 1 2)",
    },
    "a call cut short": { text: "a = f(1", want: "1,5-7 Unterminated function call", rest: "a=(call:f 1)" },
    "an interpolation without an end": {
      text: 'a = "${b"',
      want: "1,6-8 Unclosed template interpolation sequence",
      rest: "a=(TemplateWrap b)",
    },
  };
  for (const [name, { text, want, rest }] of Object.entries(cases)) {
    test(name, () => {
      const parsed = parseConfig(text, "t.hcl");
      assert.deepEqual(problems(parsed), [want]);
      assert.equal(outlineBody(parsed.result.body), rest);
    });
  }

  test("what ends before it is complete is nowhere", () => {
    const { result } = parseExpression("f(=", "t.hcl");
    assert.equal(result.kind, "FunctionCallExpr");
    assert.deepEqual(result.range.end, { line: 0, column: 0, byte: 0 });
  });
});

suite("hostile input", () => {
  const tooDeep = "Too many levels of nesting";
  const cases: Record<string, string> = {
    brackets: "[".repeat(10_000),
    parentheses: `${"(".repeat(10_000)}1${")".repeat(10_000)}`,
    objects: "{a=".repeat(10_000),
    templates: '"${'.repeat(10_000),
    signs: `${"!-".repeat(10_000)}1`,
    conditionals: "a ? ".repeat(10_000),
    splats: `a${"[*]".repeat(10_000)}`,
    calls: "f(".repeat(10_000),
    "for-expressions": "[for a in ".repeat(10_000),
  };
  for (const [name, text] of Object.entries(cases)) {
    test(`10,000 nested ${name} are a diagnostic`, () => {
      assert.ok(problems(parseExpression(text, "t.hcl")).some((problem) => problem.includes(tooDeep)));
    });
  }

  test("10,000 nested blocks and directives are a diagnostic", () => {
    assert.ok(problems(parseConfig("b {\n".repeat(10_000), "t.hcl")).some((problem) => problem.includes(tooDeep)));
    const directives = problems(parseTemplate("%{ if a }".repeat(10_000), "t.hcl"));
    assert.ok(directives.some((problem) => problem.includes("Too many nested directives")));
  });

  test("what is as deep as allowed is no problem", () => {
    const depth = maxNesting - 1;
    valid(parseExpression(`${"[".repeat(depth)}${"]".repeat(depth)}`, "t.hcl"));
    valid(parseExpression(`${'"${'.repeat(depth)}a${'}"'.repeat(depth)}`, "t.hcl"));
    valid(parseConfig(`${"b {\n".repeat(depth)}${"}\n".repeat(depth)}`, "t.hcl"));
  });

  test("chains of 100,000 operators and keys are parsed and walked", () => {
    for (const text of [`a${" + a".repeat(100_000)}`, `a${"[a]".repeat(100_000)}`]) {
      const expression = valid(parseExpression(text, "t.hcl"));
      let nodes = 0;
      walk(expression, { enter: () => nodes++ });
      assert.equal(nodes, 200_001);
      assert.equal(variables(expression).length, 100_001);
    }
  });

  const repeated: Record<string, string> = {
    "names without a value": "a\n".repeat(20_000),
    "arguments set again": "a = 1\n".repeat(20_000),
    "characters without a meaning": "@\n".repeat(20_000),
    "escapes without a meaning": `a = "${"\\q".repeat(20_000)}"\n`,
    "directives without a beginning": `a = "${"%{endif}".repeat(20_000)}"\n`,
  };
  for (const [name, text] of Object.entries(repeated)) {
    test(`of 20,000 ${name} no more than 10,000 are told`, () => {
      const { diagnostics } = parseConfig(text, "t.hcl");
      assert.ok(diagnostics.length <= maxDiagnostics + 2, `${diagnostics.length}`);
      assert.equal(diagnostics.at(-1)!.summary, "Too many problems");
    });
  }

  test("openers without an end take linear time", () => {
    for (const opener of ["/*", "<<E\n", '"', "${", "b {", "a.", "(", "'", "\\", "$", "é\u0301", "%{", "1.", "<<-é"]) {
      const text = opener.repeat(100_000);
      parseConfig(text, "t.hcl");
      parseTemplate(text, "t.hcl");
    }
  });
});

test("variables that a for-expression defines are not asked for", () => {
  const expression = valid(parseExpression("[for k, v in a : [k, v, b.c, [for b in b : b]] if k]", "t.hcl"));
  assert.deepEqual(
    variables(expression).map((traversal) => traversal.map((step) => step.sourceText).join("")),
    ["a", "b.c", "b"],
  );
});
