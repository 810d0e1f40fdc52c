// SPDX-License-Identifier: Apache-2.0

/**
 * Which element of a set was which before.
 *
 * The elements of a set are known by their values only, and those of a
 * configuration lack what the provider computes. So two elements belong
 * together when they agree in everything that is configured.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import * as json from "@provide-foundry/cty/json";
import { type Block, type Member, mapNestedObjects, withAttributes } from "../codec/block.ts";

/**
 * For each element of a configuration the element of the prior set that it
 * continues, if there is one; none is given twice.
 */
export function pairElements(
  block: Block,
  configs: readonly cty.Value[],
  priors: readonly cty.Value[],
): readonly (cty.Value | undefined)[] {
  const byKey = new Map<string, cty.Value[]>();
  for (const prior of priors) {
    const key = keyOf(block, prior, keepInputs);
    if (key === undefined) continue;
    const candidates = byKey.get(key);
    if (candidates === undefined) byKey.set(key, [prior]);
    else candidates.push(prior);
  }
  return configs.map((config) => {
    const key = keyOf(block, config, keepInputs);
    const candidates = key === undefined ? undefined : byKey.get(key);
    const found = candidates?.findIndex((prior) => fits(block, config, prior)) ?? -1;
    return found === -1 ? undefined : candidates!.splice(found, 1)[0];
  });
}

/** How much of a member counts when elements are compared; inside only nested ones can. */
export type Keep = "whole" | "inside" | "nothing";

/** What only the practitioner gives. */
function keepInputs({ kind, spec }: Member): Keep {
  if (spec.kind === "attribute" && (spec.mode === "computed" || spec.mode === "optionalComputed")) return "nothing";
  return kind === "leaf" ? "whole" : "inside";
}

/**
 * What the kept members hold, as text, equal for equal values. Undefined while
 * a part of it is unknown: that is equal to nothing.
 */
export function keyOf(block: Block, object: cty.Value, keep: (member: Member) => Keep): string | undefined {
  const kept = keepOnly(block, object, keep);
  return kept.isWhollyKnown() ? json.marshal(kept, block.type) : undefined;
}

/** The object with null for all that is not kept. */
function keepOnly(block: Block, object: cty.Value, keep: (member: Member) => Keep): cty.Value {
  if (object.isNull() || !object.isKnown()) return object;
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const kept = keep(member);
    if (kept === "nothing") changes.set(member.name, cty.nullVal(member.type));
    else if (kept === "inside" && member.kind === "nested") {
      const value = object.getAttr(member.name);
      changes.set(
        member.name,
        mapNestedObjects(member, value, (inner) => keepOnly(member.block, inner, keep)),
      );
    }
  }
  return withAttributes(block, object, changes);
}

/** Whether what the configuration says of optional and computed attributes is what the prior element has. */
function fits(block: Block, config: cty.Value, prior: cty.Value): boolean {
  return block.members.every((member) => {
    if (member.spec.kind !== "attribute" || member.spec.mode !== "optionalComputed") return true;
    const configured = config.getAttr(member.name);
    return configured.isNull() || configured.rawEquals(prior.getAttr(member.name));
  });
}
