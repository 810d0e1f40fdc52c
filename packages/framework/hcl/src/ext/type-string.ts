// SPDX-License-Identifier: Apache-2.0

import type { Type } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { isValidIdentifier } from "../syntax/characters.ts";

/**
 * A type as configurations write it, without what attributes are optional.
 *
 * @throws TypeError for a capsule type, which nobody can write.
 */
export function typeString(type: Type): string {
  switch (type.kind) {
    case "string":
    case "number":
    case "bool":
      return type.kind;
    case "dynamic":
      return "any";
    case "list":
    case "set":
    case "map":
      return `${type.kind}(${typeString(type.elementType)})`;
    case "tuple":
      return `tuple([${type.elementTypes.map(typeString).join(",")}])`;
    case "object": {
      const attributes = type.attributeNames.map((name, i) => `${attributeName(name)}=${typeString(type.types[i]!)}`);
      return `object({${attributes.join(",")}})`;
    }
    default:
      throw new TypeError(`there is no way to write ${type.friendlyName()}`);
  }
}

function attributeName(name: string): string {
  return isValidIdentifier(name) ? name : quoteGo(name);
}
