// SPDX-License-Identifier: Apache-2.0

import type { Type } from "./type.ts";

/**
 * Whether `given` equals `wanted` everywhere but where `wanted` is dynamic, which any type conforms to.
 *
 * `testConformance` tells the differences.
 */
export function conforms(given: Type, wanted: Type): boolean {
  if (wanted.kind === "dynamic" || given === wanted) return true;
  if (!wanted.hasDynamicTypes && !wanted.hasOptionalAttributes && !given.hasOptionalAttributes) return false;
  switch (wanted.kind) {
    case "list":
    case "set":
    case "map":
      return given.kind === wanted.kind && conforms(given.elementType, wanted.elementType);
    case "object": {
      if (given.kind !== "object" || given.types.length !== wanted.types.length) return false;
      return wanted.attributeNames.every(
        (name, i) => given.attributeNames[i] === name && conforms(given.types[i]!, wanted.types[i]!),
      );
    }
    case "tuple": {
      if (given.kind !== "tuple" || given.elementTypes.length !== wanted.elementTypes.length) return false;
      return wanted.elementTypes.every((type, i) => conforms(given.elementTypes[i]!, type));
    }
    default:
      return false;
  }
}
