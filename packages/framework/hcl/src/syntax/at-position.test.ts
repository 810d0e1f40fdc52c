// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { formatRange } from "../source/position.ts";
import {
  attributeAtPos,
  blocksAtPos,
  contextDefRange,
  contextString,
  innermostBlockAtPos,
  outermostBlockAtPos,
  outermostExprAtPos,
} from "./at-position.ts";
import { parseConfig } from "./parse.ts";
import type { SyntaxBody } from "./structure.ts";

const text = `top = 1
resource "é" "x\\"y" {
  name = "🎈"
  inner {
    deep = [a, b]
  }
}
plain {}
`;
const { body } = parseConfig(text, "main.hcl").result;

/** The byte at which a piece of the text starts. */
function byteOf(piece: string, within: string = text): number {
  const offset = within.indexOf(piece);
  assert.notEqual(offset, -1, piece);
  return Buffer.byteLength(within.slice(0, offset));
}

/** All that is found at a byte. */
function found(at: number, root: SyntaxBody = body): Record<string, string | undefined> {
  return {
    outermost: outermostBlockAtPos(root, at)?.type,
    innermost: innermostBlockAtPos(root, at)?.type,
    blocks: blocksAtPos(root, at)
      .map(({ type }) => type)
      .join(" "),
    attribute: attributeAtPos(root, at)?.name,
    expr: outermostExprAtPos(root, at)?.sourceText,
  };
}

const nothing = { outermost: undefined, innermost: undefined, blocks: "", attribute: undefined, expr: undefined };
const inResource = { ...nothing, outermost: "resource", innermost: "resource", blocks: "resource" };
const inInner = { ...inResource, innermost: "inner", blocks: "resource inner" };

suite("what is at a byte", () => {
  const places: Readonly<Record<string, readonly [at: number, want: Record<string, string | undefined>]>> = {
    "the name of an argument": [0, { ...nothing, attribute: "top" }],
    "its expression": [byteOf("1\n"), { ...nothing, attribute: "top", expr: "1" }],
    "the line break after it": [byteOf("\nresource"), nothing],
    "the first byte of a block": [byteOf("resource"), inResource],
    "an argument of a block": [byteOf("name"), { ...inResource, attribute: "name" }],
    "the last byte of a character": [byteOf("🎈") + 3, { ...inResource, attribute: "name", expr: '"🎈"' }],
    "a closing quote": [byteOf('"\n  inner'), { ...inResource, attribute: "name", expr: '"🎈"' }],
    "a block in a block": [byteOf("inner"), inInner],
    "inside an expression": [byteOf("b]"), { ...inInner, attribute: "deep", expr: "[a, b]" }],
    "an equals sign": [byteOf("= [a"), { ...inInner, attribute: "deep" }],
    "the closing brace": [byteOf("}\nplain"), inResource],
    "after the closing brace": [byteOf("\nplain"), nothing],
    "the end of the file": [Buffer.byteLength(text), nothing],
    "after the end": [1e9, nothing],
    "before the beginning": [-1, nothing],
  };
  for (const [name, [at, want]] of Object.entries(places)) {
    test(name, () => assert.deepEqual(found(at), want));
  }
});

test("an empty file has nothing anywhere", () => {
  assert.deepEqual(found(0, parseConfig("", "t.hcl").result.body), nothing);
});

test("bytes are those of the file when the text is a part of one", () => {
  const part = parseConfig("é = b", "t.hcl", { line: 9, column: 3, byte: 100 }).result.body;
  assert.deepEqual(found(105, part), { ...nothing, attribute: "é", expr: "b" });
  assert.deepEqual(found(99, part), nothing);
});

test("what is cut short is found as far as it goes", () => {
  const cut = "a {\n  b {\n    c = f(1\n";
  const { result, diagnostics } = parseConfig(cut, "t.hcl");
  assert.ok(diagnostics.length > 0);
  for (let at = -1; at <= cut.length + 1; at++) found(at, result.body);
  assert.equal(outermostBlockAtPos(result.body, byteOf("a {", cut))?.type, "a");
});

test("the context is the outermost block, with its labels quoted", () => {
  const at = byteOf("deep");
  assert.equal(contextString(body, at), 'resource "é" "x\\"y"');
  assert.equal(formatRange(contextDefRange(body, at)!), "main.hcl:2,1-20");
  assert.equal(contextString(body, byteOf("plain")), "plain");
  assert.equal(contextString(body, 0), undefined);
  assert.equal(contextDefRange(body, 0), undefined);
});
