// SPDX-License-Identifier: Apache-2.0

import type { ScalarKind, ScalarShape } from "../schema/field.ts";
import type { Rule, Subject, Validator, Verdict } from "../validation/validator.ts";
import { isError, judgeKnown } from "./verdicts.ts";

type Either = Validator<never> | Rule<unknown>;

/** A validator of what all of them can judge, and a rule if they all are. */
export type Combined<J extends readonly Either[]> = (J[number] extends Validator<never>
  ? Validator<JudgedBy<J[number]>>
  : unknown) &
  (J[number] extends Rule<unknown> ? Rule<NamedBy<J[number]>> : unknown);

/** The intersection of the shapes: they stand where functions take their arguments. */
type JudgedBy<V extends Validator<never>> = NonNullable<V["judges"]> extends (shape: infer S) => void ? S : never;

type NamedBy<R> = R extends Rule<infer P> ? P : never;

/** What all of them say. */
export function all<const J extends readonly Either[]>(...judges: J): Combined<J> {
  return combine(judges, (subject) => judges.flatMap((each) => each.judge(subject)));
}

/** Nothing if one of them finds no error, but for the warnings of the first such one; else what all of them say. */
export function any<const J extends readonly Either[]>(...judges: J): Combined<J> {
  return combine(judges, (subject) => {
    const opinions: Verdict[] = [];
    for (const each of judges) {
      const verdicts = each.judge(subject);
      if (!verdicts.some(isError)) return verdicts;
      opinions.push(...verdicts);
    }
    return opinions;
  });
}

/** As {@link any}, with the warnings of all of them. */
export function anyWithAllWarnings<const J extends readonly Either[]>(...judges: J): Combined<J> {
  return combine(judges, (subject) => {
    const opinions = judges.map((each) => each.judge(subject));
    const verdicts = opinions.flat();
    const isAnyContent = opinions.some((opinion) => !opinion.some(isError));
    return isAnyContent ? verdicts.filter((verdict) => !isError(verdict)) : verdicts;
  });
}

/** Warns where it would refuse. */
export function asWarning<J extends Either>(judge: J): J {
  const warn = (subject: Subject): readonly Verdict[] =>
    judge.judge(subject).map((verdict) => ({ ...verdict, severity: "warning" }));
  return { ...judge, judge: warn };
}

/** A function of your own on a known scalar, to be combined with others; it returns what is wrong, or nothing. */
export function check<T>(findProblem: (value: T) => string | undefined | void): Validator<ScalarShape<ScalarKind, T>> {
  return judgeKnown((subject) => findProblem(subject.toPlain() as T) ?? undefined);
}

function combine<J extends readonly Either[]>(judges: J, judge: (subject: Subject) => readonly Verdict[]): Combined<J> {
  const references = judges.flatMap((each) => each.references);
  // Which of the two the parts are is known to their types.
  return { forValues: true, forConfigurations: true, references, judge } as unknown as Combined<J>;
}
