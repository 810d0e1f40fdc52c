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
import { At } from "../codec/at.ts";
import {
  type Block,
  type Member,
  type Nested,
  isComputedHere,
  mapNestedObjects,
  nestedObjects,
  withAttributes,
} from "../codec/block.ts";
import { assignEach } from "./assign-each.ts";

/**
 * For each element of a configuration the element of the prior set that it
 * continues, if there is one; none is given twice.
 */
export function pairElements(
  block: Block,
  configs: readonly cty.Value[],
  priors: readonly cty.Value[],
): readonly (cty.Value | undefined)[] {
  const candidates = Map.groupBy(priors, (prior) => keyOf(block, prior, keepInputs));
  return assignEach(
    configs.map((config) => {
      const key = keyOf(block, config, keepInputs);
      const among = key === undefined ? [] : (candidates.get(key) ?? []);
      return { among, accepts: (prior) => fits(block, config, prior) };
    }),
  );
}

/**
 * As {@link pairElements}, for elements that are recognised by some attributes. One of which these are not known yet
 * continues none.
 */
export function pairByKey(
  block: Block,
  key: readonly string[],
  configs: readonly cty.Value[],
  priors: readonly cty.Value[],
): readonly (cty.Value | undefined)[] {
  const byKey = new Map(priors.map((prior) => [keyText(block, prior, key), prior]));
  return configs.map((config) => {
    const text = keyText(block, config, key);
    const prior = text === undefined ? undefined : byKey.get(text);
    byKey.delete(text);
    return prior;
  });
}

/** What an element is recognised by, as text; undefined while a part of it is not known. */
export function keyText(block: Block, object: cty.Value, key: readonly string[]): string | undefined {
  if (object.isNull() || !object.isKnown()) return undefined;
  return keyOf(block, object, ({ name }) => (key.includes(name) ? "whole" : "nothing"));
}

/** How much of a member counts when elements are compared; inside only nested ones can. */
export type Keep = "whole" | "inside" | "nothing";

/** What only the practitioner gives. */
export function keepInputs({ kind, spec }: Member): Keep {
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
export function keepOnly(block: Block, object: cty.Value, keep: (member: Member) => Keep): cty.Value {
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

/** Whether the prior element has what the configuration says of optional and computed attributes, at every depth. */
export function fits(block: Block, config: cty.Value, prior: cty.Value): boolean {
  if (!block.has.computed) return true;
  if (config.isNull() || prior.isNull() || !config.isKnown()) return config.isNull() === prior.isNull();
  return block.members.every((member) => {
    if (!member.has.computed) return true;
    const [configured, before] = [config.getAttr(member.name), prior.getAttr(member.name)];
    if (isComputedHere(member, configured)) return true;
    return member.kind === "leaf" ? configured.rawEquals(before) : fitsNested(member, configured, before);
  });
}

function fitsNested(member: Nested, config: cty.Value, prior: cty.Value): boolean {
  const configs = [...nestedObjects(member, config, At.root)];
  const priors = [...nestedObjects(member, prior, At.root)];
  if (configs.length !== priors.length) return false;
  if (member.nesting === "set") {
    return configs.every(([object]) => priors.some(([before]) => fits(member.block, object, before)));
  }
  // Lists, maps and single objects: in the same order, each at the same place.
  return configs.every(([object, { path }], i) => {
    const [before, at] = priors[i]!;
    return path === at.path && fits(member.block, object, before);
  });
}
