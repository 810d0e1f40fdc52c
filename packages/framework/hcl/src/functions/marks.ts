// SPDX-License-Identifier: Apache-2.0

/**
 * What values are marked with, and the functions that change it.
 *
 * Source: Terraform 1.11, `internal/lang/marks` and the functions named here.
 *
 * @module
 */

import { boolVal, bool, dynamic, nullVal, transform, trueVal, unknownVal } from "@provide-foundry/cty";
import { makeFunction, type CtyFunction, type FunctionSpec } from "@provide-foundry/cty/function";
import { ephemeralMark, sensitiveMark } from "./mark-names.ts";

const anything = {
  name: "value",
  type: dynamic,
  allowNull: true,
  allowUnknown: true,
  allowDynamicType: true,
  allowMarked: true,
};

export const sensitive: CtyFunction = aboutMarks("The given value, marked as sensitive.", ([value]) =>
  value!.mark(sensitiveMark),
);

export const nonsensitive: CtyFunction = aboutMarks(
  "The given value, without the mark of sensitive ones.",
  ([value]) => {
    const [plain, marks] = value!.unmark();
    return plain.withMarks(new Set([...marks].filter((mark) => mark !== sensitiveMark)));
  },
);

export const isSensitive: CtyFunction = makeFunction({
  description: "Whether a value is marked as sensitive.",
  parameters: [anything],
  type: bool,
  implementation: ([value]) => {
    if (value!.hasMark(sensitiveMark)) return trueVal;
    // What is unknown may still turn out to be sensitive.
    return value!.isKnown() ? boolVal(false) : unknownVal(bool);
  },
});

export const ephemeralAsNull: CtyFunction = aboutMarks(
  "The given value, with null in place of everything that is ephemeral.",
  ([value]) =>
    transform(value!, (_, part) => {
      if (!part.hasMark(ephemeralMark)) return part;
      return nullVal(part.type).withMarks(new Set([...part.marks].filter((mark) => mark !== ephemeralMark)));
    }),
);

function aboutMarks(description: string, implementation: FunctionSpec["implementation"]): CtyFunction {
  return makeFunction({ description, parameters: [anything], type: ([value]) => value!.type, implementation });
}
