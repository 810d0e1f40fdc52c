// SPDX-License-Identifier: Apache-2.0

import {
  attrSpec,
  blockListSpec,
  blockMapSpec,
  blockObjectSpec,
  blockSetSpec,
  blockSpec,
  blockTupleSpec,
  defaultSpec,
  literalSpec,
  objectSpec,
  type Spec,
} from "@provide-foundry/hcl/decode";
import { impliedType, noBlocks, typeInConfiguration } from "./implied-type.ts";
import type { Block, NestedBlock } from "./schema.ts";

const specs = new WeakMap<Block, Spec>();

/** How bodies are decoded that are written by a schema. */
export function specOf(block: Block): Spec {
  const known = specs.get(block);
  if (known !== undefined) return known;
  const parts = new Map<string, Spec>();
  for (const [name, nested] of block.blocks) parts.set(name, nestedSpec(name, nested));
  for (const [name, attribute] of block.attributes) {
    parts.set(name, attrSpec(name, typeInConfiguration(attribute), { required: attribute.required }));
  }
  const spec = objectSpec(Object.fromEntries(parts));
  specs.set(block, spec);
  return spec;
}

function nestedSpec(name: string, nested: NestedBlock): Spec {
  const { nesting, block, minItems, maxItems } = nested;
  const spec = specOf(block);
  const { hasDynamicTypes } = impliedType(block);
  const count = { min: minItems, ...(maxItems > 0 && { max: maxItems }) };
  switch (nesting) {
    case "single":
      return blockSpec(name, spec, { required: minItems === 1 });
    case "group":
      return defaultSpec(blockSpec(name, spec), literalSpec(noBlocks(nested)));
    case "list":
      return hasDynamicTypes ? blockTupleSpec(name, spec, count) : blockListSpec(name, spec, count);
    case "set":
      return blockSetSpec(name, spec, count);
    default:
      return hasDynamicTypes ? blockObjectSpec(name, ["key"], spec) : blockMapSpec(name, ["key"], spec);
  }
}
