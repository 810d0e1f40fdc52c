// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { formatTraceparent, parseTraceparent } from "./traceparent.ts";

const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
const spanId = "00f067aa0ba902b7";

suite("parseTraceparent", () => {
  const good: Record<string, { text: string; sampled: boolean }> = {
    sampled: { text: `00-${traceId}-${spanId}-01`, sampled: true },
    "not sampled": { text: `00-${traceId}-${spanId}-00`, sampled: false },
    "other flags": { text: `00-${traceId}-${spanId}-fe`, sampled: false },
    "a later version with more parts": { text: `cc-${traceId}-${spanId}-01-what-comes`, sampled: true },
    "spaces around it": { text: ` 00-${traceId}-${spanId}-01\t`, sampled: true },
  };
  for (const [name, { text, sampled }] of Object.entries(good)) {
    test(`U08 accepts ${name}`, () => assert.deepEqual(parseTraceparent(text), { traceId, spanId, sampled }));
  }

  const bad: Record<string, string | undefined> = {
    nothing: undefined,
    "an empty text": "",
    "upper case": `00-${traceId.toUpperCase()}-${spanId}-01`,
    "a trace of zeros": `00-${"0".repeat(32)}-${spanId}-01`,
    "a span of zeros": `00-${traceId}-${"0".repeat(16)}-01`,
    "version ff": `ff-${traceId}-${spanId}-01`,
    "more parts in version 00": `00-${traceId}-${spanId}-01-x`,
    "a short trace": `00-${traceId.slice(1)}-${spanId}-01`,
    "no flags": `00-${traceId}-${spanId}`,
    "a later version with rubbish behind it": `cc-${traceId}-${spanId}-01x`,
  };
  for (const [name, text] of Object.entries(bad)) {
    test(`U08 refuses ${name}`, () => assert.equal(parseTraceparent(text), undefined));
  }

  test("what is written can be read, and any text can be tried", () => {
    const hex = (length: number): fc.Arbitrary<string> =>
      fc
        .string({ unit: fc.constantFrom(..."0123456789abcdef".split("")), minLength: length, maxLength: length })
        .filter((text) => !/^0+$/.test(text));
    fc.assert(
      fc.property(hex(32), hex(16), fc.boolean(), (traceId, spanId, sampled) => {
        const parent = { traceId, spanId, sampled };
        assert.deepEqual(parseTraceparent(formatTraceparent(parent)), parent);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void parseTraceparent(text)));
  });
});
