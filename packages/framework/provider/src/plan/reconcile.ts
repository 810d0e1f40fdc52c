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
      return reconcileSet(
        next,
        prior,
        (object, before) => reconcileObject(block, object, before),
        (object, before) => {
          const text = keyOf(block, object, keepInputs);
          return text !== undefined && text === keyOf(block, before, keepInputs);
        },
      );
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
  try {
    return codec.hasSameMeaning?.(a, b) === true || spec.equals?.(codec.toPlain(a), codec.toPlain(b)) === true;
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
    case "set":
      return parts.length === 0
        ? next
        : reconcileSet(
            next,
            prior,
            (value, valueBefore) => reconcileValue(parts[0]!, value, valueBefore),
            (value, valueBefore) => value.rawEquals(valueBefore),
          );
    default:
      return next;
  }
}

type Reconcile = (next: cty.Value, prior: cty.Value) => cty.Value;

/** Elements that are what they were keep their counterparts; each of the others takes one that is left, if it means the same. */
function reconcileSet(
  next: cty.Value,
  prior: cty.Value,
  reconcile: Reconcile,
  isSame: (a: cty.Value, b: cty.Value) => boolean,
): cty.Value {
  const elements = next.asValueSlice();
  const left = prior.asValueSlice();
  const isKept = elements.map((element) => take(left, (before) => isSame(element, before)) !== undefined);
  const reconciled = elements.map((element, i) => {
    if (isKept[i]) return element;
    const before = take(left, (candidate) => isSame(reconcile(element, candidate), candidate));
    return before === undefined ? element : reconcile(element, before);
  });
  return reconciled.every((element, i) => element === elements[i]) ? next : cty.setVal(reconciled);
}

/** The first that fits, taken out of `values`. */
function take(values: cty.Value[], fits: (value: cty.Value) => boolean): cty.Value | undefined {
  const index = values.findIndex(fits);
  return index === -1 ? undefined : values.splice(index, 1)[0];
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
