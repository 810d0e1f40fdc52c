// SPDX-License-Identifier: Apache-2.0

import { convert } from "@provide-foundry/cty";
import type { Body, EvalContext, Traversal } from "@provide-foundry/hcl";
import { type Decoded, decodeBody, impliedSchema } from "@provide-foundry/hcl/decode";
import { bodyVariables, expandDynamicBlocks, type VariablesNode } from "@provide-foundry/hcl/ext";
import { asWritten, blockLikesOf, readBlocksAsAttributes } from "./attributes-as-blocks.ts";
import { specOf } from "./block-spec.ts";
import type { Block } from "./schema.ts";

/**
 * The object that a body describes, with the marks that its expressions have.
 *
 * @param context With at least what `bodyReferences` names.
 * @returns A value of the block's implied type, also where there are errors. Where the type has dynamic parts, that of
 *   the value may have other types in their place.
 */
export function decodeBlock(body: Body, block: Block, context: EvalContext): Decoded {
  const expanded = readBlocksAsAttributes(expandDynamicBlocks(body, context), block);
  const { value, diagnostics } = decodeBody(expanded, specOf(block), context);
  if (!value.type.hasOptionalAttributes) return { value, diagnostics };
  return { value: convert(value, value.type.withoutOptionalAttributesDeep()), diagnostics };
}

/** What the object of a body depends on, dynamic blocks and what is written in them included. */
export function bodyReferences(body: Body, block: Block): readonly Traversal[] {
  return referencesOf(bodyVariables(body), block);
}

function referencesOf(node: VariablesNode, block: Block): readonly Traversal[] {
  const likes = blockLikesOf(block);
  const schema = asWritten(impliedSchema(specOf(block)), node.body, likes, (name) => hasBlocks(node.body, name));
  const { variables, children } = node.visit(schema);
  const nested = children.flatMap((child) => {
    const inside = block.blocks.get(child.blockType)?.block ?? likes.get(child.blockType);
    return inside === undefined ? [] : referencesOf(child.node, inside);
  });
  return [...variables, ...nested];
}

function hasBlocks(body: Body, type: string): boolean {
  const { content } = body.partialContent({ blocks: [{ type }, { type: "dynamic", labelNames: ["type"] }] });
  return content.blocks.some((block) => block.type === type || block.labels[0] === type);
}
