// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatDiagnostic, parseExpression, parseTraversalAbs } from "@provide-foundry/hcl";
import { formatSubject, parseReference, referencesOf } from "./references.ts";

suite("parseReference", () => {
  const good: Record<string, string> = {
    "var.a": "variable var.a + ",
    "var.a.b[0]": "variable var.a + .b[0]",
    "local.x": "local local.x + ",
    "each.value.k": "each each.value + .k",
    "count.index": "count count.index + ",
    "path.module": "path path.module + ",
    "terraform.workspace": "terraform terraform.workspace + ",
    "self.id": "self self + .id",
    "aws_instance.web": "resource aws_instance.web + ",
    "aws_instance.web.id": "resource aws_instance.web + .id",
    "aws_instance.web[0].id": "resource aws_instance.web[0] + .id",
    'aws_instance.web["a\\"b"]': 'resource aws_instance.web["a\\"b"] + ',
    "resource.aws_instance.web.id": "resource aws_instance.web + .id",
    "data.http.page.body": "resource data.http.page + .body",
    "ephemeral.random_password.p.result": "resource ephemeral.random_password.p + .result",
    "module.net": "module module.net + ",
    "module.net[0]": "module module.net[0] + ",
    "module.net.id.x": "module module.net.id + .x",
    'module.net["a"].id': 'module module.net["a"].id + ',
  };
  for (const [text, want] of Object.entries(good)) {
    test(text, () => {
      const { reference, diagnostics } = parseReference(parseTraversalAbs(text, "x.tf").result);
      assert.deepEqual(diagnostics, []);
      const { subject, remaining, range } = reference!;
      assert.equal(
        `${subject.kind} ${formatSubject(subject)} + ${remaining.map((step) => step.sourceText).join("")}`,
        want,
      );
      const rest = remaining.map((step) => step.sourceText).join("").length;
      assert.equal(range.end.byte - range.start.byte, Buffer.byteLength(text) - rest);
    });
  }

  const bad: Record<string, string> = {
    var: 'x.tf:1,1-4: Invalid reference; The "var" object cannot be accessed directly. Instead, access one of its attributes.',
    "each[0]": 'x.tf:1,5-8: Invalid reference; The "each" object does not support this operation.',
    "data.http":
      'x.tf:1,1-10: Invalid reference; The "data" object must be followed by two attribute names: the data source type and the resource name.',
    "resource.x":
      'x.tf:1,1-11: Invalid reference; The "resource" object must be followed by two attribute names: the resource type and the resource name.',
    aws_instance:
      "x.tf:1,1-13: Invalid reference; A reference to a resource type must be followed by at least one attribute access, specifying the resource name.",
    "aws_instance[0]":
      "x.tf:1,13-16: Invalid reference; A reference to a resource type must be followed by at least one attribute access, specifying the resource name.",
    "data[0].x": 'x.tf:1,5-8: Invalid reference; The "data" object does not support this operation.',
    "template.x":
      'x.tf:1,1-9: Reserved symbol name; The symbol name "template" is reserved for use in a future Terraform version. If you are using a provider that already uses this as a resource type name, add the prefix "resource." to force interpretation as a resource type name.',
    "module.a[0][1]": "x.tf:1,12-15: Invalid reference; Module instance objects do not support this operation.",
  };
  for (const [text, want] of Object.entries(bad)) {
    test(`${text} is none`, () => {
      const { reference, diagnostics } = parseReference(parseTraversalAbs(text, "x.tf").result);
      assert.equal(reference, undefined);
      assert.deepEqual(diagnostics.map(formatDiagnostic), [want]);
    });
  }
});

test("the references of an expression are those of all its variables", () => {
  const { result } = parseExpression("[for x in var.list : x + local.a if each.key != module.m.out]", "x.tf");
  const { references } = referencesOf(result);
  assert.deepEqual(
    references.map(({ subject }) => formatSubject(subject)),
    ["var.list", "local.a", "each.key", "module.m.out"],
  );
});
