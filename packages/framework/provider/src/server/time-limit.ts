// SPDX-License-Identifier: Apache-2.0

/**
 * Limits on how long a handler may take.
 *
 * When its time is up the handler's signal aborts. It has the grace period to
 * end; then the call is answered without it.
 *
 * @module
 */

import type * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, type Member, isSet } from "../codec/block.ts";
import { duration } from "../schema/custom/time.ts";
import type { LimitedOperation } from "../schema/timeouts.ts";
import type { Call } from "./call.ts";
import { type TimeLimit, TimeLimitError } from "./time-limit-error.ts";

/**
 * Limits what the call does until the result is disposed of; not at all if the
 * schema has no limit for the operation.
 *
 * @param object The configuration, plan or state in which the practitioner may have set it.
 */
export function limitTime(call: Call, block: Block, object: cty.Value, operation: LimitedOperation): Disposable {
  const limit = findLimit(block, object, operation);
  return limit === undefined ? unlimited : call.limit(new TimeLimitError(limit), limit.ms);
}

const unlimited: Disposable = { [Symbol.dispose]: () => {} };

function findLimit(block: Block, object: cty.Value, operation: LimitedOperation): TimeLimit | undefined {
  const member = timeoutsOf(block);
  if (member === undefined || member.kind !== "nested") return undefined;
  const ms = findChosen(member.block, object.getAttr(member.name), operation) ?? member.spec.timeouts?.[operation];
  if (ms === undefined) return undefined;
  const more = `${operation} = "${duration.encode(ms * 2)}"`;
  const remedy = `${member.name} ${member.spec.kind === "block" ? "" : "= "}{ ${more} }`;
  return { operation, ms, at: At.root.attribute(member.name), remedy };
}

/** What the practitioner chose, in milliseconds. */
function findChosen(block: Block, limits: cty.Value, operation: string): number | undefined {
  const member = block.member(operation);
  if (member?.kind !== "leaf" || !isSet(limits)) return undefined;
  const value = limits.getAttr(operation);
  return isSet(value) ? (member.codec.toPlain(value) as number) : undefined;
}

/** The attribute or block that limits times, if the schema has one. */
function timeoutsOf({ members }: Block): Member | undefined {
  return members.find(({ spec }) => spec.timeouts !== undefined);
}

/** Whether limits on time are all that a plan changes: nothing need be done to what exists then. */
export function changesOnlyTimeouts(block: Block, prior: cty.Value, planned: cty.Value): boolean {
  const limits = timeoutsOf(block);
  if (limits === undefined || !planned.isWhollyKnown()) return false;
  return block.members.every(
    (member) => member === limits || planned.getAttr(member.name).rawEquals(prior.getAttr(member.name)),
  );
}
