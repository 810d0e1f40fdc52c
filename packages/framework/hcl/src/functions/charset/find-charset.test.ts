// SPDX-License-Identifier: Apache-2.0

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { suite, test } from "node:test";
import { findCharset } from "./find-charset.ts";

/** The start of the SHA-256 of what golang.org/x/text 0.22 makes of each character of 16 bits, in hex, with commas between. */
const digests: Readonly<Record<string, string>> = {
  Shift_JIS: "4f1dd0a4cd7dd45aacd5a2df76152f30",
  "EUC-JP": "9c5af811cbd883d8278d75ea2f840f83",
  "ISO-2022-JP": "1a960e4fc61aaf0525ddb6264eeac616",
  GBK: "b0c1267deeb0123f7db40f998baf6ffa",
  GB18030: "9d12d7d1834179e81b8b5c6d00c61810",
  Big5: "6389911233935020918ad1446b4daab2",
  "EUC-KR": "2165abc856bdd1000403ed8f9bdbe487",
  "HZ-GB-2312": "3489cb30259591bc4dcbfbf98fd49848",
};

const hexOf = (name: string, text: string): string | undefined => findCharset(name)!.encode(text)?.toString("hex");
const textOf = (name: string, hex: string): string => findCharset(name)!.decode(Buffer.from(hex, "hex"));

suite("findCharset", () => {
  for (const [name, want] of Object.entries(digests)) {
    test(`${name} has the bytes that Go has, and reads them`, () => {
      const charset = findCharset(name)!;
      const encoded: string[] = [];
      for (let code = 0; code <= 0xffff; code++) {
        if (code >= 0xd800 && code <= 0xdfff) continue;
        const character = String.fromCharCode(code);
        const bytes = charset.encode(character);
        encoded.push(bytes?.toString("hex") ?? "");
        // The original has numbers in GB 18030 for characters of private use that stand for others when they are read.
        const isPrivate = code >= 0xe000 && code <= 0xf8ff;
        const isShift = name === "ISO-2022-JP" && code === 0x1b;
        if (bytes && !isPrivate && !isShift) assert.equal(charset.decode(bytes), character, code.toString(16));
      }
      assert.equal(createHash("sha256").update(encoded.join(",")).digest("hex").slice(0, 32), want);
    });
  }

  const samples: Record<string, { text: string; hex: string }> = {
    Shift_JIS: { text: "aｱ日本", hex: "61b193fa967b" },
    "EUC-JP": { text: "aｱ日丂", hex: "618eb1c6fc8fb0a1" },
    "ISO-2022-JP": { text: "aｱ日\n", hex: "611b2849311b2442467c1b28420a" },
    GBK: { text: "a€中", hex: "6180d6d0" },
    GB18030: { text: "a€中é😀", hex: "61a2e3d6d0a8a69439fc36" },
    "HZ-GB-2312": { text: "a中b~", hex: "617e7b56507e7d627e7e" },
    Big5: { text: "a中Ê", hex: "61a4a48866" },
    "EUC-KR": { text: "a한갂®", hex: "61c7d18141a2e7" },
    IBM037: { text: "Aé", hex: "c151" },
    ibm00858: { text: "A€", hex: "41d5" },
    latin5: { text: "İş", hex: "ddfe" },
    "ISO_8859-8-I": { text: "שa", hex: "f961" },
    "windows-874": { text: "ก", hex: "a1" },
  };
  for (const [name, { text, hex }] of Object.entries(samples)) {
    test(`${name} both ways`, () => {
      assert.equal(hexOf(name, text), hex);
      assert.equal(textOf(name, hex), text);
    });
  }

  const wrong: Record<string, string> = {
    Shift_JIS: "93",
    "EUC-JP": "8fb0",
    "ISO-2022-JP": "1b2442467c46",
    GBK: "ff",
    GB18030: "81308130ff",
    "HZ-GB-2312": "7e21",
    Big5: "8140",
    "EUC-KR": "8180",
    "ISO-8859-2": "80",
    "windows-1252": "81",
  };
  for (const [name, hex] of Object.entries(wrong)) {
    test(`${hex} is nothing in ${name}`, () => assert.match(textOf(name, hex), /\ufffd$/));
  }

  test("two characters that Big5 has one code for are read, and not written", () => {
    assert.equal(textOf("big5", "8862"), "\u00ca\u0304");
    assert.equal(hexOf("big5", "\u00ca\u0304"), undefined);
  });

  test("names in any case, and no others", () => {
    assert.equal(findCharset(" ms_KANJI ")?.name, "Shift_JIS");
    assert.equal(findCharset("L1")?.name, "ISO_8859-1:1987");
    for (const name of ["", "sjis", "utf-32", "utf8", "cp1252", "iso-8859-11"])
      assert.equal(findCharset(name), undefined);
  });
});
