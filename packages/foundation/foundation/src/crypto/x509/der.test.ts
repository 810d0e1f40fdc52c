// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import {
  derBoolean,
  derExplicit,
  derImplicit,
  derNamedBits,
  derNull,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derTime,
  derUnsigned,
} from "./der.ts";

suite("DER", () => {
  const cases: Record<string, { got: Uint8Array; want: string }> = {
    null: { got: derNull(), want: "0500" },
    "true is all ones": { got: derBoolean(true), want: "0101ff" },
    zero: { got: derUnsigned(Uint8Array.of(0)), want: "020100" },
    "a number without leading zeros": { got: derUnsigned(Uint8Array.of(0, 0, 5)), want: "020105" },
    "a high bit that is not a sign": { got: derUnsigned(Uint8Array.of(0x80)), want: "02020080" },
    "an object identifier": { got: derObjectIdentifier("1.2.840.10045.4.3.2"), want: "06082a8648ce3d040302" },
    "an arc of five digits": { got: derObjectIdentifier("1.2.840.113549"), want: "06062a864886f70d" },
    "a sequence": { got: derSequence(derNull(), derBoolean(false)), want: "30050500010100" },
    "explicit and implicit tags": { got: derExplicit(3, derImplicit(2, Buffer.from("a"))), want: "a303820161" },
    "key usage bits, without trailing zeros": { got: derNamedBits([0, 2, 4, 5]), want: "030202ac" },
    "one bit": { got: derNamedBits([0]), want: "03020780" },
    "a year before 2050": { got: derTime(new Date("2049-12-31T23:59:59.999Z")), want: `170d${hex("491231235959Z")}` },
    "a year from 2050 on": { got: derTime(new Date("2050-01-01T00:00:00Z")), want: `180f${hex("20500101000000Z")}` },
  };
  for (const [name, { got, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(Buffer.from(got).toString("hex"), want));
  }

  test("lengths take as many bytes as they need", () => {
    const header = (size: number): string => derOctetString(new Uint8Array(size)).subarray(0, -size).toString("hex");
    assert.equal(header(127), "047f");
    assert.equal(header(128), "048180");
    assert.equal(header(256), "04820100");
    assert.equal(header(65536), "0483010000");
  });
});

function hex(text: string): string {
  return Buffer.from(text).toString("hex");
}
