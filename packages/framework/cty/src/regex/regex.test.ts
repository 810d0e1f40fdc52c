// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { RegexTooExpensiveError } from "./machine.ts";
import { Regex, RegexSyntaxError } from "./regex.ts";

/** All matches, each as its own text and those of its groups; a group that takes no part is undefined. */
function matches(pattern: string, text: string): (string | undefined)[][] {
  return new Regex(pattern).findAll(text).map((match) => {
    const parts: (string | undefined)[] = [];
    for (let i = 0; i < match.length; i += 2) {
      parts.push(match[i]! < 0 ? undefined : text.slice(match[i], match[i + 1]));
    }
    return parts;
  });
}

suite("Regex.findAll", () => {
  const cases: Record<string, { pattern: string; text: string; want: (string | undefined)[][] }> = {
    "the first choice is preferred to the longest": { pattern: "a|ab", text: "ab", want: [["a"]] },
    "more repetitions are preferred, or with ? fewer": {
      pattern: "(a+)(a+?)",
      text: "aaaa",
      want: [["aaaa", "aaa", "a"]],
    },
    "an empty match just behind another does not count": {
      pattern: "x*",
      text: "abxxc",
      want: [[""], [""], ["xx"], [""]],
    },
    "an empty match does not split a pair of surrogates": { pattern: "", text: "😀", want: [[""], [""]] },
    "groups on a branch not taken": { pattern: "(a)|(b)", text: "b", want: [["b", undefined, "b"]] },
    "a group keeps what it last matched": { pattern: "(?:(a)|b)*", text: "ab", want: [["ab", "a"]] },
    "an empty choice comes in its turn": { pattern: "(?:|a)*", text: "aa", want: [[""], [""], [""]] },
    "a loop around what may be empty ends": { pattern: "(a*)*", text: "aa", want: [["aa", "aa"]] },
    "classes are those of ASCII": { pattern: "\\w+|\\d|\\s", text: "é٣ a\u00a0", want: [[" "], ["a"]] },
    "a word is one in ASCII": { pattern: "\\b.", text: "éa", want: [["a"]] },
    "a point takes a whole character": { pattern: "^.$", text: "😀", want: [["😀"]] },
    "a point takes no newline": { pattern: "a.b", text: "a\nb", want: [] },
    "(?s) lets it": { pattern: "(?s)a.b", text: "a\nb", want: [["a\nb"]] },
    "$ is only at the very end": { pattern: "a$", text: "a\n", want: [] },
    "(?m) lets it be at the end of lines": { pattern: "(?m)^a$", text: "a\na", want: [["a"], ["a"]] },
    "(?i) knows all letters that differ in case alone": {
      pattern: "(?i)k+ς",
      text: "kK\u212aΣ",
      want: [["kK\u212aΣ"]],
    },
    "(?i) in classes, and negated": { pattern: "(?i)[^k]", text: "\u212aKx", want: [["x"]] },
    "flags end with their group": { pattern: "(?:(?i)a)a", text: "Aaaa", want: [["Aa"], ["aa"]] },
    "(?U) swaps greedy and lazy": { pattern: "(?U)(a+)(a+?)", text: "aaa", want: [["aaa", "a", "aa"]] },
    "a quotation": { pattern: "\\Qa.*\\E+", text: "a.** a", want: [["a.**"]] },
    "names of Unicode, however they are written": {
      pattern: "\\p{greek}|\\pN|\\p{Lowercase_Letter}",
      text: "Ωa٣Ab",
      want: [["Ω"], ["a"], ["٣"], ["b"]],
    },
    "what is not in a set": { pattern: "\\P{L}\\p{^Lu}[^\\pL\\d]", text: "1a-", want: [["1a-"]] },
    "names of POSIX": { pattern: "[[:upper:][:^alnum:]]+", text: "aB-c", want: [["B-"]] },
    "codes of characters": { pattern: "\\x41\\x{1F600}\\t\\_", text: "A😀\t_", want: [["A😀\t_"]] },
    "octal codes have three digits at most": { pattern: "\\1011", text: "A1", want: [["A1"]] },
    "braces that count nothing stand for themselves": {
      pattern: "a{,2}b{x}{",
      text: "a{,2}b{x}{",
      want: [["a{,2}b{x}{"]],
    },
    "brackets that come first stand for themselves": { pattern: "[]a][^]a]", text: "]b", want: [["]b"]] },
    "counted repetitions": { pattern: "(?:ab){2,3}", text: "abababab", want: [["ababab"]] },
  };
  for (const [name, { pattern, text, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(matches(pattern, text), want));
  }

  test("matches are those of JavaScript where both mean the same", () => {
    const character = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]");
    const { pattern } = fc.letrec<{ pattern: string }>((tie) => ({
      pattern: fc.oneof(
        { maxDepth: 4 },
        character,
        fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => a + b),
        fc.tuple(tie("pattern"), tie("pattern")).map(([a, b]) => `(?:${a}|${b})`),
        // Around what may be empty, loops differ.
        fc.tuple(character, fc.constantFrom("*", "+", "?", "*?", "+?", "??", "{2}")).map(([a, b]) => `(${a})${b}`),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "\n"), maxLength: 12 });
    fc.assert(
      fc.property(pattern, text, (written, searched) => {
        const [first] = matches(written, searched);
        const theirs = new RegExp(written, "u").exec(searched);
        assert.deepEqual(first, theirs === null ? undefined : [...theirs]);
      }),
      { numRuns: 2000 },
    );
  });
});

suite("Regex.replaceAll", () => {
  const cases: Record<string, { pattern: string; text: string; template: string; want: string }> = {
    "each match": { pattern: "b+", text: "abbab", template: "x", want: "axax" },
    "groups by number and by name": {
      pattern: "(?P<x>a)(?<y>b)",
      text: "ab",
      template: "$2${1}$x-$y${y}",
      want: "baa-bb",
    },
    "a name goes as far as it can": { pattern: "(a)", text: "a", template: "[$1a][${1}a]", want: "[][aa]" },
    "of groups with the same name, the first that takes part": {
      pattern: "(?P<x>a)|(?P<x>b)",
      text: "ab",
      template: "<$x>",
      want: "<a><b>",
    },
    "dollars that start nothing": { pattern: "a", text: "a", template: "$$ ${ ${} $ $-", want: "$ ${ ${} $ $-" },
    "empty matches between characters": { pattern: "x*", text: "a😀xb", template: "-", want: "-a-😀-b-" },
    "letters beyond ASCII are part of a name": { pattern: "(a)", text: "a", template: "$1é", want: "" },
  };
  for (const [name, { pattern, text, template, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(new Regex(pattern).replaceAll(text, template), want));
  }
});

suite("patterns that are none", () => {
  const cases: Record<string, string> = {
    "(a": "missing closing ): `(a`",
    "a)": "unexpected ): `a)`",
    "[a": "missing closing ]: `[a`",
    "[b-a]": "invalid character class range: `b-a`",
    "[[:foo:]]": "invalid character class range: `[:foo:]`",
    "\\p{Foo}x": "invalid character class range: `\\p{Foo}`",
    "\\p{Old_Italic}": "invalid character class range: `\\p{Old_Italic}`",
    "x\\pL\\p{": "invalid character class range: `\\p{`",
    "*a": "missing argument to repetition operator: `*`",
    "a|+?": "missing argument to repetition operator: `+?`",
    "a**": "invalid nested repetition operator: `**`",
    "a{2}{3}?": "invalid nested repetition operator: `{2}{3}?`",
    "a{1001}": "invalid repeat count: `{1001}`",
    "a{3,2}": "invalid repeat count: `{3,2}`",
    "((a{100}){100}){100}": "invalid repeat count: `{100}`",
    "(?=a)": "invalid or unsupported Perl syntax: `(?=`",
    "(?i-)": "invalid or unsupported Perl syntax: `(?i-)`",
    "(?P<": "invalid or unsupported Perl syntax: `(?P`",
    "(?P<n": "invalid named capture: `(?P<n`",
    "(?<é>a)": "invalid named capture: `(?<é>`",
    "(a)\\1": "invalid escape sequence: `\\1`",
    "\\x{110000}": "invalid escape sequence: `\\x{110000`",
    "\\x4": "invalid escape sequence: `\\x4`",
    "\\Z": "invalid escape sequence: `\\Z`",
    "a\\": "trailing backslash at end of expression: ``",
  };
  for (const [pattern, want] of Object.entries(cases)) {
    test(pattern, () => {
      assert.throws(
        () => new Regex(pattern),
        (error) => {
          assert.ok(error instanceof RegexSyntaxError);
          assert.equal(error.message, `error parsing regexp: ${want}`);
          return true;
        },
      );
    });
  }
});

suite("patterns from an enemy", () => {
  test("what takes backtracking engines for ever takes a moment", () => {
    const text = "a".repeat(5000);
    for (const pattern of ["(a*)*b", "(a|a)*b", "(a+a+)+b", "(?:a?){50}a{50}b", "(.*)(.*)(.*)b"]) {
      assert.deepEqual(matches(pattern, text), [], pattern);
    }
  });

  test("nesting without end is refused, and so is what compiles to too much", () => {
    assert.throws(() => new Regex("(".repeat(100_000)), /missing closing \)/);
    assert.throws(() => new Regex(`${"(".repeat(1001)}${")".repeat(1001)}`), /nests too deeply/);
    assert.equal(matches(`${"(?:".repeat(5000)}a${")".repeat(5000)}`, "a").length, 1);
    assert.throws(() => new Regex(`(?:${"a".repeat(4000)}){1000}`), /expression too large/);
    assert.equal(matches("a|(?:b)c|".repeat(100_000), "x").length, 2);
    assert.equal(matches("(?:a)b".repeat(100_000), "x").length, 0);
    assert.equal(matches(`${"(?:".repeat(3000)}${"a|)|b".repeat(3000)}`, "ab").length, 2);
    assert.equal(matches(`[${"\\pL".repeat(5000)}]`, "x1").length, 1);
    assert.equal(matches(`(?i)[${"k-z".repeat(5000)}]`, "\u212a1").length, 1);
    assert.throws(() => new Regex(`(?:${"(a)".repeat(500)}){1000}`).find("a"), RegexTooExpensiveError);
  });

  test("a search that goes on and on is given up", () => {
    const expression = new Regex(`(?:${"a?".repeat(100)}){1000}b`);
    assert.throws(() => expression.find("a".repeat(3000)), RegexTooExpensiveError);
  });
});
