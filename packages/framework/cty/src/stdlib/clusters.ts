// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that count characters as a reader does: in grapheme clusters.
 *
 * @module
 */

import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull } from "../function/spec.ts";
import { number, string } from "../type.ts";
import { graphemeClusters } from "../unicode/grapheme.ts";
import { stringVal } from "../value-create.ts";
import { numberIntVal, unknownVal } from "../value.ts";
import { textFunction } from "./text-function.ts";

export const reverse: CtyFunction = textFunction(
  "A string with its characters in reverse order.",
  [{ name: "str", allowDynamicType: true }],
  (text) => graphemeClusters(text).toReversed().join(""),
);

export const strlen: CtyFunction = makeFunction({
  description: "The number of characters in a string, where an accent or what joins an emoji is none of its own.",
  parameters: [{ name: "str", type: string, allowUnknown: true, allowDynamicType: true }],
  type: number,
  refineResult: (builder) => builder.notNull().numberRangeLowerBound(numberIntVal(0), true),
  implementation: ([text]) => {
    if (text!.isKnown()) return numberIntVal(graphemeClusters(text!.asString()).length);
    const { stringPrefix } = text!.range();
    const least = numberIntVal(graphemeClusters(stringPrefix).length);
    return unknownVal(number).refine().numberRangeLowerBound(least, true).newValue();
  },
});

export const substr: CtyFunction = makeFunction({
  description: "A part of a string.",
  parameters: [
    { name: "str", type: string, allowDynamicType: true },
    {
      name: "offset",
      type: number,
      allowDynamicType: true,
      description:
        "The character that the part starts with, counted from 0; from the end of the string if it is negative.",
    },
    {
      name: "length",
      type: number,
      allowDynamicType: true,
      description: "How many characters the part may have; -1 for all that follow.",
    },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([text, offset, length]) =>
    stringVal(partOf(text!.asString(), Number(int64Of(offset!)), Number(int64Of(length!)))),
});

/** An offset beyond the start counts as the start; and from there, a length of 0 is none at all, as in go-cty. */
function partOf(text: string, offset: number, length: number): string {
  if (offset >= 0 && length === 0) return "";
  const clusters = graphemeClusters(text);
  const start = offset < 0 ? Math.max(0, clusters.length + offset) : offset;
  return clusters.slice(start, length > 0 ? start + length : undefined).join("");
}
