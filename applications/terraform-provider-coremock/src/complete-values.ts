// SPDX-License-Identifier: Apache-2.0

/**
 * What the provider computes: from a plan to all values of the resource.
 *
 * A computed value is the one that its schema names, or null; once there it stays as it is, also when the schema names
 * another later. So the parts of a changed resource are paired with what they were before, as the framework does when
 * it plans: by index, by key, and in sets by everything that is planned of them.
 *
 * @module
 */

import { isDeepStrictEqual } from "node:util";
import type { Member, Members, NestedType, ValueType } from "./schema/resource-schema.ts";

/** An object as handlers see it. */
export type Values = Readonly<Record<string, unknown>>;

/**
 * All values of an object.
 *
 * @param planned Without what is computed, and without what is left to the provider.
 * @param prior Undefined for an object that is new.
 */
export function completeValues(members: Members, planned: Values, prior: Values | undefined): Record<string, unknown> {
  const values = Object.entries(members).flatMap(([name, member]): [string, unknown][] => {
    if (member.kind === "attribute" && member.writeOnly) return [];
    const given = planned[name];
    if (given !== undefined) return [[name, completeValue(member.type, given, prior?.[name])]];
    return [[name, prior?.[name] ?? choose(member)]];
  });
  return Object.fromEntries(values);
}

/** The value that the provider chooses. Also for an absent part of a value that the schema of an object names. */
export function choose(member: Member): unknown {
  return member.kind === "attribute" ? member.chosen : null;
}

function completeValue(type: ValueType, planned: unknown, prior: unknown): unknown {
  if (type.kind !== "nested" || planned === null) return planned;
  switch (type.nesting) {
    case "list":
      return completeList(type, planned as readonly Values[], (prior ?? []) as readonly Values[]);
    case "set":
      return completeSet(type, planned as readonly Values[], (prior ?? []) as readonly Values[]);
    case "map":
      return completeMap(type, planned as ValuesByKey, (prior ?? {}) as ValuesByKey);
    default:
      return completeValues(type.members, planned as Values, (prior as Values | null | undefined) ?? undefined);
  }
}

type ValuesByKey = Readonly<Record<string, Values>>;

function completeList({ members }: NestedType, planned: readonly Values[], prior: readonly Values[]): Values[] {
  return planned.map((element, i) => completeValues(members, element, prior[i]));
}

function completeMap({ members }: NestedType, planned: ValuesByKey, prior: ValuesByKey): ValuesByKey {
  const elements = Object.entries(planned).map(([key, element]): [string, Values] => [
    key,
    completeValues(members, element, Object.hasOwn(prior, key) ? prior[key] : undefined),
  ]);
  return Object.fromEntries(elements);
}

function completeSet({ members }: NestedType, planned: readonly Values[], prior: readonly Values[]): Values[] {
  const left = [...prior];
  return planned.map((element) => {
    const i = left.findIndex((candidate) => isContained(element, candidate));
    return completeValues(members, element, i === -1 ? undefined : left.splice(i, 1)[0]);
  });
}

/** Whether `whole` has everything that `part` has; it may have more in objects. */
function isContained(part: unknown, whole: unknown): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole) || part.length !== whole.length) return false;
    return part.every((element) => whole.some((candidate) => isContained(element, candidate)));
  }
  if (typeof part !== "object" || part === null || Object.getPrototypeOf(part) !== Object.prototype) {
    return isDeepStrictEqual(part, whole);
  }
  if (typeof whole !== "object" || whole === null) return false;
  return Object.entries(part).every(
    ([name, value]) =>
      value === undefined || (Object.hasOwn(whole, name) && isContained(value, (whole as Values)[name])),
  );
}
