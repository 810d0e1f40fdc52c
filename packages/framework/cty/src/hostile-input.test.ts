// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as cty from "./index.ts";
import * as json from "./json/index.ts";
import * as msgpack from "./msgpack/index.ts";

const levels = 10_000;
const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(" ", ""), "hex");
const repeat = (hex: string, times: number, tail = ""): Uint8Array => bytes(hex.repeat(times) + tail);

/** Runs what must fail with an error for the practitioner, and gives path and detail. */
function complaint(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof cty.PathError, `${String(error)} is not for the practitioner`);
    return error.message;
  }
  return "no error";
}

suite("MessagePack from an enemy", () => {
  const cases: Record<string, { data: Uint8Array; type?: cty.Type; want: string | RegExp }> = {
    "arrays without end": { data: repeat("91", levels), want: "dynamic value array must have exactly two elements" },
    "dynamic values without end": {
      data: repeat("92c4092264796e616d696322", levels, "c0"),
      want: "a value may not nest more than 512 levels",
    },
    "dynamic values in lists without end": {
      data: repeat("92c4125b226c697374222c2264796e616d6963225d91", levels, "c0"),
      want: /^(\[0\])+: a value may not nest more than 512 levels$/,
    },
    "a type without end": {
      data: Buffer.concat([bytes("92c6"), lengthOf('["list",'.repeat(levels)), Buffer.from('["list",'.repeat(levels))]),
      want: "a type may not nest more than 512 levels",
    },
    "four billion elements": {
      data: bytes("dd ffffffff c0"),
      type: cty.list(cty.bool),
      want: "the data ends in the middle of a value",
    },
    "four billion keys": {
      data: bytes("df ffffffff a161 c0"),
      type: cty.map(cty.bool),
      want: "the data ends in the middle of a value",
    },
    "a string of four gigabytes": {
      data: bytes("db ffffffff 61"),
      type: cty.string,
      want: "the data ends in the middle of a value",
    },
    "an extension of four gigabytes": {
      data: bytes("c9 ffffffff 0c 00"),
      type: cty.string,
      want: "the data ends in the middle of a value",
    },
    "a refinement too large": {
      data: Buffer.concat([bytes("c80401 0c"), Buffer.alloc(1025)]),
      type: cty.string,
      want: "oversize unknown value refinement",
    },
    "a type of extension that nobody knows": {
      data: bytes("c7020d8101"),
      type: cty.string,
      want: "unsupported extension type 0x0d with len 2",
    },
    "a refinement of another type": {
      data: bytes("c7050c8102a2612d"),
      type: cty.number,
      want: "failed to decode msgpack extension body: string prefix refinement for non-string type",
    },
    "bounds that leave nothing": {
      data: bytes("c7090c82 039205c3 049203c3"),
      type: cty.number,
      want: "failed to decode msgpack extension body: number lower bound 5 is greater than upper bound 3",
    },
    "lengths that leave nothing": {
      data: bytes("c7050c8205090603"),
      type: cty.list(cty.string),
      want: "failed to decode msgpack extension body: collection length upper bound 3 is less than lower bound 9",
    },
    "a number that is none": {
      data: bytes("cb 7ff8000000000001"),
      type: cty.number,
      want: "a number is required, not NaN",
    },
    "text that is not UTF-8": {
      data: bytes("92 a161 a2c328"),
      type: cty.list(cty.string),
      want: "[1]: a string must be valid UTF-8",
    },
    "half a surrogate pair": { data: bytes("a3eda080"), type: cty.string, want: "a string must be valid UTF-8" },
    "a key that is not UTF-8": {
      data: bytes("81 a1ff c3"),
      type: cty.map(cty.bool),
      want: "a string must be valid UTF-8",
    },
    "a code that means nothing": { data: bytes("91c1"), type: cty.list(cty.string), want: "[0]: string is required" },
    "nothing at all": { data: bytes(""), type: cty.string, want: "the data ends in the middle of a value" },
    "a refinement cut short": {
      data: bytes("c7030c8101"),
      type: cty.string,
      want: "the data ends in the middle of a value",
    },
    "an attribute nobody declared": {
      data: bytes("81 a162 c3"),
      type: cty.object({ a: cty.bool }),
      want: '["b"]: unsupported attribute',
    },
    "an attribute too few": {
      data: bytes("81 a161 c3"),
      type: cty.object({ a: cty.bool, b: cty.bool }),
      want: "an object with 2 attributes is required (1 given)",
    },
    "an attribute twice": {
      data: bytes("82 a161 c3 a161 c2"),
      type: cty.object({ a: cty.bool, b: cty.bool }),
      want: '["b"]: this attribute is missing, and another is given twice',
    },
    "a fault deep inside": {
      data: bytes("81 a16c 92 81a16101 81a161c2"),
      type: cty.object({ l: cty.list(cty.map(cty.number)) }),
      want: '["l"][1]["a"]: number is required',
    },
  };
  for (const [name, { data, type = cty.dynamic, want }] of Object.entries(cases)) {
    test(name, () => {
      const got = complaint(() => msgpack.unmarshal(data, type));
      if (typeof want === "string") assert.equal(got, want);
      else assert.match(got, want);
    });
  }

  test("a list of unknown elements that would fill the memory stays unknown", () => {
    const list = msgpack.unmarshal(bytes("c70f0c8301c205ce7fffffff06ce7fffffff"), cty.list(cty.string));
    assert.equal(list.isKnown(), false);
    assert.equal(list.range().lengthLowerBound, 0x7fff_ffff);
  });

  test("the implied type of nested arrays ends", () => {
    assert.equal(
      complaint(() => msgpack.impliedType(repeat("91", levels, "c0"))),
      "a value may not nest more than 512 levels",
    );
  });

  test("every prefix of a value is refused, and none of them crashes", () => {
    const value = cty.objectVal({
      list: cty.listVal([cty.stringVal("é"), cty.unknownVal(cty.string).refine().stringPrefix("foo-").newValue()]),
      number: cty.parseNumberVal("0.1"),
      set: cty.setVal([cty.numberIntVal(70_000), cty.numberIntVal(-70_000)]),
    });
    const whole = msgpack.marshal(value, cty.dynamic);
    for (let end = 0; end < whole.length; end++) {
      assert.notEqual(
        complaint(() => msgpack.unmarshal(whole.subarray(0, end), cty.dynamic)),
        "no error",
      );
    }
  });
});

suite("JSON from an enemy", () => {
  const cases: Record<string, { text: string; type?: cty.Type; want: string | RegExp }> = {
    "arrays without end, skipped": {
      text: `{"value":${"[".repeat(levels)}${"]".repeat(levels)}`,
      want: /^invalid JSON: unexpected end of text at line 1, column 200\d\d; expected ","$/,
    },
    "arrays without end, read": {
      text: "[".repeat(levels),
      type: cty.list(cty.string),
      want: "[0]: string is required",
    },
    "dynamic values without end": {
      text: '{"type":"dynamic","value":'.repeat(levels),
      want: /^invalid JSON: unexpected end of text/,
    },
    "dynamic values to great depth": {
      text: `${'{"type":"dynamic","value":'.repeat(100)}null${"}".repeat(100)}`,
      want: "dynamic values may not nest more than 32 levels",
    },
    "a type without end": {
      text: `{"type":${'["list",'.repeat(levels)}`,
      want: "a type may not nest more than 512 levels",
    },
    "a number of a hundred megabytes": {
      text: "1e99999999999999999999",
      type: cty.number,
      want: "a number is required",
    },
    "a control character": {
      text: '"a\u0001b"',
      type: cty.string,
      want: "invalid JSON: unexpected control character U+0001 at line 1, column 3",
    },
    "an escape that means nothing": {
      text: '"\\x41"',
      type: cty.string,
      want: 'invalid JSON: unexpected "x" at line 1, column 3; this character cannot be escaped',
    },
    "an attribute nobody declared": {
      text: '{"a":{"b":1}}',
      type: cty.object({ a: cty.object({}) }),
      want: '.a: unsupported attribute "b"',
    },
    "a mistake on a later line": {
      text: '{\n  "a": "x",\n  "b" "y"\n}',
      type: cty.map(cty.string),
      want: 'invalid JSON: unexpected "\\"" at line 3, column 7; expected ":"',
    },
    "a fault deep inside": {
      text: '{"l":[{"a":1},{"a":true}]}',
      type: cty.object({ l: cty.list(cty.map(cty.number)) }),
      want: '.l[1]["a"]: number is required',
    },
    "a fault in a set": { text: '["a",[]]', type: cty.set(cty.string), want: "[...]: string is required" },
    "a byte order mark": { text: "\u{feff}{}", type: cty.emptyObject, want: /^invalid JSON: unexpected/ },
  };
  for (const [name, { text, type = cty.dynamic, want }] of Object.entries(cases)) {
    test(name, () => {
      const got = complaint(() => json.unmarshal(text, type));
      if (typeof want === "string") assert.equal(got, want);
      else assert.match(got, want);
    });
  }

  test("bytes that are not UTF-8", () => {
    assert.equal(
      complaint(() => json.unmarshal(bytes("22ff22"), cty.string)),
      "invalid JSON: the text is not valid UTF-8",
    );
  });
  test("half a surrogate pair becomes U+FFFD, escaped or not", () => {
    assert.equal(json.unmarshal('"\\ud800"', cty.string).asString(), "\u{fffd}");
    assert.equal(json.unmarshal('"\ud800"', cty.string).asString(), "\u{fffd}");
  });
  test("the implied type of nested arrays ends", () => {
    assert.equal(
      complaint(() => json.impliedType("[".repeat(levels))),
      "a value may not nest more than 512 levels",
    );
  });
  test("a number with a great exponent is carried, and refused only where it must be written", () => {
    const number = json.unmarshal("1e300000000", cty.number);
    assert.equal(
      complaint(() => json.marshal(number, cty.number)),
      "a number of more than 100000 digits cannot be written out",
    );
    assert.equal(
      complaint(() => msgpack.marshal(number, cty.number)),
      "a number of more than 100000 digits cannot be written out",
    );
    assert.equal(
      complaint(() => cty.convert(number, cty.string)),
      "a number of more than 100000 digits cannot be written out",
    );
  });
});

suite("values that cannot be written", () => {
  const marked = cty.objectVal({ a: cty.listVal([cty.stringVal("x"), cty.stringVal("y").mark("secret")]) });
  const unknown = cty.objectVal({ m: cty.mapVal({ k: cty.unknownVal(cty.string) }) });
  const capsule = cty.objectVal({ c: cty.capsuleVal(cty.capsule("handle"), {}) });
  const cases: Record<string, { run: () => unknown; want: string }> = {
    "a mark, in MessagePack": {
      run: () => msgpack.marshal(marked, marked.type),
      want: ".a[1]: value has marks, so it cannot be serialized",
    },
    "a mark, in JSON": {
      run: () => json.marshal(marked, marked.type),
      want: ".a[1]: value has marks, so it cannot be serialized as JSON",
    },
    "unknown, in JSON": { run: () => json.marshal(unknown, unknown.type), want: '.m["k"]: value is not known' },
    "infinity, in JSON": {
      run: () => json.marshal(cty.tupleVal([cty.positiveInfinity]), cty.tuple([cty.number])),
      want: "[0]: cannot serialize infinity as JSON",
    },
    "a capsule, in MessagePack": {
      run: () => msgpack.marshal(capsule, capsule.type),
      want: ".c: capsule types not supported for msgpack encoding",
    },
    "a capsule, in JSON": { run: () => json.marshal(capsule, capsule.type), want: ".c: cannot JSON-serialize handle" },
    "a capsule, by its type": { run: () => msgpack.marshal(capsule, cty.dynamic), want: "type not allowed: handle" },
    "another type": {
      run: () => msgpack.marshal(cty.stringVal("x"), cty.list(cty.string)),
      want: "list of string required, but have string",
    },
  };
  for (const [name, { run, want }] of Object.entries(cases)) test(name, () => assert.equal(complaint(run), want));

  test("text with half a surrogate pair is refused where it comes in", () => {
    assert.throws(() => cty.stringVal("a\ud800"), RangeError);
    assert.throws(() => cty.object({ "\udc00": cty.string }), RangeError);
  });
});

function lengthOf(text: string): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return length;
}
