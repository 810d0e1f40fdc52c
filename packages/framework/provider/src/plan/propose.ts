// SPDX-License-Identifier: Apache-2.0

/**
 * What a resource will be, before the author's `plan` has a say.
 *
 * Configured values are planned as configured. A computed value is unknown
 * where its object is new, and where a configurable value of the same object
 * changes; otherwise it stays. Values that the practitioner leaves to the
 * provider, and those declared `useStateForUnknown()`, stay even then, unless
 * there is nothing to keep.
 *
 * Core also sends a proposed state. It is not used: core does not know
 * defaults, and pairs the elements of sets without them.
 *
 * @module
 */

import * as cty from "@provide-foundry/cty";
import { type Block, type Member, type Nested, isComputedHere } from "../codec/block.ts";
import { pairElements } from "./pair-elements.ts";

/**
 * The planned state.
 *
 * @param prior Null for a resource that is created.
 * @param config With defaults resolved.
 * @returns `prior` itself when nothing changes.
 */
export function proposeState(block: Block, prior: cty.Value, config: cty.Value): cty.Value {
  const { value, changed } = proposeObject(block, prior.isNull() ? undefined : prior, config);
  return changed || prior.isNull() ? value : prior;
}

interface Proposal {
  readonly value: cty.Value;
  /** Whether anything that is configurable differs from the prior value. */
  readonly changed: boolean;
}

/** @param prior Undefined where there is none: the object is new. */
function proposeObject(block: Block, prior: cty.Value | undefined, config: cty.Value): Proposal {
  const planned = new Map<string, cty.Value>();
  const computed: Member[] = [];
  let changed = prior === undefined;
  for (const member of block.members) {
    const configured = config.getAttr(member.name);
    if (isComputedHere(member, configured)) {
      computed.push(member);
      continue;
    }
    const proposal = proposeConfigured(member, prior?.getAttr(member.name), configured);
    planned.set(member.name, proposal.value);
    changed ||= proposal.changed;
  }
  for (const member of computed) {
    planned.set(member.name, proposeComputed(member, prior?.getAttr(member.name), changed));
  }
  return { value: cty.objectVal(planned), changed };
}

function proposeComputed({ spec, type }: Member, prior: cty.Value | undefined, changed: boolean): cty.Value {
  if (prior === undefined) return cty.unknownVal(type);
  if (!changed || spec.kind === "block") return prior;
  const isKept = spec.mode === "optionalComputed" || spec.stable;
  // A null that was stored before the attribute existed is nothing to keep.
  return isKept && (spec.nullable || !prior.isNull()) ? prior : cty.unknownVal(type);
}

function proposeConfigured(member: Member, prior: cty.Value | undefined, config: cty.Value): Proposal {
  // Nothing of it is stored, so there is nothing that it could differ from.
  if (member.kind === "leaf" && member.spec.writeOnly) return { value: cty.nullVal(member.type), changed: false };
  if (member.kind === "leaf" || isWhole(config) || !(member.has.computed || member.has.writeOnly)) {
    return { value: config, changed: prior === undefined || !config.rawEquals(prior) };
  }
  return proposeNested(member, prior === undefined || isWhole(prior) ? undefined : prior, config);
}

/** Null or unknown, so that there is nothing inside. */
function isWhole(value: cty.Value): boolean {
  return value.isNull() || !value.isKnown();
}

function proposeNested(member: Nested, prior: cty.Value | undefined, config: cty.Value): Proposal {
  const { nesting, block } = member;
  if (nesting === "single" || nesting === "group") return proposeObject(block, prior, config);
  if (nesting === "map") return proposeMap(block, prior, config);
  const configs = config.asValueSlice();
  const priors = prior?.asValueSlice() ?? [];
  const pairs = nesting === "list" ? priors : pairElements(block, configs, priors);
  const elements = configs.map((element, i) => proposeElement(block, pairs[i], element));
  const changed =
    prior === undefined || priors.length !== configs.length || elements.some((element) => element.changed);
  const values = elements.map(({ value }) => value);
  if (values.length === 0) return { value: config, changed };
  return { value: nesting === "list" ? cty.listVal(values) : cty.setVal(values), changed };
}

function proposeMap(block: Block, prior: cty.Value | undefined, config: cty.Value): Proposal {
  const priors = prior?.asValueMap();
  const values = new Map<string, cty.Value>();
  let changed = priors === undefined || priors.size !== config.lengthInt();
  for (const [key, element] of config.asValueMap()) {
    const proposal = proposeElement(block, priors?.get(key), element);
    values.set(key, proposal.value);
    changed ||= proposal.changed;
  }
  return { value: values.size === 0 ? config : cty.mapVal(values), changed };
}

function proposeElement(block: Block, prior: cty.Value | undefined, config: cty.Value): Proposal {
  if (isWhole(config)) return { value: config, changed: true };
  return proposeObject(block, prior === undefined || isWhole(prior) ? undefined : prior, config);
}
