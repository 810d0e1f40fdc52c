// SPDX-License-Identifier: Apache-2.0

/**
 * Whether what was promised holds: pre- and postconditions, validations of variables, assertions of checks.
 *
 * Source: Terraform 1.11, `internal/terraform/eval_conditions.go` and `internal/lang/checks.go`, for what is refused and how.
 *
 * @module
 */

import { bool, convert, PathError, string, type Value } from "@provide-foundry/cty";
import { hasErrors, type EvalContext, type Expression } from "@provide-foundry/hcl";
import { ephemeralMark, sensitiveMark } from "@provide-foundry/hcl/functions";
import type { CheckRule } from "../configuration/configuration.ts";
import { problem } from "../configuration/problem.ts";
import type { Diagnostic, Diagnostics } from "../diagnostic.ts";
import type { CheckStatus } from "../state/state.ts";
import type { Evaluator } from "./evaluator.ts";
import type { ModuleScope } from "./module-scope.ts";
import type { Surroundings } from "./references-context.ts";

/** What a rule is there for, as messages say it. */
export type RuleKind =
  | "Resource precondition"
  | "Resource postcondition"
  | "Module output value precondition"
  | "Check block assertion";

export interface RuleResult {
  readonly status: CheckStatus;
  /** Of a rule that does not hold. */
  readonly failureMessage?: string;
  readonly diagnostics: Diagnostics;
}

/** @param severity Of a rule that does not hold; rules that cannot be judged are errors. */
export async function judgeRules(
  kind: RuleKind,
  rules: readonly CheckRule[],
  evaluator: Evaluator,
  scope: ModuleScope,
  surroundings: Surroundings,
  severity: Diagnostic["severity"],
): Promise<readonly RuleResult[]> {
  return Promise.all(
    rules.map(async (rule) => {
      const { context, diagnostics } = evaluator.context([rule.condition, rule.errorMessage], scope, surroundings);
      if (hasErrors(diagnostics)) return { status: "error", diagnostics };
      return judgeRule(kind, rule, evaluator, context, severity);
    }),
  );
}

async function judgeRule(
  kind: RuleKind,
  rule: CheckRule,
  evaluator: Evaluator,
  context: EvalContext,
  severity: Diagnostic["severity"],
): Promise<RuleResult> {
  const found: Diagnostic[] = [];
  const message = await evaluateErrorMessage(rule.errorMessage, evaluator, context, found);
  const { value, diagnostics } = await evaluator.evaluateIn(rule.condition, context);
  found.push(...diagnostics);
  if (hasErrors(found)) return { status: "error", diagnostics: found };
  if (!value.isKnown()) return { status: "unknown", diagnostics: [...found, ...unknownAssertion(kind, rule, context)] };

  const result = readCondition(value, rule, context, "Invalid condition result", found, {
    null: "Condition expression must return either true or false, not null.",
    other: (reason) => `Invalid condition result value: ${reason}.`,
  });
  if (result === undefined) return { status: "error", diagnostics: found };
  if (result) return { status: "pass", diagnostics: found };
  const detail =
    message || "This check failed, but has an invalid error message as described in the other accompanying messages.";
  found.push({
    severity,
    summary: `${kind} failed`,
    detail,
    subject: rule.condition.range,
    expression: rule.condition,
    evalContext: context,
  });
  return { status: "fail", failureMessage: message, diagnostics: found };
}

function unknownAssertion(kind: RuleKind, { condition }: CheckRule, context: EvalContext): Diagnostics {
  if (kind !== "Check block assertion") return [];
  const detail = "The condition could not be evaluated at this time, a result will be known when this plan is applied.";
  return [
    {
      severity: "warning",
      summary: `${kind} known after apply`,
      detail,
      subject: condition.range,
      expression: condition,
      evalContext: context,
    },
  ];
}

/** Whether the condition holds; nothing, with an error, where it is no condition. */
export function readCondition(
  value: Value,
  { condition }: CheckRule,
  evalContext: EvalContext,
  summary: string,
  found: Diagnostic[],
  details: { readonly null: string; readonly other: (reason: string) => string },
): boolean | undefined {
  const refuse = (detail: string): undefined => {
    found.push({ ...problem(summary, detail, condition.range), expression: condition, evalContext });
    return undefined;
  };
  if (value.isNull()) return refuse(details.null);
  try {
    return convert(value, bool).unmark()[0].asBool();
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return refuse(details.other(error.message));
  }
}

/** The message for a rule that does not hold, without spaces around it; empty, with an error, where there is none to show. */
export async function evaluateErrorMessage(
  expression: Expression,
  evaluator: Evaluator,
  context: EvalContext,
  found: Diagnostic[],
): Promise<string> {
  const { value, diagnostics } = await evaluator.evaluateIn(expression, context);
  found.push(...diagnostics);
  if (hasErrors(diagnostics)) return "";
  const refuse = (summary: string, detail: string): string => {
    found.push({ ...problem(summary, detail, expression.range), expression, evalContext: context });
    return "";
  };
  let message: Value;
  try {
    message = convert(value, string);
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    return refuse("Invalid error message", `Unsuitable value for error message: ${error.message}.`);
  }
  if (!message.isKnown()) return "";
  if (message.isNull()) return refuse("Invalid error message", "Unsuitable value for error message: must not be null.");
  const hidden = hiddenMessage(message);
  if (hidden !== undefined) {
    found.push({ ...hidden, severity: "warning", subject: expression.range, expression, evalContext: context });
    return "";
  }
  return message.asString().trim();
}

/** Why a message is not shown. */
function hiddenMessage(message: Value): { summary: string; detail: string } | undefined {
  const [kind, otherwise] = message.hasMark(sensitiveMark)
    ? ["sensitive", "carefully using the nonsensitive() function if the expression will not reveal the sensitive data"]
    : message.hasMark(ephemeralMark)
      ? ["ephemeral", "using the ephemeralasnull() function on the references to not reveal ephemeral data"]
      : [];
  if (kind === undefined) return undefined;
  return {
    summary: `Error message refers to ${kind} values`,
    detail: `The error expression used to explain this condition refers to ${kind} values, so Terraform will not display the resulting message.

You can correct this by removing references to ${kind} values, or by ${otherwise}.`,
  };
}
