// SPDX-License-Identifier: Apache-2.0

/**
 * The encodings of East Asia in which each character tells its length.
 *
 * Source: golang.org/x/text 0.22, packages `japanese`, `korean`, `simplifiedchinese` and `traditionalchinese`.
 *
 * @module
 */

import { decodeBy, encodeBy, isASCII, type Charset, type Step } from "./charset.ts";
import type { CodeTable } from "./code-table.ts";
import { big5, eucKR, gbk, jis0208, jis0212, toShiftJIS } from "./east-asian-tables.ts";
import { gb18030Runs } from "./generated/tables.ts";

/** What differs among the encodings: all characters but those of ASCII. */
interface Layout {
  readonly name: string;
  /** The character at a byte above ASCII. */
  readonly read: (bytes: Buffer, at: number) => Step;
  readonly write: (character: string) => readonly number[] | undefined;
}

function makeCharset({ name, read, write }: Layout): Charset {
  return {
    name,
    decode: (bytes) =>
      decodeBy(bytes, (at) => (bytes[at]! < 0x80 ? [String.fromCharCode(bytes[at]!), 1] : read(bytes, at))),
    encode: (text) => {
      const bytes = encodeBy(text, (character) => (isASCII(character) ? [character.charCodeAt(0)] : write(character)));
      return bytes && Buffer.from(bytes);
    },
  };
}

/** Between half-width katakana and the bytes for them. */
const katakanaOffset = 0xff61 - 0xa1;

function isKatakana(character: string): boolean {
  return /^[\uff61-\uff9f]$/.test(character);
}

export const shiftJIS: Charset = makeCharset({
  name: "Shift_JIS",
  read: (bytes, at) => {
    const lead = bytes[at]!;
    if (lead === 0x80) return ["\u0080", 1];
    if (lead >= 0xa1 && lead <= 0xdf) return [String.fromCharCode(lead + katakanaOffset), 1];
    const trail = bytes[at + 1] ?? 0;
    if (lead === 0xa0 || lead > 0xfc || trail < 0x40 || trail === 0x7f || trail > 0xfc) return undefined;
    const rows = 2 * (lead - (lead < 0xa0 ? 0x81 : 0xc1));
    const code = trail >= 0x9f ? (rows + 1) * 94 + trail - 0x9f : rows * 94 + trail - (trail < 0x7f ? 0x40 : 0x41);
    return step(jis0208().characterOf(code), 2);
  },
  write: (character) => {
    if (isKatakana(character)) return [character.charCodeAt(0) - katakanaOffset];
    const code = jis0208().codeOf(character);
    return code === undefined ? undefined : toShiftJIS(code);
  },
});

export const eucJP: Charset = makeCharset({
  name: "Extended_UNIX_Code_Packed_Format_for_Japanese",
  read: (bytes, at) => {
    const [lead = 0, second = 0, third = 0] = bytes.subarray(at, at + 3);
    if (lead === 0x8e) {
      return second >= 0xa1 && second <= 0xdf ? [String.fromCharCode(second + katakanaOffset), 2] : undefined;
    }
    if (lead === 0x8f) return readRow(jis0212(), second, third, 3);
    return readRow(jis0208(), lead, second, 2);
  },
  write: (character) => {
    if (isKatakana(character)) return [0x8e, character.charCodeAt(0) - katakanaOffset];
    const code = jis0208().codeOf(character);
    if (code !== undefined && code < 94 * 94) return rowBytes(code);
    const other = jis0212().codeOf(character);
    return other === undefined ? undefined : [0x8f, ...rowBytes(other)];
  },
});

function readRow(table: CodeTable, row: number, column: number, length: number): Step {
  if (row < 0xa1 || row > 0xfe || column < 0xa1 || column > 0xfe) return undefined;
  return step(table.characterOf((row - 0xa1) * 94 + column - 0xa1), length);
}

function rowBytes(code: number): [number, number] {
  return [0xa1 + Math.floor(code / 94), 0xa1 + (code % 94)];
}

function step(character: string | undefined, length: number): Step {
  return character === undefined ? undefined : [character, length];
}

function twoBytes(name: string, table: () => CodeTable): Layout {
  return {
    name,
    read: (bytes, at) => step(table().characterOf(bytes[at]! * 256 + (bytes[at + 1] ?? 0)), 2),
    write: (character) => {
      const code = table().codeOf(character);
      return code === undefined ? undefined : [code >> 8, code & 0xff];
    },
  };
}

export const eucKorean: Charset = makeCharset(twoBytes("EUC-KR", eucKR));

/** Four codes stand for two characters each, which are then not written with them. */
const big5Pairs: ReadonlyMap<number, string> = new Map([
  [0x8862, "\u00ca\u0304"],
  [0x8864, "\u00ca\u030c"],
  [0x88a3, "\u00ea\u0304"],
  [0x88a5, "\u00ea\u030c"],
]);
const big5Layout = twoBytes("Big5", big5);

export const big5Charset: Charset = makeCharset({
  ...big5Layout,
  read: (bytes, at) => {
    const pair = big5Pairs.get(bytes[at]! * 256 + (bytes[at + 1] ?? 0));
    return pair === undefined ? big5Layout.read(bytes, at) : [pair, 2];
  },
});

const euro = "\u20ac";
const gbkLayout = twoBytes("GBK", gbk);

function readGBK(bytes: Buffer, at: number): Step {
  return bytes[at] === 0x80 ? [euro, 1] : gbkLayout.read(bytes, at);
}

export const gbkCharset: Charset = makeCharset({
  ...gbkLayout,
  read: readGBK,
  write: (character) => (character === euro ? [0x80] : gbkLayout.write(character)),
});

/** With four bytes for what GBK has not, in the order of Unicode. */
export const gb18030: Charset = makeCharset({
  name: "GB18030",
  read: (bytes, at) => {
    const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
    // As in the original, a second byte after the digits is one of four, too.
    if (first === 0x80 || second < 0x30 || second > 0x3f) return readGBK(bytes, at);
    if (first > 0xfe || third < 0x81 || third > 0xfe || fourth < 0x30 || fourth > 0x39) return undefined;
    const index = ((first - 0x81) * 10 + second - 0x30) * 1260 + (third - 0x81) * 10 + fourth - 0x30;
    const isBeyond = index >= firstBeyond;
    const [firstCode, firstIndex] = isBeyond
      ? [0x1_0000, firstBeyond]
      : gb18030Runs.findLast(([, start]) => start <= index)!;
    const code = index - firstIndex + firstCode;
    return code > (isBeyond ? 0x10_ffff : 0xffff) ? undefined : [String.fromCodePoint(code), 4];
  },
  write: (character) => {
    const short = gbkLayout.write(character);
    if (short !== undefined) return short;
    const code = character.codePointAt(0)!;
    const isBeyond = code > 0xffff;
    const [firstCode, firstIndex] = isBeyond
      ? [0x1_0000, firstBeyond]
      : gb18030Runs.findLast(([start]) => start <= code)!;
    const index = code - firstCode + firstIndex;
    const [rest, fourth] = [Math.floor(index / 10), index % 10];
    return [0x81 + Math.floor(rest / 1260), 0x30 + (Math.floor(rest / 126) % 10), 0x81 + (rest % 126), 0x30 + fourth];
  },
});

/** The number of the first character beyond 16 bits. */
const firstBeyond = 189_000;
