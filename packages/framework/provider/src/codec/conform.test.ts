// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { At } from "./at.ts";
import { ConformError, conform, fromStored } from "./conform.ts";

/** A document, as what it says of its own type. */
function document(text: string): cty.Value {
  return json.unmarshal(text, json.impliedType(text));
}

/** The value as one of the type, with the type that it got. */
function conformed(text: string, type: cty.Type): string {
  const value = conform(document(text), type, At.root, fromStored);
  return `${json.marshal(value, value.type)} ${cty.typeToJSON(value.type)}`;
}

suite("what a document holds as values of a type", () => {
  const pair = cty.tuple([cty.number, cty.bool]);
  const any = cty.object({ a: cty.dynamic });
  const cases: Record<string, { text: string; type: cty.Type; want: string }> = {
    "a tuple": { text: '["1", true]', type: pair, want: '[1,true] ["tuple",["number","bool"]]' },
    "of any type, with it beside": {
      text: '{"a": {"value": ["x"], "type": ["set", "string"]}}',
      type: any,
      want: '{"a":["x"]} ["object",{"a":["set","string"]}]',
    },
    "of any type, null": { text: '{"a": null, "b": 1}', type: any, want: '{"a":null} ["object",{"a":"dynamic"}]' },
    "of any type, in one of any type": {
      text: '{"a": {"value": {"b": {"value": 1, "type": "number"}}, "type": ["object", {"b": "dynamic"}]}}',
      type: any,
      want: '{"a":{"b":1}} ["object",{"a":["object",{"b":"number"}]}]',
    },
  };
  for (const [name, { text, type, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(conformed(text, type), want));
  }

  const refused: Record<string, { text: string; type: cty.Type; want: string }> = {
    "a tuple of another length": { text: "[1]", type: pair, want: " a tuple of 2 is required, not a tuple of 1" },
    "an element of another type": { text: "[1, []]", type: pair, want: "[1] a bool is required, not a tuple of 0" },
    "of any type, without a type": {
      text: '{"a": {"value": 1}}',
      type: any,
      want: "a a value with its type is required",
    },
    "of a type that there is not": {
      text: '{"a": {"value": 1, "type": "text"}}',
      type: any,
      want: "a its type is none that Terraform has",
    },
    "of another type than beside it": {
      text: '{"a": {"value": {}, "type": "number"}}',
      type: any,
      want: "a a number is required, not an object",
    },
  };
  for (const [name, { text, type, want }] of Object.entries(refused)) {
    test(`refused: ${name}`, () => {
      assert.throws(
        () => conformed(text, type),
        (error) => error instanceof ConformError && `${error.at.path} ${error.message}` === want,
      );
    });
  }
});
