// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { test } from "node:test";
import * as cty from "../index.ts";
import * as native from "./index.ts";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if the type is `true`. */
function holds<_ extends true>(): void {}

test("C03 shapes tell the types of what they read and write", () => {
  const shape = native.object({
    name: native.string,
    port: native.uint16,
    big: native.uint64,
    note: native.nullable(native.string),
    list: native.list(native.set(native.date)),
    map: native.map(native.bytes),
    pair: native.tuple([native.bool, native.decimal]),
    any: native.value(cty.dynamic),
  });
  interface Want {
    name: string;
    port: number;
    big: bigint;
    note: string | null;
    list: Set<Date>[];
    map: Map<string, Uint8Array>;
    pair: [boolean, string];
    any: cty.Value;
  }
  holds<
    Equal<{ [K in keyof native.Infer<typeof shape>]: native.Infer<typeof shape>[K] }, { [K in keyof Want]: Want[K] }>
  >();

  // @ts-expect-error: a property is missing
  assert.throws(() => native.toCty({ name: "a" }, native.object({ name: native.string, port: native.uint16 })));
  // @ts-expect-error: a number is no string
  assert.throws(() => native.toCty(1, native.string));
  // @ts-expect-error: 64 bits are a bigint
  assert.throws(() => native.toCty(1, native.int64));
  // @ts-expect-error: null needs a nullable shape
  assert.throws(() => native.toCty(null, native.string));
  // @ts-expect-error: what comes out is no number
  const text: number = native.fromCty(cty.stringVal("a"), native.string);
  assert.equal(text, "a");

  class Point {
    x = 0;
  }
  holds<Equal<native.Infer<ReturnType<typeof point>>, Point>>();
  function point(): native.Shape<Point> {
    return native.instance(Point, { x: native.float64 });
  }
  // @ts-expect-error: the property is a number
  native.instance(Point, { x: native.string });
});
