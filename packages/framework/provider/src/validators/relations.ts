// SPDX-License-Identifier: Apache-2.0

/**
 * Rules on what is set together with what.
 *
 * While a value that one depends on is unknown there is no verdict: it may turn
 * out to be null.
 *
 * @module
 */

import type { Reference, Rule, Subject, Validator, Verdict } from "../validation/validator.ts";
import { type Match, findMatches, findOthers } from "./references.ts";
import { type Relation, createRule, createValidator, errorAt, warningAt } from "./verdicts.ts";

/** Where this is set, `references` are too. */
export function alsoRequires(...references: readonly Reference[]): Validator<unknown> {
  return createValidator(references, (subject) => {
    if (!isSet(subject)) return [];
    return untilUnknown(findOthers(subject, references))
      .filter(({ value }) => value.isNull())
      .map(({ at }) => errorAt(subject, `needs ${at.path} to be set too`));
  });
}

/** Where this is set, `references` are not. */
export function conflictsWith(...references: readonly Reference[]): Validator<unknown> {
  return createValidator(references, (subject) => {
    if (!isSet(subject)) return [];
    return untilUnknown(findOthers(subject, references))
      .filter(({ value }) => !value.isNull())
      .map(({ at }) => errorAt(subject, `conflicts with ${at.path}: only one of them can be set`));
  });
}

/** On an attribute: it or one of `references` is set. As a rule: one of `references` is. Several may be. */
export function atLeastOneOf<const P extends readonly Reference[]>(...references: P): Relation<P[number]> {
  return createRelation(references, (subject) => {
    const matches = findCandidates(subject, references);
    if (matches.some(isUnknown) || matches.some(isSet)) return [];
    return [describeMissing(subject, matches, "at least one")];
  });
}

/** On an attribute: it or one of `references` is set, and no other. As a rule: one of `references` is, and no other. */
export function exactlyOneOf<const P extends readonly Reference[]>(...references: P): Relation<P[number]> {
  return createRelation(references, (subject) => {
    const matches = findCandidates(subject, references);
    const set = matches.filter(isSet);
    const isUndecided = matches.some(isUnknown);
    if (isWhole(subject)) {
      if (set.length > 1) return [describeConflict(set)];
      return set.length === 0 && !isUndecided ? [describeMissing(subject, matches, "exactly one")] : [];
    }
    if (set.length === 1 || isUndecided) return [];
    if (set.length === 0) return [describeMissing(subject, matches, "exactly one")];
    return [errorAt(subject, `is one of ${list(matches)}, of which exactly one can be set, not ${set.length}`)];
  });
}

/** At most one of `references` is set. */
export function conflicting<const P extends readonly Reference[]>(...references: P): Rule<P[number]> {
  return createRule(references, (subject) => {
    const set = findCandidates(subject, references).filter(isSet);
    return set.length > 1 ? [describeConflict(set)] : [];
  });
}

/** All of `references` are set, or none. */
export function requiredTogether<const P extends readonly Reference[]>(...references: P): Rule<P[number]> {
  return createRule(references, (subject) => {
    const matches = findCandidates(subject, references);
    const first = matches.find(isSet);
    const absent = matches.filter(({ value }) => value.isNull());
    if (first === undefined || absent.length === 0 || matches.some(isUnknown)) return [];
    return [errorAt(first, `needs ${list(absent)} to be set too`)];
  });
}

/** Warns whoever sets this although the host could take `writeOnly` instead, whose value is stored nowhere. */
export function preferWriteOnlyAttribute(writeOnly: Reference): Validator<unknown>;
/** Warns whoever sets `stored` although the host could take `writeOnly` instead, whose value is stored nowhere. */
export function preferWriteOnlyAttribute<const A extends Reference, const B extends Reference>(
  stored: A,
  writeOnly: B,
): Rule<A | B>;
export function preferWriteOnlyAttribute(first: Reference, second?: Reference): Validator<unknown> | Rule<Reference> {
  if (second === undefined) {
    return createValidator([first], (subject) => (isSet(subject) ? preferOther([subject], subject, first) : []));
  }
  return createRule([first, second], (subject) =>
    preferOther(untilUnknown(findMatches(subject.scope, first)).filter(isSet), subject, second),
  );
}

function preferOther(
  stored: readonly Pick<Match, "at">[],
  { scope, writeOnlyAllowed }: Subject,
  writeOnly: Reference,
): Verdict[] {
  if (!writeOnlyAllowed) return [];
  const [other] = findMatches(scope, writeOnly);
  const better = other === undefined ? "a write-only attribute" : other.at.path;
  return stored.map((match) =>
    warningAt(match, `is stored in the state; ${better}, which is not, is better where possible`),
  );
}

function createRelation<P>(
  references: readonly Reference[],
  judge: (subject: Subject) => readonly Verdict[],
): Relation<P> {
  return { forValues: true, forConfigurations: true, references, judge };
}

/** Whether a whole configuration is judged, not one of its values. */
function isWhole({ value, scope }: Subject): boolean {
  return value === scope.object;
}

/** What a rule is about: an attribute's own value and what it refers to, or only the latter. */
function findCandidates(subject: Subject, references: readonly Reference[]): Match[] {
  const others = findOthers(subject, references);
  const { value, at, scope } = subject;
  return isWhole(subject) ? others : [{ value, at, owner: scope.object }, ...others];
}

function isSet({ value }: Pick<Match, "value">): boolean {
  return value.isKnown() && !value.isNull();
}

function isUnknown({ value }: Match): boolean {
  return !value.isKnown();
}

/** The matches before the first that is not decided yet. */
function untilUnknown(matches: readonly Match[]): readonly Match[] {
  const end = matches.findIndex(isUnknown);
  return end === -1 ? matches : matches.slice(0, end);
}

function describeMissing(subject: Subject, matches: readonly Match[], count: string): Verdict {
  if (!isWhole(subject)) return errorAt(subject, `is one of ${list(matches)}, of which ${count} must be set`);
  return errorAt(subject, `${count[0]!.toUpperCase()}${count.slice(1)} of ${list(matches)} must be set`);
}

function describeConflict(set: readonly Match[]): Verdict {
  const [first, ...others] = set;
  return errorAt(first!, `conflicts with ${list(others)}: only one of them can be set`);
}

function list(matches: readonly Match[]): string {
  return [...new Set(matches.map(({ at }) => at.path))].join(", ");
}
