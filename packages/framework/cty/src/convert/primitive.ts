// SPDX-License-Identifier: Apache-2.0

import { numberText } from "../number-text.ts";
import { PathError } from "../path-error.ts";
import { bool, number, string, type PrimitiveType } from "../type.ts";
import { parseNumberVal, stringVal } from "../value-create.ts";
import { boolVal, type Value } from "../value.ts";
import { boolFromText } from "./bool-from-text.ts";
import type { Conversion } from "./rules.ts";

/** Everything is safe to become a string. */
export function safePrimitiveConversion(from: PrimitiveType, to: PrimitiveType): Conversion | undefined {
  if (to !== string) return undefined;
  if (from === number) return numberToString;
  return from === bool ? boolToString : undefined;
}

/** A string may turn out to be a number or a bool. */
export function unsafePrimitiveConversion(from: PrimitiveType, to: PrimitiveType): Conversion | undefined {
  if (from !== string) return undefined;
  if (to === number) return stringToNumber;
  return to === bool ? stringToBool : undefined;
}

function numberToString(value: Value): Value {
  return stringVal(numberText(value.asBigFloat()));
}

function boolToString(value: Value): Value {
  return stringVal(String(value.asBool()));
}

function stringToBool(value: Value): Value {
  return boolVal(boolFromText(value.asString()));
}

function stringToNumber(value: Value): Value {
  try {
    return parseNumberVal(value.asString());
  } catch (error) {
    throw new PathError([], "a number is required", { cause: error });
  }
}
