// SPDX-License-Identifier: Apache-2.0

/**
 * What an object would be if the provider had nothing to say: the configuration, with what was computed before.
 *
 * Source: Terraform 1.11, `internal/plans/objchange/objchange.go`.
 *
 * @module
 */

import {
  applyPath,
  listVal,
  mapVal,
  nullVal,
  objectVal,
  PathError,
  setVal,
  tupleVal,
  unknownVal,
  walk,
  type Path,
  type Value,
} from "@provide-foundry/cty";
import { attributeAt } from "../schema/attribute-paths.ts";
import { emptyValue, impliedType } from "../schema/implied-type.ts";
import type { Attribute, Block, NestedObject } from "../schema/schema.ts";

/** None of the values may be marked. */
export function proposedNewState(block: Block, prior: Value, config: Value): Value {
  if (config.isNull()) return config;
  return merged(block, prior.isNull() ? emptyValue(block) : prior, config);
}

/** What a data source will be, once it is read: all that is computed is unknown. */
export function plannedDataObject(block: Block, config: Value): Value {
  return merged(block, unknownVal(impliedType(block)), config);
}

type Nested = Block | NestedObject;

function merged(block: Nested, prior: Value, config: Value): Value {
  if (config.isNull() || !config.isKnown()) return config;
  const parts = new Map<string, Value>();
  for (const [name, attribute] of block.attributes) {
    parts.set(name, mergedAttribute(attribute, partOf(prior, name, config), config.getAttr(name)));
  }
  if ("blocks" in block) {
    for (const [name, nested] of block.blocks) {
      const [own, given] = [partOf(prior, name, config), config.getAttr(name)];
      if (!given.isKnown()) parts.set(name, given);
      else parts.set(name, mergedNesting(nested.nesting, nested.block, own, given));
    }
  }
  return objectVal(parts);
}

function partOf(prior: Value, name: string, config: Value): Value {
  return prior.isNull() ? nullVal(config.getAttr(name).type) : prior.getAttr(name);
}

function mergedAttribute(attribute: Attribute, prior: Value, config: Value): Value {
  if (attribute.computed && config.isKnown() && config.isNull()) {
    return hasConfiguredParts(attribute, prior) ? config : prior;
  }
  const { nested } = attribute;
  return nested === undefined || !config.isKnown() ? config : mergedNesting(nested.nesting, nested, prior, config);
}

/** Whether a computed attribute has in it what somebody must have configured, and has taken away now. */
function hasConfiguredParts({ optional, nested }: Attribute, prior: Value): boolean {
  if (!optional || nested === undefined) return false;
  return objectsIn(nested, prior).some((object) => {
    if (!object.isKnown() || object.isNull()) return false;
    return [...nested.attributes].some(([name, attribute]) => {
      const part = object.getAttr(name);
      if (!part.isKnown() || part.isNull()) return false;
      return !attribute.computed || hasConfiguredParts({ ...attribute, optional: true }, part);
    });
  });
}

function objectsIn({ nesting }: NestedObject, value: Value): readonly Value[] {
  if (!value.isKnown() || value.isNull()) return [];
  return nesting === "single" ? [value] : nesting === "map" ? [...value.asValueMap().values()] : value.asValueSlice();
}

function mergedNesting(
  nesting: "single" | "group" | "list" | "set" | "map",
  block: Nested,
  prior: Value,
  config: Value,
): Value {
  if (config.isNull()) return config;
  switch (nesting) {
    case "list":
      return mergedList(block, prior, config);
    case "map":
      return mergedMap(block, prior, config);
    case "set":
      return mergedSet(block, prior, config);
    default:
      return mergedElement(block, prior, config);
  }
}

function mergedElement(block: Nested, prior: Value, config: Value): Value {
  return merged(block, prior.isKnown() && prior.isNull() && "blocks" in block ? emptyValue(block) : prior, config);
}

function mergedList(block: Nested, prior: Value, config: Value): Value {
  const given = config.asValueSlice();
  if (given.length === 0) return config;
  const own = prior.isKnown() && !prior.isNull() ? prior.asValueSlice() : [];
  const elements = given.map((element, i) => {
    const old = prior.isKnown() ? own[i] : unknownVal(element.type);
    return old === undefined ? element : mergedElement(block, old, element);
  });
  return config.type.kind === "tuple" ? tupleVal(elements) : listVal(elements);
}

function mergedMap(block: Nested, prior: Value, config: Value): Value {
  const given = config.asValueMap();
  if (given.size === 0) return config;
  const own = prior.isKnown() && !prior.isNull() ? prior.asValueMap() : new Map<string, Value>();
  const elements = Array.from(given, ([key, element]) => {
    const old = own.get(key);
    return [key, old === undefined ? element : mergedElement(block, old, element)] as const;
  });
  return config.type.kind === "object" ? objectVal(new Map(elements)) : mapVal(new Map(elements));
}

/** Elements of sets belong together that differ only in what is computed. */
function mergedSet(block: Nested, prior: Value, config: Value): Value {
  const given = config.asValueSlice();
  if (given.length === 0) return config;
  const unused = prior.isKnown() && !prior.isNull() ? prior.asValueSlice() : [];
  const elements = given.map((element) => {
    const match = unused.findIndex((old) => couldComeFrom(block, old, element));
    const [old = nullVal(element.type)] = match < 0 ? [] : unused.splice(match, 1);
    return mergedElement(block, old, element);
  });
  return setVal(elements);
}

/**
 * Whether an object may have been made from a configuration, with computed attributes filled in. What the object has in
 * it is compared, so that a list of the configuration may be longer; sets are the same, or are not.
 */
function couldComeFrom(block: Nested, prior: Value, config: Value): boolean {
  let isPossible = true;
  walk(prior, (path, old) => {
    const given = isPossible ? partAt(config, path) : undefined;
    if (given === undefined) isPossible = false;
    if (given === undefined || old.rawEquals(given)) return false;
    const attribute = attributeAt(block, path);
    const isInside = given.type.kind !== "set" && (attribute === undefined || attribute.nested !== undefined);
    if (isInside) return true;
    isPossible = given.type.kind !== "set" && attribute!.computed && given.isKnown() && given.isNull();
    return false;
  });
  return isPossible;
}

/** Undefined where the path leads nowhere. */
function partAt(value: Value, path: Path): Value | undefined {
  try {
    return applyPath(value, path);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}
