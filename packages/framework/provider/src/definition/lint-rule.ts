// SPDX-License-Identifier: Apache-2.0

import type { AttributePath, Config } from "../schema/models.ts";
import type { Awaitable, HandlerContext } from "./contexts.ts";

/**
 * What a lint rule has to say about one place.
 *
 * @typeParam P The paths of the schema.
 */
export interface LintFinding<P> {
  /** What is wrong there and what to do about it; shown below the rule's message. */
  readonly detail?: string;
  /** The attribute at fault: its name, or the steps down to it (`["rule", 0, "port"]`). */
  readonly path?: P;
}

/**
 * What the check of a lint rule gets.
 *
 * @typeParam C The configuration.
 * @typeParam P The paths of the schema.
 */
export interface LintContext<C, P> extends Pick<HandlerContext<{}>, "signal" | "logger"> {
  /** As `validate` gets it: with defaults, and `UNKNOWN` wherever it may be. */
  readonly config: C;
  /** Has the rule's message shown as a warning. May be called any number of times. */
  report(this: void, finding?: LintFinding<P>): void;
}

/** A lint rule on whichever schema. */
export interface AnyLintRule {
  /** In kebab-case. Components may have rules of the same name, which then are selected together. */
  readonly id: string;
  /** Further names by which the rule is selected, such as `security`. Every rule is in the group `all`. */
  readonly groups?: readonly string[];
  /** The summary of its warnings. */
  readonly message: string;
  check(context: never): Awaitable<void>;
}

/**
 * Advice on configurations that are valid. It costs nothing until a practitioner
 * asks for it by the rule's name or that of a group: `ACME_LINT=all,!insecure-tls`.
 *
 * @typeParam F The schema; the rule fits larger ones too.
 */
export type LintRule<F> = Lint<Config<F>, AttributePath<F>>;

/**
 * A {@link LintRule}, by what its check sees and names.
 *
 * @typeParam C The configuration.
 * @typeParam P The paths of the schema.
 */
export interface Lint<C, P> extends AnyLintRule {
  /** Looks at a configuration. One that throws has found nothing, and the log says why. */
  check(context: LintContext<C, P>): Awaitable<void>;
}

/** The group of all rules. */
export const everyRule = "all";

/** What JavaScript, or a slip, may have put into `lint`. */
export function findLintProblems(rules: unknown): string[] {
  if (rules === undefined) return [];
  if (!Array.isArray(rules)) return ["lint: an array of rules is needed"];
  const ids = rules.map((rule: Partial<AnyLintRule> | null | undefined) => rule?.id);
  return rules.flatMap((rule: unknown, i) => {
    const isTwin = ids[i] !== undefined && ids.indexOf(ids[i]) < i;
    const twin = isTwin ? [`id: there are two rules of the name ${JSON.stringify(ids[i])}`] : [];
    return [...findRuleProblems(rule), ...twin].map((problem) => `lint[${i}].${problem}`);
  });
}

function findRuleProblems(rule: unknown): string[] {
  const { id, groups = [], message, check } = (rule ?? {}) as Partial<Record<keyof AnyLintRule, unknown>>;
  const problems: string[] = [];
  if (!isLintName(id)) problems.push(`id: ${JSON.stringify(id)} is not in kebab-case`);
  if (id === everyRule) problems.push(`id: "${everyRule}" is the group of all rules`);
  if (!Array.isArray(groups) || !groups.every(isLintName)) problems.push("groups: these are no names in kebab-case");
  if (typeof message !== "string" || message === "") problems.push("message: what is wrong has to be said");
  if (typeof check !== "function") problems.push("check: this function is missing");
  return problems;
}

function isLintName(name: unknown): boolean {
  return typeof name === "string" && /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
}
