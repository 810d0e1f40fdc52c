// SPDX-License-Identifier: Apache-2.0

/**
 * What variables are set to, and whether they may be.
 *
 * Source: Terraform 1.11, `internal/terraform/eval_variable.go`, for what is refused and how.
 *
 * @module
 */

import { convert, hasMarkDeep, objectVal, PathError, string, unknownVal, type Value } from "@provide-foundry/cty";
import { formatRange, hasErrors, type EvalContext, type SourceRange } from "@provide-foundry/hcl";
import { quoteGo } from "@provide-foundry/cty/unicode";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import type { CheckRule, Variable } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { readCondition, type RuleResult } from "./conditions.ts";
import type { Evaluator } from "./evaluator.ts";
import type { ModuleScope } from "./module-scope.ts";

/** What a variable is set to, and where. */
export interface GivenValue {
  readonly value: Value;
  /** Absent for what does not come from a file. */
  readonly range?: SourceRange;
  /** `set using -var="name=..."`, for what does not come from a file. */
  readonly origin?: string;
}

/**
 * The value that a variable has within its module, without the marks of what was declared about it.
 *
 * @param given Absent if it was not set at all, not even to null.
 * @param address `var.name` or `module.a.var.name`, for messages.
 * @returns Unknown where there are errors.
 */
export function variableValue(
  variable: Variable,
  given: GivenValue | undefined,
  address: string,
  found: Diagnostic[],
): Value {
  const set = given?.value ?? variable.fallback;
  const subject = given?.range ?? variable.range;
  if (set === undefined) {
    const detail = `The variable ${quoteGo(variable.name)} is required, but is not set.`;
    found.push(problem("Required variable not set", detail, variable.range));
    return unknownVal(variable.type);
  }
  const value = converted(variable, set, given, address, found);
  if (value === undefined) return unknownVal(variable.type);
  if (value.isNull() && !variable.nullable) {
    if (variable.fallback !== undefined) return variable.fallback;
    const reason = "required variable may not be set to null";
    const detail =
      given?.range === undefined
        ? `Unsuitable value for ${address} ${originOf(given)}: ${reason}.`
        : `The given value is not suitable for ${address} defined at ${formatRange(variable.range)}: ${reason}.`;
    found.push(problem("Required variable not set", detail, subject));
    return unknownVal(variable.type);
  }
  if (!variable.ephemeral && hasMarkDeep(value, ephemeralMark)) {
    const detail =
      "This input variable is not declared as accepting a ephemeral values, so it cannot be set to a result derived from an ephemeral value.";
    found.push(problem("Ephemeral value not allowed", detail, subject));
  }
  return value;
}

function converted(
  variable: Variable,
  set: Value,
  given: GivenValue | undefined,
  address: string,
  found: Diagnostic[],
): Value | undefined {
  const complete = variable.typeDefaults === undefined || set.isNull() ? set : variable.typeDefaults.apply(set);
  try {
    return convert(complete, variable.type);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    found.push(unsuitable(variable, given, address, error.message));
    return undefined;
  }
}

function unsuitable(variable: Variable, given: GivenValue | undefined, address: string, reason: string): Diagnostic {
  const summary = "Invalid value for input variable";
  if (given?.range === undefined) {
    return problem(summary, `Unsuitable value for ${address} ${originOf(given)}: ${reason}.`, variable.range);
  }
  // Who runs it may not be who wrote the value, and need not see it.
  if (variable.sensitive) {
    const detail = `The given value is not suitable for ${address}, which is sensitive: ${reason}. Invalid value defined at ${formatRange(given.range)}.`;
    return problem(summary, detail, variable.range);
  }
  const detail = `The given value is not suitable for ${address} declared at ${formatRange(variable.range)}: ${reason}.`;
  return problem(summary, detail, given.range);
}

function originOf(given: GivenValue | undefined): string {
  return given?.origin ?? "set from outside of the configuration";
}

/** Judges a variable's own rules. They see its value even in a validation, where others see an unknown one. */
export async function judgeValidations(
  variable: Variable,
  evaluator: Evaluator,
  scope: ModuleScope,
  valueRange: SourceRange | undefined,
): Promise<readonly RuleResult[]> {
  return Promise.all(
    variable.validations.map(async (rule) => {
      const { context, diagnostics } = evaluator.context([rule.condition, rule.errorMessage], scope);
      if (hasErrors(diagnostics)) return { status: "error", diagnostics };
      const own = withOwnValue(context, variable, scope);
      return judgeValidation(rule, evaluator, own, valueRange ?? variable.range);
    }),
  );
}

function withOwnValue(context: EvalContext, variable: Variable, scope: ModuleScope): EvalContext {
  const value = scope.variables.get(variable.name);
  if (value === undefined) return context;
  const sensitive = variable.sensitive ? value.mark(sensitiveMark) : value;
  const marked = variable.ephemeral ? sensitive.mark(ephemeralMark) : sensitive;
  const others = context.variables?.get("var")?.asValueMap() ?? new Map<string, Value>();
  const own = objectVal(new Map(others).set(variable.name, marked));
  return { ...context, variables: new Map(context.variables).set("var", own) };
}

async function judgeValidation(
  rule: CheckRule,
  evaluator: Evaluator,
  context: EvalContext,
  subject: SourceRange,
): Promise<RuleResult> {
  const { value, diagnostics } = await evaluator.evaluateIn(rule.condition, context);
  const message = await evaluator.evaluateIn(rule.errorMessage, context);
  const found: Diagnostic[] = [...diagnostics, ...message.diagnostics];
  if (!value.isKnown()) return { status: "unknown", diagnostics: found };
  const result = readCondition(value, rule, context, "Invalid variable validation result", found, {
    null: "Validation condition expression must return either true or false, not null.",
    other: (reason) => `Invalid validation condition result value: ${reason}.`,
  });
  if (result === undefined) return { status: "error", diagnostics: found };
  if (result) return { status: "pass", diagnostics: found };
  if (!message.value.isKnown()) {
    const detail =
      "Unsuitable value for error message: expression refers to values that won't be known until the apply phase.";
    found.push(problem("Invalid error message", detail, rule.errorMessage.range));
    return { status: "error", diagnostics: found };
  }
  const text = validationMessage(rule, message.value, found);
  const detail = `${text}\n\nThis was checked by the validation rule at ${formatRange(rule.range)}.`;
  found.push({
    ...problem("Invalid value for variable", detail, subject),
    expression: rule.condition,
    evalContext: context,
  });
  return { status: "fail", failureMessage: text, diagnostics: found };
}

function validationMessage(rule: CheckRule, given: Value, found: Diagnostic[]): string {
  const subject = rule.errorMessage.range;
  if (given.hasMark(sensitiveMark) || given.hasMark(ephemeralMark)) {
    const kind = given.hasMark(sensitiveMark) ? "sensitive" : "ephemeral";
    const otherwise =
      kind === "sensitive"
        ? "carefully using the nonsensitive() function if the expression will not reveal the sensitive data"
        : "using the ephemeralasnull() function on the references to not reveal ephemeral data";
    const detail = `The error expression used to explain this condition refers to ${kind} values. Terraform will not display the resulting message.\n\nYou can correct this by removing references to ${kind} values, or by ${otherwise}.`;
    found.push(problem(`Error message refers to ${kind} values`, detail, subject));
    const article = kind === "sensitive" ? "a" : "an";
    return `The error message included ${article} ${kind} value, so it will not be displayed.`;
  }
  try {
    const text = convert(given, string);
    if (!text.isNull()) return text.asString().trim();
    found.push(problem("Invalid error message", "Unsuitable value for error message: must not be null.", subject));
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    found.push(problem("Invalid error message", `Unsuitable value for error message: ${error.message}.`, subject));
  }
  return "Failed to evaluate condition error message.";
}
