// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import type { ConfigFile } from "../config-file.ts";
import type { Diagnostics } from "../diagnostics.ts";
import { evaluate } from "../eval/evaluate.ts";
import { emptyBody } from "../merged-body.ts";
import { Source } from "../source/source.ts";
import { parseConfig, parseExpression } from "../syntax/parse.ts";
import { fromEditorPosition, toEditorRange } from "./editor-range.ts";
import { diagnosticToJSON } from "./json.ts";
import { formatDiagnostics, type TextOptions } from "./text.ts";
import { describeValue, referencedValues } from "./values.ts";
import { wrapText } from "./wrap-text.ts";

function report(text: string, options: TextOptions = {}): string {
  const { result, diagnostics } = parseConfig(text, "t.hcl");
  return formatDiagnostics(diagnostics, { files: [result], ...options });
}

suite("diagnostics as text", () => {
  test("show the line and the block", () => {
    const want = `Error: Missing newline after argument

  on t.hcl line 2, in b "l":
   2:   a = 1 2

An argument definition must end with a newline.

`;
    assert.equal(report('b "l" {\n  a = 1 2\n}\n'), want);
  });

  test("mark the subject in colour", () => {
    assert.equal(report("a = b c", { hasColor: true }).split("\n")[3], "   1: a = b \x1b[1;4mc\x1b[0m");
  });

  test("wrap their detail", () => {
    const lines = report("a = 'b'", { width: 30 }).split("\n\n")[2]!.split("\n");
    assert.deepEqual(lines, ["Single quotes are not valid.", 'Use double quotes (") to', "enclose strings."]);
  });

  test("do without the source", () => {
    assert.match(report("a = ]", { files: [] }), /on t\.hcl line 1:\n {2}\(source code not available\)/);
    assert.equal(formatDiagnostics([{ severity: "warning", summary: "S", detail: "D." }]), "Warning: S\n\nD.\n\n");
  });

  test("show control characters as escapes", () => {
    assert.match(report("a = 1 \x1b[2J\x9b\n"), / {3}1: a = 1 \\x1b\[2J\\x9b\n/);
    assert.ok(report("a = 1 \x1b\n", { isRaw: true }).includes("   1: a = 1 \x1b\n"));
  });

  test("show a part of a line that is too long to be written by hand", () => {
    const shown = report(`a = ["${"x".repeat(10_000)}", é ]] "${"y".repeat(10_000)}"\n`).split("\n")[3]!;
    assert.match(shown, /^ {3}1: …x+", é \]\] "y+…$/);
    assert.ok(shown.length < 2100);
  });

  test("show all lines from the context to the subject", () => {
    const shown = report("a = {\n  b = 1\n\n  c\n}\n").split("\n\n")[1]!;
    assert.equal(shown, "  on t.hcl line 4:\n   1: a = {\n   2:   b = 1\n   4:   c\n   5: }");
  });
});

suite("what an expression's references stood for", () => {
  const numbers = [
    "5",
    "12345678901",
    "0.33333333333333",
    "1e-7",
    "-1.5",
    "1e400",
    "0",
    "99999999995",
    "12345.67890123",
  ];
  const shown = ["5", "1.23456789e+10", "0.3333333333", "1e-07", "-1.5", "1e+400", "0", "1e+11", "12345.6789"];
  const variables = new Map<string, cty.Value>([
    ["text", cty.stringVal("a\nb")],
    ["nothing", cty.nullVal(cty.string)],
    ["unknown", cty.unknownVal(cty.string)],
    ["secret", cty.stringVal("x").mark("sensitive")],
    ["list", cty.listVal([cty.trueVal])],
    ["object", cty.objectVal({ k: cty.zero })],
    ...numbers.map((number, i) => [`n${i}`, cty.parseNumberVal(number)] as const),
  ]);

  function evaluateBadly(text: string): { diagnostics: Diagnostics; file: ConfigFile } {
    const { result } = parseExpression(text, "t.hcl");
    const { diagnostics } = evaluate(result, { variables });
    return { diagnostics, file: { body: emptyBody(), source: result.source, contextAt: () => undefined } };
  }

  test("is shown with the diagnostic, each once and in order", () => {
    const { diagnostics, file } = evaluateBadly("[text, unknown, secret, nothing, list, object.k, text].x");
    const shownValues = formatDiagnostics(diagnostics, { files: [file] }).split("\n\n")[2];
    assert.equal(
      shownValues,
      'with list as list of bool with 1 element,\n     nothing set to null,\n     object.k as 0,\n     text as "a\\nb".',
    );
    assert.deepEqual(diagnosticToJSON(diagnostics[0]!, file).snippet?.values, [
      { traversal: "list", statement: "is list of bool with 1 element" },
      { traversal: "nothing", statement: "is null" },
      { traversal: "object.k", statement: "is 0" },
      { traversal: "text", statement: 'is "a\\nb"' },
    ]);
  });

  test("numbers have ten digits", () => {
    const { diagnostics } = evaluateBadly(`[${numbers.map((_, i) => `n${i}`).join(", ")}].x`);
    const described = referencedValues(diagnostics[0]!).map(({ value }) => describeValue(value));
    assert.deepEqual(described, shown);
  });

  test("not without a context", () => {
    const { diagnostics } = evaluateBadly("missing");
    assert.deepEqual(referencedValues(diagnostics[0]!), []);
  });
});

suite("text is wrapped", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "at spaces": { text: "aaa bbb ccc", want: "aaa bbb\nccc" },
    "and keeps its own lines": { text: "aaa\n\nbbb ccc ddd", want: "aaa\n\nbbb ccc\nddd" },
    "not in long words": { text: "a aaaaaaaaaaaa b", want: "a\naaaaaaaaaaaa\nb" },
    "not at no-break spaces": { text: "aa bb\u00a0cc", want: "aa\nbb\u00a0cc" },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(wrapText(text, 7), want));
  }
});

suite("diagnostics for programs", () => {
  test("are in Terraform's form", () => {
    const { result, diagnostics } = parseConfig('b "l" {\n  é = 1 2\n}\n', "t.hcl");
    assert.deepEqual(diagnosticToJSON(diagnostics[0]!, result), {
      severity: "error",
      summary: "Missing newline after argument",
      detail: "An argument definition must end with a newline.",
      range: {
        filename: "t.hcl",
        start: { line: 2, column: 9, byte: 17 },
        end: { line: 2, column: 10, byte: 18 },
      },
      snippet: {
        context: 'b "l"',
        code: "  é = 1 2",
        start_line: 2,
        highlight_start_offset: 9,
        highlight_end_offset: 10,
        values: [],
      },
    });
  });

  test("have a range of at least one byte", () => {
    const { result, diagnostics } = parseConfig("a =", "t.hcl");
    const { range, snippet } = diagnosticToJSON(diagnostics[0]!, result);
    assert.deepEqual(range?.end, { line: 1, column: 5, byte: 4 });
    assert.equal(snippet?.highlight_end_offset, 3);
  });

  test("lack what is not known", () => {
    const diagnostic = { severity: "warning", summary: "S", detail: "D." } as const;
    assert.deepEqual(diagnosticToJSON(diagnostic), diagnostic);
    assert.equal(diagnosticToJSON(parseConfig("]", "t.hcl").diagnostics[0]!).snippet, undefined);
  });
});

test("editors get UTF-16 units", () => {
  const source = new Source("é\n😀 = 1\n", "t.hcl");
  const range = source.range(source.text.indexOf("="), source.text.indexOf("1"));
  assert.deepEqual(range.start, { line: 2, column: 3, byte: 8 });
  assert.deepEqual(toEditorRange(range, source), { start: { line: 1, character: 3 }, end: { line: 1, character: 5 } });
});

suite("a place that an editor means", () => {
  const text = "é🎈 = 1\r\nb = 2";
  const places: Readonly<Record<string, readonly [line: number, character: number, byte: number]>> = {
    "after two units": [0, 3, 6],
    "within them": [0, 2, 2],
    "beyond the end of a line": [0, 99, 10],
    "before its beginning": [1, -1, 12],
    "on the last line": [1, 4, 16],
    "beyond the last line": [9, 4, 17],
    "before the first": [-1, 1, 2],
  };
  for (const [name, [line, character, byte]] of Object.entries(places)) {
    test(name, () => assert.equal(fromEditorPosition({ line, character }, new Source(text, "t.hcl")).byte, byte));
  }

  test("comes back from every character, also where the text is a part of a file", () => {
    for (const start of [undefined, { line: 3, column: 5, byte: 20 }]) {
      const source = new Source(text, "t.hcl", start);
      for (const offset of [0, 1, 3, 6, 7, 9, 13]) {
        const range = source.range(offset, offset);
        assert.deepEqual(fromEditorPosition(toEditorRange(range, source).start, source), range.start);
      }
    }
  });
});
