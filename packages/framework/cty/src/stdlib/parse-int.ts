// SPDX-License-Identifier: Apache-2.0

import { ArgumentError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull } from "../function/spec.ts";
import { dynamic, number } from "../type.ts";
import { quoteGo } from "../unicode/quote-go.ts";
import { numberIntVal, type Value } from "../value.ts";

export const parseInt: CtyFunction = makeFunction({
  description:
    "The whole number that a string writes in a base from 2 to 62. Up to base 36, upper and lower case are the same.",
  parameters: [
    { name: "number", type: dynamic, description: "Digits, perhaps after a sign." },
    { name: "base", type: number },
  ],
  type: ([text]) => {
    if (text!.type.kind === "string") return number;
    throw new ArgumentError(0, `first argument must be a string, not ${text!.type.friendlyName()}`);
  },
  refineResult: refineNotNull,
  implementation: ([text, baseValue]) => {
    const base = baseOf(baseValue!);
    const digits = text!.asString();
    const whole = parseInteger(digits, base);
    if (whole === undefined) {
      throw new ArgumentError(0, `cannot parse ${quoteGo(digits)} as a base ${base} integer`);
    }
    return numberIntVal(whole);
  },
});

function baseOf(value: Value): number {
  const base = int64Of(value, (reason) => ArgumentError.because(1, reason));
  if (base >= 2n && base <= 62n) return Number(base);
  throw new ArgumentError(1, "base must be a whole number between 2 and 62 inclusive");
}

/** An integer without any prefix; undefined if the text is none. */
function parseInteger(text: string, base: number): bigint | undefined {
  const isSigned = text.startsWith("-") || text.startsWith("+");
  if (text.length === Number(isSigned)) return undefined;
  const chunks: bigint[] = [];
  // Chunks from the end, so that all but the first have the same number of digits.
  for (let end = text.length; end > Number(isSigned); end -= chunkDigits) {
    const chunk = parseChunk(text.slice(Math.max(end - chunkDigits, Number(isSigned)), end), base);
    if (chunk === undefined) return undefined;
    chunks.push(BigInt(chunk));
  }
  const magnitude = join(chunks, BigInt(base) ** BigInt(chunkDigits));
  return text.startsWith("-") ? -magnitude : magnitude;
}

/** So many digits stay within the safe integers in any base. */
const chunkDigits = 8;

function parseChunk(digits: string, base: number): number | undefined {
  let value = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digitOf(digits.charCodeAt(i), base);
    if (digit >= base) return undefined;
    value = value * base + digit;
  }
  return value;
}

/** Beyond base 36, capital letters follow the small ones. */
function digitOf(code: number, base: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x7a) return code - 0x61 + 10;
  if (code >= 0x41 && code <= 0x5a) return code - 0x41 + (base <= 36 ? 10 : 36);
  return Infinity;
}

/** The number with these digits, the least significant first. Joins neighbours, so that long products are few. */
function join(digits: readonly bigint[], base: bigint): bigint {
  if (digits.length === 1) return digits[0]!;
  const pairs: bigint[] = [];
  for (let i = 0; i < digits.length; i += 2) pairs.push(digits[i]! + (digits[i + 1] ?? 0n) * base);
  return join(pairs, pairs.length === 1 ? 0n : base * base);
}
