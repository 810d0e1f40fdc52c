// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import { At } from "../codec/at.ts";
import { type Block, withAttributes } from "../codec/block.ts";
import type { Findings } from "../codec/findings.ts";
import { atMember, memberFromState } from "../codec/plain.ts";
import { isRecord } from "../codec/plain-object.ts";
import { reportStrangers } from "../codec/value-codec.ts";

/** `base` with the attributes that `values` has: what an import found, or what was saved before an apply failed. */
export function mergeState(block: Block, base: cty.Value, values: unknown, findings: Findings): cty.Value {
  if (!isRecord(values)) {
    findings.add(At.root, "an object", values);
    return base;
  }
  reportStrangers(values, (name) => block.member(name) !== undefined, At.root, findings);
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    const plain = values[member.name];
    if (plain === undefined) continue;
    const at = atMember(member, At.root);
    const value = memberFromState(member, plain, at, findings, base.getAttr(member.name));
    if (value.isWhollyKnown()) changes.set(member.name, value);
    else findings.add(at, "a known value", plain);
  }
  return withAttributes(block, base, changes);
}
