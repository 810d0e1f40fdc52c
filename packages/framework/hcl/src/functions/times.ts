// SPDX-License-Identifier: Apache-2.0

/**
 * Functions on points in time.
 *
 * @module
 */

import { number, numberIntVal, string, stringVal, type Value } from "@provide-foundry/cty";
import { ArgumentError, makeFunction, refineNotNull, type CtyFunction } from "@provide-foundry/cty/function";
import { quoteGo } from "@provide-foundry/cty/unicode";

/** A function that tells the time of a clock, in whole seconds. */
export function timestampFunction(now: () => Date): CtyFunction {
  return makeFunction({
    description: "The time, as RFC 3339 writes it.",
    parameters: [],
    type: string,
    refineResult: refineNotNull,
    implementation: () => stringVal(now().toISOString().replace(/\.\d+/u, "")),
  });
}

export const timecmp: CtyFunction = makeFunction({
  description: "-1, 0 or 1 for a time that is before another, the same, or after it.",
  parameters: [
    { name: "timestamp_a", type: string },
    { name: "timestamp_b", type: string },
  ],
  type: number,
  refineResult: refineNotNull,
  implementation([a, b]) {
    const first = nanoseconds(a!, 0);
    const second = nanoseconds(b!, 1);
    return numberIntVal(first < second ? -1 : first > second ? 1 : 0);
  },
});

const rfc3339 = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/u;

function nanoseconds(value: Value, position: number): bigint {
  const text = value.asString();
  const [, fraction = "."] = rfc3339.exec(text) ?? [];
  const milliseconds = rfc3339.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text.replace(fraction, "")) : NaN;
  if (Number.isNaN(milliseconds)) {
    throw new ArgumentError(position, `not a valid RFC3339 timestamp: cannot use ${quoteGo(text)}`);
  }
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.slice(1, 10).padEnd(9, "0"));
}

/** JavaScript takes the 30th of February for a day in March. */
function isDay(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).toJSON()?.startsWith(date) ?? false;
}
