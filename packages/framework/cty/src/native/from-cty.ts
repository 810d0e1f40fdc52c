// SPDX-License-Identifier: Apache-2.0

import { numberText } from "../number-text.ts";
import { BigFloat } from "../number/bigfloat.ts";
import { PathError } from "../path-error.ts";
import type { Value } from "../value.ts";
import { atIndex, atKey, atName } from "./at.ts";
import { assertUsable, type Shape } from "./shape.ts";

/** What a value becomes without a shape. A number is a string where nothing else holds all its digits. */
export type Native =
  | null
  | boolean
  | string
  | number
  | bigint
  | Native[]
  | Set<Native>
  | Map<string, Native>
  | { [name: string]: Native };

/**
 * What stands for a value in the program.
 *
 * Without a shape: lists and tuples become arrays, sets `Set`s, maps `Map`s, objects plain objects. A number becomes a
 * `number` where that has the same decimal digits, otherwise a `bigint` if it is whole, and otherwise its decimal text;
 * `toCty` with the type of the value takes back all of them.
 *
 * @throws PathError saying where something is unknown, marked, null, of another kind or out of range.
 */
export function fromCty(value: Value): Native;
export function fromCty<T>(value: Value, shape: Shape<T>): T;
export function fromCty(value: Value, shape?: Shape<unknown>): unknown {
  return shape === undefined ? read(value) : shape.fromCty(value);
}

function read(value: Value): Native {
  assertUsable(value);
  if (value.isNull()) return null;
  switch (value.type.kind) {
    case "bool":
      return value.asBool();
    case "string":
      return value.asString();
    case "number":
      return readNumber(value.asBigFloat());
    case "list":
    case "tuple":
      return readElements(value);
    case "set":
      return new Set(readElements(value));
    case "map":
      return new Map(Array.from(value.asValueMap(), ([key, part]) => [key, atKey(key, () => read(part))]));
    case "object":
      return Object.fromEntries(
        Array.from(value.asValueMap(), ([name, part]) => [name, atName(name, () => read(part))]),
      );
    default:
      throw new PathError([], `nothing outside of cty stands for ${value.type.friendlyName()}`);
  }
}

function readElements(value: Value): Native[] {
  return value.asValueSlice().map((part, i) => atIndex(i, () => read(part)));
}

function readNumber(number: BigFloat): number | bigint | string {
  const nearest = number.toNumber();
  if (number.isInfinite || Number.isSafeInteger(nearest)) {
    if (number.isInfinite || number.isInteger) return nearest;
  } else if (number.isInteger) {
    return number.toBigInt();
  }
  const text = numberText(number);
  return Number.isFinite(nearest) && BigFloat.fromNumber(nearest).toString() === text ? nearest : text;
}
