// SPDX-License-Identifier: Apache-2.0

import { ArgumentError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull } from "../function/spec.ts";
import { impliedType } from "../json/implied-type.ts";
import { marshal } from "../json/marshal.ts";
import { unmarshal } from "../json/unmarshal.ts";
import { bool, dynamic, number, string, type Type } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { stringVal } from "../value-create.ts";
import { unknownVal } from "../value.ts";

export const jsonEncode: CtyFunction = makeFunction({
  description: "A value as JSON text.",
  parameters: [{ name: "val", type: dynamic, allowNull: true, allowUnknown: true, allowDynamicType: true }],
  type: string,
  refineResult: refineNotNull,
  implementation: ([value]) => {
    if (value!.isWhollyKnown()) return stringVal(value!.isNull() ? "null" : marshal(value!, value!.type));
    const text = unknownVal(string);
    // The text of null would begin otherwise.
    if (value!.range().couldBeNull) return text;
    return text.refine().stringPrefixFull(firstCharacter(value!.type)).newValue();
  },
});

/** What the JSON of every value of a type begins with. */
function firstCharacter({ kind }: Type): string {
  switch (kind) {
    case "string":
      return '"';
    case "object":
    case "map":
      return "{";
    case "tuple":
    case "list":
    case "set":
      return "[";
    default:
      return "";
  }
}

export const jsonDecode: CtyFunction = makeFunction({
  description: "The value that a JSON text stands for: arrays are tuples, and objects are objects.",
  parameters: [{ name: "str", type: string }],
  type: ([text]) => (text!.isKnown() ? impliedType(text!.asString()) : typeOfJSONFrom(text!.range().stringPrefix)),
  implementation: ([text], returnType) => unmarshal(text!.asString(), returnType),
});

/** What the start of a JSON text says about the type of its value. */
function typeOfJSONFrom(prefix: string): Type {
  const [first] = prefix.replace(/^[\u0085\p{White_Space}]+/u, "");
  if (first === undefined || "{[n".includes(first)) return dynamic;
  if (first === '"') return string;
  if (first === "t" || first === "f") return bool;
  if ("-0123456789.".includes(first)) return number;
  throw new ArgumentError(0, `a JSON document cannot begin with the character ${quoteCharacter(first)}`);
}

/** In single quotes, as Go quotes a character. */
function quoteCharacter(character: string): string {
  return character === "'" ? String.raw`'\''` : `'${quoteGo(character).slice(1, -1)}'`;
}
