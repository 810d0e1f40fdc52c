// SPDX-License-Identifier: Apache-2.0

/**
 * `convert(value, type)`, whose second argument is a type expression.
 *
 * Source: hashicorp/hcl 2.24, `ext/typeexpr/type_type.go`.
 *
 * @module
 */

import {
  capsule,
  capsuleVal,
  convert,
  dynamic,
  PathError,
  type CapsuleType,
  type Type,
  type Value,
} from "@provide-foundry/cty";
import { ArgumentError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { hasErrors } from "../diagnostics.ts";
import { customDecoderKey, type CustomExpressionDecoder } from "../eval/custom-decoder.ts";
import { readTypeConstraint } from "./type-expression.ts";

/** The type of a parameter that gets a type, from the type expression that is written for it. */
export const typeConstraintType: CapsuleType<Type> = capsule("type constraint", {
  rawEquals: (a, b) => a === b,
  extensionData: (key) => (key === customDecoderKey ? decodeTypeConstraint : undefined),
});

const decodeTypeConstraint: CustomExpressionDecoder = (expression) => {
  const { type, diagnostics } = readTypeConstraint(expression);
  return { value: hasErrors(diagnostics) ? undefined : typeConstraintVal(type), diagnostics };
};

export function typeConstraintVal(type: Type): Value {
  return capsuleVal(typeConstraintType, type);
}

/** @throws TypeError if the value is of another type. */
export function typeConstraintFromVal(value: Value): Type {
  if (value.type !== typeConstraintType) throw new TypeError(`${value.type.friendlyName()} is not a type constraint`);
  return value.encapsulatedValue() as Type;
}

export const convertFunction: CtyFunction = makeFunction({
  description: "A value converted to a type that is written as a type expression.",
  parameters: [
    { name: "value", type: dynamic, allowNull: true, allowDynamicType: true },
    { name: "type", type: typeConstraintType },
  ],
  type: ([value, type]) => convertArgument(value!, typeConstraintFromVal(type!)).type,
  implementation: ([value], returnType) => convertArgument(value!, returnType),
});

function convertArgument(value: Value, type: Type): Value {
  try {
    return convert(value, type);
  } catch (error) {
    if (error instanceof PathError) throw ArgumentError.because(0, error);
    throw error;
  }
}
