// SPDX-License-Identifier: Apache-2.0

/**
 * Which changes cannot be made in place.
 *
 * @module
 */

import type * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, type Nested, nestedObjects } from "../codec/block.ts";
import { atMember } from "../codec/plain.ts";
import { type Keep, keyOf } from "./pair-elements.ts";

/**
 * The places of `requiresReplace()` values that differ from the prior state; an
 * unknown one might, so it does.
 *
 * @param canUpdate Whether the resource has an `update`. Without it every
 *   change of something configurable replaces.
 */
export function findReplacements(block: Block, prior: cty.Value, planned: cty.Value, canUpdate: boolean): At[] {
  if (prior.isNull() || planned.isNull() || prior === planned) return [];
  const places: At[] = [];
  if (canUpdate) visitObject(block, prior, planned, At.root, places);
  else {
    for (const member of block.members) {
      const isConfigurable = member.spec.kind === "block" || member.spec.mode !== "computed";
      if (isConfigurable && differs(member, prior, planned)) places.push(At.root.attribute(member.name));
    }
  }
  return places;
}

function differs({ name }: Member, prior: cty.Value, planned: cty.Value): boolean {
  return !planned.getAttr(name).rawEquals(prior.getAttr(name));
}

/** @param prior Undefined for an object that is new in its list or map: all that is set in it changes. */
function visitObject(block: Block, prior: cty.Value | undefined, planned: cty.Value, at: At, places: At[]): void {
  if (!block.has.requiresReplace) return;
  for (const member of block.members) {
    if (!member.has.requiresReplace) continue;
    const value = planned.getAttr(member.name);
    const before = prior?.getAttr(member.name);
    if (before === undefined ? value.isNull() : value.rawEquals(before)) continue;
    const here = atMember(member, at);
    if (member.spec.kind === "attribute" && member.spec.requiresReplace) places.push(here);
    else if (member.kind === "nested") visitNested(member, before, value, here, places);
  }
}

function visitNested(member: Nested, prior: cty.Value | undefined, planned: cty.Value, at: At, places: At[]): void {
  if (member.nesting === "set") {
    if (hasNewElement(member.block, prior, planned)) places.push(at);
    return;
  }
  const before = new Map<string, cty.Value>();
  if (prior !== undefined)
    for (const [object, place] of nestedObjects(member, prior, at)) before.set(place.path, object);
  for (const [object, place] of nestedObjects(member, planned, at)) {
    if (object.isKnown() && !object.isNull())
      visitObject(member.block, known(before.get(place.path)), object, place, places);
  }
}

function known(value: cty.Value | undefined): cty.Value | undefined {
  return value === undefined || value.isNull() || !value.isKnown() ? undefined : value;
}

/** Whether an element has `requiresReplace()` values that no element had before. */
function hasNewElement(block: Block, prior: cty.Value | undefined, planned: cty.Value): boolean {
  if (planned.isNull()) return false;
  if (!planned.isKnown()) return true;
  const keyed = (value: cty.Value): (string | undefined)[] =>
    value.asValueSlice().map((object) => keyOf(block, object, keepReplacing));
  const before = new Set(prior === undefined || prior.isNull() || !prior.isKnown() ? [] : keyed(prior));
  return keyed(planned).some((key) => key === undefined || !before.has(key));
}

function keepReplacing({ kind, spec, has }: Member): Keep {
  if (!has.requiresReplace) return "nothing";
  return kind === "leaf" || (spec.kind === "attribute" && spec.requiresReplace) ? "whole" : "inside";
}
