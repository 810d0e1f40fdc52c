// SPDX-License-Identifier: Apache-2.0

/**
 * What changes within a value of a known type, or of any.
 *
 * Source: Terraform 1.11.4, `jsonformat/differ` and `jsonformat/jsondiff`.
 *
 * @module
 */

import type { Type, Value } from "@provide-foundry/cty";
import { alignElements } from "./align-elements.ts";
import { combineActions, type Diff, type DiffAction, type SensitiveShape, type Shape } from "./diff.ts";
import { comparable, elementsOf, entriesOf, isNone, type ValueChange } from "./value-change.ts";

/** Makes a diff of a change that is to be shown as this. */
export function diffOf(change: ValueChange, shape: Shape, action: DiffAction = change.action): Diff {
  return { action, replace: change.forcesReplacement, shape };
}

/** A value of the type. */
export function diffOfType(given: ValueChange, type: Type): Diff {
  const change = given.isModern ? given : withoutEmptyText(given);
  return (
    sensitiveDiff(change, "sensitive", (inner) => diffOfType(inner, type)) ??
    unknownDiff(change, (before) => diffOfType(before, type)) ??
    diffOfKnown(change, type)
  );
}

function diffOfKnown(change: ValueChange, type: Type): Diff {
  switch (type.kind) {
    case "bool":
    case "number":
    case "string":
      return primitiveDiff(change, type.kind === "string", change.action);
    case "object":
      return objectDiff(change, [...type.attributeTypes], (attribute, of) => diffOfType(attribute, of), false);
    case "map": {
      const { elementType } = type;
      return mapDiff(change, (element) => diffOfType(element, elementType), false);
    }
    case "list": {
      const { elementType } = type;
      const isObject = elementType.kind === "object";
      return alignedDiff(
        change,
        (element) => diffOfType(element, elementType),
        () => isObject,
      );
    }
    case "tuple":
      return listDiff(
        change,
        type.elementTypes.map((of, i) => diffOfType(change.elementAt(i, i), of)),
        false,
      );
    case "set": {
      const { elementType } = type;
      return setDiff(change, (element) => diffOfType(element, elementType), false);
    }
    default:
      return diffOfAny(change);
  }
}

/** A value of which only the value itself says what it is. Nothing within it is told to force a replacement. */
export function diffOfAny(given: ValueChange): Diff {
  const change = given.with({}, { replacePaths: [] });
  return sensitiveDiff(change, "sensitive", diffOfAny) ?? unknownDiff(change, diffOfAny) ?? diffOfKnownAny(change);
}

type JsonKind = "null" | "bool" | "number" | "string" | "array" | "object";

function jsonKind(value: Value | undefined): JsonKind {
  if (isNone(value)) return "null";
  switch (value.type.kind) {
    case "list":
    case "set":
    case "tuple":
      return "array";
    case "map":
    case "object":
      return "object";
    case "bool":
    case "number":
      return value.type.kind;
    default:
      return "string";
  }
}

function diffOfKnownAny(change: ValueChange): Diff {
  const before = jsonKind(change.before);
  const after = jsonKind(change.after);
  if (before === after || change.before === undefined || change.after === undefined) {
    return diffOfKind(change, before === "null" ? after : before);
  }
  const shape: Shape = {
    kind: "typeChange",
    before: diffOfKind(change.with({ after: undefined }), before),
    after: diffOfKind(change.with({ before: undefined }), after),
  };
  return { action: "update", replace: false, shape };
}

function diffOfKind(change: ValueChange, kind: JsonKind): Diff {
  switch (kind) {
    case "object":
      return mapDiff(change, diffOfAny, false, "object");
    case "array":
      return alignedDiff(change, diffOfAny, (value) => jsonKind(value) === "object");
    default:
      return primitiveDiff(change, kind === "string", change.action);
  }
}

function primitiveDiff(change: ValueChange, isString: boolean, action: DiffAction): Diff {
  const { before, after } = change;
  return diffOf(change, { kind: "primitive", isString, ...(before && { before }), ...(after && { after }) }, action);
}

/** An object, attribute by attribute; those that are null before and after are left out. */
export function objectDiff<T>(
  change: ValueChange,
  attributes: readonly (readonly [name: string, of: T])[],
  diff: (attribute: ValueChange, of: T) => Diff,
  isNested: boolean,
): Diff {
  const entries = new Map<string, Diff>();
  for (const [name, of] of attributes) {
    const attribute = change.attribute(name);
    const entry = diff(attribute, of);
    if (entry.action !== "no-op" || !attribute.isNothing) entries.set(name, entry);
  }
  return diffOf(change, { kind: "object", entries, isNested }, combineActions(change.wholeAction, entries.values()));
}

/** A map, or an object of which nobody knows the attributes. */
export function mapDiff(
  change: ValueChange,
  diff: (element: ValueChange) => Diff,
  isNested: boolean,
  kind: "map" | "object" = "map",
): Diff {
  const keys = new Set([...entriesOf(change.before).keys(), ...entriesOf(change.after).keys()]);
  const entries = new Map(Array.from(keys, (key) => [key, diff(change.element(key))]));
  return diffOf(change, { kind, entries, isNested }, combineActions(change.wholeAction, entries.values()));
}

/** A list of these elements. */
export function listDiff(change: ValueChange, elements: readonly Diff[], isNested: boolean): Diff {
  return diffOf(change, { kind: "list", elements, isNested }, combineActions(change.wholeAction, elements));
}

function alignedDiff(
  change: ValueChange,
  diff: (element: ValueChange) => Diff,
  isObject: (element: Value) => boolean,
): Diff {
  const before = elementsOf(change.before);
  const after = elementsOf(change.after);
  const pairs = alignElements(before.map(comparable), after.map(comparable), (side, i) =>
    isObject((side === "before" ? before : after)[i]!.unmark()[0]),
  );
  return listDiff(
    change,
    pairs.map(([b, a]) => diff(change.elementAt(b, a))),
    false,
  );
}

/** A set: elements are the same or they are others. */
export function setDiff(change: ValueChange, diff: (element: ValueChange) => Diff, isNested: boolean): Diff {
  const elements = setChanges(change).map(diff);
  return diffOf(change, { kind: "set", elements, isNested }, combineActions(change.wholeAction, elements));
}

/** What was there first, then what is new. */
export function setChanges(change: ValueChange): readonly ValueChange[] {
  const before = elementsOf(change.before);
  const after = elementsOf(change.after);
  const places = new Map(
    after.flatMap((element, i) => (element.unmark()[0].isKnown() ? [[comparable(element), i]] : [])),
  );
  const stayed = new Set<number>();
  const changes = before.map((element, i) => {
    const place = places.get(comparable(element));
    if (place !== undefined) stayed.add(place);
    return change.elementAt(i, place);
  });
  return [...changes, ...after.flatMap((_, i) => (stayed.has(i) ? [] : [change.elementAt(undefined, i)]))];
}

/** @returns undefined when nothing about the value itself is sensitive. */
export function sensitiveDiff(
  change: ValueChange,
  kind: SensitiveShape["kind"],
  diff: (inner: ValueChange) => Diff,
): Diff | undefined {
  const { isBeforeSensitive: isBefore, isAfterSensitive: isAfter } = change;
  if (!isBefore && !isAfter) return undefined;
  const inner = diff(change.with({}, { isSensitive: false, isModern: false })).action;
  const isThere = change.before !== undefined || change.after !== undefined;
  const action = inner === "no-op" && isBefore !== isAfter && isThere ? "update" : inner;
  return diffOf(change, { kind, inner, isBefore, isAfter }, action);
}

/**
 * @param hasUnknownChildren Whether what is there before is shown with all of its attributes to become unknown.
 * @returns undefined when the value will be known.
 */
export function unknownDiff(
  change: ValueChange,
  diff: (before: ValueChange) => Diff,
  hasUnknownChildren: boolean = false,
): Diff | undefined {
  if (!change.isUnknown) return undefined;
  if (isNone(change.before)) {
    return diffOf(change, { kind: "unknown" }, change.before === undefined ? "create" : "no-op");
  }
  const before = diff(change.with({ after: undefined }, { hasUnknownChildren }));
  return diffOf(change, { kind: "unknown", before }, "update");
}

/** The first SDK stores empty text where there is none. */
function withoutEmptyText(change: ValueChange): ValueChange {
  const isEmpty = (value: Value | undefined): boolean =>
    !isNone(value) && value.isKnown() && value.type.kind === "string" && value.asString() === "";
  if (!isEmpty(change.before) && !isEmpty(change.after)) return change;
  return change.with({
    before: isEmpty(change.before) ? undefined : change.before,
    after: isEmpty(change.after) ? undefined : change.after,
  });
}
