// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatTerraform } from "./format-terraform.ts";

suite("H05 idioms of old", () => {
  const cases: Record<string, { text: string; want: string }> = {
    "one interpolation is its expression": { text: 'a = "${b.c}"\n', want: "a = b.c\n" },
    "in nested blocks too": {
      text: 'b {\n  c {\n    a = "${f("${d}")}"\n  }\n}\n',
      want: 'b {\n  c {\n    a = f("${d}")\n  }\n}\n',
    },
    "over several lines it gets parentheses": {
      text: 'a = "${\n  b ?\n  c : d\n}"\n',
      want: "a = (b ?\nc : d)\n",
    },
    "more than one part is a text": { text: 'a = "${b}${c}"\nd = "${e} "\n', want: 'a = "${b}${c}"\nd = "${e} "\n' },
    "labels get quotes": { text: 'b l /* c */ "m" {}\n', want: 'b "l" "m" {}\n' },
    "types of variables": {
      text: 'variable "v" {\n  type = "list"\n}\nvariable "w" {\n  type = set\n}\nvariable "x" {\n  type = "string"\n}\n',
      want: 'variable "v" {\n  type = list(string)\n}\nvariable "w" {\n  type = set(any)\n}\nvariable "x" {\n  type = string\n}\n',
    },
    "other types stay": { text: 'b {\n  type = "list"\n}\n', want: 'b {\n  type = "list"\n}\n' },
  };
  for (const [name, { text, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(formatTerraform(text, "t.tf"), { text: want, diagnostics: [] }));
  }

  test("source with errors is left as it is", () => {
    const { text, diagnostics } = formatTerraform("a  =\n", "t.tf");
    assert.equal(text, "a  =\n");
    assert.equal(diagnostics[0]!.summary, "Invalid expression");
  });
});
