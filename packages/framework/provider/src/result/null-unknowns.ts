// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";

/** The value with null for every unknown part: what is left of a plan whose apply failed. */
export function nullUnknowns(value: cty.Value): cty.Value {
  if (!value.isKnown()) return cty.nullVal(value.type);
  if (value.isNull() || value.isWhollyKnown()) return value;
  switch (value.type.kind) {
    case "object":
      return cty.objectVal(new Map([...value.asValueMap()].map(([name, part]) => [name, nullUnknowns(part)])));
    case "map":
      return cty.mapVal(new Map([...value.asValueMap()].map(([key, part]) => [key, nullUnknowns(part)])));
    case "list":
      return cty.listVal(value.asValueSlice().map(nullUnknowns));
    case "tuple":
      return cty.tupleVal(value.asValueSlice().map(nullUnknowns));
    case "set":
      return cty.setVal(value.asValueSlice().map(nullUnknowns));
    default:
      return value;
  }
}
