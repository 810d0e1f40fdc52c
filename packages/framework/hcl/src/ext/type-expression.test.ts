// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { capsule, list, nullVal, object, objectVal, string, stringVal, unknownVal } from "@provide-foundry/cty";
import { parseExpression } from "../syntax/parse.ts";
import { readType, readTypeConstraint, readTypeConstraintWithDefaults } from "./type-expression.ts";
import { typeString } from "./type-string.ts";

function expression(text: string) {
  return parseExpression(text, "t.hcl").result;
}

suite("type expressions", () => {
  test("are read as strictly as asked", () => {
    const problems = (read: typeof readType, text: string): number => read(expression(text)).diagnostics.length;
    const anyList = "list(any)";
    const optional = "object({ a = optional(string) })";
    const fallback = 'object({ a = optional(string, "x") })';
    const readers = [readType, readTypeConstraint, readTypeConstraintWithDefaults];
    assert.deepEqual(
      [anyList, optional, fallback].map((text) => readers.map((read) => problems(read, text))),
      [
        [1, 0, 0],
        [1, 0, 0],
        [1, 1, 0],
      ],
    );
  });

  test("are written as they are read", () => {
    const text = "object({a=list(string),b=tuple([any,map(number)]),c=set(bool)})";
    assert.equal(typeString(readTypeConstraint(expression(text)).type), text);
    assert.equal(typeString(object({ "a b": string })), 'object({"a b"=string})');
    assert.throws(() => typeString(list(capsule("secret"))), TypeError);
  });

  test("defaults stand in for what is missing or null, and say that nothing is null", () => {
    const { defaults } = readTypeConstraintWithDefaults(expression('object({ a = optional(string, "x") })'));
    const given = {
      missing: objectVal({}),
      null: objectVal({ a: nullVal(string) }),
      set: objectVal({ a: stringVal("y") }),
    };
    const applied = Object.values(given).map((value) => defaults!.apply(value).getAttr("a").asString());
    assert.deepEqual(applied, ["x", "x", "y"]);
    const later = defaults!.apply(objectVal({ a: unknownVal(string) })).getAttr("a");
    assert.ok(later.range().isDefinitelyNotNull);
  });
});
