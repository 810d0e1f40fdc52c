// SPDX-License-Identifier: Apache-2.0

import { convert, getConversionUnsafe, mismatchMessage } from "../convert/convert.ts";
import { ArgumentError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { PathError } from "../path-error.ts";
import { dynamic, type Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import type { Value } from "../value.ts";

/**
 * A function like `tostring`, which converts its argument to a type.
 *
 * @param wanted Any type that values convert to; `cty.list(cty.dynamic)` is a list of whatever type the elements have.
 */
export function makeToFunction(wanted: Type): CtyFunction {
  return makeFunction({
    description: `The given value as ${wanted.friendlyNameForConstraint()}, if there is such a conversion.`,
    // Not of the wanted type: the messages of an explicit conversion differ from those of one that nobody asked for.
    parameters: [{ name: "v", type: dynamic, allowNull: true, allowDynamicType: true }],
    type: ([value]) => {
      const { type } = value!;
      if (type === wanted || getConversionUnsafe(type, wanted) !== undefined) return wanted;
      const isDetailed = type.kind === wanted.kind && (type.kind === "tuple" || type.kind === "object");
      if (!isDetailed) throw new ArgumentError(0, cannotConvert(type, wanted));
      const mismatch = mismatchMessage(type, wanted);
      throw new ArgumentError(0, `incompatible ${type.kind} type for conversion: ${mismatch}`);
    },
    implementation: ([value]) => {
      try {
        return convert(value!, wanted);
      } catch (error) {
        if (!(error instanceof PathError)) throw error;
        throw new ArgumentError(0, complaint(value!, wanted), { cause: error });
      }
    },
  });
}

/** Why a conversion that other values of the type can go through fails for this one. */
function complaint(value: Value, wanted: Type): string {
  const text = value.type.kind === "string" && !value.isNull() ? quoteGo(value.asString()) : "string";
  if (value.type.kind === "string" && wanted.kind === "bool") {
    return `cannot convert ${text} to bool; only the strings "true" or "false" are allowed`;
  }
  if (value.type.kind === "string" && wanted.kind === "number") {
    return `cannot convert ${text} to number; given string must be a decimal representation of a number`;
  }
  return cannotConvert(value.type, wanted);
}

function cannotConvert(type: Type, wanted: Type): string {
  return `cannot convert ${type.friendlyName()} to ${wanted.friendlyNameForConstraint()}`;
}
