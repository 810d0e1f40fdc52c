// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type { At } from "../codec/at.ts";
import {
  type Reference,
  type ReferenceStep,
  type Scope,
  type Subject,
  anyElement,
  outer,
} from "../validation/validator.ts";

/** A value that a reference leads to. */
export interface Match {
  readonly value: cty.Value;
  readonly at: At;
  /** The object that the value is an attribute of. */
  readonly owner: cty.Value;
}

/**
 * What a reference means in this configuration: one value, or with
 * `anyElement` any number. A null or unknown value on the way stands for all
 * that might be in it, so that "not decided yet" is not taken for "not there".
 *
 * Source: terraform-plugin-framework 1.19, `Config.PathMatches`.
 */
export function findMatches(scope: Scope, reference: Reference): Match[] {
  const [first, ...rest] = typeof reference === "string" ? [reference] : reference;
  if (first === outer) return scope.outer === undefined ? [] : findMatches(scope.outer, rest);
  const { object, at } = scope;
  return descend({ value: object, at, owner: object }, first === undefined ? [] : [first, ...rest]);
}

/** As {@link findMatches} for several references, each value once and without the subject's own. */
export function findOthers({ value, at, scope }: Subject, references: readonly Reference[]): Match[] {
  const self: Match = { value, at, owner: scope.object };
  const found: Match[] = [self];
  for (const match of references.flatMap((reference) => findMatches(scope, reference))) {
    if (!found.some((other) => isSame(other, match))) found.push(match);
  }
  return found.slice(1);
}

/** The elements of a set share one path, so their values and owners tell them apart. */
function isSame(a: Match, b: Match): boolean {
  return a.at.path === b.at.path && a.value.rawEquals(b.value) && a.owner.rawEquals(b.owner);
}

function descend(match: Match, [step, ...rest]: readonly ReferenceStep[]): Match[] {
  const { value } = match;
  if (step === undefined || value.isNull() || !value.isKnown()) return [match];
  return stepInto(match, step).flatMap((part) => descend(part, rest));
}

function stepInto({ value, at, owner }: Match, step: ReferenceStep): Match[] {
  switch (value.type.kind) {
    case "object":
      return [{ value: value.getAttr(step as string), at: at.attribute(step as string), owner: value }];
    case "map": {
      const parts = [...value.asValueMap()].filter(([key]) => step === anyElement || step === key);
      return parts.map(([key, part]) => ({ value: part, at: at.key(key), owner }));
    }
    case "list":
    case "tuple": {
      const parts = value.asValueSlice().map((part, i) => ({ value: part, at: at.index(i), owner }));
      return parts.filter((_, i) => step === anyElement || step === i);
    }
    case "set":
      return value.asValueSlice().map((part) => ({ value: part, at: at.element(), owner }));
    default:
      return [];
  }
}
