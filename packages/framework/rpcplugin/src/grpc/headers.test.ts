// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import * as fc from "fast-check";
import { decodeGrpcMessage, encodeGrpcMessage } from "./grpc-message.ts";
import { Metadata, type MetadataValue } from "./metadata.ts";
import { parseStatus, Status, statusName } from "./status.ts";
import { formatTimeout, parseTimeout } from "./timeout.ts";

suite("grpc-message", () => {
  test("is printable ASCII and gives back any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const encoded = encodeGrpcMessage(text);
        assert.match(encoded, /^[ -~]*$/);
        assert.equal(decodeGrpcMessage(encoded), text);
      }),
    );
  });

  const cases: Record<string, { text: string; encoded: string }> = {
    "plain text stays as it is": { text: "not found: a/b", encoded: "not found: a/b" },
    percent: { text: "100 %", encoded: "100 %25" },
    newline: { text: "a\nb", encoded: "a%0Ab" },
    "UTF-8, by byte": { text: "größer 🙂", encoded: "gr%C3%B6%C3%9Fer %F0%9F%99%82" },
    "half a surrogate pair becomes the replacement character": { text: "\ud800", encoded: "%EF%BF%BD" },
  };
  for (const [name, { text, encoded }] of Object.entries(cases)) {
    test(name, () => assert.equal(encodeGrpcMessage(text), encoded));
  }

  test("long text is cut between characters", () => {
    const encoded = encodeGrpcMessage("ü".repeat(10_000));
    assert.ok(encoded.length <= 8 * 1024 + 3);
    assert.match(decodeGrpcMessage(encoded), /^ü+\.\.\.$/);
  });

  test("what is not percent-encoding is left as it is", () => {
    assert.equal(decodeGrpcMessage("100 % of %zz%4"), "100 % of %zz%4");
    assert.equal(decodeGrpcMessage("%ff"), "\ufffd");
  });
});

suite("grpc-timeout", () => {
  const cases: Record<string, number> = {
    "1n": 1e-6,
    "250u": 0.25,
    "99999999m": 99_999_999,
    "3S": 3000,
    "2M": 120_000,
    "1H": 3_600_000,
  };
  for (const [text, ms] of Object.entries(cases)) test(text, () => assert.equal(parseTimeout(text), ms));

  for (const text of ["", "1", "S", "-1S", "1.5S", "123456789S", "1s", " 1S"]) {
    test(`${JSON.stringify(text)} is none`, () => assert.equal(parseTimeout(text), undefined));
  }

  test("a timeout is never shortened, and fits eight digits", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3e14, noNaN: true }), (ms) => {
        const text = formatTimeout(ms);
        assert.match(text, /^\d{1,8}[mSMH]$/);
        assert.ok(parseTimeout(text)! >= ms);
      }),
    );
  });
});

suite("Metadata", () => {
  test("goes through headers and back, several values and bytes included", () => {
    const metadata = new Metadata([
      ["Trace", "a"],
      ["trace", "b"],
      ["key-bin", Uint8Array.of(0, 255)],
    ]);
    assert.deepEqual(metadata.toHeaders(), [
      ["trace", "a"],
      ["trace", "b"],
      ["key-bin", "AP8"],
    ]);
    const received = Metadata.fromHeaders([
      [":path", "/x"],
      ["te", "trailers"],
      ["grpc-status", "0"],
      ["key-bin", "AP8=,AQ"],
      ["trace", "a"],
      ["trace", "b"],
    ]);
    assert.deepEqual(
      [...received].map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
      [
        ["key-bin", [0, 255]],
        ["key-bin", [1]],
        ["trace", "a"],
        ["trace", "b"],
      ],
    );
    assert.equal(metadata.get("TRACE"), "a");
    assert.deepEqual(metadata.getAll("trace"), ["a", "b"]);
    assert.deepEqual(metadata.getAll("other"), []);
  });

  const refused: Record<string, readonly [string, MetadataValue]> = {
    "a reserved name": ["grpc-status", "0"],
    "a pseudo header": [":path", "/"],
    "a name with a space": ["a b", "x"],
    "bytes under a text name": ["key", Uint8Array.of(1)],
    "text under a bytes name": ["key-bin", "x"],
    "a newline": ["key", "a\r\nb: c"],
  };
  for (const [name, entry] of Object.entries(refused)) {
    test(`refuses ${name}`, () => assert.throws(() => new Metadata([entry]), TypeError));
  }
});

suite("grpc-status", () => {
  test("is a known code or UNKNOWN", () => {
    assert.equal(parseStatus("0"), Status.OK);
    assert.equal(parseStatus("16"), Status.UNAUTHENTICATED);
    for (const text of ["17", "-1", "", "5 ", "x"]) assert.equal(parseStatus(text), Status.UNKNOWN, text);
  });

  test("has a name", () => {
    assert.equal(statusName(5), "NOT_FOUND");
    assert.equal(statusName(99), "99");
  });
});
