// SPDX-License-Identifier: Apache-2.0

/**
 * One `%...` of a format string, and what it makes of its argument.
 *
 * Source: go-cty 1.18, format.go; and Go's fmt, which it leaves numbers to.
 *
 * @module
 */

import { convert } from "../convert/convert.ts";
import { FunctionError } from "../function/errors.ts";
import * as json from "../json/index.ts";
import { quoteJSON } from "../json/quote.ts";
import type { BigFloat } from "../number/bigfloat.ts";
import type { Notation } from "../number/notation.ts";
import { PathError } from "../path-error.ts";
import { bool, number, string, type Type } from "../type.ts";
import { graphemeClusters } from "../unicode/grapheme.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { encodeUTF8 } from "../utf8.ts";
import type { Value } from "../value.ts";
import { assertTextLength } from "./text-function.ts";

export interface Verb {
  /** As it was written. */
  readonly raw: string;
  /** The format string up to it. */
  readonly before: string;
  readonly letter: string;
  /** Of `#`, `0`, `-`, `+` and space. */
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** The argument's number, from 1. */
  readonly argument: number;
}

/** Where a verb stands in the format string, in bytes. */
export function offsetOf({ before }: Verb): number {
  return encodeUTF8(before).length;
}

/** @throws FunctionError if the argument is not of a kind that the verb can write. */
export function formatVerb(verb: Verb, arg: Value): string {
  if (verb.letter !== "v" && arg.isNull()) throw unsupportedValue(verb, "null value cannot be formatted");
  switch (verb.letter) {
    case "v":
      return padClusters(verb, defaultText(verb, arg));
    case "t":
      return String(convertTo(verb, arg, bool).asBool());
    case "b":
    case "d":
    case "o":
    case "x":
    case "X":
      return formatInteger(verb, convertTo(verb, arg, number).asBigFloat());
    case "e":
    case "E":
    case "f":
    case "g":
    case "G":
      return formatFloat(verb, convertTo(verb, arg, number).asBigFloat());
    case "s":
      return padClusters(verb, cutText(verb, convertTo(verb, arg, string).asString()));
    case "q":
      return padClusters(verb, quoteJSON(cutText(verb, convertTo(verb, arg, string).asString())));
    default:
      throw new FunctionError(
        `unsupported format verb '${verb.letter}' in ${quoteGo(verb.raw)} at offset ${offsetOf(verb)}`,
      );
  }
}

function defaultText(verb: Verb, arg: Value): string {
  if (!verb.flags.includes("#") && !arg.isNull()) {
    if (arg.type.kind === "string") return arg.asString();
    if (arg.type.kind === "number") return writable(verb, () => arg.asBigFloat().toNotation("g"));
  }
  try {
    return json.marshal(arg, arg.type);
  } catch (error) {
    throw error instanceof PathError ? unsupportedValue(verb, error.detail, error) : error;
  }
}

// Texts

/** The first characters, if there is a precision that says how many; none at all is no limit. */
function cutText({ precision }: Verb, text: string): string {
  if (precision === undefined || precision <= 0) return text;
  return graphemeClusters(text).slice(0, precision).join("");
}

/** Zeros go on the right too, if that is where the padding goes. */
function padClusters({ width, flags }: Verb, text: string): string {
  if (width === undefined) return text;
  const missing = width - graphemeClusters(text).length;
  if (missing <= 0) return text;
  assertTextLength(missing);
  const padding = (flags.includes("0") ? "0" : " ").repeat(missing);
  return flags.includes("-") ? text + padding : padding + text;
}

// Numbers

const bases: Readonly<Record<string, number>> = { b: 2, o: 8, d: 10, x: 16, X: 16 };
const prefixes: Readonly<Record<string, string>> = { b: "0b", o: "0", x: "0x", X: "0X" };

/** Source: `Int.Format` of Go's math/big. */
function formatInteger(verb: Verb, float: BigFloat): string {
  if (!float.isInteger) throw unsupportedValue(verb, "an integer is required");
  const integer = writable(verb, () => float.toBigInt());
  const { letter, flags, width = 0, precision } = verb;
  if (isBeyondGo(verb)) return withoutVerb("*big.Int", String(integer));
  const magnitude = (integer < 0n ? -integer : integer).toString(bases[letter]);
  if (precision === 0 && integer === 0n) return "";
  const digits = (letter === "X" ? magnitude.toUpperCase() : magnitude).padStart(precision ?? 0, "0");
  const prefix = flags.includes("#") ? (prefixes[letter] ?? "") : "";
  const start = signOf(integer < 0n, flags) + prefix;
  if (flags.includes("-")) return (start + digits).padEnd(width);
  if (flags.includes("0") && precision === undefined) return start + digits.padStart(width - start.length, "0");
  return (start + digits).padStart(width);
}

/** Source: `Float.Format` of Go's math/big. */
function formatFloat(verb: Verb, float: BigFloat): string {
  const { letter, flags, width = 0 } = verb;
  if (isBeyondGo(verb)) {
    const shortest = writable(verb, () => float.toNotation("g"));
    return withoutVerb("*big.Float", shortest);
  }
  const notation = letter.toLowerCase() as Notation;
  const precision = verb.precision ?? (notation === "g" ? undefined : 6);
  const written = writable(verb, () => float.toNotation(notation, precision));
  const digits = written.replace(/^[+-]/, "");
  // An infinity always has a sign, but a space takes the place of its plus.
  const infinitySign = flags.includes(" ") ? " " : "+";
  const sign = signOf(float.isNegative, float.isInfinite ? infinitySign : flags);
  const text = letter === "E" || letter === "G" ? digits.replace("e", "E") : digits;
  if (flags.includes("0") && !float.isInfinite) return sign + text.padStart(width - sign.length, "0");
  return flags.includes("-") ? (sign + text).padEnd(width) : (sign + text).padStart(width);
}

function signOf(isNegative: boolean, flags: string): string {
  if (isNegative) return "-";
  if (flags.includes("+")) return "+";
  return flags.includes(" ") ? " " : "";
}

/** Go's fmt reads no number of more than seven digits, and few of eight. */
function isBeyondGo({ width = 0, precision = 0 }: Verb): boolean {
  return Math.floor(width / 10) > 1_000_000 || Math.floor(precision / 10) > 1_000_000;
}

/** What Go writes for a verb whose width or precision it cannot read, and then for the argument that nothing uses. */
function withoutVerb(type: string, text: string): string {
  return `%!(NOVERB)%!(EXTRA ${type}=${text})`;
}

// Errors

function convertTo(verb: Verb, arg: Value, type: Type): Value {
  try {
    return convert(arg, type);
  } catch (error) {
    throw error instanceof PathError ? unsupportedValue(verb, error.detail, error) : error;
  }
}

/** The text of a number, unless it would be longer than any that is meant. */
function writable<T>(verb: Verb, write: () => T): T {
  try {
    return write();
  } catch (error) {
    throw error instanceof RangeError ? unsupportedValue(verb, error.message, error) : error;
  }
}

function unsupportedValue(verb: Verb, reason: string, cause?: Error): FunctionError {
  return new FunctionError(`unsupported value for ${quoteGo(verb.raw)} at ${offsetOf(verb)}: ${reason}`, { cause });
}
