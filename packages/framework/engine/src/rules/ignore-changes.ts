// SPDX-License-Identifier: Apache-2.0

/**
 * A configuration without the changes that it is told to ignore.
 *
 * Source: Terraform 1.11, `processIgnoreChanges`.
 *
 * @module
 */

import {
  applyPath,
  getAttrStep,
  indexStep,
  mapVal,
  mapValEmpty,
  nullVal,
  parseNumberVal,
  PathError,
  pathsEqual,
  stringVal,
  transform,
  type MapType,
  type Path,
  type Value,
} from "@provide-foundry/cty";
import type { Traversal } from "@provide-foundry/hcl";
import { attributeAt } from "../schema/attribute-paths.ts";
import type { Block } from "../schema/schema.ts";

/** The configuration with what there was before at the given places. Marks count as part of the values. */
export function ignoreChanges(block: Block, prior: Value, config: Value, ignored: readonly Traversal[] | "all"): Value {
  if (prior.isNull() || config.isNull()) return config;
  if (ignored === "all") return configuredPartOf(block, prior);
  const kept = ignored.flatMap((traversal) => keep(prior, config, toPath(traversal)) ?? []);
  if (kept.length === 0) return config;
  return transform(config, (path, value) => {
    return kept.filter((entry) => pathsEqual(path, entry.path)).reduce(restore, value);
  });
}

/** What somebody could have configured of an object. */
function configuredPartOf(block: Block, prior: Value): Value {
  return transform(prior, (path, value) => {
    const attribute = attributeAt(block, path);
    return attribute?.computed && !attribute.optional ? nullVal(value.type) : value;
  });
}

interface Kept {
  readonly path: Path;
  readonly value: Value;
  /** Of the one element that is meant. */
  readonly key?: string;
}

/** A key of a map is kept in its map, for it may be missing on either side. */
function keep(prior: Value, config: Value, path: Path): Kept | undefined {
  const last = path.at(-1);
  const key = last?.kind === "index" && last.key.type.kind === "string" ? last.key.asString() : undefined;
  const place = key === undefined ? path : path.slice(0, -1);
  const [value, given] = [partAt(prior, place), partAt(config, place)];
  if (value === undefined || given === undefined || value.rawEquals(given)) return undefined;
  return { path: place, value, ...(key !== undefined && { key }) };
}

function restore(current: Value, { value, key }: Kept): Value {
  if (key === undefined || current.type.kind !== "map") return value;
  if (!current.isKnown()) return current;
  const [bare, marks] = current.unmark();
  const [before] = value.unmark();
  const elements = bare.isNull() ? new Map<string, Value>() : bare.asValueMap();
  const old = before.isNull() || !before.isKnown() ? undefined : before.asValueMap().get(key);
  if (old === undefined) elements.delete(key);
  else elements.set(key, old);
  if (elements.size > 0) return mapVal(elements).withMarks(marks);
  return bare.isNull() ? current : mapValEmpty((bare.type as MapType).elementType).withMarks(marks);
}

function toPath(traversal: Traversal): Path {
  return traversal.flatMap((step): Path => {
    switch (step.kind) {
      case "root":
      case "attr":
        return [getAttrStep(step.name)];
      case "index":
        return [indexStep(step.key.type === "number" ? parseNumberVal(step.key.text) : stringVal(step.key.text))];
      default:
        return [];
    }
  });
}

function partAt(value: Value, path: Path): Value | undefined {
  try {
    return applyPath(value, path);
  } catch (error) {
    if (error instanceof PathError) return undefined;
    throw error;
  }
}
