// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import * as cty from "../index.ts";
import * as arbitrary from "../arbitrary.ts";
import * as native from "./index.ts";

const server = native.object({
  name: native.string,
  port: native.uint16,
  size: native.bigint,
  price: native.decimal,
  load: native.float64,
  created: native.date,
  key: native.bytes,
  tags: native.map(native.string),
  zones: native.set(native.string),
  disks: native.list(native.object({ gib: native.integer })),
  range: native.tuple([native.int8, native.int8]),
  note: native.nullable(native.string),
  extra: native.value(cty.dynamic),
});

const web: native.Infer<typeof server> = {
  name: "web",
  port: 443,
  size: 2n ** 70n,
  price: "0.10000000000000000000000000000001",
  load: 0.5,
  created: new Date("2026-11-23T04:05:06.789Z"),
  key: new Uint8Array([0, 255, 16]),
  tags: new Map([["env", "test"]]),
  zones: new Set(["a", "b"]),
  disks: [{ gib: 10 }],
  range: [-128, 127],
  note: null,
  extra: cty.unknownVal(cty.bool),
};

suite("C03 native values with a shape", () => {
  test("become values of the shape's type and come back the same", () => {
    const value = native.toCty(web, server);
    assert.equal(value.getAttr("created").asString(), "2026-11-23T04:05:06.789Z");
    assert.equal(value.getAttr("key").asString(), "AP8Q");
    assert.equal(value.getAttr("size").asBigFloat().toString(), "1180591620717411303424");
    assert.equal(value.getAttr("zones").type, cty.set(cty.string));
    assert.deepEqual(native.fromCty(value, server), web);
  });

  test("an instance of a class, with and without its constructor", () => {
    class Point {
      readonly x: number;
      readonly y: number;
      constructor(x: number, y: number) {
        this.x = x;
        this.y = y;
      }
      get length(): number {
        return Math.hypot(this.x, this.y);
      }
    }
    const plain = native.instance(Point, { x: native.float64, y: native.float64 });
    const built = native.instance(Point, { x: native.float64, y: native.float64 }, ({ x, y }) => new Point(x, y));
    for (const shape of [plain, built]) {
      const value = native.toCty(new Point(3, 4), shape);
      assert.ok(value.rawEquals(cty.objectVal({ x: cty.numberFloatVal(3), y: cty.numberFloatVal(4) })));
      const point = native.fromCty(value, shape);
      assert.ok(point instanceof Point);
      assert.equal(point.length, 5);
    }
    const measured = native.instance(Point, { length: native.float64 }, () => new Point(0, 0));
    assert.equal(native.toCty(new Point(3, 4), measured).getAttr("length").asNumber(), 5);
    assert.throws(() => native.toCty({ x: 3, y: 4 } as Point, plain), /^PathError: object value is required$/);
  });

  test("what a capsule holds", () => {
    const shape = native.capsule(cty.capsule<Error>("error"));
    const error = new Error("x");
    assert.equal(native.fromCty(native.toCty(error, shape), shape), error);
    assert.throws(() => native.fromCty(cty.trueVal, shape), /^PathError: error required$/);
    assert.throws(() => native.fromCty(native.toCty(error, shape)), /nothing outside of cty stands for error$/);
  });

  test("a Buffer and a view into a larger one are their own bytes only", () => {
    const buffer = Buffer.from("xhellox").subarray(1, 6);
    const value = native.toCty(buffer, native.bytes);
    assert.equal(value.asString(), Buffer.from("hello").toString("base64"));
    assert.deepEqual(native.fromCty(value, native.bytes), new Uint8Array(Buffer.from("hello")));
  });

  test("lists are read from sets, sets from lists, maps from objects", () => {
    const [a, b] = [cty.stringVal("a"), cty.stringVal("b")];
    assert.deepEqual(native.fromCty(cty.setVal([b, a]), native.list(native.string)), ["a", "b"]);
    assert.deepEqual(native.fromCty(cty.listVal([b, a]), native.set(native.string)), new Set(["b", "a"]));
    assert.deepEqual(native.fromCty(cty.objectVal({ x: a }), native.map(native.string)), new Map([["x", "a"]]));
    assert.equal(native.toCty([], native.list(native.bool)).type, cty.list(cty.bool));
  });

  const dates: Record<string, string | undefined> = {
    "2026-11-23T04:05:06Z": "2026-11-23T04:05:06.000Z",
    "2026-11-23T04:05:06.123456789+02:30": "2026-11-23T01:35:06.123Z",
    "2024-02-29T00:00:00Z": "2024-02-29T00:00:00.000Z",
    "2023-02-29T00:00:00Z": undefined,
    "2026-11-23": undefined,
    "2026-11-23 04:05:06Z": undefined,
    "2026-11-23T24:00:00Z": undefined,
    "23 Nov 2026": undefined,
  };
  for (const [text, want] of Object.entries(dates)) {
    test(`the date ${text}`, () => {
      const read = (): Date => native.fromCty(cty.stringVal(text), native.date);
      if (want === undefined) assert.throws(read, /^PathError: a timestamp in RFC 3339 is required$/);
      else assert.equal(read().toISOString(), want);
    });
  }
});

suite("C03 C04 what has no counterpart is refused where it is", () => {
  const deep = native.object({ list: native.list(native.map(native.uint8)) });
  const inside = (value: cty.Value): cty.Value => cty.objectVal({ list: cty.listVal([cty.mapVal({ a: value })]) });
  const number = (text: string): cty.Value => cty.parseNumberVal(text);
  const reading: Record<string, { value: cty.Value; shape: native.Shape<unknown>; want: string }> = {
    "unknown, deep inside": {
      value: inside(cty.unknownVal(cty.number)),
      shape: deep,
      want: '.list[0]["a"]: value must be known',
    },
    "null, deep inside": {
      value: inside(cty.nullVal(cty.number)),
      shape: deep,
      want: '.list[0]["a"]: null value is not allowed',
    },
    "marked, deep inside": {
      value: inside(number("1").mark("m")),
      shape: deep,
      want: '.list[0]["a"]: value has marks, so it must be unmarked first',
    },
    "too large, deep inside": {
      value: inside(number("256")),
      shape: deep,
      want: '.list[0]["a"]: value must be a whole number, between 0 and 255 inclusive',
    },
    "an unknown nullable": {
      value: cty.unknownVal(cty.bool),
      shape: native.nullable(native.bool),
      want: "value must be known",
    },
    "of another kind": { value: cty.stringVal("1"), shape: native.int8, want: "number value is required" },
    "a fraction": {
      value: number("1.5"),
      shape: native.int8,
      want: "value must be a whole number, between -128 and 127",
    },
    "a fraction for a bigint": { value: number("1.5"), shape: native.bigint, want: "value must be a whole number" },
    "infinity for a bigint": {
      value: cty.positiveInfinity,
      shape: native.bigint,
      want: "value must be a whole number",
    },
    "2**63": {
      value: number("9223372036854775808"),
      shape: native.int64,
      want: "value must be a whole number, between -9223372036854775808 and 9223372036854775807",
    },
    "2**64": {
      value: number("18446744073709551616"),
      shape: native.uint64,
      want: "value must be a whole number, between 0 and 18446744073709551615 inclusive",
    },
    "2**53": {
      value: number("9007199254740992"),
      shape: native.integer,
      want: "value must be a whole number, between -9007199254740991 and 9007199254740991",
    },
    "beyond doubles": {
      value: number("1e400"),
      shape: native.float64,
      want: `value must be between -${BigInt(Number.MAX_VALUE)}.000000 and ${BigInt(Number.MAX_VALUE)}.000000 inclusive`,
    },
    "bad base64": { value: cty.stringVal("a"), shape: native.bytes, want: "text in base64 is required" },
    "an attribute too many": {
      value: cty.objectVal({ a: cty.trueVal, b: cty.trueVal }),
      shape: native.object({ a: native.bool }),
      want: 'unsupported attribute "b"',
    },
    "an attribute too few": {
      value: cty.objectVal({}),
      shape: native.object({ toString: native.bool }),
      want: 'missing required attribute "toString"',
    },
    "a tuple of another length": {
      value: cty.tupleVal([cty.trueVal]),
      shape: native.tuple([native.bool, native.bool]),
      want: "a tuple of 2 elements is required",
    },
    "a value of another type": { value: cty.trueVal, shape: native.value(cty.string), want: "string required" },
  };
  for (const [name, { value, shape, want }] of Object.entries(reading)) {
    test(name, () => assert.throws(() => native.fromCty(value, shape), { name: "PathError", message: want }));
  }

  class Secret {
    readonly text = "secret";
  }
  const loop: unknown[] = [];
  loop.push(loop);
  const writing: Record<string, { native: unknown; to: cty.Type | native.Shape<unknown>; want: string }> = {
    "not a number": { native: [Number.NaN], to: cty.list(cty.number), want: "[0]: number value is required" },
    "no number": { native: "1x", to: cty.number, want: "a number is required" },
    "half a character": {
      native: { a: ["\ud800"] },
      to: cty.object({ a: cty.list(cty.string) }),
      want: ".a[0]: text must be valid Unicode, but this has half a surrogate pair",
    },
    "half a character in a dynamic place": {
      native: "\ud800",
      to: cty.dynamic,
      want: "text must be valid Unicode, but this has half a surrogate pair",
    },
    "a number for text": {
      native: new Map([["k", 1]]),
      to: cty.map(cty.string),
      want: '["k"]: string value is required',
    },
    "text for a bool": { native: "true", to: cty.bool, want: "bool value is required" },
    "a key that is no text": { native: new Map([[1, 1]]), to: cty.map(cty.number), want: "map keys must be strings" },
    "an attribute that nobody declared": {
      native: { b: 1 },
      to: cty.object({ a: cty.number }),
      want: 'unsupported attribute "b"',
    },
    "a property that nobody declared": {
      native: { a: true, b: 1 },
      to: native.object({ a: native.bool }),
      want: 'unsupported attribute "b"',
    },
    "a tuple that is too short": {
      native: [1],
      to: cty.tuple([cty.number, cty.number]),
      want: "a tuple of 2 elements is required",
    },
    "an invalid date": { native: new Date(Number.NaN), to: cty.string, want: "valid date is required" },
    "an instance of a class": {
      native: { a: new Secret() },
      to: cty.dynamic,
      want: ".a: an instance of Secret has no type in cty; give its shape",
    },
    "a function": { native: [(): void => {}], to: cty.dynamic, want: "[0]: a function has no type in cty" },
    "a set of many types": {
      native: new Set([1, "a"]),
      to: cty.dynamic,
      want: "all set elements must have the same type",
    },
    "a list of many types": {
      native: [1, "a"],
      to: cty.list(cty.dynamic),
      want: "all list elements must have the same type",
    },
    "a value of another type": { native: [cty.trueVal], to: cty.list(cty.number), want: "[0]: number required" },
    "256 for 8 bits": {
      native: 256,
      to: native.uint8,
      want: "value must be a whole number, between 0 and 255 inclusive",
    },
    "2**64 for 64 bits": {
      native: 2n ** 64n,
      to: native.uint64,
      want: "value must be a whole number, between 0 and 18446744073709551615 inclusive",
    },
    "a fraction for a whole number": {
      native: 0.5,
      to: native.int32,
      want: "value must be a whole number, between -2147483648 and 2147483647",
    },
  };
  for (const [name, { native: from, to, want }] of Object.entries(writing)) {
    test(name, () => assert.throws(() => native.toCty(from, to as cty.Type), { name: "PathError", message: want }));
  }

  test("what refers to itself", () => {
    assert.throws(() => native.toCty(loop, cty.dynamic), /may not nest more than 512 levels$/);
    assert.throws(() => native.impliedType(loop), /may not nest more than 512 levels$/);
  });
});

suite("C03 native values without a shape", () => {
  test("become of the type that is asked for", () => {
    const type = cty.object({ a: cty.list(cty.number), b: cty.map(cty.string), c: cty.bool, d: cty.dynamic });
    const value = native.toCty({ a: new Set([1, 2n, "0.1"]), b: { x: new Date(0) }, d: [true, null] }, type);
    assert.ok(
      value.rawEquals(
        cty.objectVal({
          a: cty.listVal([cty.numberIntVal(1), cty.numberIntVal(2), cty.parseNumberVal("0.1")]),
          b: cty.mapVal({ x: cty.stringVal("1970-01-01T00:00:00Z") }),
          c: cty.nullVal(cty.bool),
          d: cty.tupleVal([cty.trueVal, cty.nullVal(cty.dynamic)]),
        }),
      ),
    );
  });

  test("have a type of their own", () => {
    const cases: readonly (readonly [unknown, cty.Type])[] = [
      [null, cty.dynamic],
      [1n, cty.number],
      [[1, "a"], cty.tuple([cty.number, cty.string])],
      [new Set([null, 1]), cty.set(cty.number)],
      [new Map([["a", new Uint8Array(1)]]), cty.map(cty.string)],
      [{ ["__proto__"]: true }, cty.object({ ["__proto__"]: cty.bool })],
      [new Map(), cty.map(cty.dynamic)],
      [cty.unknownVal(cty.bool), cty.bool],
    ];
    for (const [value, want] of cases) assert.equal(native.impliedType(value), want);
  });

  test("numbers come out exact: as number, bigint or text", () => {
    const cases: readonly (readonly [string, native.Native])[] = [
      ["1", 1],
      ["-0", -0],
      ["0.1", 0.1],
      ["9007199254740991", 9007199254740991],
      ["9007199254740992", 9007199254740992n],
      ["0.10000000000000000001", "0.10000000000000000001"],
      ["1.0000000000000000000001", "1.0000000000000000000001"],
      ["1267650600228229401496703205376", 2n ** 100n],
      ["Inf", Infinity],
    ];
    for (const [text, want] of cases) assert.deepEqual(native.fromCty(cty.parseNumberVal(text)), want);
  });

  test("T04 every known value comes back equal", () => {
    fc.assert(
      fc.property(arbitrary.value(), (value) => {
        // A JavaScript set has one zero.
        if (value.toString().includes("-0")) return;
        const back = native.toCty(native.fromCty(value), value.type);
        const equal = back.equals(value);
        assert.equal(back.type, value.type);
        // Two nulls of unknown type may be of different ones.
        assert.ok(!equal.isKnown() || equal.asBool(), `${value.toString()} became ${back.toString()}`);
      }),
      { numRuns: 200 },
    );
  });
});
