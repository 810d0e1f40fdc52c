// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";

/** Another value of the same type. What is null gets a value, where one is easily made; what is not scalar becomes null. */
export function changeValue(value: cty.Value): cty.Value {
  const isGiven = value.isKnown() && !value.isNull();
  switch (value.type) {
    case cty.string:
      return cty.stringVal(isGiven ? `${value.asString()} (changed)` : "changed");
    case cty.bool:
      return cty.boolVal(!(isGiven && value.asBool()));
    case cty.number:
      return isGiven ? value.add(cty.numberIntVal(1)) : cty.numberIntVal(1);
    default:
      return cty.nullVal(value.type);
  }
}
