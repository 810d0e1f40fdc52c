// SPDX-License-Identifier: Apache-2.0

import { convert, dynamicVal, objectVal, PathError, string, type Value } from "@provide-foundry/cty";
import { quoteGo } from "@provide-foundry/cty/unicode";
import type { Diagnostic } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import type { Evaluated } from "../eval/evaluated.ts";
import { formatRange, type SourceRange } from "../source/position.ts";
import type { JsonExpression, JsonPair } from "./expression.ts";

/** The object that pairs make, if all their names are known. A name that occurs twice is an error, unlike in native syntax. */
export function evaluateObject(
  object: JsonExpression,
  pairs: readonly JsonPair[],
  context: EvalContext | undefined,
): Evaluated {
  const diagnostics: Diagnostic[] = [];
  const attributes = new Map<string, Value>();
  const places = new Map<string, SourceRange>();
  let isKnown = true;
  for (const { key, value } of pairs) {
    const name = key.evaluate(context);
    const evaluated = value.evaluate(context);
    diagnostics.push(...name.diagnostics, ...evaluated.diagnostics);
    const report = (summary: string, detail: string, expression: JsonExpression): void => {
      const evalContext = context && { evalContext: context };
      diagnostics.push({ severity: "error", summary, detail, subject: key.range, expression, ...evalContext });
    };
    const converted = readName(name.value);
    if ("problem" in converted) {
      report("Invalid object key expression", converted.problem, value);
    } else if (converted.name === undefined) {
      isKnown = false;
    } else if (attributes.has(converted.name)) {
      const place = formatRange(places.get(converted.name)!);
      const detail = `An attribute named ${quoteGo(converted.name)} was already defined at ${place}.`;
      report("Duplicate object attribute", detail, object);
    } else {
      attributes.set(converted.name, evaluated.value);
      places.set(converted.name, key.range);
    }
  }
  return { value: isKnown ? objectVal(attributes) : dynamicVal, diagnostics };
}

/** A name, undefined if it is not known yet, or what is wrong with it. */
function readName(value: Value): { readonly name: string | undefined } | { readonly problem: string } {
  // The original has no answer for a marked name.
  if (value.isMarked()) return { problem: "Cannot use a marked value as an object key." };
  let name: Value;
  try {
    name = convert(value, string);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return { problem: `Cannot use this expression as an object key: ${error.message}.` };
  }
  if (name.isNull()) return { problem: "Cannot use null value as an object key." };
  return { name: name.isKnown() ? name.asString() : undefined };
}
