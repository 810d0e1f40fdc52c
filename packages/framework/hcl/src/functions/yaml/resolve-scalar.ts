// SPDX-License-Identifier: Apache-2.0

/**
 * What the text of a scalar means: a truth value, a number, a time, null or itself.
 *
 * Source: go-cty-yaml 1.1.0, `resolve.go`: mostly YAML 1.1, with the numbers of YAML 1.2.
 *
 * @module
 */

import {
  dynamic,
  falseVal,
  negativeInfinity,
  nullVal,
  numberIntVal,
  parseNumberVal,
  positiveInfinity,
  stringVal,
  trueVal,
  type Value,
} from "@provide-foundry/cty";
import { FunctionError } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { decodeBase64 } from "../base64.ts";
import type { ScalarEvent } from "./event-parser.ts";
import { formatYAMLTime } from "./time.ts";

/** What `<<` means, which is a key of its own kind and anywhere else a string. */
export const mergeKey: unique symbol = Symbol("<<");

const tagPrefix = "tag:yaml.org,2002:";
const knownTags = ["str", "bool", "int", "float", "null", "timestamp", "binary"];

/** @throws FunctionError if the tag is unknown or the text is not of its form. */
export function resolveScalar({ tag, text, style }: ScalarEvent): Value | typeof mergeKey {
  const type = typeOfTag(tag);
  if (mayHaveMeaning(text) && type !== "str" && type !== "binary") {
    if (style === "singleQuoted" || style === "doubleQuoted") return stringVal(text);
    const value = valueOfWord(text);
    // Words mean what they mean, whatever the tag says.
    if (value !== undefined) return value;
    if (type === "" && /^\.(?:nan|NaN|NAN)$/.test(text)) throw new FunctionError("floating point NaN is not supported");
    const number = valueOfDigits(text, type);
    if (number !== undefined) return number;
  }
  return type === "" && text === "<<" ? mergeKey : valueOfType(text, type, tag);
}

/** The last part of a tag; empty if there is no tag. */
function typeOfTag(tag: string): string {
  const type = tag.startsWith(tagPrefix) ? tag.slice(tagPrefix.length) : undefined;
  if (tag === "") return "";
  if (type === undefined || !knownTags.includes(type)) throw new FunctionError(`unsupported tag ${quoteGo(tag)}`);
  return type;
}

/** Whether it starts as something other than a string does. */
function mayHaveMeaning(text: string): boolean {
  return text === "" || /^[-+.\dyYnNtTfFoO~]/.test(text);
}

function valueOfWord(text: string): Value | undefined {
  if (/^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return trueVal;
  if (/^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return falseVal;
  if (/^(?:~|null|Null|NULL)?$/.test(text)) return nullVal(dynamic);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith("-") ? negativeInfinity : positiveInfinity;
  return undefined;
}

function valueOfDigits(text: string, type: string): Value | undefined {
  if (text.startsWith(".")) return parseNumber(text);
  if (!/^[-+\d]/.test(text)) return undefined;
  const time = type === "" || type === "timestamp" ? formatYAMLTime(text) : undefined;
  if (time !== undefined) return stringVal(time);
  if (/^(?:[-+]?\d+|0o[0-7]+|0x[\da-fA-F]+)$/.test(text)) return readNumber(text, `${tagPrefix}int`);
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return readNumber(text, `${tagPrefix}float`);
  return undefined;
}

function valueOfType(text: string, type: string, tag: string): Value {
  switch (type) {
    case "binary":
      // It stays as it is written, for values have no bytes.
      if ("wrongAt" in decodeBase64(text)) {
        throw new FunctionError(`cannot parse ${quoteGo(text)} as ${tag}: not valid base64`);
      }
      return stringVal(text);
    case "bool":
      throw cannotParse(text, tag);
    case "float":
    case "int":
      return readNumber(text, tag);
    case "timestamp": {
      const time = formatYAMLTime(text);
      if (time === undefined) throw cannotParse(text, tag);
      return stringVal(time);
    }
    case "null":
      return nullVal(dynamic);
    default:
      return stringVal(text);
  }
}

function cannotParse(text: string, tag: string): FunctionError {
  return new FunctionError(`cannot parse ${quoteGo(text)} as ${tag}`);
}

function readNumber(text: string, tag: string): Value {
  const plain = text.replaceAll("_", "");
  const value = parseNumber(plain) ?? parseGoInteger(plain);
  if (value === undefined) throw cannotParse(text, tag);
  return value;
}

function parseNumber(text: string): Value | undefined {
  try {
    return parseNumberVal(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** An integer of 64 bits in the notation of Go: with a prefix for its base. */
function parseGoInteger(text: string): Value | undefined {
  const [, sign, digits] = /^([-+]?)(0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+)$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const magnitude = BigInt(digits.replace(/^0(?=[0-7])/, "0o"));
  const value = sign === "-" ? -magnitude : magnitude;
  // Without a sign there are 64 bits, with one there is one less.
  const isInRange = sign === "" ? BigInt.asUintN(64, value) === value : BigInt.asIntN(64, value) === value;
  return isInRange ? numberIntVal(value) : undefined;
}
