// SPDX-License-Identifier: Apache-2.0

/**
 * `try` and `can`, which see what is wrong with an expression.
 *
 * Source: hashicorp/hcl 2.24, `ext/tryfunc`.
 *
 * @module
 */

import { bool, dynamicVal, falseVal, trueVal, unknownVal, type Value } from "@provide-foundry/cty";
import { FunctionError, makeFunction, type CtyFunction } from "@provide-foundry/cty/function";
import { hasErrors, type Diagnostic } from "../diagnostics.ts";
import { formatRange } from "../source/position.ts";
import { expressionClosureFromVal, expressionClosureType } from "./custom-decode.ts";

export const tryFunction: CtyFunction = makeFunction({
  description: "The value of the first argument that can be evaluated without errors.",
  parameters: [],
  variadicParameter: { name: "expressions", type: expressionClosureType },
  type: (args) => firstValid(args).type,
  implementation: (args) => firstValid(args),
});

export const canFunction: CtyFunction = makeFunction({
  description: "Whether an expression can be evaluated without errors.",
  parameters: [{ name: "expression", type: expressionClosureType }],
  type: bool,
  implementation: ([expression]) => {
    const { value, diagnostics } = expressionClosureFromVal(expression!).evaluate();
    if (hasErrors(diagnostics)) return falseVal;
    // What is unknown may still turn out to be wrong.
    return value.isWhollyKnown() ? trueVal : unknownVal(bool);
  },
});

function firstValid(args: readonly Value[]): Value {
  if (args.length === 0) throw new FunctionError("at least one argument is required");
  const found: Diagnostic[] = [];
  for (const argument of args) {
    const { value, diagnostics } = expressionClosureFromVal(argument).evaluate();
    // The expression may still turn out to be wrong, and then another one counts, of whatever type.
    if (!hasErrors(diagnostics)) return value.isWhollyKnown() ? value : dynamicVal;
    for (const diagnostic of diagnostics) found.push(diagnostic);
  }
  throw new FunctionError(
    `no expression succeeded:\n${found.map(describe).join("")}\nAt least one expression must produce a successful result`,
  );
}

function describe({ summary, subject, detail }: Diagnostic): string {
  return `- ${summary}${subject === undefined ? "" : ` (at ${formatRange(subject)})`}\n  ${detail}\n`;
}
