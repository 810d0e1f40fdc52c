// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { dynamicVal, listVal, stringVal, type Value } from "@provide-foundry/cty";
import type { Body, BodySchema } from "../body.ts";
import { formatDiagnostic } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import { evaluate } from "../eval/evaluate.ts";
import { exprAsKeyword } from "../static-views.ts";
import { parseConfig } from "../syntax/parse.ts";
import type { Traversal } from "../traversal.ts";
import { expandDynamicBlocks } from "./dynamic-blocks.ts";
import { bodyVariables, expansionVariables, type VariablesNode } from "./dynamic-variables.ts";

const context: EvalContext = {
  variables: new Map<string, Value>([
    ["names", listVal([stringVal("ann"), stringVal("bob")])],
    ["secret", listVal([stringVal("ann").mark("hidden")]).mark("secret")],
    ["later", dynamicVal],
    ["prefix", stringVal("x-")],
  ]),
};
const schema: BodySchema = { attributes: [{ name: "name" }], blocks: [{ type: "user" }, { type: "group" }] };

function body(text: string): Body {
  const { result, diagnostics } = parseConfig(text, "t.hcl");
  assert.deepEqual(diagnostics.map(formatDiagnostic), []);
  return result.body;
}

/** The names in all blocks, the outer first. */
function names(expanded: Body): Value[] {
  const { content, diagnostics } = expanded.content(schema);
  assert.deepEqual(diagnostics.map(formatDiagnostic), []);
  const own = [...content.attributes.values()].map(({ expr }) => evaluate(expr, context).value);
  return [...own, ...content.blocks.flatMap((block) => names(block.body))];
}

const nested = `dynamic "group" {
  for_each = names
  content {
    name = group.value
    dynamic "user" {
      for_each = names
      content {
        name = "\${prefix}\${group.key}\${user.value}"
      }
    }
  }
}`;

suite("dynamic blocks", () => {
  test("are expanded inside each other", () => {
    const got = names(expandDynamicBlocks(body(nested), context)).map((name) => name.asString());
    assert.deepEqual(got, ["ann", "x-0ann", "x-0bob", "bob", "x-1ann", "x-1bob"]);
  });

  test("of an unknown collection are one block of which nothing is known", () => {
    const text = nested.replace("for_each = names", "for_each = later");
    const { content } = expandDynamicBlocks(body(text), context).content(schema);
    assert.deepEqual(
      content.blocks.map((block) => [block.type, block.body.isUnknown]),
      [["group", true]],
    );
    assert.ok(names(content.blocks[0]!.body).every((name) => name.rawEquals(dynamicVal)));
  });

  test("have the marks of their collection", () => {
    const text = 'dynamic "user" {\n  for_each = secret\n  content {\n    name = user.value\n  }\n}';
    const expanded = expandDynamicBlocks(body(text), context);
    const { content } = expanded.content(schema);
    assert.deepEqual([...content.blocks[0]!.body.valueMarks!], ["secret"]);
    assert.deepEqual([...names(expanded)[0]!.marks].sort(), ["hidden", "secret"]);
  });

  test("are left where a partial reading does not ask for them", () => {
    const expanded = expandDynamicBlocks(body(`${nested}\nname = prefix`), context);
    const first = expanded.partialContent({ attributes: [{ name: "name" }] });
    assert.equal(first.content.blocks.length, 0);
    assert.equal(names(first.remain).length, 6);
    const second = expanded.partialContent({ blocks: [{ type: "group" }] });
    assert.deepEqual(
      names(second.remain).map((name) => name.asString()),
      ["x-"],
    );
  });

  test("can be refused", () => {
    const summary = "Not that many";
    const expanded = expandDynamicBlocks(body(nested), context, {
      checkForEach: (_, { range }) => [{ severity: "error", summary, detail: "", subject: range }],
    });
    const { content, diagnostics } = expanded.content(schema);
    assert.deepEqual([content.blocks.length, diagnostics.map((problem) => problem.summary)], [0, [summary]]);
  });

  test("keep the form of what was written in them", () => {
    const text = 'dynamic "user" {\n  for_each = names\n  content {\n    name = keyword\n  }\n}';
    const { content } = expandDynamicBlocks(body(text), context).content(schema);
    const { content: inner } = content.blocks[0]!.body.content(schema);
    assert.equal(exprAsKeyword(inner.attributes.get("name")!.expr), "keyword");
  });
});

suite("the variables of dynamic blocks", () => {
  const rootsOf = (node: VariablesNode): string[] => {
    const { variables, children } = node.visit(schema);
    return [...variables.map(root), ...children.flatMap((child) => rootsOf(child.node))];
  };
  const root = ([first]: Traversal): string => (first?.kind === "root" ? first.name : "");

  test("are those that are not iterators", () => {
    assert.deepEqual(rootsOf(bodyVariables(body(nested))), ["names", "names", "prefix"]);
    assert.deepEqual(rootsOf(expansionVariables(body(nested))), ["names", "names"]);
  });
});
