// SPDX-License-Identifier: Apache-2.0

/**
 * Numbers whose digits would fill the memory. Terraform reads `1e300000000` as the number that it is, so a configuration
 * can have it wherever a number may be.
 *
 * @module
 */

import type { DynamicValueInit } from "@provide-foundry/rpcplugin/tfplugin6";
import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { defineProvider } from "../definition/provider.ts";
import type { Fields } from "../schema/field.ts";
import { t } from "../schema/vocabulary.ts";
import { TestHost } from "../testing/test-host.ts";
import { atLeast, atLeastSumOf, atMost, between, noneOf } from "../validators/index.ts";

const huge = "1e300000000";
const tiny = "1e-300000000";
const even = (): undefined => undefined;

const cases: Record<string, { n: Fields[string]; value: string; want?: string }> = {
  "a bigint with too many digits": {
    n: t.bigint().min(1n).validate(even),
    value: huge,
    want: "must have at most 100,000 digits, not 1e+300000000",
  },
  "a bigint with too many digits behind the point": {
    n: t.bigint().validate(atLeast(1n)),
    value: tiny,
    want: "must be a whole number, not 1e-300000000",
  },
  "a decimal with too many digits": {
    n: t.decimal().max("1").validate(even),
    value: `-${huge}`,
    want: "must have at most 100,000 digits, not -1e+300000000",
  },
  "a decimal with too many digits behind the point": {
    n: t.decimal().validate(between("-1", "1")),
    value: tiny,
    want: "must have at most 100,000 digits, not 1e-300000000",
  },
  "a float beyond its range": {
    n: t.float().validate(atMost(1)),
    value: huge,
    want: "must fit into a 64-bit float, not 1e+300000000",
  },
  "an int beyond its range": {
    n: t.int().max(1),
    value: huge,
    want: "must be a whole number from -9007199254740991 to 9007199254740991, not 1e+300000000",
  },
  "a float below its range": {
    n: t.float().validate(atMost(0), noneOf(0), atLeastSumOf("one")),
    value: tiny,
    want: "must fit into a 64-bit float, not 1e-300000000",
  },
};

/** What is wrong with the configuration of a resource that has `n` and the number 1 as `one`. */
async function validate(n: Fields[string], value: string): Promise<string[]> {
  const acme = defineProvider({ name: "acme" });
  const schema: Fields = { n, one: t.int() };
  acme.resource({ name: "thing", schema, create: () => ({}), read: () => null });
  const { diagnostics } = await new TestHost(acme).call("validateResourceConfig", {
    typeName: "acme_thing",
    config: onWire(`{ "n": ${value}, "one": 1 }`),
  });
  return diagnostics.map(({ detail }) => detail);
}

/** MessagePack would have the digits. */
function onWire(json: string): DynamicValueInit {
  return { json: Buffer.from(json) };
}

suite("V05 numbers with very many digits are judged like others", () => {
  for (const [name, { n, value, want }] of Object.entries(cases)) {
    test(name, async () => {
      assert.deepEqual(await validate(n, value), want === undefined ? [] : [`n ${want}.`]);
    });
  }

  test("a sensitive one is not shown", async () => {
    assert.deepEqual(await validate(t.bigint().sensitive(), huge), ["n must have at most 100,000 digits."]);
  });

  test("an argument of a function", async () => {
    const acme = defineProvider({ name: "acme" });
    acme.function({
      name: "same",
      parameters: [t.param("n", t.bigint())],
      returns: t.bigint(),
      call: (n) => n,
    });
    const { error } = await new TestHost(acme).call("callFunction", { name: "same", arguments: [onWire(huge)] });
    assert.deepEqual(error, { text: "must have at most 100,000 digits, not 1e+300000000", functionArgument: 0n });
  });
});
