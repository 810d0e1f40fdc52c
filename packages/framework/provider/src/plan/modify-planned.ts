// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import type { At } from "../codec/at.ts";
import type { Block, Member } from "../codec/block.ts";
import type { Findings } from "../codec/findings.ts";
import { atMember, memberToModel, plannedFromPlain, toObjectModel } from "../codec/plain.ts";

/** One computed value of an object that is planned. */
interface Place {
  readonly block: Block;
  readonly member: Member;
  /** Undefined where the object is new. */
  readonly prior: cty.Value | undefined;
  /** Of the object. */
  readonly config: cty.Value;
  /** Of the object. */
  readonly at: At;
  readonly findings: Findings;
}

/** What the value's own plan modifier, if it has one, makes of a proposed value. */
export function modifyPlanned({ block, member, prior, config, at, findings }: Place, proposed: cty.Value): cty.Value {
  const modifier = member.spec.kind === "attribute" ? member.spec.planModifier : undefined;
  if (modifier === undefined) return proposed;
  const here = atMember(member, at);
  const context = {
    prior: prior === undefined ? null : memberToModel(member, prior, "state"),
    planned: memberToModel(member, proposed, "state"),
    config: toObjectModel(block, config, "config"),
    isNew: prior === undefined,
  };
  const result = explainFailure(here, "modifyPlan", () => modifier(context));
  return result === undefined ? proposed : plannedFromPlain(member, result, here, findings, prior ?? proposed);
}

/** Runs a function of the schema; what it throws is told with its attribute. */
export function explainFailure<T>(at: At, name: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new Error(`${name} of ${at.path} failed`, { cause });
  }
}
