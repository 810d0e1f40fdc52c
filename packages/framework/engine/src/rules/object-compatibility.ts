// SPDX-License-Identifier: Apache-2.0

/**
 * Whether what was planned became true.
 *
 * Source: Terraform 1.11, `internal/plans/objchange/compatible.go`.
 *
 * @module
 */

import {
  getAttrStep,
  indexStep,
  mismatchMessage,
  PathError,
  stringVal,
  numberIntVal,
  testConformance,
  type Path,
  type Value,
} from "@provide-foundry/cty";
import { goString } from "./go-string.ts";
import type { Block } from "../schema/schema.ts";

/** What differs from what was planned; unknown values may have become any. What is sensitive is not told. */
export function assertObjectCompatible(block: Block, planned: Value, actual: Value): readonly PathError[] {
  if (planned.isNull() && !actual.isNull()) return [new PathError([], "Root object was absent, but now present")];
  if (actual.isNull() && !planned.isNull()) return [new PathError([], "Root object was present, but now absent")];
  if (planned.isNull()) return [];
  const names = [...block.attributes.keys(), ...block.blocks.keys()];
  return names.flatMap((name) => {
    const [one, other] = [planned.getAttr(name), actual.getAttr(name)];
    const path: Path = [getAttrStep(name)];
    const found = compare(one.unmarkDeep()[0], other.unmarkDeep()[0], path);
    const isSensitive =
      block.attributes.get(name)?.sensitive === true || one.containsMarked() || other.containsMarked();
    return isSensitive && found.length > 0
      ? [new PathError(path, "inconsistent values for sensitive attribute")]
      : found;
  });
}

function compare(planned: Value, actual: Value, path: Path): readonly PathError[] {
  const complain = (detail: string): readonly PathError[] => [new PathError(path, detail)];
  const { type } = planned;
  if (type.kind === "dynamic") return [];
  if (testConformance(actual.type, type).length > 0) {
    return complain(`wrong final value type: ${mismatchMessage(actual.type, type)}`);
  }
  if (!planned.isKnown()) {
    if (planned.range().includes(actual) !== false) return [];
    return complain(`final value ${goString(actual)} does not conform to planning placeholder ${goString(planned)}`);
  }
  if (actual.isKnown() && actual.isNull()) {
    return planned.isNull() ? [] : complain(`was ${goString(planned)}, but now null`);
  }
  if (planned.isNull()) return complain(`was null, but now ${goString(actual)}`);
  if (!actual.isKnown()) return complain("was known, but now unknown");
  switch (type.kind) {
    case "list":
    case "tuple":
      return compareElements(elementsOf(planned), elementsOf(actual), path);
    case "map":
      return compareElements(planned.asValueMap(), actual.asValueMap(), path);
    case "object": {
      const own = actual.asValueMap();
      return Array.from(planned.asValueMap(), ([name, part]) =>
        compare(part, own.get(name)!, [...path, getAttrStep(name)]),
      ).flat();
    }
    case "set":
      return compareSets(planned.asValueSlice(), actual.asValueSlice(), path);
    default:
      return planned.rawEquals(actual) || isEqual(planned, actual)
        ? []
        : complain(`was ${goString(planned)}, but now ${goString(actual)}`);
  }
}

function isEqual(a: Value, b: Value): boolean {
  const equal = a.equals(b);
  return equal.isKnown() && equal.asBool();
}

function elementsOf(value: Value): ReadonlyMap<number, Value> {
  return new Map(value.asValueSlice().entries());
}

function compareElements<Key extends string | number>(
  planned: ReadonlyMap<Key, Value>,
  actual: ReadonlyMap<Key, Value>,
  path: Path,
): readonly PathError[] {
  const kept = Array.from(planned, ([key, value]) => {
    const now = actual.get(key);
    if (now === undefined) return [new PathError(path, `element ${JSON.stringify(key)} has vanished`)];
    const step = indexStep(typeof key === "number" ? numberIntVal(key) : stringVal(key));
    return compare(value, now, [...path, step]);
  });
  const added = [...actual.keys()].filter((key) => !planned.has(key));
  return [
    ...kept.flat(),
    ...added.map((key) => new PathError(path, `new element ${JSON.stringify(key)} has appeared`)),
  ];
}

/** Elements that become equal merge, so a set may shrink, but not grow. */
function compareSets(planned: readonly Value[], actual: readonly Value[], path: Path): readonly PathError[] {
  const fits = (one: Value, other: Value): boolean => compare(one, other, path).length === 0;
  const lost = planned.filter((one) => !actual.some((other) => fits(one, other)));
  if (lost.length > 0) {
    return lost.map(
      (one) =>
        new PathError(path, `planned set element ${goString(one)} does not correlate with any element in actual`),
    );
  }
  const added = actual.filter((other) => !planned.some((one) => fits(one, other)));
  const found = added.map(
    (other) => new PathError(path, `actual set element ${goString(other)} does not correlate with any element in plan`),
  );
  if (planned.length >= actual.length) return found;
  return [...found, new PathError(path, `length changed from ${planned.length} to ${actual.length}`)];
}
