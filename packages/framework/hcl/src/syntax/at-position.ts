// SPDX-License-Identifier: Apache-2.0

/**
 * What is at a byte of a file. As in the original, a block or argument holds its first byte and not the one after its last.
 *
 * Source: hcl 2.24, `hclsyntax/structure_at_pos.go` and `hclsyntax/navigation.go`.
 *
 * @module
 */

import { quoteGo } from "@provide-foundry/cty/unicode";
import type { SourceRange } from "../source/position.ts";
import type { SyntaxExpression } from "./expressions.ts";
import type { SyntaxNode } from "./node.ts";
import type { SyntaxAttribute, SyntaxBlock, SyntaxBody } from "./structure.ts";

/** The block directly in `body` that a byte lies in. */
export function outermostBlockAtPos(body: SyntaxBody, byte: number): SyntaxBlock | undefined {
  return blockAt(body, body.source.offsetOf(byte));
}

/** The block that a byte lies in, however deep it is. */
export function innermostBlockAtPos(body: SyntaxBody, byte: number): SyntaxBlock | undefined {
  return blocksAtPos(body, byte).at(-1);
}

/** The blocks that a byte lies in, outermost first. */
export function blocksAtPos(body: SyntaxBody, byte: number): readonly SyntaxBlock[] {
  const offset = body.source.offsetOf(byte);
  const blocks: SyntaxBlock[] = [];
  for (let block = blockAt(body, offset); block; block = blockAt(block.body, offset)) blocks.push(block);
  return blocks;
}

/** The argument that a byte lies in: of the innermost block there, or of `body` itself. */
export function attributeAtPos(body: SyntaxBody, byte: number): SyntaxAttribute | undefined {
  const offset = body.source.offsetOf(byte);
  const { attributes } = innermostBlockAtPos(body, byte)?.body ?? body;
  for (const attribute of attributes.values()) if (holds(attribute, offset)) return attribute;
  return undefined;
}

/** The whole expression of the argument that a byte lies in; undefined at its name and equals sign. */
export function outermostExprAtPos(body: SyntaxBody, byte: number): SyntaxExpression | undefined {
  const expr = attributeAtPos(body, byte)?.expr;
  return expr && holds(expr, body.source.offsetOf(byte)) ? expr : undefined;
}

/** The outermost block at a byte as a reader would name it: `resource "aws_vpc" "main"`. */
export function contextString(body: SyntaxBody, byte: number): string | undefined {
  const block = outermostBlockAtPos(body, byte);
  return block && [block.type, ...block.labels.map(quoteGo)].join(" ");
}

/** Where the header of the outermost block at a byte is: its type and labels. */
export function contextDefRange(body: SyntaxBody, byte: number): SourceRange | undefined {
  return outermostBlockAtPos(body, byte)?.defRange;
}

function blockAt({ blocks }: SyntaxBody, offset: number): SyntaxBlock | undefined {
  return blocks.find((block) => holds(block, offset));
}

function holds({ start, end }: SyntaxNode, offset: number): boolean {
  return start <= offset && offset < end;
}
