// SPDX-License-Identifier: Apache-2.0

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { quoteGo, quoteGoCharacter } from "../unicode/quote-go.ts";
import { encodeUTF8 } from "../utf8.ts";
import type { Value } from "../value.ts";
import { formatVerb, offsetOf, type Verb } from "./format-verb.ts";
import { assertTextLength } from "./text-function.ts";

/**
 * The format string with each verb in it replaced by what it makes of its argument.
 *
 * @throws FunctionError if the string is no format or its verbs do not fit the arguments. An `ArgumentError`, which counts
 *   the format string as the first argument, if there are more arguments than the verbs use.
 */
export function formatText(format: string, args: readonly Value[]): string {
  let text = "";
  let position = 0;
  let next = 1;
  let highest = 0;
  for (;;) {
    const percent = format.indexOf("%", position);
    text += format.slice(position, percent < 0 ? undefined : percent);
    if (percent < 0) break;
    const verb = scanVerb(format, percent, next);
    position = percent + verb.raw.length;
    if (verb.letter === "%") {
      text += "%";
      continue;
    }
    highest = Math.max(highest, verb.argument);
    text += formatVerb(verb, argumentOf(verb, args));
    assertTextLength(text.length);
    next = verb.argument + 1;
  }
  if (highest === 0 && args.length > 0) throw new ArgumentError(1, "too many arguments; no verbs in format string");
  if (highest < args.length)
    throw new ArgumentError(highest + 1, `too many arguments; only ${highest} used by format string`);
  return text;
}

function argumentOf(verb: Verb, args: readonly Value[]): Value {
  const { raw, argument } = verb;
  if (argument <= args.length) return args[argument - 1]!;
  throw new FunctionError(
    `not enough arguments for ${quoteGo(raw)} at ${offsetOf(verb)}: need index ${argument} but have ${args.length} total`,
  );
}

//     verb = "%" ( "%" | { flag } [ width ] [ "." [ precision ] ] [ "[" argument "]" ] letter )
/** @param next The number of the argument that the verb is about if it does not say. */
function scanVerb(format: string, start: number, next: number): Verb {
  const shape = /%([0#\-+ ]*)([1-9][0-9]*)?(?:\.([0-9]*))?(\[(?:[1-9][0-9]*\]?)?)?/y;
  shape.lastIndex = start;
  const [opening, flags, width, precision, index] = shape.exec(format)!;
  const end = start + opening.length;
  if (end === format.length)
    throw new FunctionError(`invalid format string starting at offset ${encodeUTF8(format).length}`);
  const letter = String.fromCodePoint(format.codePointAt(end)!);
  const isIndexOpen = index !== undefined && !index.endsWith("]");
  if (isIndexOpen || !(/^[A-Za-z]$/.test(letter) || (opening === "%" && letter === "%"))) {
    const offset = encodeUTF8(format.slice(0, end)).length;
    throw new FunctionError(`unrecognized format character ${quoteGoCharacter(letter)} at offset ${offset}`);
  }
  return {
    raw: opening + letter,
    before: format.slice(0, start),
    letter,
    flags: flags!,
    width: toNumber(width),
    // No digits at all are a zero.
    precision: toNumber(precision),
    argument: toNumber(index?.slice(1, -1)) ?? next,
  };
}

function toNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
