// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { attributeAt, sensitivePaths, writeOnlyPaths } from "./attribute-paths.ts";
import { emptyValue, impliedType } from "./implied-type.ts";
import { attribute, block, nestedBlock, nestedObject } from "./testing/make-block.ts";

const login = nestedObject("list", {
  user: attribute("o", cty.string),
  word: attribute("os", cty.string),
  key: attribute("o", nestedObject("single", { pem: attribute("os", cty.string) })),
});
const rule = block({ note: attribute("os", cty.string), port: attribute("o", cty.number) });
const schema = block(
  {
    name: attribute("o", cty.string),
    secret: attribute("os", cty.string),
    handed: attribute("ow", cty.string),
    login: attribute("o", login),
  },
  {
    one: nestedBlock("single", block({ handed: attribute("ow", cty.string) })),
    map: nestedBlock("map", rule),
    set: nestedBlock("set", rule),
    plain: nestedBlock("list", block({ a: attribute("o", cty.string) })),
  },
);
const text = cty.stringVal("x");
const ruleVal = cty.objectVal({ note: text, port: cty.zero });
const value = cty.objectVal({
  ...Object.fromEntries(emptyValue(schema).asValueMap()),
  login: cty.listVal([
    cty.objectVal({ user: text, word: text, key: cty.objectVal({ pem: text }) }),
    cty.objectVal({ user: text, word: text, key: cty.nullVal(cty.object({ pem: cty.string })) }),
  ]),
  one: cty.objectVal({ handed: cty.nullVal(cty.string) }),
  map: cty.mapVal({ "a b": ruleVal }),
  set: cty.setVal([ruleVal]),
});

suite("paths by schema", () => {
  test("the value is of the schema's type", () => assert.equal(value.type, impliedType(schema)));

  test("sensitive attributes, wherever there is an object for them", () => {
    assert.deepEqual(sensitivePaths(schema, value).map(cty.formatPath), [
      ".secret",
      ".login[0].word",
      ".login[0].key.pem",
      ".login[1].word",
      '.map["a b"].note',
      ".set[...].note",
    ]);
    assert.deepEqual(sensitivePaths(schema, emptyValue(schema)).map(cty.formatPath), [".secret"]);
    assert.deepEqual(sensitivePaths(schema, cty.nullVal(value.type)), []);
    assert.deepEqual(sensitivePaths(schema, cty.unknownVal(value.type)), []);
  });

  test("what is marked or unknown is looked through, or left out", () => {
    const changed = cty.objectVal({
      ...Object.fromEntries(value.asValueMap()),
      login: cty.unknownVal(value.getAttr("login").type),
      map: value.getAttr("map").mark("m"),
      set: value.getAttr("set").mark("m"),
    });
    assert.deepEqual(sensitivePaths(schema, changed).map(cty.formatPath), [
      ".secret",
      '.map["a b"].note',
      ".set[...].note",
    ]);
  });

  test("write-only attributes", () => {
    assert.deepEqual(writeOnlyPaths(schema, value).map(cty.formatPath), [".handed", ".one.handed"]);
    assert.deepEqual(writeOnlyPaths(rule, ruleVal), []);
  });

  test("attributes at paths", () => {
    const key = cty.indexStep(cty.zero);
    const at = (...steps: (string | cty.IndexStep)[]): string | undefined => {
      const found = attributeAt(
        schema,
        steps.map((step) => (typeof step === "string" ? cty.getAttrStep(step) : step)),
      );
      return found && (found.nested?.nesting ?? found.type?.kind);
    };
    assert.deepEqual(
      [at("name"), at("login"), at("login", key, "word"), at("login", key, "key", "pem"), at("map", key, "port")],
      ["string", "list", "string", "string", "number"],
    );
    assert.deepEqual(
      [at(), at("none"), at("map"), at("map", key), at("name", key), at("name", "x"), at("login", key)],
      Array(7).fill(undefined),
    );
  });
});
