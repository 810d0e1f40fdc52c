// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "@provide-foundry/cty";
import { decode, encode } from "@provide-foundry/rpcplugin/protobuf";
import {
  GetProviderSchema_Response,
  type GetProviderSchema_ResponseInit,
  type Schema_AttributeInit,
  Schema_NestedBlock_NestingMode,
  Schema_Object_NestingMode,
} from "@provide-foundry/rpcplugin/tfplugin6";
import { emptyValue, impliedType } from "./implied-type.ts";
import { readProviderSchema } from "./read-schema.ts";

function attribute(name: string, type: cty.Type | string): Schema_AttributeInit {
  const text = typeof type === "string" ? type : cty.typeToJSON(type);
  return { name, type: new TextEncoder().encode(text), optional: true };
}

function read(response: GetProviderSchema_ResponseInit): ReturnType<typeof readProviderSchema> {
  return readProviderSchema(decode(GetProviderSchema_Response, encode(GetProviderSchema_Response, response)));
}

suite("readProviderSchema", () => {
  test("types with attributes, nested attributes and blocks", () => {
    const { resources, capabilities, provider } = read({
      serverCapabilities: { planDestroy: true },
      resourceSchemas: new Map([
        [
          "a_thing",
          {
            version: 3n,
            block: {
              attributes: [
                attribute("any", cty.dynamic),
                {
                  name: "owners",
                  nestedType: { nesting: Schema_Object_NestingMode.MAP, attributes: [attribute("name", cty.string)] },
                  computed: true,
                },
              ],
              blockTypes: [
                {
                  typeName: "rule",
                  nesting: Schema_NestedBlock_NestingMode.SET,
                  maxItems: 2n,
                  block: { attributes: [attribute("port", cty.number)] },
                },
                {
                  typeName: "group",
                  nesting: Schema_NestedBlock_NestingMode.GROUP,
                  block: { attributes: [attribute("on", cty.bool)] },
                },
              ],
            },
          },
        ],
      ]),
    });
    const { version, block } = resources.get("a_thing")!;
    assert.equal(version, 3n);
    assert.equal(
      impliedType(block),
      cty.object({
        any: cty.dynamic,
        owners: cty.map(cty.object({ name: cty.string })),
        rule: cty.set(cty.object({ port: cty.number })),
        group: cty.object({ on: cty.bool }),
      }),
    );
    assert.deepEqual([block.blocks.get("rule")!.minItems, block.blocks.get("rule")!.maxItems], [0, 2]);
    assert.equal(emptyValue(block).getAttr("group").getAttr("on").isNull(), true);
    assert.equal(emptyValue(block).getAttr("rule").lengthInt(), 0);
    assert.deepEqual(capabilities, { planDestroy: true, moveResourceState: false });
    assert.equal(impliedType(provider), cty.emptyObject);
  });

  test("types are read when they are asked for, once", () => {
    const { dataSources } = read({
      dataSourceSchemas: new Map([
        ["a_good", { block: { attributes: [attribute("a", cty.string)] } }],
        ["a_bad", { block: { attributes: [attribute("a", '["lists","string"]')] } }],
      ]),
    });
    assert.deepEqual([dataSources.size, [...dataSources.keys()].toSorted()], [2, ["a_bad", "a_good"]]);
    assert.equal(dataSources.get("a_good"), dataSources.get("a_good"));
    assert.deepEqual(
      [dataSources.get("a_none"), dataSources.has("a_none"), dataSources.has("a_bad")],
      [undefined, false, true],
    );
    assert.throws(() => dataSources.get("a_bad"));
  });

  test("functions", () => {
    const type = new TextEncoder().encode('"string"');
    const { functions } = read({
      functions: new Map([
        [
          "join",
          { parameters: [{ name: "separator", type }], variadicParameter: { name: "parts", type }, return: { type } },
        ],
      ]),
    });
    const parameter = { type: cty.string, allowNull: false, allowUnknown: false };
    assert.deepEqual(functions.get("join"), {
      parameters: [{ name: "separator", ...parameter }],
      variadicParameter: { name: "parts", ...parameter },
      returnType: cty.string,
      description: "",
    });
  });

  test("a nesting mode that does not exist is refused", () => {
    const { resources } = read({
      resourceSchemas: new Map([["a", { block: { blockTypes: [{ typeName: "rule", block: {} }] } }]]),
    });
    assert.throws(() => resources.get("a"), /the block rule has the unknown nesting mode 0/);
  });
});
