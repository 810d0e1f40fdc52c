// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isValidIdentifier } from "./characters.ts";
import { lexConfig, lexTemplate, type Lexed } from "./lex.ts";

/** Names of tokens with what they cover, except for what the name already says. */
function render({ tokens }: Lexed): string {
  return tokens.map(({ name, sourceText }) => `${name}${sourceText && JSON.stringify(sourceText)}`).join(" ");
}

suite("tokens of configurations", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "a name may contain dashes": { text: "a-b--c - d", want: 'Ident"a-b--c" Minus"-" Ident"d" EOF' },
    "a comment takes its newline along": {
      text: "# é\na // b\n",
      want: 'Comment"# é\\n" Ident"a" Comment"// b\\n" EOF',
    },
    "a block comment without an end is none": { text: "/* a", want: 'Slash"/" Star"*" Ident"a" EOF' },
    "numbers end before a trailing dot": {
      text: "1.5.x 1e+5 1e",
      want: 'NumberLit"1.5" Dot"." Ident"x" NumberLit"1e+5" NumberLit"1" Ident"e" EOF',
    },
    "a number may be nonsense": { text: "1.2.3 1e5e5", want: 'NumberLit"1.2.3" NumberLit"1e5e5" EOF' },
    "braces within a template sequence": {
      text: '"${ {a = "}"} }"',
      want: 'OQuote"\\"" TemplateInterp"${" OBrace"{" Ident"a" Equal"=" OQuote"\\"" QuotedLit"}" CQuote"\\"" CBrace"}" TemplateSeqEnd"}" CQuote"\\"" EOF',
    },
    "escaped openers are text": {
      text: '"$${a} %%{ $ \\${b}"',
      want: 'OQuote"\\"" QuotedLit"$${" QuotedLit"a} " QuotedLit"%%{" QuotedLit" " QuotedLit"$" QuotedLit" \\\\${b}" CQuote"\\"" EOF',
    },
    "a quoted string does not span lines": {
      text: '"a\nb',
      want: 'OQuote"\\"" QuotedLit"a" QuotedNewline"\\n" QuotedLit"b" EOF',
    },
    "a heredoc ends at its marker alone on a line": {
      text: "<<E\nE x\n  E\t\nb",
      want: 'OHeredoc"<<E\\n" StringLit"E x\\n" CHeredoc"  E\\t" Newline"\\n" Ident"b" EOF',
    },
    "a heredoc in an interpolation of a heredoc": {
      text: "<<E\n${<<F\nF\n}\nE\n",
      want: 'OHeredoc"<<E\\n" TemplateInterp"${" OHeredoc"<<F\\n" CHeredoc"F" Newline"\\n" TemplateSeqEnd"}" StringLit"\\n" CHeredoc"E" Newline"\\n" EOF',
    },
    "a lone carriage return ends the scan of a heredoc": {
      text: "<<E\na\rb\nE\n",
      want: 'OHeredoc"<<E\\n" StringLit"a" Invalid"\\rb\\nE\\n" EOF',
    },
    "a byte order mark": { text: "\ufeffa\ufeff", want: 'Ident"a" Invalid"\ufeff" EOF' },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(render(lexConfig(text, "t.hcl")), want));
  }
});

suite("tokens of templates", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "a token a line": { text: 'a "b"\n\n', want: 'StringLit"a \\"b\\"\\n" StringLit"\\n" EOF' },
    "trim markers": {
      text: "%{~ if a ~}b",
      want: 'TemplateControl"%{~" Ident"if" Ident"a" TemplateSeqEnd"~}" StringLit"b" EOF',
    },
    "a lone dollar at the end": { text: "a$", want: 'StringLit"a" StringLit"$" EOF' },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(render(lexTemplate(text, "t.hcl")), want));
  }
});

test("bytes that are not UTF-8 are tokens of their own", () => {
  const { tokens, diagnostics } = lexConfig(Uint8Array.of(0x61, 0xff, 0xed, 0xa0, 0x80, 0x62), "t.hcl");
  assert.deepEqual(
    tokens.map(({ name, range }) => `${name} ${range.start.byte}-${range.end.byte}`),
    ["Ident 0-1", "BadUTF8 1-2", "Invalid 2-5", "Ident 5-6", "EOF 6-6"],
  );
  assert.deepEqual(
    diagnostics.map(({ summary }) => summary),
    ["Invalid character encoding", "Invalid character"],
  );
});

test("what is repeated is reported a few times", () => {
  const summaries = (text: string): string[] => lexConfig(text, "t.hcl").diagnostics.map(({ detail }) => detail);
  assert.equal(summaries("a & b | c ^ d ~ e & f").length, 4);
  assert.equal(summaries("'a' 'b' 'c'").length, 2);
  assert.equal(summaries("a;b;c").length, 1);
  assert.equal(summaries("@@@").length, 3);
});

test("identifiers are those of Unicode 9, with dashes inside", () => {
  for (const name of ["a", "_", "é", "日本", "a-b", "x\u0301", "𐐀"]) assert.ok(isValidIdentifier(name), name);
  for (const name of ["", "-a", "1", "a b", "\u0301", "·", "a\u{1e4d0}"]) assert.ok(!isValidIdentifier(name), name);
});
