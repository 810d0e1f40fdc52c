// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";
import { type Block, mapNestedObjects, withAttributes } from "../codec/block.ts";

/**
 * The configuration with defaults in the place of null, at every depth.
 *
 * Done before anything else looks at a configuration. In particular before
 * elements of sets are told apart: an element with a default and one that
 * spells it out are the same element.
 */
export function resolveDefaults(block: Block, config: cty.Value): cty.Value {
  if (!block.has.defaults || config.isNull() || !config.isKnown()) return config;
  const changes = new Map<string, cty.Value>();
  for (const member of block.members) {
    if (!member.has.defaults) continue;
    const value = config.getAttr(member.name);
    const resolved =
      member.kind === "nested"
        ? mapNestedObjects(member, value, (object) => resolveDefaults(member.block, object))
        : value.isNull()
          ? member.defaultValue
          : value;
    if (resolved !== value) changes.set(member.name, resolved);
  }
  return withAttributes(block, config, changes);
}
