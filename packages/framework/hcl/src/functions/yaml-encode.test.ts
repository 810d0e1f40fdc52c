// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  capsule,
  capsuleVal,
  dynamicVal,
  negativeInfinity,
  nullVal,
  numberIntVal,
  objectVal,
  positiveInfinity,
  string,
  stringVal,
  tupleVal,
  unknownVal,
  type Value,
} from "@provide-foundry/cty";
import { FunctionError } from "@provide-foundry/cty/function";
import { sensitiveMark } from "./mark-names.ts";
import { yamlDecode } from "./yaml-decode.ts";
import { yamlEncode } from "./yaml-encode.ts";

const encode = (value: Value): string => yamlEncode.call([value]).asString();

suite("yamlEncode", () => {
  test("what YAML has no form for", () => {
    const handle = capsule("handle");
    const want = new FunctionError("can't marshal handle as YAML");
    assert.throws(() => encode(capsuleVal(handle, {})), want);
    assert.throws(() => encode(objectVal({ a: tupleVal([capsuleVal(handle, {})]) })), want);
    assert.equal(encode(tupleVal([nullVal(handle)])), "- null\n");
  });

  test("infinity has the name that Go has for it, which is a string when it is read", () => {
    const text = encode(tupleVal([positiveInfinity, negativeInfinity]));
    assert.equal(text, "- +Inf\n- -Inf\n");
    const [plus, minus] = yamlDecode.call([stringVal(text)]).asValueSlice();
    assert.ok(plus!.rawEquals(stringVal("+Inf")) && minus!.rawEquals(stringVal("-Inf")));
  });

  test("what is unknown, at any depth, makes the text unknown", () => {
    const later = unknownVal(string);
    for (const value of [later, dynamicVal, tupleVal([numberIntVal(1), objectVal({ a: later })])]) {
      assert.ok(yamlEncode.call([value]).rawEquals(later));
    }
    const secret = tupleVal([stringVal("s").mark(sensitiveMark)]);
    assert.ok(yamlEncode.call([secret]).rawEquals(stringVal('- "s"\n').mark(sensitiveMark)));
  });

  test("values as deep as types may nest", () => {
    const deepest = 511;
    let list: Value = tupleVal([]);
    let map: Value = objectVal({});
    for (let depth = 0; depth < deepest; depth++) {
      list = tupleVal([list]);
      map = objectVal({ a: map });
    }
    for (const value of [list, map]) {
      assert.ok(yamlDecode.call([stringVal(encode(value))]).rawEquals(value));
      assert.throws(() => tupleVal([value]), /a type may not nest more than 512 levels/);
    }
  });
});
