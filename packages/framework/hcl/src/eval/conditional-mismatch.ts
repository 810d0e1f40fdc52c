// SPDX-License-Identifier: Apache-2.0

import type { ObjectType, TupleType, Type } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";

/**
 * How the types of a conditional's arms differ, for someone who wonders why they do not go together. Of several
 * differences it tells the first.
 *
 * Source: hashicorp/hcl 2.24, `describeConditionalTypeMismatch`.
 */
export function describeTypeMismatch(whenTrue: Type, whenFalse: Type): string {
  const within =
    whenTrue.kind === "object" && whenFalse.kind === "object"
      ? describeObjects(whenTrue, whenFalse)
      : whenTrue.kind === "tuple" && whenFalse.kind === "tuple"
        ? describeTuples(whenTrue, whenFalse)
        : describeElements(whenTrue, whenFalse);
  if (within !== undefined) return within;
  const trueName = whenTrue.friendlyName();
  const falseName = whenFalse.friendlyName();
  return trueName === falseName
    ? "At least one deeply-nested attribute or element is not compatible across both the 'true' and the 'false' value"
    : `The 'true' value is ${trueName}, but the 'false' value is ${falseName}`;
}

function describeObjects(whenTrue: ObjectType, whenFalse: ObjectType): string | undefined {
  for (const [name, type] of whenTrue.attributeTypes) {
    const other = whenFalse.attributeTypes.get(name);
    if (other === undefined) {
      return `The 'true' value includes object attribute ${quoteGo(name)}, which is absent in the 'false' value`;
    }
    if (type !== other) {
      return `Type mismatch for object attribute ${quoteGo(name)}: ${describeTypeMismatch(type, other)}`;
    }
  }
  for (const name of whenFalse.attributeNames) {
    if (!whenTrue.attributeTypes.has(name)) {
      return `The 'false' value includes object attribute ${quoteGo(name)}, which is absent in the 'true' value`;
    }
  }
  return undefined;
}

function describeTuples(
  { elementTypes: whenTrue }: TupleType,
  { elementTypes: whenFalse }: TupleType,
): string | undefined {
  if (whenTrue.length !== whenFalse.length) {
    return `The 'true' tuple has length ${whenTrue.length}, but the 'false' tuple has length ${whenFalse.length}`;
  }
  const i = whenTrue.findIndex((type, at) => type !== whenFalse[at]);
  if (i < 0) return undefined;
  return `Type mismatch for tuple element ${i}: ${describeTypeMismatch(whenTrue[i]!, whenFalse[i]!)}`;
}

/** Collections of objects or tuples, whose names alone would be the same. */
function describeElements(whenTrue: Type, whenFalse: Type): string | undefined {
  if (whenTrue.kind !== "list" && whenTrue.kind !== "set" && whenTrue.kind !== "map") return undefined;
  if (whenFalse.kind !== "list" && whenFalse.kind !== "set" && whenFalse.kind !== "map") return undefined;
  if (whenTrue.kind !== whenFalse.kind) return undefined;
  const { elementType } = whenTrue;
  const isStructural = elementType.kind === "object" || elementType.kind === "tuple";
  if (!isStructural || elementType.kind !== whenFalse.elementType.kind) return undefined;
  return `Mismatched ${whenTrue.kind} element types: ${describeTypeMismatch(elementType, whenFalse.elementType)}`;
}
