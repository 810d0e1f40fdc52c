// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { compactJson, indentJson, JsonReader, quoteJson } from "./json-text.ts";

suite("json text", () => {
  test("is indented as Go does it, with empty ones on one line", () => {
    assert.equal(indentJson('{"a":[],"b":{ },"c":[1,{"d":"x, {y}: \\" z"}]}', "  "), lines);
    assert.equal(compactJson(lines), '{"a":[],"b":{},"c":[1,{"d":"x, {y}: \\" z"}]}');
  });

  test("keeps numbers of any size", () => {
    const big = '{"n":12345678901234567890.000000000000000001e400}';
    assert.equal(compactJson(indentJson(big)), big);
  });

  test("escapes what could end a script", () => {
    assert.equal(quoteJson("<a href='x'>&\u2028"), String.raw`"\u003ca href='x'\u003e\u0026\u2028"`);
    assert.equal(indentJson('"<"'), String.raw`"\u003c"`);
  });

  test("of strings may end with any number of backslashes", () => {
    const text = JSON.stringify([{ a: "\\" }, "\\\\", '\\"']);
    const read: unknown[] = [];
    const reader = new JsonReader(text);
    reader.array(() => read.push(reader.value()));
    assert.deepEqual(read, [{ a: "\\" }, "\\\\", '\\"']);
  });

  test("null has no members and no elements", () => {
    const never = (): void => assert.fail();
    assert.equal(new JsonReader("null").object(never), true);
    assert.equal(new JsonReader(" null").array(never), true);
    assert.equal(new JsonReader('"x"').array(never), false);
    assert.equal(new JsonReader("[]").object(never), false);
  });
});

const lines = `{
    "a": [],
    "b": {},
    "c": [
      1,
      {
        "d": "x, {y}: \\" z"
      }
    ]
  }`;
