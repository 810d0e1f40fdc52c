// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { encode, keepEncoding } from "./encode.ts";
import { MessageDescriptor } from "./message.ts";

const Part: MessageDescriptor<unknown, Record<string, unknown>> = new MessageDescriptor(
  "test.Part",
  "1 text string; 2 data bytes; 3 count int64; 4 flags uint32[]; 5 names map<string,Part>; 6 child Part; " +
    "7 left string|side; 8 right Part|side; 9 size int32?; 10 on bool; 11 state enum; 12 ratio float; " +
    "13 total uint64; 14 texts string[]; 15 exact double",
  () => ({ Part }),
);

suite("keepEncoding", () => {
  test("makes the bytes of a message once for each type, and of others as often as they are sent", () => {
    let reads = 0;
    const counting = (): Record<string, unknown> => ({
      get text() {
        reads++;
        return "a";
      },
    });
    const message = keepEncoding(counting());
    const first = encode(Part, message);
    const readsOfOne = reads;
    assert.equal(encode(Part, message), first);
    assert.equal(reads, readsOfOne);
    const Other = new MessageDescriptor<unknown, Record<string, unknown>>("test.Other", "2 text string", () => ({}));
    assert.notDeepEqual(encode(Other, message), first);

    const free = counting();
    assert.deepEqual(encode(Part, free), first);
    assert.notEqual(encode(Part, free), encode(Part, free));
  });

  test("keeps nothing of a message that does not fit", () => {
    const message = keepEncoding<Record<string, unknown>>({ text: 1 });
    assert.throws(() => encode(Part, message), /text/);
    assert.throws(() => encode(Part, message), /text/);
  });
});

suite("encode", () => {
  const cases: Record<string, { value: Record<string, unknown>; want: string }> = {
    "nothing set": { value: {}, want: "" },
    "zero values are left out": {
      value: {
        text: "",
        data: new Uint8Array(0),
        count: 0n,
        flags: [],
        names: new Map(),
        on: false,
        state: 0,
        ratio: 0,
      },
      want: "",
    },
    "undefined is left out": {
      value: { text: undefined, flags: undefined, child: undefined, size: undefined },
      want: "",
    },
    "optional zero is sent": { value: { size: 0 }, want: "4800" },
    "minus zero is sent": { value: { ratio: -0 }, want: "6500000080" },
    "oneof member that is empty is sent": { value: { left: "" }, want: "3a00" },
    "empty message is sent": { value: { child: {} }, want: "3200" },
    "fields in the order of their numbers": { value: { count: 1n, text: "a" }, want: "0a01611801" },
    "negative int32": { value: { size: -1 }, want: "48ffffffffffffffffff01" },
    "smallest int64": { value: { count: -(2n ** 63n) }, want: "1880808080808080808001" },
    "largest uint64": { value: { total: 2n ** 64n - 1n }, want: "68ffffffffffffffffff01" },
    "numbers are packed": { value: { flags: [1, 300, 0] }, want: "220401ac0200" },
    "empty elements of a list": { value: { texts: ["", "a"] }, want: "7200720161" },
    "empty key and value of a map": { value: { names: new Map([["", {}]]) }, want: "2a040a001200" },
    "unknown property": { value: { other: 1 }, want: "" },
    "unknown enum number": { value: { state: -7 }, want: "58f9ffffffffffffffff01" },
    "text beyond ASCII": { value: { text: "ä\u{1f600}" }, want: "0a06c3a4f09f9880" },
    "part of a larger buffer": { value: { data: Uint8Array.of(1, 2, 3, 4).subarray(1, 3) }, want: "12020203" },
  };
  for (const [name, { value, want }] of Object.entries(cases)) {
    test(name, () => assert.equal(Buffer.from(encode(Part, value)).toString("hex"), want));
  }

  const lengths: Record<number, string> = {
    127: "0a7f",
    128: "0a8001",
    16_383: "0aff7f",
    16_384: "0a808001",
    2_097_151: "0affff7f",
    2_097_152: "0a80808001",
  };
  for (const [size, want] of Object.entries(lengths)) {
    test(`text of ${size} bytes`, () => {
      const bytes = Buffer.from(encode(Part, { text: "x".repeat(Number(size)) }));
      assert.equal(bytes.subarray(0, -Number(size)).toString("hex"), want);
    });
  }

  const refused: Record<string, { value: unknown; want: string }> = {
    "null for a string": { value: { text: null }, want: "test.Part.text: must be a string, is null" },
    "number for a string": { value: { text: 5 }, want: "test.Part.text: must be a string, is number" },
    "half a surrogate pair": {
      value: { text: "a\u{d800}" },
      want: "test.Part.text: has half of a surrogate pair, which UTF-8 cannot hold",
    },
    "string for bytes": { value: { data: "x" }, want: "test.Part.data: must be a Uint8Array, is string" },
    "number for an int64": { value: { count: 1 }, want: "test.Part.count: must be a bigint, is number" },
    "int64 too large": {
      value: { count: 2n ** 63n },
      want: "test.Part.count: 9223372036854775808 is not between -9223372036854775808 and 9223372036854775807",
    },
    "negative uint64": {
      value: { total: -1n },
      want: "test.Part.total: -1 is not between 0 and 18446744073709551615",
    },
    "fraction for an int32": { value: { size: 1.5 }, want: "test.Part.size: must be a whole number, is number" },
    "int32 too large": {
      value: { size: 2 ** 31 },
      want: "test.Part.size: 2147483648 is not between -2147483648 and 2147483647",
    },
    "negative uint32": { value: { flags: [-1] }, want: "test.Part.flags: -1 is not between 0 and 4294967295" },
    "string for an enum": { value: { state: "ERROR" }, want: "test.Part.state: must be a whole number, is string" },
    "number for a bool": { value: { on: 1 }, want: "test.Part.on: must be a boolean, is number" },
    "float too large": { value: { ratio: 1e300 }, want: "test.Part.ratio: 1e+300 does not fit into 32 bits" },
    "string for a double": { value: { exact: "1" }, want: "test.Part.exact: must be a number, is string" },
    "object for a list": { value: { flags: { 0: 1 } }, want: "test.Part.flags: must be an array, is object" },
    "object for a map": { value: { names: { a: {} } }, want: "test.Part.names: must be a Map, is object" },
    "number for a map key": {
      value: { names: new Map([[1, {}]]) },
      want: "test.Part.names: must be a string, is number",
    },
    "string for a message": { value: { child: "x" }, want: "test.Part: must be an object, is string" },
    "null for a message": { value: { child: null }, want: "test.Part: must be an object, is null" },
    "undefined in a list": { value: { texts: [undefined] }, want: "test.Part.texts: must be a string, is undefined" },
    "two members of a oneof": { value: { left: "a", right: {} }, want: "test.Part.right: excludes left" },
    "no object at all": { value: null, want: "test.Part: must be an object, is null" },
  };
  for (const [name, { value, want }] of Object.entries(refused)) {
    test(`refuses: ${name}`, () => {
      assert.throws(() => encode(Part, value as Record<string, unknown>), {
        name: "ProtobufError",
        code: "protobuf.encode",
        message: want,
      });
    });
  }

  test("a value that could not be written leaves nothing behind", () => {
    assert.throws(() => encode(Part, { text: "before", child: { text: 5, left: "after" } }), { name: "ProtobufError" });
    assert.equal(Buffer.from(encode(Part, { text: "a" })).toString("hex"), "0a0161");
  });

  test("a property that encodes another message while it is read", () => {
    const value = {
      get text(): string {
        return Buffer.from(encode(Part, { text: "inner" })).toString("hex");
      },
      left: "outer",
    };
    assert.equal(Buffer.from(encode(Part, value)).toString("latin1"), "\n\x0e0a05696e6e6572:\x05outer");
  });

  test("an array that was returned is not written to again", () => {
    const first = encode(Part, { text: "first" });
    encode(Part, { text: "other" });
    assert.equal(Buffer.from(first).toString("latin1"), "\n\x05first");
  });

  test("refuses: a message inside itself", () => {
    const value: Record<string, unknown> = {};
    value["child"] = value;
    assert.throws(() => encode(Part, value), { message: "test.Part: is nested deeper than 100 levels" });
  });

  test("the error does not tell the value of bytes or text", () => {
    assert.throws(
      () => encode(Part, { data: "hunter2" }),
      (error: Error) => !error.message.includes("hunter2"),
    );
  });
});

suite("MessageDescriptor", () => {
  test("refuses a field that it cannot parse", () => {
    assert.throws(() => encode(new MessageDescriptor("test.Bad", "1 a"), {}), { message: "not a field: 1 a" });
  });

  test("refuses the name of a message that it was not given", () => {
    assert.throws(() => encode(new MessageDescriptor("test.Bad", "1 a B"), {}), { message: "no message type B for a" });
  });
});
