// SPDX-License-Identifier: Apache-2.0

/**
 * The tables behind the encodings of East Asia.
 *
 * Node's decoders are where most characters come from, once and when they are asked for. Where Node knows less than
 * Encoding Standard has, or more, the difference is made up here: its private characters are left out, Hangul is counted
 * through, and what Hong Kong added to Big5 is a table of its own.
 *
 * Source: WHATWG Encoding Standard, section 5, as golang.org/x/text 0.22 has it.
 *
 * @module
 */

import { CodeTable } from "./code-table.ts";
import { big5Extension } from "./generated/tables.ts";
import { noCharacter } from "./charset.ts";

/** A table that is made when it is first asked for. */
function once(make: () => CodeTable): () => CodeTable {
  let table: CodeTable | undefined;
  return () => (table ??= make());
}

/** How many characters a row of JIS or of the Chinese and Korean standards has. */
const rowLength = 94;

/** JIS X 0208 and what IBM and NEC added, by row times 94 plus column. */
export const jis0208: () => CodeTable = once(() => {
  const read = reader("shift_jis");
  const characters = new Map<number, string>();
  for (let code = 0; code < 120 * rowLength; code++) set(characters, code, read(...toShiftJIS(code)));
  return new CodeTable(characters);
});

/** JIS X 0212, by the same numbers. */
export const jis0212: () => CodeTable = once(() => {
  const read = reader("euc-jp");
  const characters = new Map<number, string>();
  // Node has characters in the rows behind, too.
  for (let row = 0; row < 0x52; row++) {
    for (let column = 0; column < rowLength; column++) {
      set(characters, row * rowLength + column, read(0x8f, 0xa1 + row, 0xa1 + column));
    }
  }
  return new CodeTable(characters);
});

/** The two bytes that a row and column of JIS X 0208 have in Shift_JIS: the leads hold two rows each. */
export function toShiftJIS(code: number): [lead: number, trail: number] {
  const row = Math.floor(code / rowLength);
  const column = code % rowLength;
  const lead = (row >> 1) + (row < 62 ? 0x81 : 0xc1);
  return [lead, row % 2 === 1 ? column + 0x9f : column + (column < 63 ? 0x40 : 0x41)];
}

/** GBK, by its two bytes. */
export const gbk: () => CodeTable = once(() => {
  const read = reader("gb18030");
  // What later editions of GB 18030 moved here from four bytes.
  const isLater = (character: string): boolean => /[\u1e3f\u9fb4-\u9fbb\ufe10-\ufe19]/.test(character);
  const characters = new Map<number, string>();
  for (const [lead, trail] of pairs([0x81, 0xfe], [0x40, 0xfe])) {
    const character = read(lead, trail);
    if (character !== undefined && !isLater(character)) characters.set(lead * 256 + trail, character);
  }
  return new CodeTable(characters);
});

/** Big5 with the characters of Hong Kong, by its two bytes. */
export const big5: () => CodeTable = once(() => {
  const read = reader("big5");
  const extension = new Map<number, string>();
  const codes = extensionCodes();
  for (const character of big5Extension) {
    const { value } = codes.next();
    extension.set(value!, character);
  }
  const characters = new Map<number, string>();
  for (const [lead, trail] of pairs([0x87, 0xfe], [0x40, 0xfe])) {
    const code = lead * 256 + trail;
    const character = extension.get(code) ?? read(lead, trail);
    if (character !== noCharacter) set(characters, code, character);
  }
  return new CodeTable(characters, true);
});

/** Where the characters of `big5Extension` belong. */
function* extensionCodes(): Generator<number, undefined> {
  const ranges = [
    pairs([0x87, 0xa0], [0x40, 0xfe]),
    pairs([0xa3, 0xa3], [0xc0, 0xe0]),
    pairs([0xc6, 0xc6], [0xa1, 0xfe]),
    pairs([0xc7, 0xc8], [0x40, 0xfe]),
    pairs([0xf9, 0xf9], [0xfe, 0xfe]),
    pairs([0xfa, 0xfe], [0x40, 0xfe]),
  ];
  for (const range of ranges) {
    for (const [lead, trail] of range) if (trail < 0x7f || trail > 0xa0) yield lead * 256 + trail;
  }
  return undefined;
}

/** KS X 1001 with all of Hangul, by its two bytes. */
export const eucKR: () => CodeTable = once(() => {
  const read = reader("euc-kr");
  const standard = new Map<number, string>();
  for (const [lead, trail] of pairs([0xa1, 0xfe], [0xa1, 0xfe])) set(standard, lead * 256 + trail, read(lead, trail));
  standard.set(0xa2e6, "\u20ac").set(0xa2e7, "\u00ae");
  const all = [...standard, ...otherHangul(new Set(standard.values()))];
  return new CodeTable(new Map(all.sort(([a], [b]) => a - b)));
});

/** The syllables that the standard leaves out, in their order, go where it has nothing. */
function* otherHangul(standard: ReadonlySet<string>): Generator<[number, string]> {
  const free = pairs([0x81, 0xc6], [0x41, 0xfe]);
  for (let code = 0xac00; code <= 0xd7a3; code++) {
    const syllable = String.fromCharCode(code);
    if (!standard.has(syllable)) yield [nextFree(free), syllable];
  }
}

function nextFree(places: Generator<[number, number], undefined>): number {
  for (;;) {
    const [lead, trail] = places.next().value!;
    const isLetter = (trail >= 0x41 && trail <= 0x5a) || (trail >= 0x61 && trail <= 0x7a);
    if (isLetter || (trail >= 0x81 && (lead < 0xa1 || trail < 0xa1))) return lead * 256 + trail;
  }
}

type Bounds = readonly [first: number, last: number];

function* pairs(leads: Bounds, trails: Bounds): Generator<[number, number], undefined> {
  for (let lead = leads[0]; lead <= leads[1]; lead++) {
    for (let trail = trails[0]; trail <= trails[1]; trail++) yield [lead, trail];
  }
  return undefined;
}

/** Tells the character of some bytes, if they are one; those for private use are none. */
function reader(label: string): (...bytes: number[]) => string | undefined {
  const decoder = new TextDecoder(label, { ignoreBOM: true });
  return (...bytes) => {
    const text = decoder.decode(Uint8Array.from(bytes));
    const isOne = text.length === 1 || (text.length === 2 && text.codePointAt(0)! > 0xffff);
    return isOne && text !== noCharacter && !/[\ue000-\uf8ff]/.test(text) ? text : undefined;
  };
}

function set(characters: Map<number, string>, code: number, character: string | undefined): void {
  if (character !== undefined) characters.set(code, character);
}
