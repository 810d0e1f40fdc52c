// SPDX-License-Identifier: Apache-2.0

/**
 * Functions about moments.
 *
 * @module
 */

import { number, numberIntVal, string, stringVal, type Value } from "@provide-foundry/cty";
import { ArgumentError, makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";
import { parseTimestamp, type Timestamp } from "@provide-foundry/cty/stdlib";

/** Answers with what the clock shows at each call. */
export function makeTimestamp(now: () => Date): CtyFunction {
  return makeFunction({
    description: "The current time, as RFC 3339 writes it.",
    parameters: [],
    type: string,
    refineResult: refineNotNull,
    implementation: () => stringVal(toSeconds(now())),
  });
}

export function makePlanTimestamp(time: Date): CtyFunction {
  return makeFunction({
    description: "The time at which the plan was made, as RFC 3339 writes it.",
    parameters: [],
    type: string,
    implementation: () => stringVal(toSeconds(time)),
  });
}

function toSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

export const timeCmp: CtyFunction = makeFunction({
  description: "-1, 0 or 1: whether a timestamp is earlier than another one, the same moment or later.",
  parameters: [
    { name: "timestamp_a", type: string, description: "As RFC 3339 writes it." },
    { name: "timestamp_b", type: string, description: "As RFC 3339 writes it." },
  ],
  type: number,
  refineResult: refineNotNull,
  implementation: ([a, b]) => {
    const difference = readTimestamp(a!, 0).unixNanos - readTimestamp(b!, 1).unixNanos;
    return numberIntVal(difference < 0n ? -1 : difference > 0n ? 1 : 0);
  },
});

function readTimestamp(value: Value, index: number): Timestamp {
  const text = value.asString();
  try {
    return parseTimestamp(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return readLeniently(text) ?? raise(ArgumentError.because(index, error));
  }
}

/** Unlike `timeadd`, this function takes what Go's `time.Parse` lets pass: one digit for the hour, a comma before fractions. */
function readLeniently(text: string): Timestamp | undefined {
  const strict = text.replace(/T(\d:)/, "T0$1").replace(/,(?=\d)/, ".");
  if (strict === text) return undefined;
  try {
    return parseTimestamp(strict);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function raise(error: Error): never {
  throw error;
}
