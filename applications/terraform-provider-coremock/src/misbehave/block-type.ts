// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import {
  type Schema_AttributeInit,
  type Schema_BlockInit,
  Schema_NestedBlock_NestingMode as Nesting,
} from "@provide-foundry/rpcplugin/tfplugin6";

/** The type of the objects that a schema describes. */
export function blockType({ attributes = [], blockTypes = [] }: Schema_BlockInit): cty.Type {
  const blocks = blockTypes.map(({ typeName = "", nesting, block = {} }): [string, cty.Type] => [
    typeName,
    nestedType(nesting, blockType(block)),
  ]);
  return cty.object(Object.fromEntries([...attributeTypes(attributes), ...blocks]));
}

function attributeTypes(attributes: readonly Schema_AttributeInit[]): [string, cty.Type][] {
  return attributes.map(({ name = "", type = new Uint8Array(), nestedType: nested }) => {
    if (nested === undefined) return [name, cty.typeFromJSON(type)];
    return [name, nestedType(nested.nesting, cty.object(Object.fromEntries(attributeTypes(nested.attributes ?? []))))];
  });
}

/** The numbers of the nesting modes are the same for attributes and for blocks. */
function nestedType(nesting: number | undefined, object: cty.Type): cty.Type {
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
