// SPDX-License-Identifier: Apache-2.0

import * as cty from "@provide-foundry/cty";
import { type Block, mapNestedObjects, withAttributes } from "../codec/block.ts";

/**
 * The object with null for every write-only value, at every depth; the same
 * object when they are. Hosts refuse
 * a state that has one; an old state has some when an attribute has become
 * write-only since.
 */
export function nullWriteOnly(block: Block, object: cty.Value): cty.Value {
  if (!block.has.writeOnly || object.isNull() || !object.isKnown()) return object;
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    if (!member.has.writeOnly) continue;
    const value = object.getAttr(member.name);
    if (value.isNull()) continue;
    const nulled =
      member.kind === "leaf"
        ? cty.nullVal(member.type)
        : mapNestedObjects(member, value, (inner) => nullWriteOnly(member.block, inner));
    if (nulled !== value) changes.set(member.name, nulled);
  }
  return withAttributes(block, object, changes);
}
