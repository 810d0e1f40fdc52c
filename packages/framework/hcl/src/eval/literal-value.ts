// SPDX-License-Identifier: Apache-2.0

import {
  boolVal,
  dynamic,
  dynamicVal,
  nullVal,
  number,
  parseNumberVal,
  stringVal,
  unknownVal,
  type Value,
} from "@provide-foundry/cty";
import type { Literal } from "../syntax/literal.ts";

/** Literals are evaluated as often as a loop goes round. */
const values = new WeakMap<Literal, Value>();

/** The value that was written out. A number is rounded to 512 bits. */
export function literalValue(literal: Literal): Value {
  let value = values.get(literal);
  if (value === undefined) values.set(literal, (value = readLiteral(literal)));
  return value;
}

function readLiteral({ type, text }: Literal): Value {
  switch (type) {
    case "bool":
      return boolVal(text === "true");
    case "null":
      return nullVal(dynamic);
    case "number":
      return parseNumberVal(text);
    case "string":
      return stringVal(text);
    case "unknown":
      return dynamicVal;
    case "unknownNumber":
      return unknownVal(number);
    default:
      return type satisfies never;
  }
}
