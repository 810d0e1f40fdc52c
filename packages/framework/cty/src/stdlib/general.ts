// SPDX-License-Identifier: Apache-2.0

import { convert, unifyUnsafe } from "../convert/convert.ts";
import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import { dynamic } from "../type.ts";
import { unknownVal } from "../value.ts";

export const coalesce: CtyFunction = makeFunction({
  description: "The first of the given values that is not null, as one of the type that all of them convert to.",
  parameters: [],
  variadicParameter: { name: "vals", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true },
  type: (candidates) => {
    const unified = unifyUnsafe(candidates.map(({ type }) => type));
    if (unified === undefined) throw new FunctionError("all arguments must have the same type");
    return unified.type;
  },
  refineResult: refineNotNull,
  implementation: (candidates, returnType) => {
    const first = candidates.find((candidate) => !candidate.isKnown() || !candidate.isNull());
    if (first === undefined) throw new FunctionError("no non-null arguments");
    return first.isKnown() ? convert(first, returnType) : unknownVal(returnType);
  },
});

export const assertNotNull: CtyFunction = makeFunction({
  description: "The given value, which must not be null. What is unknown is known not to be null afterwards.",
  parameters: [{ name: "v", type: dynamic }],
  type: ([value]) => value!.type,
  refineResult: refineNotNull,
  implementation: ([value]) => value!,
});
