// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "./index.ts";

suite("types are interned", () => {
  const pairs: Record<string, () => cty.Type> = {
    list: () => cty.list(cty.string),
    "set of lists": () => cty.set(cty.list(cty.bool)),
    map: () => cty.map(cty.number),
    object: () => cty.object({ a: cty.string, b: cty.list(cty.number) }),
    "object with optional attributes": () => cty.object({ a: cty.string, b: cty.bool }, ["b"]),
    tuple: () => cty.tuple([cty.string, cty.tuple([])]),
    "empty object": () => cty.object(new Map()),
  };
  for (const [name, create] of Object.entries(pairs)) {
    test(name, () => {
      assert.equal(create(), create());
      assert.ok(create().equals(create()));
    });
  }

  const different: Record<string, [cty.Type, cty.Type]> = {
    "list and set": [cty.list(cty.string), cty.set(cty.string)],
    "attribute type": [cty.object({ a: cty.string }), cty.object({ a: cty.number })],
    "attribute name": [cty.object({ a: cty.string }), cty.object({ b: cty.string })],
    optional: [cty.object({ a: cty.string }), cty.object({ a: cty.string }, ["a"])],
    "names that look like keys": [
      cty.object({ a: cty.string, "b=1,1:c": cty.string }),
      cty.object({ a: cty.string, b: cty.string, c: cty.string }),
    ],
    "empty object and tuple": [cty.emptyObject, cty.emptyTuple],
    "capsules of one name": [cty.capsule("secret"), cty.capsule("secret")],
  };
  for (const [name, [a, b]] of Object.entries(different)) test(`differ: ${name}`, () => assert.notEqual(a, b));
});

suite("object types", () => {
  test("list attributes by the bytes of their names", () => {
    const type = cty.object({ "😀": cty.bool, "\u{fffd}": cty.bool, b: cty.bool, "10": cty.bool, "9": cty.bool });
    assert.deepEqual([...type.attributeTypes.keys()], ["10", "9", "b", "\u{fffd}", "😀"]);
  });
  test("normalize names", () => {
    const type = cty.object({ "e\u0301": cty.string });
    assert.deepEqual(type.attributeNames, ["é"]);
    assert.equal(type.attributeType("e\u0301"), cty.string);
    assert.equal(type, cty.object({ é: cty.string }));
  });
  test("__proto__ is a name like any other", () => {
    const type = cty.object(new Map([["__proto__", cty.string]]));
    assert.deepEqual(type.attributeNames, ["__proto__"]);
    assert.equal(cty.emptyObject.hasAttribute("__proto__"), false);
  });
  test("refuse an optional attribute that is not declared", () => {
    assert.throws(() => cty.object({ a: cty.string }, ["b"]), /optional attribute "b" is not declared/);
  });
  test("refuse to name an attribute they do not have", () => {
    assert.throws(() => cty.object({ a: cty.string }).attributeType("b"), /no attribute "b"/);
  });
  test("lose optional attributes at all depths", () => {
    const inner = cty.object({ a: cty.string }, ["a"]);
    const type = cty.object({ l: cty.list(inner), t: cty.tuple([inner]), m: cty.map(cty.set(inner)) }, ["t"]);
    const plain = cty.object({ a: cty.string });
    assert.equal(
      type.withoutOptionalAttributesDeep(),
      cty.object({ l: cty.list(plain), t: cty.tuple([plain]), m: cty.map(cty.set(plain)) }),
    );
    assert.equal(plain.withoutOptionalAttributesDeep(), plain);
  });
});

suite("names", () => {
  const cases: [cty.Type, friendly: string, constraint: string][] = [
    [cty.string, "string", "string"],
    [cty.dynamic, "dynamic", "any type"],
    [cty.list(cty.set(cty.number)), "list of set of number", "list of set of number"],
    [cty.map(cty.dynamic), "map of dynamic", "map of any single type"],
    [cty.object({ a: cty.string }), "object", "object"],
    [cty.tuple([cty.dynamic]), "tuple", "tuple"],
    [cty.list(cty.capsule("regex")), "list of regex", "list of regex"],
  ];
  for (const [type, friendly, constraint] of cases) {
    test(friendly, () => {
      assert.equal(type.friendlyName(), friendly);
      assert.equal(type.friendlyNameForConstraint(), constraint);
    });
  }
});

test("a type may not nest without end", () => {
  let type: cty.Type = cty.string;
  assert.throws(() => {
    for (let i = 0; i < 10_000; i++) type = cty.list(type);
  }, /a type may not nest more than 512 levels/);
});

test("a capsule type that compares needs both ways to", () => {
  assert.throws(() => cty.capsule("odd", { equals: () => assert.fail() }), TypeError);
});
