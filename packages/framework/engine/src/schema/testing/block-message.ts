// SPDX-License-Identifier: Apache-2.0

import { typeToJSON } from "@provide-foundry/cty";
import {
  type Schema_AttributeInit,
  type Schema_BlockInit,
  Schema_NestedBlock_NestingMode,
  Schema_Object_NestingMode,
} from "@provide-foundry/rpcplugin/tfplugin6";
import type { Attribute, Block } from "../schema.ts";

/** A block as a provider sends it. */
export function blockMessage({ attributes, blocks }: Block): Schema_BlockInit {
  return {
    attributes: [...attributes].map(attributeMessage),
    blockTypes: Array.from(blocks, ([typeName, { nesting, block, minItems, maxItems }]) => ({
      typeName,
      block: blockMessage(block),
      nesting: Schema_NestedBlock_NestingMode[nesting.toUpperCase() as Uppercase<typeof nesting>],
      minItems: BigInt(minItems),
      maxItems: BigInt(maxItems),
    })),
  };
}

function attributeMessage([name, { type, nested, ...flags }]: readonly [string, Attribute]): Schema_AttributeInit {
  if (nested === undefined) return { name, ...flags, type: new TextEncoder().encode(typeToJSON(type!)) };
  const nesting = Schema_Object_NestingMode[nested.nesting.toUpperCase() as Uppercase<typeof nested.nesting>];
  return { name, ...flags, nestedType: { nesting, attributes: [...nested.attributes].map(attributeMessage) } };
}
