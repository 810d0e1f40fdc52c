// SPDX-License-Identifier: Apache-2.0

/**
 * Functions that take strings apart at other strings, and put them together.
 *
 * @module
 */

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull } from "../function/spec.ts";
import { list, number, string } from "../type.ts";
import { listVal, listValEmpty, stringVal } from "../value-create.ts";
import { unknownVal, type Value } from "../value.ts";
import { assertTextLength, textFunction } from "./text-function.ts";

export const indent: CtyFunction = makeFunction({
  description: "A string with spaces added after each newline character.",
  parameters: [
    { name: "spaces", type: number, description: "How many spaces." },
    { name: "str", type: string },
  ],
  type: string,
  refineResult: refineNotNull,
  implementation: ([spacesValue, text]) => {
    const spaces = Number(int64Of(spacesValue!));
    if (spaces < 0) throw new ArgumentError(0, "the number of spaces must not be negative");
    const lines = text!.asString().split("\n");
    // The padding alone may be too long, whether a line needs it or not.
    assertTextLength(spaces * Math.max(lines.length - 1, 1));
    if (lines.length === 1) return text!;
    return stringVal(lines.join(`\n${" ".repeat(spaces)}`));
  },
});

export const join: CtyFunction = makeFunction({
  description: "The strings of one or more lists, one after the other, with a separator between them.",
  parameters: [{ name: "separator", type: string }],
  variadicParameter: { name: "lists", type: list(string) },
  type: string,
  refineResult: refineNotNull,
  implementation: ([separator, ...lists]) => {
    if (lists.length === 0) throw new FunctionError("at least one list is required");
    if (!lists.every((strings) => strings.isWhollyKnown())) return unknownVal(string);
    const texts = lists.flatMap((strings, i) => textsOf(strings, i, lists.length));
    return stringVal(texts.join(separator!.asString()));
  },
});

export const replace: CtyFunction = textFunction(
  "A string in which each occurrence of another string is replaced with a third.",
  [
    { name: "str" },
    { name: "substr", description: "What to replace." },
    { name: "replace", description: "With what." },
  ],
  (text, substring, replacement) =>
    substring === "" ? ["", ...Array.from(text), ""].join(replacement) : text.split(substring).join(replacement),
);

export const split: CtyFunction = makeFunction({
  description: "The parts of a string between the occurrences of a separator.",
  parameters: [
    { name: "separator", type: string, description: "Where to split; an empty one splits between all characters." },
    { name: "str", type: string },
  ],
  type: list(string),
  refineResult: refineNotNull,
  implementation: ([separatorValue, text]) => {
    const separator = separatorValue!.asString();
    const parts = separator === "" ? Array.from(text!.asString()) : text!.asString().split(separator);
    return parts.length === 0 ? listValEmpty(string) : listVal(parts.map(stringVal));
  },
});

function textsOf(strings: Value, listIndex: number, listCount: number): string[] {
  return strings.asValueSlice().map((element, i) => {
    if (!element.isNull()) return element.asString();
    const place = listCount > 1 ? ` of list ${listIndex + 1}` : "";
    throw new ArgumentError(listIndex + 1, `element ${i}${place} is null; cannot concatenate null values`);
  });
}
