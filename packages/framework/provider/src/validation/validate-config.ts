// SPDX-License-Identifier: Apache-2.0

/**
 * Whether a configuration is what its schema says, as far as it is known. Done
 * before any of the author's own code sees it.
 *
 * @module
 */

import type * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, type Nested, nestedObjects } from "../codec/block.ts";
import { atMember, nestedToModel } from "../codec/plain.ts";
import { keyText } from "../plan/pair-elements.ts";
import { type Report, runChecks, validateValue } from "../codec/value-codec.ts";

/** Reports every rule of the schema that the configuration breaks. */
export function validateConfig(block: Block, config: cty.Value, report: Report): void {
  visitObject(block, config, At.root, report);
}

function visitObject(block: Block, config: cty.Value, at: At, report: Report): void {
  if (!block.has.rules || config.isNull() || !config.isKnown()) return;
  for (const member of block.members) {
    if (!member.has.rules) continue;
    const value = config.getAttr(member.name);
    const here = atMember(member, at);
    if (value.isNull()) {
      if (isRequired(member)) report(here, "is required");
    } else if (member.kind === "nested") {
      validateNested(member, value, here, report);
    } else {
      validateValue(member, value, here, report);
    }
  }
}

function isRequired({ spec }: Member): boolean {
  return spec.kind === "block" ? spec.nesting === "single" && spec.minItems > 0 : spec.mode === "required";
}

function validateNested(member: Nested, value: cty.Value, at: At, report: Report): void {
  if (value.isKnown()) {
    if (member.spec.kind === "block") countBlocks(member.spec, value, at, report);
    if (member.key !== undefined) refuseTwins(member, member.key, value, at, report);
    for (const [object, place] of nestedObjects(member, value, at)) {
      if (object.isNull()) report(place, "must not be null");
      else visitObject(member.block, object, place, report);
    }
  }
  if (member.spec.kind === "attribute") {
    runChecks(member.spec, (known) => nestedToModel(member, known, "config"), value, at, report);
  }
}

/** Elements that are recognised by some attributes cannot have the same. */
function refuseTwins({ block }: Nested, key: readonly string[], value: cty.Value, at: At, report: Report): void {
  const seen = new Set<string>();
  for (const element of value.asValueSlice()) {
    const text = keyText(block, element, key);
    if (text !== undefined && seen.has(text))
      report(at, `must not have two elements with the same ${key.join(" and ")}`);
    if (text !== undefined) seen.add(text);
  }
}

function countBlocks(
  { nesting, minItems, maxItems }: { nesting: string; minItems: number; maxItems: number },
  value: cty.Value,
  at: At,
  report: Report,
): void {
  if (nesting !== "list" && nesting !== "set") return;
  const count = value.lengthInt();
  if (count < minItems) report(at, `needs at least ${blocks(minItems)}`);
  if (maxItems > 0 && count > maxItems) report(at, `takes at most ${blocks(maxItems)}`);
}

function blocks(count: number): string {
  return `${count} ${count === 1 ? "block" : "blocks"}`;
}
