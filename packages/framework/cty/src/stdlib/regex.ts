// SPDX-License-Identifier: Apache-2.0

import { ArgumentError, FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { RegexTooExpensiveError } from "../regex/machine.ts";
import { Regex, RegexSyntaxError, type Match } from "../regex/regex.ts";
import { dynamic, list, object, string, tuple, type Type } from "../type.ts";
import { listVal, listValEmpty, nullVal, objectVal, stringVal, tupleVal } from "../value-create.ts";
import type { Value } from "../value.ts";
import { textFunction } from "./text-function.ts";

const pattern: Parameter = {
  name: "pattern",
  type: string,
  description:
    "A regular expression. Its groups decide on the result: a string if there are none, an object if they have names, and otherwise a tuple.",
};

export const regex: CtyFunction = makeFunction({
  description: "The first match of a regular expression in a string. It is an error if there is none.",
  parameters: [pattern, { name: "string", type: string }],
  type: ([patternValue]) => (patternValue!.isKnown() ? matchType(patternValue!.asString()) : dynamic),
  refineResult: refineNotNull,
  implementation: ([patternValue, text]) => {
    const expression = compile(patternValue!.asString());
    const match = search(() => expression.find(text!.asString()));
    if (match === undefined) throw new FunctionError("pattern did not match any part of the given string");
    return matchValue(expression, text!.asString(), match);
  },
});

export const regexAll: CtyFunction = makeFunction({
  description: "All matches of a regular expression in a string that do not overlap.",
  parameters: [pattern, { name: "string", type: string }],
  type: ([patternValue]) => list(patternValue!.isKnown() ? matchType(patternValue!.asString()) : dynamic),
  refineResult: refineNotNull,
  implementation: ([patternValue, text]) => {
    const expression = compile(patternValue!.asString());
    const matches = search(() => expression.findAll(text!.asString()));
    const elements = matches.map((match) => matchValue(expression, text!.asString(), match));
    return elements.length > 0 ? listVal(elements) : listValEmpty(matchType(patternValue!.asString()));
  },
});

export const regexReplace: CtyFunction = textFunction(
  "A string in which each match of a regular expression is replaced.",
  [
    { name: "str" },
    { name: "pattern" },
    { name: "replace", description: "With what: $1, $name and ${name} stand for groups of the match." },
  ],
  (text, patternText, template) => {
    try {
      return search(() => compile(patternText).replaceAll(text, template));
    } catch (error) {
      throw error instanceof RegexSyntaxError ? new FunctionError(error.message, { cause: error }) : error;
    }
  },
);

let last: { readonly text: string; readonly expression: Regex } | undefined;

/** Keeps the last one, because a call first asks for its type and then for its result. */
function compile(text: string): Regex {
  if (last?.text !== text) last = { text, expression: new Regex(text) };
  return last.expression;
}

function search<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    throw error instanceof RegexTooExpensiveError ? new FunctionError(error.message, { cause: error }) : error;
  }
}

/** @throws ArgumentError if the pattern is none, or if only some of its groups have names. */
function matchType(text: string): Type {
  const { groupNames } = compileArgument(text);
  if (groupNames.length === 0) return string;
  const hasNames = groupNames.some((name) => name !== "");
  if (!hasNames) return tuple(groupNames.map(() => string));
  if (groupNames.includes("")) {
    throw new ArgumentError(0, "invalid regexp pattern: cannot mix both named and unnamed capture groups");
  }
  return object(Object.fromEntries(groupNames.map((name) => [name, string])));
}

function compileArgument(text: string): Regex {
  try {
    return compile(text);
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    throw new ArgumentError(0, `invalid regexp pattern: ${error.reason} in ${error.part}`, { cause: error });
  }
}

function matchValue({ groupNames }: Regex, text: string, match: Match): Value {
  const part = (group: number): Value => {
    const start = match[2 * group]!;
    return start < 0 ? nullVal(string) : stringVal(text.slice(start, match[2 * group + 1]));
  };
  if (groupNames.length === 0) return part(0);
  if (groupNames[0] === "") return tupleVal(groupNames.map((_, i) => part(i + 1)));
  // Of groups with the same name, the last one counts.
  return objectVal(new Map(groupNames.map((name, i) => [name, part(i + 1)])));
}
