// SPDX-License-Identifier: Apache-2.0

/**
 * Which changes cannot be made in place.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, type Nested, nestedObjects } from "../codec/block.ts";
import { atMember, memberToModel } from "../codec/plain.ts";
import { explainFailure } from "./modify-planned.ts";
import { type Keep, keyOf, keyText } from "./pair-elements.ts";

/** A state that is to become another. */
interface Change {
  readonly prior: cty.Value;
  readonly planned: cty.Value;
  /** As written, without defaults. */
  readonly config: cty.Value;
}

/**
 * The places of `requiresReplace()` values that differ from the prior state; an
 * unknown one might, so it does.
 *
 * @param canUpdate Whether the resource has an `update`. Without it every
 *   change of something configurable replaces.
 */
export function findReplacements(block: Block, { prior, planned, config }: Change, canUpdate: boolean): At[] {
  if (prior.isNull() || planned.isNull() || prior === planned) return [];
  const places: At[] = [];
  if (canUpdate) visitObject(block, prior, planned, config, At.root, places);
  else {
    for (const member of block.members) {
      const isConfigurable = member.spec.kind === "block" || member.spec.mode !== "computed";
      // How long something may take has no bearing on what exists.
      if (member.spec.timeouts !== undefined) continue;
      if (isConfigurable && differs(member, prior, planned)) places.push(At.root.attribute(member.name));
    }
  }
  return places;
}

function differs({ name }: Member, prior: cty.Value, planned: cty.Value): boolean {
  return !planned.getAttr(name).rawEquals(prior.getAttr(name));
}

/**
 * @param prior Undefined for an object that is new in its list or map: all that is set in it changes.
 * @param config Undefined in a set, where it is not known which of the configured objects this is.
 */
function visitObject(
  block: Block,
  prior: cty.Value | undefined,
  planned: cty.Value,
  config: cty.Value | undefined,
  at: At,
  places: At[],
): void {
  if (!block.has.requiresReplace) return;
  for (const member of block.members) {
    if (!member.has.requiresReplace) continue;
    const value = planned.getAttr(member.name);
    const before = prior?.getAttr(member.name);
    if (before === undefined ? value.isNull() : value.rawEquals(before)) continue;
    const here = atMember(member, at);
    const configured = config?.getAttr(member.name);
    if (replaces(member, before, value, configured, here)) places.push(here);
    else if (member.kind === "nested") visitNested(member, before, value, configured, here, places);
  }
}

function replaces(
  member: Member,
  prior: cty.Value | undefined,
  planned: cty.Value,
  config: cty.Value | undefined,
  at: At,
): boolean {
  const rule = member.spec.requiresReplace;
  if (rule === false) return false;
  if (rule === "always") return true;
  if (rule === "ifConfigured") return !(config ?? planned).isNull();
  const change = {
    prior: memberToModel(member, prior ?? cty.nullVal(member.type), "state"),
    planned: memberToModel(member, planned, "config"),
  };
  return explainFailure(at, "requiresReplaceIf", () => rule(change));
}

function visitNested(
  member: Nested,
  prior: cty.Value | undefined,
  planned: cty.Value,
  config: cty.Value | undefined,
  at: At,
  places: At[],
): void {
  if (member.nesting === "set" && member.key === undefined) {
    if (hasNewElement(member.block, prior, planned)) places.push(at);
    return;
  }
  const before = new Map<string | undefined, cty.Value>();
  if (prior !== undefined) {
    for (const [object, place] of nestedObjects(member, prior, at))
      before.set(identityOf(member, object, place), object);
  }
  const configs = new Map<string, cty.Value>();
  if (config !== undefined && member.nesting !== "set") {
    for (const [object, place] of nestedObjects(member, config, at)) configs.set(place.path, object);
  }
  for (const [object, place] of nestedObjects(member, planned, at)) {
    const identity = identityOf(member, object, place);
    const earlier = identity === undefined ? undefined : known(before.get(identity));
    if (known(object)) visitObject(member.block, earlier, object, known(configs.get(place.path)), place, places);
  }
}

/** By what an object is the one that it was before: its attributes, or its place. */
function identityOf({ block, key }: Nested, object: cty.Value, at: At): string | undefined {
  return key === undefined ? at.path : keyText(block, object, key);
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
  return kind === "leaf" || spec.requiresReplace !== false ? "whole" : "inside";
}
