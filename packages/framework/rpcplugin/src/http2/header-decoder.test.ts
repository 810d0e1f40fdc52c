// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { fuzz } from "@provide-foundry/testkit";
import * as fc from "fast-check";
import { HeaderDecoder } from "./header-decoder.ts";
import { encodeHeaders, noTable } from "./header-encoder.ts";
import { type HeaderField, HeaderFields, requestProblem, responseProblem, trailersProblem } from "./header-fields.ts";
import { errorName, Http2Error, StreamError } from "./http2-error.ts";

function bytes(hex: string): Buffer {
  return Buffer.from(hex.replaceAll(" ", ""), "hex");
}

function render(fields: HeaderFields): string {
  return [...fields].map(([name, value]) => `${name}=${value}`).join(" | ");
}

/** A table of 256 bytes, as the examples with responses have it. */
const smallTable = "3fe101";

const date = "Mon, 21 Oct 2013 20:13:2";
const requests = [
  ":method=GET | :scheme=http | :path=/ | :authority=www.example.com",
  ":method=GET | :scheme=http | :path=/ | :authority=www.example.com | cache-control=no-cache",
  ":method=GET | :scheme=https | :path=/index.html | :authority=www.example.com | custom-key=custom-value",
];
const responses = [
  `:status=302 | cache-control=private | date=${date}1 GMT | location=https://www.example.com`,
  `:status=307 | cache-control=private | date=${date}1 GMT | location=https://www.example.com`,
  `:status=200 | cache-control=private | date=${date}2 GMT | location=https://www.example.com | content-encoding=gzip` +
    " | set-cookie=foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1",
];

suite("HPACK: examples of RFC 7541, appendix C", () => {
  const cases: Record<string, { blocks: readonly string[]; want: readonly string[] }> = {
    "C.2.1 literal, indexed": {
      blocks: ["400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572"],
      want: ["custom-key=custom-header"],
    },
    "C.2.2 literal, not indexed": { blocks: ["040c 2f73 616d 706c 652f 7061 7468"], want: [":path=/sample/path"] },
    "C.2.3 literal, never indexed": {
      blocks: ["1008 7061 7373 776f 7264 0673 6563 7265 74"],
      want: ["password=secret"],
    },
    "C.2.4 indexed": { blocks: ["82"], want: [":method=GET"] },
    "C.3 requests without Huffman": {
      blocks: [
        "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d",
        "8286 84be 5808 6e6f 2d63 6163 6865",
        "8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65",
      ],
      want: requests,
    },
    "C.4 requests with Huffman": {
      blocks: [
        "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
        "8286 84be 5886 a8eb 1064 9cbf",
        "8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf",
      ],
      want: requests,
    },
    "C.5 responses without Huffman, with eviction": {
      blocks: [
        `${smallTable} 4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133
         3a32 3120 474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d`,
        "4803 3330 37c1 c0bf",
        `88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738
         666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765 3d33 3630
         303b 2076 6572 7369 6f6e 3d31`,
      ],
      want: responses,
    },
    "C.6 responses with Huffman, with eviction": {
      blocks: [
        `${smallTable} 4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d
         29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3`,
        "4883 640e ffc1 c0bf",
        `88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7
         b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07`,
      ],
      want: responses,
    },
  };
  for (const [name, { blocks, want }] of Object.entries(cases)) {
    test(name, () => {
      const decoder = new HeaderDecoder();
      const got = blocks.map((block) => render(decoder.decode(bytes(block.replaceAll(/\s/g, "")))));
      assert.deepEqual(got, want);
    });
  }
});

suite("HPACK: blocks that are none", () => {
  const cases: Record<string, string> = {
    "index 0": "80",
    "an index behind the table": "be",
    "a name behind the table": "7e 00",
    "a table larger than allowed": "3f e2 1f",
    "a table's size among the headers": "82 20",
    "a number that breaks off": "ff",
    "a number without end": "ff 80 80 80 80 80 80 01",
    "a string that breaks off": "00 0a 61",
    "a string without its length": "00",
    "Huffman: the end of string": "00 84 ff ff ff ff 01 61",
    "Huffman: a whole byte of padding": "00 82 1f ff 01 61",
    "Huffman: padding with zeros": "00 81 18 01 61",
  };
  for (const [name, block] of Object.entries(cases)) {
    test(name, () => {
      assert.throws(() => new HeaderDecoder().decode(bytes(block)), { code: 9, name: "Http2Error" });
    });
  }

  test("fields that are too many, without a loss of what they add to the table", () => {
    const decoder = new HeaderDecoder();
    const added = bytes(`40 01 61 01 62 ${"be".repeat(3_000)}`);
    assert.throws(
      () => decoder.decode(added),
      (error) => error instanceof StreamError && errorName(error.code) === "ENHANCE_YOUR_CALM",
    );
    assert.equal(render(decoder.decode(bytes("be"))), "a=b");
  });

  test("any bytes are fields or an error of compression", () => {
    const seeds = [
      "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff",
      "3fe101 4882 6402 5885 aec3 771a 4b",
      "400a 6375 7374 00",
    ];
    fuzz((block: Uint8Array) => void [...new HeaderDecoder().decode(Buffer.from(block))], {
      seeds: seeds.map(bytes),
      refusals: [Http2Error],
    });
  });
});

suite("HeaderDecoder", () => {
  test("a block that is repeated means the same, until the table changes", () => {
    const decoder = new HeaderDecoder();
    decoder.decode(bytes("40 01 61 01 62")); // a=b
    const first = decoder.decode(bytes("be"));
    assert.equal(decoder.decode(bytes("be")), first);
    decoder.decode(bytes("40 01 63 01 64")); // c=d
    assert.equal(render(decoder.decode(bytes("be"))), "c=d");
    decoder.decode(bytes("20"));
    assert.throws(() => decoder.decode(bytes("be")));
  });

  test("reads what encodeHeaders() writes, and its table stays empty", () => {
    const name = fc.constantFrom(":status", "a", "grpc-status", "content-type", "x".repeat(200));
    const text = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.oneof(text, fc.constant("200")))), (fields: HeaderField[]) => {
        const decoder = new HeaderDecoder();
        assert.deepEqual([...decoder.decode(Buffer.concat([noTable, encodeHeaders(fields)]))], fields);
        assert.throws(() => decoder.decode(bytes("be")));
      }),
    );
  });
});

suite("header fields", () => {
  const request: readonly HeaderField[] = [
    [":method", "POST"],
    [":scheme", "http"],
    [":path", "/"],
  ];
  const cases: Record<string, { fields: readonly HeaderField[]; want: RegExp }> = {
    "an upper-case name": { fields: [...request, ["A", "b"]], want: /name "A" is not valid/ },
    "a name with a space": { fields: [...request, ["a b", "b"]], want: /not valid/ },
    "no name": { fields: [...request, ["", "b"]], want: /not valid/ },
    "a newline": { fields: [...request, ["a", "b\r\nc"]], want: /value that is not valid/ },
    "a space at the end": { fields: [...request, ["a", "b "]], want: /value that is not valid/ },
    "a connection's": { fields: [...request, ["transfer-encoding", "chunked"]], want: /no place in HTTP\/2/ },
    "te: gzip": { fields: [...request, ["te", "gzip"]], want: /te says/ },
    "a colon late": { fields: [["a", "b"], ...request], want: /:method comes after/ },
    "a colon twice": { fields: [...request, [":path", "/"]], want: /:path comes twice/ },
    "a response's": { fields: [...request, [":status", "200"]], want: /:status is out of place/ },
    "no path": { fields: request.slice(0, 2), want: /has no :path/ },
    "an empty path": { fields: [...request.slice(0, 2), [":path", ""]], want: /has no :path/ },
  };
  for (const [name, { fields, want }] of Object.entries(cases)) {
    test(`of a request: ${name}`, () => assert.match(requestProblem(new HeaderFields(fields)) ?? "none", want));
  }

  test("that are right", () => {
    assert.equal(requestProblem(new HeaderFields([...request, [":authority", "x"], ["te", "trailers"]])), undefined);
    assert.equal(responseProblem(new HeaderFields([[":status", "200"]])), undefined);
    assert.equal(trailersProblem(new HeaderFields([["grpc-status", "0"]])), undefined);
  });

  test("of a response without a status, and of trailers with one", () => {
    assert.match(responseProblem(new HeaderFields([[":status", "2000"]])) ?? "", /no status/);
    assert.match(trailersProblem(new HeaderFields([[":status", "200"]])) ?? "", /:status is out of place/);
  });
});
