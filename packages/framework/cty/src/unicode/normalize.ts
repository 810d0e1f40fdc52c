// SPDX-License-Identifier: Apache-2.0

import { CodePointSet } from "./code-point-set.ts";
import { printable } from "./generated/tables.ts";
import { makeStreamSafe } from "./stream-safe.ts";

/**
 * A string as cty holds it: in Unicode normalization form NFC, and with joiners in the longest rows of accents.
 *
 * @throws RangeError if it has half a surrogate pair, which is no character and has no UTF-8 form.
 */
export function normalizeString(text: string): string {
  if (!text.isWellFormed())
    throw new RangeError("a string must be valid Unicode, but this one has half a surrogate pair");
  return isNormalized(text) ? text : normalizeAsOfUnicode15(makeStreamSafe(text));
}

/**
 * NFC as in Unicode 15.0, whatever the version that the engine knows: what was no character then stands by itself, and
 * nothing joins it or changes place with it.
 */
function normalizeAsOfUnicode15(text: string): string {
  if (!mayBeNewer.test(text)) return text.normalize("NFC");
  let normalized = "";
  let start = 0;
  for (let i = 0; i < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(i)!);
    if (mayBeNewer.test(character) && !characters.has(character.codePointAt(0)!)) {
      normalized += text.slice(start, i).normalize("NFC") + character;
      start = i + character.length;
    }
    i += character.length;
  }
  return normalized + text.slice(start).normalize("NFC");
}

/** The blocks that later versions add to of what takes part in NFC. */
const mayBeNewer = /[\u0890-\u089f\u1ab0-\u1aff\u{10000}-\u{1ffff}]/u;
const characters = new CodePointSet(printable);

/** Whether the text is sure to be in NFC, because none of its characters takes part in it. Most texts are. */
export function isNormalized(text: string): boolean {
  if (text.length > longText && !beyondPlain.test(text)) return true;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x300 && !isInert(unit)) return false;
  }
  return true;
}

/** The larger blocks in which nothing composes, decomposes or is put in order; NFC starts at U+0300 to do these. */
function isInert(unit: number): boolean {
  return (
    (unit >= 0x400 && unit <= 0x482) || // Cyrillic
    (unit >= 0x2010 && unit <= 0x2027) || // dashes, quotes, bullets
    (unit >= 0x3041 && unit <= 0x3096) || // Hiragana
    (unit >= 0x30a1 && unit <= 0x30fa) || // Katakana
    (unit >= 0x4e00 && unit <= 0x9fff) || // Han
    (unit >= 0xac00 && unit <= 0xd7a3) || // Hangul
    (unit >= 0xd83c && unit <= 0xd83e) || // the first halves of emoji,
    (unit >= 0xdc00 && unit <= 0xdfff) || // the second halves of any character,
    unit === 0x200d || // and what joins emoji
    unit === 0xfe0f
  );
}

const beyondPlain = /[\u0300-\uffff]/;

/** From about here on, calling into the engine costs less than a loop. */
const longText = 64;
