// SPDX-License-Identifier: Apache-2.0

/**
 * What a resource will be, before the author's `plan` has a say.
 *
 * Configured values are planned as configured. A computed value is unknown
 * where its object is new, and where one of the values beside it changes that
 * it depends on: those of `dependsOn()`, else all that can be configured.
 * Otherwise it stays. Values that the practitioner leaves to the provider, and
 * those declared `useStateForUnknown()`, stay even then, unless there is
 * nothing to keep. A `modifyPlan()` has the last word on its own value.
 *
 * Core also sends a proposed state. It is not used: core does not know
 * defaults, and pairs the elements of sets without them.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, type Nested, isComputedHere } from "../codec/block.ts";
import type { Findings } from "../codec/findings.ts";
import { atMember } from "../codec/plain.ts";
import type { AttributeSpec } from "../schema/field.ts";
import { modifyPlanned } from "./modify-planned.ts";
import { pairByKey, pairElements } from "./pair-elements.ts";

/**
 * The planned state.
 *
 * @param prior Null for a resource that is created.
 * @param config With defaults resolved.
 * @param findings Takes what plan modifiers return and cannot be.
 * @returns `prior` itself when nothing changes.
 */
export function proposeState(block: Block, prior: cty.Value, config: cty.Value, findings: Findings): cty.Value {
  const { value, changed } = proposeObject(block, prior.isNull() ? undefined : prior, config, At.root, findings);
  if (prior.isNull() || changed) return value;
  return block.has.planModifiers && !value.rawEquals(prior) ? value : prior;
}

interface Proposal {
  readonly value: cty.Value;
  /** Whether anything that is configurable differs from the prior value. */
  readonly changed: boolean;
}

/** @param prior Undefined where there is none: the object is new. */
function proposeObject(
  block: Block,
  prior: cty.Value | undefined,
  config: cty.Value,
  at: At,
  findings: Findings,
): Proposal {
  const planned = new Map<string, cty.Value>();
  const computed: Member[] = [];
  const changed = new Set<string>();
  let isLimitChanged = false;
  for (const member of block.members) {
    const configured = config.getAttr(member.name);
    if (isComputedHere(member, configured)) {
      computed.push(member);
      continue;
    }
    const proposal = proposeConfigured(member, prior?.getAttr(member.name), configured, at, findings);
    planned.set(member.name, proposal.value);
    if (!proposal.changed) continue;
    if (member.spec.timeouts === undefined) changed.add(member.name);
    // How long something may take has no bearing on what it is.
    else isLimitChanged = true;
  }
  for (const member of computed) {
    const before = prior?.getAttr(member.name);
    const proposed = proposeComputed(member, before, changed);
    planned.set(member.name, modifyPlanned({ block, member, prior: before, config, at, findings }, proposed));
  }
  return { value: cty.objectVal(planned), changed: prior === undefined || changed.size > 0 || isLimitChanged };
}

function proposeComputed(
  { spec, open }: Member,
  prior: cty.Value | undefined,
  changed: ReadonlySet<string>,
): cty.Value {
  if (prior === undefined) return open;
  if (spec.kind === "block" || !isAffected(spec, changed)) return prior;
  const isKept = spec.stable !== false || (spec.mode === "optionalComputed" && spec.dependsOn === undefined);
  // A null that was stored before the attribute existed is nothing to keep.
  const keepsNull = spec.nullable && spec.stable !== "nonNull";
  return isKept && (keepsNull || !prior.isNull()) ? prior : open;
}

function isAffected({ dependsOn }: AttributeSpec, changed: ReadonlySet<string>): boolean {
  return dependsOn === undefined ? changed.size > 0 : dependsOn.some((name) => changed.has(name));
}

function proposeConfigured(
  member: Member,
  prior: cty.Value | undefined,
  config: cty.Value,
  at: At,
  findings: Findings,
): Proposal {
  // Nothing of it is stored, so there is nothing that it could differ from.
  if (member.kind === "leaf" && member.spec.writeOnly) return { value: cty.nullVal(member.type), changed: false };
  if (member.kind === "leaf" || isWhole(config) || !(member.has.computed || member.has.writeOnly)) {
    return { value: config, changed: prior === undefined || !config.rawEquals(prior) };
  }
  const before = prior === undefined || isWhole(prior) ? undefined : prior;
  return proposeNested(member, before, config, atMember(member, at), findings);
}

/** Null or unknown, so that there is nothing inside. */
function isWhole(value: cty.Value): boolean {
  return value.isNull() || !value.isKnown();
}

function proposeNested(
  member: Nested,
  prior: cty.Value | undefined,
  config: cty.Value,
  at: At,
  findings: Findings,
): Proposal {
  const { nesting, block } = member;
  if (nesting === "single" || nesting === "group") return proposeObject(block, prior, config, at, findings);
  if (nesting === "map") return proposeMap(block, prior, config, at, findings);
  const configs = config.asValueSlice();
  const priors = prior?.asValueSlice() ?? [];
  const pairs = pairsOf(member, configs, priors);
  const elements = configs.map((element, i) =>
    proposeElement(block, pairs[i], element, nesting === "list" ? at.index(i) : at.element(), findings),
  );
  const changed =
    prior === undefined ||
    priors.length !== configs.length ||
    elements.some((element) => element.changed) ||
    (nesting === "list" && pairs.some((before, i) => before !== priors[i]));
  const values = elements.map(({ value }) => value);
  if (values.length === 0) return { value: config, changed };
  return { value: nesting === "list" ? cty.listVal(values) : cty.setVal(values), changed };
}

/** For each element of a configuration the one that it was before, if there is one. */
function pairsOf(
  { nesting, block, key }: Nested,
  configs: readonly cty.Value[],
  priors: readonly cty.Value[],
): readonly (cty.Value | undefined)[] {
  if (key !== undefined) return pairByKey(block, key, configs, priors);
  return nesting === "list" ? priors : pairElements(block, configs, priors);
}

function proposeMap(
  block: Block,
  prior: cty.Value | undefined,
  config: cty.Value,
  at: At,
  findings: Findings,
): Proposal {
  const priors = prior?.asValueMap();
  const values = new Map<string, cty.Value>();
  let changed = priors === undefined || priors.size !== config.lengthInt();
  for (const [key, element] of config.asValueMap()) {
    const proposal = proposeElement(block, priors?.get(key), element, at.key(key), findings);
    values.set(key, proposal.value);
    changed ||= proposal.changed;
  }
  return { value: values.size === 0 ? config : cty.mapVal(values), changed };
}

function proposeElement(
  block: Block,
  prior: cty.Value | undefined,
  config: cty.Value,
  at: At,
  findings: Findings,
): Proposal {
  if (isWhole(config)) return { value: config, changed: true };
  return proposeObject(block, prior === undefined || isWhole(prior) ? undefined : prior, config, at, findings);
}
