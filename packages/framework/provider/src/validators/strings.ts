// SPDX-License-Identifier: Apache-2.0

import { butGot } from "../codec/but-got.ts";
import type { ScalarShape } from "../schema/field.ts";
import type { Validator } from "../validation/validator.ts";
import { assertCounts, judgeKnown } from "./verdicts.ts";

/** Text of any kind, also that of custom types: validators judge it as it is written. */
export type TextShape = ScalarShape<"string" | "custom">;

/** At least `bytes` bytes of UTF-8. */
export function lengthAtLeast(bytes: number): Validator<TextShape> {
  assertCounts("lengthAtLeast", bytes);
  return judgeLength(utf8Bytes, "byte", bytes, Infinity);
}

/** At most `bytes` bytes of UTF-8. */
export function lengthAtMost(bytes: number): Validator<TextShape> {
  assertCounts("lengthAtMost", bytes);
  return judgeLength(utf8Bytes, "byte", 0, bytes);
}

/** From `min` to `max` bytes of UTF-8. */
export function lengthBetween(min: number, max: number): Validator<TextShape> {
  assertCounts("lengthBetween", min, max);
  return judgeLength(utf8Bytes, "byte", min, max);
}

/** At least `characters` Unicode code points. */
export function utf8LengthAtLeast(characters: number): Validator<TextShape> {
  assertCounts("utf8LengthAtLeast", characters);
  return judgeLength(codePoints, "character", characters, Infinity);
}

/** At most `characters` Unicode code points. */
export function utf8LengthAtMost(characters: number): Validator<TextShape> {
  assertCounts("utf8LengthAtMost", characters);
  return judgeLength(codePoints, "character", 0, characters);
}

/** From `min` to `max` Unicode code points. */
export function utf8LengthBetween(min: number, max: number): Validator<TextShape> {
  assertCounts("utf8LengthBetween", min, max);
  return judgeLength(codePoints, "character", min, max);
}

/** One of `values`, in any mixture of upper and lower case. */
export function oneOfCaseInsensitive(...values: readonly string[]): Validator<TextShape> {
  return judgeText((text) =>
    values.some(isSameFolded(text)) ? undefined : `must be one of ${list(values)} in any case`,
  );
}

/** None of `values`, in whatever mixture of upper and lower case. */
export function noneOfCaseInsensitive(...values: readonly string[]): Validator<TextShape> {
  return judgeText((text) =>
    values.some(isSameFolded(text)) ? `must be none of ${list(values)} in any case` : undefined,
  );
}

/** Matches `pattern` somewhere; anchor it to mean the whole. `message` replaces "must match /…/". */
export function regexMatches(pattern: RegExp, message?: string): Validator<TextShape> {
  // Without the flags that remember where the last match was.
  const stateless = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  return judgeText((text) => (stateless.test(text) ? undefined : (message ?? `must match ${pattern}`)));
}

function judgeText(findProblem: (text: string) => string | undefined): Validator<TextShape> {
  return judgeKnown((subject) => {
    const text = subject.value.asString();
    const problem = findProblem(text);
    return problem === undefined ? undefined : problem + butGot(subject.at, text);
  });
}

function judgeLength(measure: (text: string) => number, unit: string, min: number, max: number): Validator<TextShape> {
  return judgeKnown((subject) => {
    const length = measure(subject.value.asString());
    if (length >= min && length <= max) return undefined;
    return `must be ${range(min, max, unit)} long${butGot(subject.at, length)}`;
  });
}

/** "at least 1 byte", "from 1 to 3 items". */
export function range(min: number, max: number, unit: string): string {
  const bound = max === Infinity ? min : max;
  const units = bound === 1 ? unit : `${unit}s`;
  if (max === Infinity) return `at least ${min} ${units}`;
  return min === 0 ? `at most ${max} ${units}` : `from ${min} to ${max} ${units}`;
}

function utf8Bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Simple case folding, character by character, which is also what the flags `i` and `u` of an expression mean. */
function isSameFolded(text: string): (other: string) => boolean {
  const expression = new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}$`, "iu");
  return (other) => expression.test(other);
}

function list(values: readonly string[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}
