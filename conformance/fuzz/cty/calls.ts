// SPDX-License-Identifier: Apache-2.0

/**
 * Calls of the functions of the standard library, with arguments of the kind that each parameter is for.
 *
 * @module
 */

import { typeToJSON } from "@provide-foundry/cty";
import { stdlib } from "@provide-foundry/cty/stdlib";
import type { JSONValue } from "@provide-foundry/cty/subject";
import type { Question } from "../fuzz.ts";
import type { Random } from "../random.ts";
import { jsonText } from "./encodings.ts";
import { name, numberText, text } from "./texts.ts";
import { similarType, type, type TypeForm } from "./types.ts";
import { anyValue, integer, value, type ValueForm } from "./values.ts";

const functions = [...stdlib];

type Parameter = (typeof functions)[number][1]["parameters"][number];

export function call(random: Random): Question {
  const [fn, { parameters, variadicParameter }] = random.pick(functions);
  const rest = variadicParameter === undefined ? [] : random.list(0, 3, () => variadicParameter);
  const wanted = [...parameters, ...rest];
  // One too many or too few is an error that is soon tried enough.
  if (random.oneIn(100)) wanted.pop();
  // Functions on several collections expect them to be of one kind.
  const common = type(random, { depth: 3, hasDynamic: random.oneIn(4) });
  return { op: `call.${fn}`, fn, args: wanted.map((parameter) => argument(random, fn, parameter, common)) };
}

function argument(random: Random, fn: string, parameter: Parameter, common: TypeForm): JSONValue {
  if (random.oneIn(30)) return anyValue(random);
  if (parameter.type.kind === "capsule") return bytesArgument(random);
  const form = JSON.parse(typeToJSON(parameter.type)) as TypeForm;
  if (form === "string" || `${fn}.${parameter.name}` in special) return textArgument(random, fn, parameter.name);
  if (form === "number") return numberArgument(random);
  if (form === "dynamic")
    return value(random, random.oneIn(4) ? similarType(random, common) : common, withUnknown(random));
  return value(random, concrete(form, common), withUnknown(random));
}

/** Mostly known values: an unknown argument keeps a function from being run. */
function withUnknown(random: Random): { hasUnknown: boolean; hasMarks: boolean } {
  return { hasUnknown: random.oneIn(4), hasMarks: random.oneIn(6) };
}

/** The type with its dynamic parts filled in. */
function concrete(form: TypeForm, filling: TypeForm): TypeForm {
  if (form === "dynamic") return filling;
  if (typeof form !== "string" && (form[0] === "list" || form[0] === "set" || form[0] === "map"))
    return [form[0], concrete(form[1], filling)];
  return form;
}

function bytesArgument(random: Random): JSONValue {
  const bytes = random.list(0, 6, () => random.below(0x100));
  return { t: ["capsule", "bytes"], v: { bytes: Buffer.from(bytes).toString("hex") } };
}

function numberArgument(random: Random): ValueForm {
  return random.oneIn(4)
    ? value(random, "number", withUnknown(random))
    : { t: "number", v: integer(random.below(12) - 3) };
}

function textArgument(random: Random, fn: string, parameter: string): ValueForm {
  if (random.oneIn(16)) return value(random, "string");
  const make = special[`${fn}.${parameter}`] ?? special[parameter] ?? text;
  return { t: "string", v: make(random) };
}

const pieces =
  (choices: readonly string[], most: number): ((random: Random) => string) =>
  (random) =>
    random.list(0, most, () => random.pick(choices)).join("");

const timestamp = (random: Random): string => {
  const digits = (bound: number, width = 2): string => String(random.below(bound)).padStart(width, "0");
  const zone = random.pick(["Z", "Z", "+01:00", `-${digits(30)}:${digits(70)}`, "z", ""]);
  const fraction = random.pick(["", "", `.${digits(1000, 1)}`, ".", ",5"]);
  return `${digits(3000, 4)}-${digits(14)}-${digits(33)}T${digits(26)}:${digits(62)}:${digits(62)}${fraction}${zone}`;
};

const pattern = pieces(
  [
    "a",
    "b",
    ".",
    "\\d",
    "\\w+",
    "(",
    ")",
    "(?:",
    "(?P<n>",
    "[a-c]",
    "[^a]",
    "*",
    "+",
    "?",
    "|",
    "^",
    "$",
    "{1,2}",
    "\\b",
    "é",
    "x*",
    "(a)",
    "(b|c)",
  ],
  5,
);

/** What texts of some parameters are made of, by the parameter's name, or the function's and the parameter's. */
const special: Readonly<Record<string, (random: Random) => string>> = {
  "format.format": pieces(
    [
      "%s",
      "%d",
      "%v",
      "%#v",
      "%q",
      "%t",
      "%5.2f",
      "%-8s",
      "%x",
      "%X",
      "%o",
      "%b",
      "%e",
      "%g",
      "%%",
      "%+d",
      "%05d",
      "%[2]s",
      "%.3s",
      "%",
      "a",
      "é",
      "%*d",
      "%#x",
      "% d",
    ],
    4,
  ),
  "formatlist.format": pieces(["%s", "%d", "%v", "%q", "-", "%%", "%5s", "a"], 4),
  "formatdate.format": pieces(
    [
      "YYYY",
      "YY",
      "MM",
      "M",
      "MMM",
      "MMMM",
      "DD",
      "D",
      "EEE",
      "EEEE",
      "hh",
      "h",
      "HH",
      "H",
      "AA",
      "aa",
      "mm",
      "m",
      "ss",
      "s",
      "ZZZZZ",
      "ZZZ",
      "Z",
      "'T'",
      "-",
      ":",
      " ",
      "''",
      "'",
      "x",
      "Q",
    ],
    5,
  ),
  "formatdate.time": timestamp,
  timestamp,
  duration: pieces(["1h", "30m", "-", "1.5s", "100ms", "5us", "3ns", "2", "h", "+", ".5h", "999999h", "1d"], 3),
  pattern,
  "regexreplace.replace": pieces(["$1", "${1}", "$n", "${n}x", "$$", "$", "a", "é", "$1a"], 3),
  "jsondecode.str": (random) => jsonText(random, type(random)),
  "csvdecode.str": pieces(["a", "b", ",", ",", "\n", "\r\n", '"', '"x"', " ", '""', "é", "1"], 14),
  "parseint.number": (random) =>
    random.branch([
      [1, () => numberText(random)],
      [1, () => text(random)],
    ]),
  key: name,
};
