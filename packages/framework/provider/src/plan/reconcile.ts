// SPDX-License-Identifier: Apache-2.0

/**
 * Takes differences without meaning out of a value.
 *
 * JSON that a server has laid out anew, or a time in another zone, is not what
 * was written, but means it. Where the meaning is the same, the value that was
 * there before stays: so nothing is planned, nothing replaced, and what a
 * refresh finds is no drift.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import { At } from "../codec/at.ts";
import { type Block, type Nested, withAttributes } from "../codec/block.ts";
import { whole } from "../codec/plain-object.ts";
import type { ElementCodec } from "../codec/value-codec.ts";
import { keepInputs, keyOf, pairByKey } from "./pair-elements.ts";

/** The object with the prior values in the place of those that mean the same, at every depth. */
export function reconcileObject(block: Block, next: cty.Value, prior: cty.Value): cty.Value {
  if (!block.has.equality || isWhole(next) || isWhole(prior) || next === prior) return next;
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    if (!member.has.equality) continue;
    const [value, before] = [next.getAttr(member.name), prior.getAttr(member.name)];
    const kept =
      member.kind === "leaf" ? reconcileValue(member, value, before) : reconcileNested(member, value, before);
    if (kept !== value) changes.set(member.name, kept);
  }
  return withAttributes(block, next, changes);
}

/** As {@link reconcileObject}, for the objects in a nested attribute or block. */
export function reconcileNested({ nesting, block, key }: Nested, next: cty.Value, prior: cty.Value): cty.Value {
  if (!block.has.equality || isWhole(next) || isWhole(prior)) return next;
  switch (nesting) {
    case "single":
    case "group":
      return reconcileObject(block, next, prior);
    case "map":
      return mapParts(next, prior, (object, before) => reconcileObject(block, object, before));
    case "list": {
      const objects = next.asValueSlice();
      const before = prior.asValueSlice();
      const pairs = key === undefined ? before : pairByKey(block, key, objects, before);
      return listOf(
        next,
        objects.map((object, i) => (pairs[i] ? reconcileObject(block, object, pairs[i]) : object)),
      );
    }
    default:
      return reconcileSet(next, prior, {
        textOf: (object) => keyOf(block, object, keepInputs),
        reconcile: (object, before) => reconcileObject(block, object, before),
      });
  }
}

/** As {@link reconcileObject}, for a value without attributes inside. */
export function reconcileValue(element: ElementCodec, next: cty.Value, prior: cty.Value): cty.Value {
  const { spec, codec } = element;
  if ((spec.equals === undefined && !codec.hasEquality) || isWhole(next) || isWhole(prior)) return next;
  if (next.rawEquals(prior)) return prior;
  if (next.isWhollyKnown() && prior.isWhollyKnown() && haveSameMeaning(element, next, prior)) return prior;
  return codec.hasEquality ? reconcileParts(element, next, prior) : next;
}

function haveSameMeaning({ spec, codec }: ElementCodec, a: cty.Value, b: cty.Value): boolean {
  if (spec.equals === undefined && codec.meaningOf === undefined) return false;
  try {
    if (codec.meaningOf !== undefined && codec.meaningOf(a) === codec.meaningOf(b)) return true;
    return spec.equals?.(codec.toPlain(a), codec.toPlain(b)) === true;
  } catch {
    // A state of an older version may hold what could not be written any more.
    return false;
  }
}

function reconcileParts({ codec }: ElementCodec, next: cty.Value, prior: cty.Value): cty.Value {
  const parts = codec.parts(next, At.root);
  const before = codec.parts(prior, At.root);
  switch (next.type.kind) {
    case "list":
    case "tuple":
      return listOf(
        next,
        parts.map((part, i) => (before[i] ? reconcileValue(part, part.value, before[i].value) : part.value)),
      );
    case "map":
      return parts.length === 0
        ? next
        : mapParts(next, prior, (value, valueBefore) => reconcileValue(parts[0]!, value, valueBefore));
    case "object": {
      const names = [...next.type.attributeTypes.keys()];
      const byName = new Map(
        parts.map((part, i) => [part.at.path, reconcileValue(part, part.value, before[i]!.value)]),
      );
      return cty.objectVal(new Map(names.map((name) => [name, byName.get(name)!])));
    }
    case "set": {
      const [part] = parts;
      if (part === undefined) return next;
      return reconcileSet(next, prior, {
        textOf: (value) => (value.isWhollyKnown() ? json.marshal(value, part.codec.type) : undefined),
        meaningOf: part.spec.equals === undefined ? part.codec.meaningOf : undefined,
        reconcile: (value, valueBefore) => reconcileValue(part, value, valueBefore),
      });
    }
    default:
      return next;
  }
}

type Reconcile = (next: cty.Value, prior: cty.Value) => cty.Value;

interface SetRules {
  /** The same for elements that are the same; undefined for what is not known. */
  readonly textOf: (element: cty.Value) => string | undefined;
  /** The same for known elements that mean the same, where that can be told of each by itself. */
  readonly meaningOf?: ((element: cty.Value) => string) | undefined;
  readonly reconcile: Reconcile;
}

/** Elements that are what they were keep their counterparts; each of the others takes one that is left, if it means the same. */
function reconcileSet(next: cty.Value, prior: cty.Value, { textOf, meaningOf, reconcile }: SetRules): cty.Value {
  const elements = next.asValueSlice();
  const [kept, left] = pairBy(textOf, elements, prior.asValueSlice());
  if (kept.every((counterpart) => counterpart !== undefined)) return next;
  const changed = elements.map((element, i) => (kept[i] === undefined ? element : undefined));
  if (meaningOf !== undefined) {
    const [meant] = pairBy((element) => tryMeaning(meaningOf, element), changed, left);
    return cty.setVal(elements.map((element, i) => meant[i] ?? element));
  }
  const reconciled = elements.map((element, i) => {
    if (kept[i] !== undefined) return element;
    const index = left.findIndex((before) => isSame(textOf, reconcile(element, before), before));
    return index === -1 ? element : reconcile(element, left.splice(index, 1)[0]!);
  });
  return cty.setVal(reconciled);
}

/** For each element one of `others` with the same key, none of them twice; and those that nobody got. */
function pairBy(
  keyOfElement: (element: cty.Value) => string | undefined,
  elements: readonly (cty.Value | undefined)[],
  others: readonly cty.Value[],
): [pairs: (cty.Value | undefined)[], left: cty.Value[]] {
  const byKey = Map.groupBy(others, keyOfElement);
  const pairs = elements.map((element) => {
    const key = element === undefined ? undefined : keyOfElement(element);
    return key === undefined ? undefined : byKey.get(key)?.pop();
  });
  return [pairs, [...byKey.values()].flat()];
}

function isSame(textOf: SetRules["textOf"], a: cty.Value, b: cty.Value): boolean {
  const text = textOf(a);
  return text !== undefined && text === textOf(b);
}

function tryMeaning(meaningOf: (element: cty.Value) => string, element: cty.Value): string | undefined {
  try {
    return isWhole(element) ? undefined : meaningOf(element);
  } catch {
    return undefined;
  }
}

function mapParts(next: cty.Value, prior: cty.Value, reconcile: Reconcile): cty.Value {
  const parts = next.asValueMap();
  if (parts.size === 0) return next;
  const before = prior.asValueMap();
  return cty.mapVal(
    new Map(
      [...parts].map(([key, part]) => {
        const counterpart = before.get(key);
        return [key, counterpart === undefined ? part : reconcile(part, counterpart)];
      }),
    ),
  );
}

function listOf(value: cty.Value, parts: readonly cty.Value[]): cty.Value {
  if (parts.length === 0) return value;
  return value.type.kind === "tuple" ? cty.tupleVal([...parts]) : cty.listVal([...parts]);
}

function isWhole(value: cty.Value): boolean {
  return whole(value) !== undefined;
}
