// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on values that must not be shown, or not be kept.
 *
 * @module
 */

import {
  bool,
  dynamic,
  falseVal,
  nullVal,
  transform,
  trueVal,
  unknownVal,
  type Mark,
  type Value,
} from "@provide-foundry/cty";
import { makeFunction, type CtyFunction, type Parameter } from "@provide-foundry/cty/function";
import { ephemeralMark, sensitiveMark } from "./mark-names.ts";

const any: Parameter = {
  name: "value",
  type: dynamic,
  allowUnknown: true,
  allowNull: true,
  allowMarked: true,
  allowDynamicType: true,
};

export const sensitive: CtyFunction = makeFunction({
  description: "The same value, not to be shown.",
  parameters: [any],
  type: ([value]) => value!.type,
  implementation: ([value]) => value!.mark(sensitiveMark),
});

export const nonsensitive: CtyFunction = makeFunction({
  description: "The same value, which may be shown.",
  parameters: [any],
  type: ([value]) => value!.type,
  implementation: ([value]) => without(value!, sensitiveMark),
});

function without(value: Value, mark: Mark): Value {
  const [plain, marks] = value.unmark();
  return plain.withMarks(new Set([...marks].filter((other) => other !== mark)));
}

export const issensitive: CtyFunction = makeFunction({
  description: "Whether a value must not be shown.",
  parameters: [any],
  type: bool,
  implementation([value]) {
    if (value!.hasMark(sensitiveMark)) return trueVal;
    // What it turns out to be may be marked then.
    return value!.isKnown() ? falseVal : unknownVal(bool);
  },
});

export const ephemeralasnull: CtyFunction = makeFunction({
  description: "The same value, with null in place of all that must not be kept.",
  parameters: [any],
  type: ([value]) => value!.type,
  implementation: ([value]) =>
    transform(value!, (_, part) =>
      part.hasMark(ephemeralMark)
        ? nullVal(part.type).withMarks(new Set([...part.marks].filter((mark) => mark !== ephemeralMark)))
        : part,
    ),
});
