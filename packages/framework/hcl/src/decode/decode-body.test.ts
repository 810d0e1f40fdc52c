// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { dynamic, list, number, object, string, type Value } from "@provide-foundry/cty";
import type { Body } from "../body.ts";
import { formatDiagnostic } from "../diagnostics.ts";
import { exprAsKeyword } from "../static-views.ts";
import { expressionFromVal, expressionType } from "../ext/custom-decode.ts";
import { formatRange } from "../source/position.ts";
import { parseConfig } from "../syntax/parse.ts";
import { blockListSpec, blockMapSpec, blockSpec } from "./block-specs.ts";
import { childBlockSpecs, decodeBody, impliedType, partialDecodeBody, specSourceRange } from "./decode-body.ts";
import { attrSpec, blockLabelSpec, objectSpec } from "./value-specs.ts";
import { refineValueSpec } from "./wrapper-specs.ts";

function body(text: string): Body {
  return parseConfig(text, "t.hcl").result.body;
}

const user = objectSpec({ name: blockLabelSpec(0, "name"), age: attrSpec("age", number) });

suite("specs", () => {
  test("know the type of what they make", () => {
    const type = list(object({ name: string, age: number }));
    assert.equal(impliedType(blockListSpec("user", user)), type);
    assert.equal(decodeBody(body('user "ann" {\n age = "7"\n}\n'), blockListSpec("user", user)).value.type, type);
    assert.deepEqual([...childBlockSpecs(objectSpec({ users: blockListSpec("user", user) }))], [["user", user]]);
  });

  test("leave the rest of a body to others", () => {
    const { value, remain, diagnostics } = partialDecodeBody(body("a = 1\nb = 2\n"), attrSpec("a", number));
    assert.deepEqual([value.asNumber(), diagnostics], [1, []]);
    assert.deepEqual([...remain.justAttributes().attributes.keys()], ["b"]);
  });

  test("tell where a value comes from", () => {
    const range = (text: string, nested: Parameters<typeof blockSpec>[1]): string =>
      formatRange(specSourceRange(body(text), blockSpec("user", nested)));
    assert.equal(range("user {\n  age = 30\n}\n", attrSpec("age", number)), "t.hcl:2,9-11");
    assert.equal(range('user "ann" {\n}\n', blockLabelSpec(0, "name")), "t.hcl:1,6-11");
    assert.equal(range("\n\n", attrSpec("age", number)), "t.hcl:1,1-1");
  });

  test("read expressions that are not evaluated", () => {
    const { value, diagnostics } = decodeBody(body("type = anything\n"), attrSpec("type", expressionType));
    assert.deepEqual([exprAsKeyword(expressionFromVal(value)), diagnostics], ["anything", []]);
  });

  test("refuse a value that is not as it is refined", () => {
    const spec = refineValueSpec(attrSpec("a", string), (builder) => builder.notNull());
    const { value, diagnostics } = decodeBody(body("a = null\n"), spec);
    assert.deepEqual(diagnostics.map(formatDiagnostic), [
      "t.hcl:1,5-9: Unsuitable value; a null value cannot be refined as not null.",
    ]);
    assert.ok(!value.isKnown());
  });

  test("that make no sense are an error of the program", () => {
    const decode = (spec: Parameters<typeof decodeBody>[1]) => (): Value => decodeBody(body(""), spec).value;
    assert.throws(decode(blockMapSpec("b", ["name"], attrSpec("a", dynamic))), TypeError);
    assert.throws(decode(blockLabelSpec(0, "name")), TypeError);
    assert.throws(() => blockMapSpec("b", [], attrSpec("a", string)), TypeError);
  });
});
