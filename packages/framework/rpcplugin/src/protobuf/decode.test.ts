// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { decode } from "./decode.ts";
import { MessageDescriptor } from "./message.ts";

interface Part {
  readonly text: string;
  readonly data: Uint8Array;
  readonly count: bigint;
  readonly flags: readonly number[];
  readonly names: ReadonlyMap<string, Part>;
  readonly child?: Part;
  readonly left?: string;
  readonly right?: Part;
  readonly size?: number;
  readonly on: boolean;
  readonly state: number;
  readonly ratio: number;
}

const Part: MessageDescriptor<Part, Partial<Part>> = new MessageDescriptor(
  "test.Part",
  "1 text string; 2 data bytes; 3 count int64; 4 flags uint32[]; 5 names map<string,Part>; 6 child Part; " +
    "7 left string|side; 8 right Part|side; 9 size int32?; 10 on bool; 11 state enum; 12 ratio float",
  () => ({ Part }),
);

const empty: Part = {
  text: "",
  data: new Uint8Array(0),
  count: 0n,
  flags: [],
  names: new Map(),
  on: false,
  state: 0,
  ratio: 0,
};

const decodeHex = (hex: string): Part => decode(Part, Buffer.from(hex.replaceAll(" ", ""), "hex"));

suite("decode", () => {
  const cases: Record<string, { hex: string; want: Partial<Part> }> = {
    "no bytes": { hex: "", want: {} },
    "scalar that is zero": { hex: "1800", want: {} },
    "optional scalar that is zero has presence": { hex: "4800", want: { size: 0 } },
    "negative int32 has ten bytes": { hex: "48 feffffffffffffffff01", want: { size: -2 } },
    "int32 of five bytes": { hex: "48 feffffff0f", want: { size: -2 } },
    "int64 below -2^53": { hex: "18 ffffffffffffffefff01", want: { count: -(2n ** 53n) - 1n } },
    "smallest int64": { hex: "18 80808080808080808001", want: { count: -(2n ** 63n) } },
    "padded varint": { hex: "18 85808000", want: { count: 5n } },
    "bool of any bit": { hex: "50 80808080808080808001", want: { on: true } },
    "enum number that is not known": { hex: "58 e707", want: { state: 999 } },
    "last scalar counts": { hex: "0a0161 0a0162", want: { text: "b" } },
    "messages for one field are merged": {
      hex: "3205 0a0161 2001 3204 1807 2002",
      want: { child: { ...empty, text: "a", count: 7n, flags: [1, 2] } },
    },
    "packed and unpacked in turn": { hex: "2001 2202 0203 2004", want: { flags: [1, 2, 3, 4] } },
    "empty packed field": { hex: "2200", want: {} },
    "last member of a oneof counts": { hex: "3a0161 4200", want: { right: empty } },
    "and so back": { hex: "4200 3a0161", want: { left: "a" } },
    "same member of a oneof is merged": {
      hex: "4203 0a0161 4202 1801",
      want: { right: { ...empty, text: "a", count: 1n } },
    },
    "member of a oneof set again after another starts anew": { hex: "4203 0a0161 3a00 4200", want: { right: empty } },
    "map entry": { hex: "2a07 0a0161 1202 1801", want: { names: new Map([["a", { ...empty, count: 1n }]]) } },
    "map entry without key and value": { hex: "2a00", want: { names: new Map([["", empty]]) } },
    "map entry with its value first": { hex: "2a05 1200 0a0161", want: { names: new Map([["a", empty]]) } },
    "map entry whose value comes in two parts": {
      hex: "2a0b 0a0161 1202 1801 1202 5001",
      want: { names: new Map([["a", { ...empty, count: 1n, on: true }]]) },
    },
    "map entry with an unknown field": { hex: "2a07 0a0161 1a020000", want: { names: new Map([["a", empty]]) } },
    "last map entry of a key counts": {
      hex: "2a07 0a0161 1202 1801 2a07 0a0161 1202 5001",
      want: { names: new Map([["a", { ...empty, on: true }]]) },
    },
    "key of a map called __proto__": {
      hex: "2a0d 0a09 5f5f70726f746f5f5f 1200",
      want: { names: new Map([["__proto__", empty]]) },
    },
    "unknown fields of every wire type": {
      hex: "f80101 f901 0102030405060708 fa0102 abcd fd01 01020304 fb01 fc01 1805",
      want: { count: 5n },
    },
    "unknown group with fields and a group": { hex: "fb01 0801 1202 0000 1b1c fc01 1805", want: { count: 5n } },
    "largest field number": { hex: "f8ffffff0f 01 1805", want: { count: 5n } },
    "byte order mark is text": { hex: "0a04 efbbbf61", want: { text: "\u{feff}a" } },
    "replacement character is text": { hex: "0a03 efbfbd", want: { text: "\u{fffd}" } },
    "text outside the basic plane": { hex: "0a04 f09f9880", want: { text: "\u{1f600}" } },
  };
  for (const [name, { hex, want }] of Object.entries(cases)) {
    test(name, () => assert.deepEqual(decodeHex(hex), { ...empty, ...want }));
  }

  const deep = (levels: number): Uint8Array => {
    let bytes = Buffer.alloc(0);
    for (let level = 1; level < levels; level++) bytes = Buffer.concat([Buffer.from([0x32]), lengthOf(bytes), bytes]);
    return bytes;
  };

  test("100 levels of messages", () => {
    let levels = 0;
    for (let part: Part | undefined = decode(Part, deep(100)); part; part = part.child) levels++;
    assert.equal(levels, 100);
  });

  const refused: Record<string, { hex: string; want: string }> = {
    "ends after a tag": { hex: "18", want: "test.Part.count: ends inside a varint" },
    "ends inside a tag": { hex: "80", want: "test.Part: ends inside a varint" },
    "ends inside a varint": { hex: "1880", want: "test.Part.count: ends inside a varint" },
    "varint of eleven bytes": {
      hex: "18 8080808080808080808000",
      want: "test.Part.count: a varint has more than 64 bits",
    },
    "varint of 65 bits": { hex: "18 80808080808080808002", want: "test.Part.count: a varint has more than 64 bits" },
    "field number 0": { hex: "0001", want: "test.Part: a field has the number 0" },
    "field number 0, padded": { hex: "8000", want: "test.Part: a field has the number 0" },
    "field number of 30 bits": { hex: "f8ffffff1f01", want: "test.Part: a field number has more than 29 bits" },
    "string beyond the end": { hex: "0a0561", want: "test.Part.text: claims 5 bytes where 1 are left" },
    "bytes beyond the end": { hex: "12ffffffff0f", want: "test.Part.data: claims 4294967295 bytes where 0 are left" },
    "length of 64 bits": {
      hex: "12 ffffffffffffffffff01",
      want: "test.Part.data: claims 18446744073709551615 bytes where 0 are left",
    },
    "message beyond the end": { hex: "32021805 3205", want: "test.Part.child: claims 5 bytes where 0 are left" },
    "string beyond the message around it": {
      hex: "3203 0a0261 61",
      want: "test.Part.text: claims 2 bytes where 1 are left",
    },
    "varint beyond the message around it": { hex: "3202 1880 01", want: "test.Part.count: ends inside a varint" },
    "packed field beyond the end": {
      hex: "22ffffff7f01",
      want: "test.Part.flags: claims 268435455 bytes where 1 are left",
    },
    "packed field that ends inside an element": { hex: "2201 80 01", want: "test.Part.flags: ends inside a varint" },
    "float beyond the end": { hex: "65010203", want: "test.Part.ratio: takes 4 bytes where 3 are left" },
    "map entry beyond the end": { hex: "2a05", want: "test.Part.names: claims 5 bytes where 0 are left" },
    "map key beyond its entry": { hex: "2a03 0a0261 61", want: "test.Part.names: claims 2 bytes where 1 are left" },
    "map value that is broken": { hex: "2a04 1202 1880", want: "test.Part.count: ends inside a varint" },
    "unknown bytes beyond the end": { hex: "fa0105", want: "test.Part: claims 5 bytes where 0 are left" },
    "unknown fixed64 beyond the end": { hex: "f90101", want: "test.Part: takes 8 bytes where 1 are left" },
    "group that does not end": { hex: "fb01 0801", want: "test.Part: ends inside group 31" },
    "group ended by another": { hex: "fb01 0c", want: "test.Part: group 31 is ended by group 1" },
    "end without a group": { hex: "fc01", want: "test.Part: group 31 ends but was not begun" },
    "wire type 6": { hex: "fe01", want: "test.Part: field 31 has wire type 6, which does not exist" },
    "wire type 7": { hex: "ff01", want: "test.Part: field 31 has wire type 7, which does not exist" },
    "varint for a string": { hex: "0801", want: "test.Part.text: has wire type 0 where 2 is due" },
    "bytes for a varint": { hex: "1a00", want: "test.Part.count: has wire type 2 where 0 is due" },
    "fixed32 for a repeated varint": { hex: "2500000000", want: "test.Part.flags: has wire type 5 where 0 is due" },
    "group for a message": { hex: "3334", want: "test.Part.child: has wire type 3 where 2 is due" },
    "varint for a map": { hex: "2800", want: "test.Part.names: has wire type 0 where 2 is due" },
    "varint for a map key": { hex: "2a02 0801", want: "test.Part.names: has wire type 0 where 2 is due" },
    "varint for a map value": { hex: "2a02 1001", want: "test.Part.names: has wire type 0 where 2 is due" },
    "invalid UTF-8": { hex: "0a02 c328", want: "test.Part.text: is not valid UTF-8" },
    "UTF-8 of a surrogate": { hex: "0a03 eda080", want: "test.Part.text: is not valid UTF-8" },
    "invalid UTF-8 beside a replacement character": {
      hex: "0a04 efbfbdff",
      want: "test.Part.text: is not valid UTF-8",
    },
    "invalid UTF-8 in a map key": { hex: "2a03 0a01ff", want: "test.Part.names: is not valid UTF-8" },
  };
  for (const [name, { hex, want }] of Object.entries(refused)) {
    test(`refuses: ${name}`, () => {
      assert.throws(() => decodeHex(hex), { name: "ProtobufError", message: want });
    });
  }

  const tooDeep: Record<string, Uint8Array> = {
    "101 levels of messages": deep(101),
    "20,000 levels of messages": deep(20_000),
    "a million levels of groups": Buffer.alloc(1_000_000, 0x7b),
    "maps in maps": Array.from({ length: 60 }).reduce<Buffer>((bytes) => {
      const value = Buffer.concat([Buffer.from([0x12]), lengthOf(bytes), bytes]);
      return Buffer.concat([Buffer.from([0x2a]), lengthOf(value), value]);
    }, Buffer.alloc(0)),
  };
  for (const [name, bytes] of Object.entries(tooDeep)) {
    test(`refuses: ${name}`, () => {
      assert.throws(() => decode(Part, bytes), {
        name: "ProtobufError",
        message: /: is nested deeper than 100 levels$/,
      });
    });
  }

  test("bytes are a view of the input", () => {
    const input = Uint8Array.of(0x12, 2, 7, 8);
    const { data } = decode(Part, input);
    input[2] = 9;
    assert.deepEqual(data, Uint8Array.of(9, 8));
    assert.equal(Object.getPrototypeOf(data), Uint8Array.prototype);
  });

  test("input may be a part of a larger buffer", () => {
    const whole = Uint8Array.of(0xff, 0x12, 1, 7, 0x65, 0, 0, 0x80, 0x3f, 0xff);
    const { data, ratio } = decode(Part, whole.subarray(1, 9));
    assert.deepEqual([data, ratio], [Uint8Array.of(7), 1]);
  });

  test("messages do not share their lists and maps", () => {
    const [a, b] = [decode(Part, new Uint8Array(0)), decode(Part, new Uint8Array(0))];
    assert.notEqual(a.flags, b.flags);
    assert.notEqual(a.names, b.names);
  });

  test("the error tells the message and the field apart", () => {
    assert.throws(() => decodeHex("3202 0801"), {
      code: "protobuf.decode",
      context: { typeName: "test.Part", field: "text" },
    });
    assert.throws(() => decodeHex("80"), { context: { typeName: "test.Part", field: undefined } });
  });
});

function lengthOf(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let rest = bytes.byteLength;
  for (; rest >= 0x80; rest >>>= 7) out.push((rest & 0x7f) | 0x80);
  return Uint8Array.from([...out, rest]);
}
