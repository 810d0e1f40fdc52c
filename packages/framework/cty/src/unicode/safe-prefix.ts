// SPDX-License-Identifier: Apache-2.0

import { CodePointSet } from "./code-point-set.ts";
import * as tables from "./generated/tables.ts";
import { endOfCluster } from "./grapheme.ts";
import { normalizeString } from "./normalize.ts";

/**
 * The start of a string, in NFC, up to where text that is yet to follow could change it: without a letter that an accent
 * may join, part of an emoji, and so on.
 *
 * Source: go-cty 1.18, `ctystrings.SafeKnownPrefix`.
 */
export function safeKnownPrefix(text: string): string {
  const prefix = normalizeString(text);
  const upToBoundary = cutAtBoundary(prefix);
  if (upToBoundary.length < prefix.length) return upToBoundary;

  let previous = 0;
  let start = 0;
  while (start < prefix.length) {
    previous = start;
    const end = endOfCluster(prefix, start);
    if (end === undefined) return prefix.slice(0, start);
    start = end;
  }
  return endsCluster(prefix.slice(previous)) ? prefix : prefix.slice(0, previous);
}

/** The start of a normalized text up to where normalization could change it if more text followed. */
export function cutAtBoundary(text: string): string {
  return text.slice(0, lastBoundary(text));
}

/** Characters after which nothing goes on the cluster in practice, for the sake of prefixes like `arn:` and `https://`. */
function endsCluster(cluster: string): boolean {
  return cluster.length === 1 && "-_:;/\\,.(){}[]|?!~ \t@#$%^&*+\"'".includes(cluster);
}

const normalizesAlone = new CodePointSet(tables.normalizesAlone);
const nonStarter = new CodePointSet(tables.nonStarter);
const combinesBackward = new CodePointSet(tables.combinesBackward);

/** So many characters that belong to one before them NFC goes through; then it starts anew. */
const mostNonStarters = 30;

/**
 * Where the last character starts that what follows may change; the length of the text if there is none; undefined if
 * that is where the text begins with one that belongs to a character before it.
 *
 * Source: `lastBoundary` of golang.org/x/text/unicode/norm.
 */
function lastBoundary(text: string): number | undefined {
  let start = startOfLast(text, text.length);
  if (start === undefined) return undefined;
  if (normalizesAlone.has(text.codePointAt(start)!)) return text.length;
  for (let nonStarters = 0; nonStarters <= mostNonStarters; nonStarters++) {
    const codePoint = text.codePointAt(start)!;
    if (!nonStarter.has(codePoint) && !combinesBackward.has(codePoint)) return start;
    const before = startOfLast(text, start);
    if (before === undefined) return undefined;
    start = before;
  }
  return start;
}

/** Where the character starts that ends at `end`. */
function startOfLast(text: string, end: number): number | undefined {
  if (end === 0) return undefined;
  const isPair = end > 1 && (text.charCodeAt(end - 1) & 0xfc00) === 0xdc00;
  return end - (isPair ? 2 : 1);
}
