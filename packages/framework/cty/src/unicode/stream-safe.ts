// SPDX-License-Identifier: Apache-2.0

import { CodePointSet } from "./code-point-set.ts";
import * as tables from "./generated/tables.ts";

/**
 * Puts a joiner, U+034F, after 30 characters in a row that belong to the one before them, so that whoever normalizes the
 * text needs a buffer of a certain size only. No writing system comes near that.
 *
 * Source: golang.org/x/text/unicode/norm 0.11, after the Stream-Safe Text Process of Unicode Standard Annex #15. Vowels
 * and finals of Hangul count too.
 */
export function makeStreamSafe(text: string): string {
  if (text.length < 10 || !mayOverflow.test(text)) return text;
  let safe = "";
  let count = 0;
  for (const character of text) {
    const parts = Array.from(character.normalize("NFD"));
    const leading = countLeading(parts);
    count += leading;
    if (count > mostModifiers) {
      safe += joiner;
      count = leading;
    } else if (leading === 0) {
      count = countLeading(parts.toReversed());
    }
    safe += character;
  }
  return safe;
}

const mostModifiers = 30;
const joiner = "\u034f";

/** A character counts for three at most. */
const mayOverflow = /[\p{M}\u1161-\u1175\u11a8-\u11c2\u3131-\u3163\uff9e-\uffdc]{10}/u;

const nonStarter = new CodePointSet(tables.nonStarter);
const combinesBackward = new CodePointSet(tables.combinesBackward);

function countLeading(parts: readonly string[]): number {
  const end = parts.findIndex((part) => {
    const codePoint = part.codePointAt(0)!;
    return !nonStarter.has(codePoint) && !combinesBackward.has(codePoint);
  });
  return end < 0 ? parts.length : end;
}
