// SPDX-License-Identifier: Apache-2.0

import { DefinitionError } from "../definition/definition-error.ts";
import type { Reference, Rule, Subject, Validator, Verdict } from "../validation/validator.ts";

/** Both an attribute's validator and a component's rule. */
export interface Relation<out P> extends Validator<unknown>, Rule<P> {}

/** What has an opinion on values that are known and not null, and none on others: they are not decided, or not there. */
export function judgeKnown<S>(findProblem: (subject: Subject) => string | undefined): Validator<S> {
  return createValidator([], (subject) => {
    if (subject.value.isNull() || !subject.value.isKnown()) return [];
    const problem = findProblem(subject);
    return problem === undefined ? [] : [errorAt(subject, problem)];
  });
}

export function createValidator<S>(
  references: readonly Reference[],
  judge: (subject: Subject) => readonly Verdict[],
): Validator<S> {
  return { forValues: true, references, judge };
}

export function createRule<P>(
  references: readonly Reference[],
  judge: (subject: Subject) => readonly Verdict[],
): Rule<P> {
  return { forConfigurations: true, references, judge };
}

export function errorAt({ at }: Pick<Verdict, "at">, text: string): Verdict {
  return { severity: "error", at, text };
}

export function warningAt({ at }: Pick<Verdict, "at">, text: string): Verdict {
  return { severity: "warning", at, text };
}

export function isError({ severity }: Verdict): boolean {
  return severity === "error";
}

/** @throws DefinitionError unless `min` and `max` are whole numbers from 0, the first not more than the second. */
export function assertCounts(name: string, min: number, max: number = min): void {
  const legal = [min, max].every((count) => Number.isSafeInteger(count) && count >= 0) && min <= max;
  if (legal) return;
  const bounds = min === max ? `${min}` : `${min}, ${max}`;
  throw new DefinitionError(`${name}(${bounds}) cannot be counted`, {
    hint: "Give whole numbers from 0 on, the smaller one first.",
  });
}
