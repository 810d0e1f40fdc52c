// SPDX-License-Identifier: Apache-2.0

/**
 * Whether a provider plans what the configuration wants.
 *
 * Source: Terraform 1.11, `internal/plans/objchange/plan_valid.go`.
 *
 * @module
 */

import {
  getAttrStep,
  indexStep,
  nullVal,
  numberIntVal,
  PathError,
  stringVal,
  type Path,
  type Value,
} from "@provide-foundry/cty";
import { goString } from "./go-string.ts";
import type { Attribute, Block, NestedBlock, NestedObject } from "../schema/schema.ts";

/** What a provider may not plan. None of the values may be marked. */
export function assertPlanValid(block: Block, prior: Value, config: Value, planned: Value): readonly PathError[] {
  return checkBlock(block, prior, config, planned, []);
}

function checkBlock(block: Block, prior: Value, config: Value, planned: Value, path: Path): readonly PathError[] {
  const wrong = checkPresence(config, planned, path);
  if (wrong.length > 0 || planned.isNull()) return wrong;
  const attributes = checkAttributes(block.attributes, prior, config, planned, path);
  const blocks = Array.from(block.blocks, ([name, nested]) => {
    const [given, next] = [config.getAttr(name), planned.getAttr(name)];
    return next.rawEquals(given)
      ? []
      : checkNested(nested, partOf(prior, name, next), given, next, [...path, getAttrStep(name)]);
  });
  return [...attributes, ...blocks.flat()];
}

function checkPresence(config: Value, planned: Value, path: Path): readonly PathError[] {
  if (planned.isNull() && !config.isNull())
    return [new PathError(path, "planned for absence but config wants existence")];
  if (config.isNull() && !planned.isNull())
    return [new PathError(path, "planned for existence but config wants absence")];
  return [];
}

function partOf(object: Value, name: string, like: Value): Value {
  return object.isNull() || !object.isKnown() ? nullVal(like.type) : object.getAttr(name);
}

function checkNested(
  { nesting, block }: NestedBlock,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): readonly PathError[] {
  if (!config.isKnown()) return [new PathError(path, `planned value ${goString(planned)} for unknown dynamic block`)];
  if (!planned.isKnown()) {
    return [
      new PathError(
        path,
        "attribute representing nested block must not be unknown itself; set nested attribute values to unknown instead",
      ),
    ];
  }
  if (nesting === "single" || nesting === "group") return checkBlock(block, prior, config, planned, path);
  if (planned.isNull()) {
    return [
      new PathError(
        path,
        `attribute representing a ${nesting} of nested blocks must be empty to indicate no blocks, not null`,
      ),
    ];
  }
  const next = elementsOf(planned);
  const unknown = [...next].filter(([, element]) => !element.isKnown());
  if (unknown.length > 0) {
    return unknown.map(([key]) => {
      return new PathError(
        [...path, stepOf(key)],
        "element representing nested block must not be unknown itself; set nested attribute values to unknown instead",
      );
    });
  }
  if (nesting === "set") return [];
  const [given, old] = [elementsOf(config), elementsOf(prior)];
  if (given.size !== next.size) {
    return [new PathError(path, `block count in plan (${next.size}) disagrees with count in config (${given.size})`)];
  }
  return Array.from(next, ([key, element]) => {
    const wanted = given.get(key);
    if (wanted === undefined)
      return [new PathError(path, `block key ${JSON.stringify(key)} from plan is not present in config`)];
    return checkBlock(block, old.get(key) ?? nullVal(element.type), wanted, element, [...path, stepOf(key)]);
  }).flat();
}

function elementsOf(value: Value): ReadonlyMap<string | number, Value> {
  if (value.isNull() || !value.isKnown()) return new Map();
  const { kind } = value.type;
  return kind === "map" || kind === "object" ? value.asValueMap() : new Map(value.asValueSlice().entries());
}

function stepOf(key: string | number): Path[number] {
  return indexStep(typeof key === "number" ? numberIntVal(key) : stringVal(key));
}

function checkAttributes(
  attributes: ReadonlyMap<string, Attribute>,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): readonly PathError[] {
  return Array.from(attributes, ([name, attribute]) => {
    const next = planned.getAttr(name);
    const [old, given] = [partOf(prior, name, next), partOf(config, name, next)];
    return checkAttribute(attribute, old, given, next, [...path, getAttrStep(name)]);
  }).flat();
}

function checkAttribute(
  attribute: Attribute,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): readonly PathError[] {
  if (isSame(planned, config)) return [];
  if (isSame(planned, prior) && !isNull(prior) && !isNull(config)) return [];
  const { computed, optional, sensitive, writeOnly, nested } = attribute;
  const complain = (hidden: string, shown: string): readonly PathError[] => [
    new PathError(path, sensitive ? hidden : shown),
  ];
  if (writeOnly) {
    return isNull(planned) ? [] : [new PathError(path, "planned value for write-only attribute is not null")];
  }
  if (computed && (!optional || isNull(config))) return [];
  if (isNull(config)) {
    return complain(
      "sensitive planned value for a non-computed attribute",
      `planned value ${goString(planned)} for a non-computed attribute`,
    );
  }
  if (nested !== undefined) return checkNestedAttribute(nested, prior, config, planned, path);
  const what = `planned value ${goString(planned)} does not match config value ${goString(config)}`;
  if (isNull(prior)) return complain("sensitive planned value does not match config value", what);
  return complain(
    "sensitive planned value does not match config value nor prior value",
    `${what} nor prior value ${goString(prior)}`,
  );
}

function isNull(value: Value): boolean {
  return value.isKnown() && value.isNull();
}

/** Unknown values are alike, whatever is known about them. */
function isSame(a: Value, b: Value): boolean {
  if (!a.isKnown() && !b.isKnown()) return a.type === b.type;
  return a.rawEquals(b);
}

function checkNestedAttribute(
  nested: NestedObject,
  prior: Value,
  config: Value,
  planned: Value,
  path: Path,
): readonly PathError[] {
  const wrong = checkPresence(config, planned, path);
  if (wrong.length > 0 || isNull(planned)) return wrong;
  if (!planned.isKnown()) return [new PathError(path, "planned unknown for configured value")];
  if (nested.nesting === "single") return checkAttributes(nested.attributes, prior, config, planned, path);
  if (nested.nesting === "set" || !config.isKnown()) return [];
  const [next, given, old] = [elementsOf(planned), elementsOf(config), elementsOf(prior)];
  if (given.size !== next.size) {
    return [new PathError(path, `count in plan (${next.size}) disagrees with count in config (${given.size})`)];
  }
  return Array.from(next, ([key, element]) => {
    const wanted = given.get(key);
    if (wanted === undefined)
      return [new PathError(path, `map key ${JSON.stringify(key)} from plan is not present in config`)];
    if (!element.isKnown() || element.isNull()) return [];
    return checkAttributes(nested.attributes, old.get(key) ?? nullVal(element.type), wanted, element, [
      ...path,
      stepOf(key),
    ]);
  }).flat();
}
