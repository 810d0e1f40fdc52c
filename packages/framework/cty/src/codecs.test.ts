// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import * as cty from "./index.ts";
import * as json from "./json/index.ts";
import * as msgpack from "./msgpack/index.ts";
import * as arbitrary from "./testing/arbitrary.ts";

/** Half the runs ask for the value's own type, half leave it to the data. */
function targets(value: cty.Value): cty.Type[] {
  return [value.type, cty.dynamic];
}

suite("decode(encode(v)) is v", () => {
  test("in MessagePack, for values of all types, unknown and refined ones too", () => {
    fc.assert(
      fc.property(arbitrary.value({ hasUnknown: true, hasInfinity: true }), (value) => {
        for (const type of targets(value)) {
          const bytes = msgpack.marshal(value, type);
          const decoded = msgpack.unmarshal(bytes, type);
          assert.ok(decoded.rawEquals(value));
          assert.deepEqual(msgpack.marshal(decoded, type), bytes);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("in JSON, for values of all types", () => {
    fc.assert(
      fc.property(arbitrary.value(), (value) => {
        for (const type of targets(value)) {
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

  test("for types as JSON", () => {
    fc.assert(
      fc.property(arbitrary.type(5), (type) => assert.equal(cty.typeFromJSON(cty.typeToJSON(type)), type)),
      { numRuns: 500 },
    );
  });
});
