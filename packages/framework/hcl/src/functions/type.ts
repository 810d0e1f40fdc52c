// SPDX-License-Identifier: Apache-2.0

import { dynamic } from "@provide-foundry/cty";
import { makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { typeConstraintType, typeConstraintVal } from "../ext/convert-function.ts";

/** Only for people at a prompt: a type is no value that a configuration could do anything with. */
export const typeFunction: CtyFunction = makeFunction({
  description: "The type of a value.",
  parameters: [{ name: "value", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true }],
  type: typeConstraintType,
  implementation: ([value]) => typeConstraintVal(value!.type),
});
