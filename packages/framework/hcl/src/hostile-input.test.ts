// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fuzz } from "@provide-foundry/testkit";
import type { ConfigFile } from "./config-file.ts";
import type { Diagnostics } from "./diagnostics.ts";
import { evaluate } from "./eval/evaluate.ts";
import { parseJSON } from "./json/parse.ts";
import { formatDiagnostics } from "./report/text.ts";
import { variables } from "./static-views.ts";
import {
  parseConfig,
  parseExpression,
  parseTemplate,
  parseTraversalAbs,
  parseTraversalPartial,
} from "./syntax/parse.ts";
import { lexConfig, lexTemplate, type Lexed } from "./syntax/lex.ts";
import { walk, type WalkableNode } from "./syntax/walk.ts";
import { formatBytes } from "./write/format.ts";
import { formatTerraform } from "./write/format-terraform.ts";
import { parseWritable } from "./write/parse.ts";

/** That an input has errors, which its diagnostics say. */
class HasErrors extends Error {}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const dictionary = [
  "${",
  "%{",
  "~}",
  "%{ if a }",
  "%{ endif }",
  "<<E\n",
  "E\n",
  '"',
  "\\u00e9",
  "/*",
  "é\u0301",
  "::",
  "...",
].map(bytesOf);

const expressions = [
  "a.b[0].*.c[*].d + -f(x...) * 2 ? [for k, v in a : v if k] : {a = 1, (b) = 2}",
  '"a ${~ b ~} %{ if c }d%{ else }e%{ endif }\\n$${"',
  "<<-E\n    a ${b}\n  %{ for x in y ~}\n  z\n  %{ endfor ~}\n  E\n",
  "{ for k, v in a : k => v... }",
];
const configurations = [
  ...expressions.map((expression) => `a = ${expression}\n`),
  'b "l" m {\n  c = 1 # d\n\n  e { f = "é" }\n}\n',
  "\ufeff// a\r\nb = [\r\n  1,\r\n]\r\n",
];

function refuse(diagnostics: Diagnostics, files: readonly ConfigFile[] = []): void {
  // oxlint-disable-next-line no-control-regex
  assert.ok(!/[\0-\x08\x0b-\x1f]/.test(formatDiagnostics(diagnostics.slice(0, 100), { files, width: 78 })));
  if (diagnostics.length > 0) throw new HasErrors();
}

/** Computes all ranges, which are within the source and in order unless what they are about was cut short. */
function assertRanges(root: WalkableNode): void {
  const size = root.source.bytes.length;
  walk(root, {
    enter({ range: { start, end } }) {
      assert.ok(start.byte <= size && end.byte <= size);
      assert.ok(start.byte <= end.byte || end.line === 0);
    },
  });
}

/** Every byte is in one token, but for blanks. */
function assertCovers({ tokens }: Lexed): void {
  let at = 0;
  for (const { start, end, source } of tokens) {
    assert.match(source.text.slice(at, start), /^\ufeff?[ \t]*$/);
    at = end;
  }
  assert.equal(at, tokens.at(-1)!.source.text.length);
}

suite("Y04 hostile input", () => {
  const refusals = [HasErrors];
  const parsers: Record<string, { seeds: readonly string[]; parse: (input: Uint8Array) => void }> = {
    files: {
      seeds: configurations,
      parse(input) {
        assertCovers(lexConfig(input, "t.hcl"));
        const { result, diagnostics } = parseConfig(input, "t.hcl");
        assertRanges(result.body);
        refuse(diagnostics, [result]);
      },
    },
    expressions: {
      seeds: expressions,
      parse(input) {
        const { result, diagnostics } = parseExpression(input, "t.hcl");
        assertRanges(result);
        refuse(diagnostics);
      },
    },
    templates: {
      seeds: ["a ${b}\n%{ if c ~}\n d\n%{ endif }", "$${a} %%{ $ \r\n"],
      parse(input) {
        assertCovers(lexTemplate(input, "t.hcl"));
        const { result, diagnostics } = parseTemplate(input, "t.hcl");
        assertRanges(result);
        refuse(diagnostics);
      },
    },
    references: {
      seeds: ['a.b[0]["c"].d', "a[*].b"],
      parse(input) {
        parseTraversalAbs(input, "t.hcl");
        refuse(parseTraversalPartial(input, "t.hcl").diagnostics);
      },
    },
    "JSON files": {
      seeds: ['{"a": [1, "é${b}\\u00e9"], "c": {"d": {"e": null}}, "//": -1.5e3}', "[{}, {}]"],
      parse(input) {
        const { result, diagnostics } = parseJSON(input, "t.hcl");
        const schema = { attributes: [{ name: "a" }], blocks: [{ type: "c", labelNames: ["l"] }] };
        const { content } = result.body.content(schema);
        const expr = content.attributes.get("a")?.expr;
        if (expr) variables(evaluate(expr, { variables: new Map() }).diagnostics[0]?.expression ?? expr);
        refuse(diagnostics, [result]);
      },
    },
    layout: {
      seeds: configurations,
      parse(input) {
        const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
        const words = (bytes: Uint8Array): string => latin(bytes).replace(/[ \t]/g, "");
        const hasMark = latin(input).startsWith("\xef\xbb\xbf");
        assert.equal(words(formatBytes(input)), words(hasMark ? input.subarray(3) : input));
      },
    },
    edits: {
      seeds: configurations,
      parse(input) {
        const text = Buffer.from(input).toString();
        const { file, diagnostics } = parseWritable(text, "t.hcl");
        refuse(diagnostics);
        const written = file!.toString();
        assert.deepEqual(parseConfig(written, "t.hcl").diagnostics, []);
        formatTerraform(text, "t.hcl");
      },
    },
  };
  for (const [name, { seeds, parse }] of Object.entries(parsers)) {
    test(name, () => {
      fuzz(parse, { seeds: seeds.map(bytesOf), refusals, dictionary });
    });
  }
});
