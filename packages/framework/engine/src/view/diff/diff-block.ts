// SPDX-License-Identifier: Apache-2.0

/**
 * What changes within a block, as its schema describes it.
 *
 * Source: Terraform 1.11.4, `jsonformat/differ`.
 *
 * @module
 */

import type { Type } from "@provide-foundry/cty";
import { typeOfAttribute } from "../../schema/implied-type.ts";
import type { Attribute, Block, NestedBlock, NestedObject } from "../../schema/schema.ts";
import { combineAction, combineActions, type BlockGroup, type Diff, type DiffAction } from "./diff.ts";
import {
  diffOf,
  diffOfType,
  listDiff,
  mapDiff,
  objectDiff,
  sensitiveDiff,
  setChanges,
  setDiff,
  unknownDiff,
} from "./diff-value.ts";
import { elementsOf, entriesOf, type ValueChange } from "./value-change.ts";

export function diffOfBlock(change: ValueChange, block: Block): Diff {
  return (
    sensitiveDiff(change, "sensitiveBlock", (inner) => diffOfBlock(inner, block)) ??
    unknownDiff(change, (before) => diffOfBlock(before, block), true) ??
    diffOfKnownBlock(change.with({}, { isModern: change.isModern || isModern(block) }), block)
  );
}

function diffOfKnownBlock(change: ValueChange, block: Block): Diff {
  const attributes = new Map<string, Diff>();
  for (const [name, attribute] of block.attributes) {
    if (attribute.writeOnly) continue;
    const inner = change.attribute(name);
    const diff = diffOfAttribute(inner, attribute);
    if (diff.action !== "no-op" || !inner.isNothing) attributes.set(name, diff);
  }
  let action = combineActions(change.wholeAction, attributes.values());
  const blocks = new Map<string, BlockGroup>();
  for (const [name, nested] of block.blocks) {
    const inner = change.attribute(name);
    const { diffs, action: part } = nestedBlockDiffs(inner, nested);
    if (part === "no-op" && inner.isNothing && !inner.isUnknown) continue;
    blocks.set(name, {
      blocks: diffs,
      replace: inner.forcesReplacement,
      isBeforeSensitive: inner.isBeforeSensitive,
      isAfterSensitive: inner.isAfterSensitive,
      isUnknown: inner.isUnknown,
    });
    action = combineAction(action, part);
  }
  for (const [name, attribute] of block.attributes) {
    if (attribute.writeOnly) attributes.set(name, writeOnlyDiff(change, action));
  }
  return diffOf(change, { kind: "block", attributes, blocks }, action);
}

function diffOfAttribute(change: ValueChange, attribute: Attribute): Diff {
  return attribute.nested === undefined
    ? diffOfType(change, typeOfAttribute(attribute))
    : diffOfNested(change, attribute.nested);
}

function diffOfNested(change: ValueChange, nested: NestedObject): Diff {
  return (
    sensitiveDiff(change, "sensitive", (inner) => diffOfNested(inner, nested)) ??
    unknownDiff(change, (before) => diffOfNested(before, nested), true) ??
    diffOfKnownNested(change, nested)
  );
}

function diffOfKnownNested(change: ValueChange, { nesting, attributes }: NestedObject): Diff {
  const diffOfElement = (element: ValueChange): Diff => diffOfNested(element, { nesting: "single", attributes });
  switch (nesting) {
    case "map":
      return mapDiff(change, diffOfElement, true);
    case "list":
      return listDiff(change, pairwise(change).map(diffOfElement), true);
    case "set":
      return setDiff(change, diffOfElement, true);
    default: {
      const stored = [...attributes].filter(([, { writeOnly }]) => !writeOnly);
      const diff = objectDiff(change, stored, diffOfAttribute, true);
      if (stored.length === attributes.size || diff.shape.kind !== "object") return diff;
      const entries = new Map(diff.shape.entries);
      for (const [name, { writeOnly }] of attributes) {
        if (writeOnly) entries.set(name, writeOnlyDiff(change.attribute(name), diff.action));
      }
      return { ...diff, shape: { ...diff.shape, entries } };
    }
  }
}

/** The elements of two lists, place by place. */
function pairwise(change: ValueChange): readonly ValueChange[] {
  const length = Math.max(elementsOf(change.before).length, elementsOf(change.after).length);
  return Array.from({ length }, (_, i) => change.elementAt(i, i));
}

function nestedBlockDiffs(
  change: ValueChange,
  { nesting, block }: NestedBlock,
): { readonly diffs: BlockGroup["blocks"]; readonly action: DiffAction } {
  if (nesting === "single" || nesting === "group") {
    const diff = diffOfBlock(change, block);
    return { diffs: [[undefined, diff]], action: diff.action };
  }
  const diffs = labelledChanges(change, nesting).map(([label, inner]) => [label, diffOfBlock(inner, block)] as const);
  return {
    diffs,
    action: combineActions(
      change.wholeAction,
      diffs.map(([, diff]) => diff),
    ),
  };
}

function labelledChanges(
  change: ValueChange,
  nesting: "list" | "set" | "map",
): readonly (readonly [label: string | undefined, change: ValueChange])[] {
  if (nesting !== "map") {
    const changes = nesting === "list" ? pairwise(change) : setChanges(change);
    return changes.map((inner) => [undefined, inner]);
  }
  const keys = new Set([...entriesOf(change.before).keys(), ...entriesOf(change.after).keys()]);
  return Array.from(keys, (key) => [key, change.element(key)]);
}

/** What is never stored is shown only to say that it is there. */
function writeOnlyDiff(change: ValueChange, action: DiffAction): Diff {
  const isSensitive = change.isBeforeSensitive || change.isAfterSensitive;
  return diffOf(change, { kind: "writeOnly", isSensitive }, action === "update" ? "no-op" : action);
}

const modernBlocks = new WeakMap<Block, boolean>();

/** Whether the block has what the first SDK of providers could not declare. */
function isModern(block: Block): boolean {
  const known = modernBlocks.get(block);
  if (known !== undefined) return known;
  const modern =
    [...block.blocks.values()].some(({ nesting }) => nesting === "map" || nesting === "group") ||
    [...block.attributes.values()].some(
      (attribute) => attribute.nested !== undefined || isModernType(typeOfAttribute(attribute)),
    );
  modernBlocks.set(block, modern);
  return modern;
}

function isModernType(type: Type): boolean {
  if (type.hasDynamicTypes || type.kind === "tuple" || type.kind === "object") return true;
  if (type.kind !== "list" && type.kind !== "set" && type.kind !== "map") return false;
  const { elementType } = type;
  if (elementType.kind !== "list" && elementType.kind !== "set" && elementType.kind !== "map") return false;
  const { kind } = elementType.elementType;
  return kind !== "string" && kind !== "number" && kind !== "bool";
}
