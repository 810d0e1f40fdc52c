// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import {
  type Schema_Attribute,
  type Schema_Block,
  Schema_NestedBlock_NestingMode as Nesting,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** The type of the objects that a schema describes. */
export function blockType({ attributes, blockTypes }: Schema_Block): cty.Type {
  return cty.object(
    Object.fromEntries([
      ...attributes.map((attribute) => [attribute.name, attributeType(attribute)]),
      ...blockTypes.map(({ typeName, nesting, block }) => [typeName, nestedType(nesting, blockType(block!))]),
    ]),
  );
}

function attributeType({ type, nestedType: nested }: Schema_Attribute): cty.Type {
  if (nested === undefined) return cty.typeFromJSON(type);
  const parts = nested.attributes.map((part) => [part.name, attributeType(part)]);
  return nestedType(nested.nesting, cty.object(Object.fromEntries(parts)));
}

function nestedType(nesting: number, object: cty.Type): cty.Type {
  switch (nesting) {
    case Nesting.LIST:
      return cty.list(object);
    case Nesting.SET:
      return cty.set(object);
    case Nesting.MAP:
      return cty.map(object);
    default:
      return object;
  }
}
