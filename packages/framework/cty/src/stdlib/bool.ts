// SPDX-License-Identifier: Apache-2.0

import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import { bool } from "../type.ts";
import type { Value } from "../value.ts";

// None of these sees unknown arguments: `and(false, unknown)` is unknown, unlike the operation of the same name.

export const not: CtyFunction = makeFunction({
  description: "True for false, and false for true.",
  parameters: [{ name: "val", type: bool, allowDynamicType: true, allowMarked: true }],
  type: bool,
  refineResult: refineNotNull,
  implementation: ([value]) => value!.not(),
});

export const and: CtyFunction = connective("Whether both are true.", (a, b) => a.and(b));

export const or: CtyFunction = connective("Whether at least one of the two is true.", (a, b) => a.or(b));

function connective(description: string, connect: (a: Value, b: Value) => Value): CtyFunction {
  return makeFunction({
    description,
    parameters: [
      { name: "a", type: bool, allowDynamicType: true, allowMarked: true },
      { name: "b", type: bool, allowDynamicType: true, allowMarked: true },
    ],
    type: bool,
    refineResult: refineNotNull,
    implementation: ([a, b]) => connect(a!, b!),
  });
}
