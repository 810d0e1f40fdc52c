// SPDX-License-Identifier: Apache-2.0

/**
 * From what an author's `plan` returns to the planned state.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Nested, isComputedHere, withAttributes } from "../codec/block.ts";
import type { Findings } from "../codec/findings.ts";
import { atMember, plannedFromPlain } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import { reportStrangers } from "../codec/value-codec.ts";
import { pairPlanned } from "./pair-planned.ts";

/**
 * The planned state with the values that `result` has in the place of the
 * proposed ones. Only computed values can be planned; they may stay unknown.
 */
export function adjustPlan(
  block: Block,
  planned: cty.Value,
  config: cty.Value,
  result: unknown,
  findings: Findings,
): cty.Value {
  return result === undefined ? planned : adjustObject(block, planned, config, result, At.root, findings);
}

function adjustObject(
  block: Block,
  planned: cty.Value,
  config: cty.Value,
  result: unknown,
  at: At,
  findings: Findings,
): cty.Value {
  // An element that is not known yet, and with it what is computed in it.
  if (config.isNull() || !config.isKnown()) return planned;
  if (!isRecord(result)) {
    findings.add(at, "an object", result);
    return planned;
  }
  reportStrangers(result, (name) => block.member(name) !== undefined, at, findings);
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const plain = result[member.name];
    if (plain === undefined) continue;
    const here = atMember(member, at);
    const [proposed, configured] = [planned.getAttr(member.name), config.getAttr(member.name)];
    if (isComputedHere(member, configured)) {
      changes.set(member.name, plannedFromPlain(member, plain, here, findings, proposed));
    } else if (member.kind === "nested" && member.has.computed) {
      changes.set(member.name, adjustNested(member, proposed, configured, plain, here, findings));
    } else {
      findings.add(here, "nothing: the configuration decides it", plain);
    }
  }
  return withAttributes(block, planned, changes);
}

function adjustNested(
  { nesting, block }: Nested,
  planned: cty.Value,
  config: cty.Value,
  plain: unknown,
  at: At,
  findings: Findings,
): cty.Value {
  if (config.isNull() || !config.isKnown()) {
    findings.add(at, "nothing: there are no objects to plan", plain);
    return planned;
  }
  if (nesting === "single" || nesting === "group") return adjustObject(block, planned, config, plain, at, findings);
  if (nesting === "map") {
    if (!isRecord(plain)) {
      findings.add(at, "an object of objects, for a map", plain);
      return planned;
    }
    const configs = config.asValueMap();
    const objects = planned.asValueMap();
    for (const [key, object] of Object.entries(plain)) {
      const [proposed, configured] = [objects.get(key), configs.get(key)];
      if (proposed === undefined || configured === undefined) findings.add(at.key(key), "nothing: no such key", object);
      else objects.set(key, adjustObject(block, proposed, configured, object, at.key(key), findings));
    }
    return objects.size === 0 ? planned : cty.mapVal(objects);
  }
  const configs = config.asValueSlice();
  if (nesting === "set") return adjustSet(block, planned, configs, plain, at, findings);
  const objects = planned.asValueSlice();
  if (!Array.isArray(plain) || plain.length !== objects.length) {
    findings.add(at, `a list of ${objects.length} ${objects.length === 1 ? "object" : "objects"}`, plain);
    return planned;
  }
  if (objects.length === 0) return planned;
  return cty.listVal(
    objects.map((object, i) => adjustObject(block, object, configs[i]!, plain[i], at.index(i), findings)),
  );
}

/** The elements of a set have no name, so they are told in the order in which the configuration shows them. */
function adjustSet(
  block: Block,
  planned: cty.Value,
  configs: readonly cty.Value[],
  plain: unknown,
  at: At,
  findings: Findings,
): cty.Value {
  if (!Array.isArray(plain) || plain.length !== configs.length) {
    const objects = configs.length === 1 ? "object" : "objects";
    findings.add(at, `an array of ${configs.length} ${objects}, in the order of the configuration`, plain);
    return planned;
  }
  if (configs.length === 0) return planned;
  const pairs = pairPlanned(block, configs, planned.asValueSlice());
  const elements = pairs.map((object, i) => {
    if (object !== undefined) return adjustObject(block, object, configs[i]!, plain[i], at.element(), findings);
    findings.add(at, "nothing: an element cannot be told from others", plain[i]);
    return configs[i]!;
  });
  return cty.setVal(elements);
}
