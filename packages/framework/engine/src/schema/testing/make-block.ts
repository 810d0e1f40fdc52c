// SPDX-License-Identifier: Apache-2.0

import type { Type } from "@provide-foundry/cty";
import type { Attribute, Block, NestedBlock, NestedObject } from "../schema.ts";

/** What makes an attribute what it is, in letters: required, optional, computed, sensitive, write-only. */
type Flags = "r" | "o" | "c" | "oc" | "os" | "cs" | "ocs" | "ow" | "rs";

/** An attribute of a type, or of nested attributes. */
export function attribute(flags: Flags, type: Type | NestedObject): Attribute {
  const has = (letter: string): boolean => flags.includes(letter);
  return {
    ...("nesting" in type ? { nested: type } : { type }),
    required: has("r"),
    optional: has("o"),
    computed: has("c"),
    sensitive: has("s"),
    writeOnly: has("w"),
    deprecated: false,
    description: "",
  };
}

export function nestedObject(
  nesting: NestedObject["nesting"],
  attributes: Readonly<Record<string, Attribute>>,
): NestedObject {
  return { nesting, attributes: new Map(Object.entries(attributes)) };
}

export function block(
  attributes: Readonly<Record<string, Attribute>>,
  blocks: Readonly<Record<string, NestedBlock>> = {},
): Block {
  return {
    attributes: new Map(Object.entries(attributes)),
    blocks: new Map(Object.entries(blocks)),
    description: "",
    deprecated: false,
  };
}

export function nestedBlock(
  nesting: NestedBlock["nesting"],
  block: Block,
  { minItems = 0, maxItems = 0 }: { minItems?: number; maxItems?: number } = {},
): NestedBlock {
  return { nesting, block, minItems, maxItems };
}
