// SPDX-License-Identifier: Apache-2.0

/**
 * Attributes of lists or sets of objects that are written as blocks, as configurations for Terraform 0.11 did it and
 * providers of the old SDK still document it:
 *
 *     ingress { port = 80 }      # for: ingress = [{ port = 80 }]
 *
 * Source: Terraform 1.11, "Attributes as Blocks".
 *
 * @module
 */

import { listVal, unknownVal, type ObjectType, type Type, type Value } from "@provide-foundry/cty";
import type {
  Attribute as BodyAttribute,
  Block as BodyBlock,
  Body,
  BodyContent,
  BodySchema,
  CustomExpression,
  Diagnostic,
  EvalContext,
  PartialContent,
} from "@provide-foundry/hcl";
import { decodeBody, specVariables } from "@provide-foundry/hcl/decode";
import { specOf } from "./block-spec.ts";
import type { Attribute, Block } from "./schema.ts";

/** Names of attributes that may be written as blocks, and the schema of such a block. */
export type BlockLikes = ReadonlyMap<string, Block>;

const known = new WeakMap<Block, BlockLikes>();
const elementBlocks = new WeakMap<Type, Block>();

/** None for schemas that are certainly not of the old SDK. */
export function blockLikesOf(block: Block): BlockLikes {
  let likes = known.get(block);
  if (likes === undefined) {
    likes = canBeOfOldSdk(block) ? findBlockLikes(block) : new Map();
    known.set(block, likes);
  }
  return likes;
}

function findBlockLikes({ attributes }: Block): BlockLikes {
  const likes = new Map<string, Block>();
  for (const [name, { type }] of attributes) {
    if (type?.kind !== "list" && type?.kind !== "set") continue;
    if (type.elementType.kind === "object") likes.set(name, blockOfType(type.elementType));
  }
  return likes;
}

/** A type says less than a schema: whatever it has is taken for optional. */
function blockOfType(type: ObjectType): Block {
  let block = elementBlocks.get(type);
  if (block === undefined) {
    const flags = { required: false, optional: true, computed: false, sensitive: false, writeOnly: false };
    const attribute = { ...flags, deprecated: false, description: "" };
    const attributes = new Map(Array.from(type.attributeTypes, ([name, part]) => [name, { ...attribute, type: part }]));
    block = { attributes, blocks: new Map(), description: "", deprecated: false };
    elementBlocks.set(type, block);
  }
  return block;
}

/** The old SDK had no nested attributes, and none of the types that are ruled out here. */
function canBeOfOldSdk({ attributes, blocks }: Block): boolean {
  return (
    [...attributes.values()].every(isAttributeOfOldSdk) &&
    [...blocks.values()].every((nested) => canBeOfOldSdk(nested.block))
  );
}

function isAttributeOfOldSdk({ type, nested }: Attribute): boolean {
  if (nested !== undefined || type === undefined) return false;
  if (type.kind === "tuple" || type.kind === "object") return false;
  if (!type.isCollectionType()) return true;
  const { elementType } = type;
  if (type.kind === "map" && elementType.kind === "object") return false;
  return !elementType.isCollectionType() || elementType.elementType.isPrimitiveType();
}

/**
 * A body in which such blocks are the arguments that they stand for.
 *
 * @param body With dynamic blocks expanded already.
 */
export function readBlocksAsAttributes(body: Body, block: Block): Body {
  if (!hasBlockLikes(block)) return body;
  return new BlocksAsAttributes(body, block);
}

function hasBlockLikes(block: Block): boolean {
  return blockLikesOf(block).size > 0 || [...block.blocks.values()].some((nested) => hasBlockLikes(nested.block));
}

class BlocksAsAttributes implements Body {
  readonly #original: Body;
  readonly #block: Block;

  constructor(original: Body, block: Block) {
    this.#original = original;
    this.#block = block;
  }

  get missingItemRange(): Body["missingItemRange"] {
    return this.#original.missingItemRange;
  }

  get isUnknown(): boolean {
    return this.#original.isUnknown ?? false;
  }

  get valueMarks(): NonNullable<Body["valueMarks"]> {
    return this.#original.valueMarks ?? new Set();
  }

  content(schema: BodySchema): ReturnType<Body["content"]> {
    const { content, diagnostics } = this.#original.content(this.#effective(schema));
    return { content: this.#convert(content), diagnostics };
  }

  partialContent(schema: BodySchema): PartialContent {
    const { content, remain, diagnostics } = this.#original.partialContent(this.#effective(schema));
    return { content: this.#convert(content), remain: new BlocksAsAttributes(remain, this.#block), diagnostics };
  }

  justAttributes(): ReturnType<Body["justAttributes"]> {
    return this.#original.justAttributes();
  }

  /** A dynamic block over nothing leaves no trace, so what is not written as an argument is asked for as blocks. */
  #effective(schema: BodySchema): BodySchema {
    return asWritten(schema, this.#original, blockLikesOf(this.#block), () => true);
  }

  #convert({ attributes, blocks, missingItemRange }: BodyContent): BodyContent {
    const likes = blockLikesOf(this.#block);
    const allAttributes = new Map(attributes);
    for (const [name, like] of likes) {
      const written = blocks.filter(({ type }) => type === name);
      if (written.length > 0) allAttributes.set(name, attributeOf(written, like, elementType(this.#block, name)));
    }
    const rest = blocks.filter(({ type }) => !likes.has(type)).map((block) => this.#convertInside(block));
    return { attributes: allAttributes, blocks: rest, missingItemRange };
  }

  #convertInside({ type, labels, body, defRange, typeRange, labelRanges }: BodyBlock): BodyBlock {
    const nested = this.#block.blocks.get(type);
    const inside = nested === undefined ? body : readBlocksAsAttributes(body, nested.block);
    return { type, labels, body: inside, defRange, typeRange, labelRanges };
  }
}

function elementType(block: Block, name: string): Type {
  const type = block.attributes.get(name)?.type;
  if (type?.kind !== "list" && type?.kind !== "set") throw new TypeError(`${name} is no list or set`);
  return type.elementType;
}

/**
 * A schema in which attributes that are written as blocks are blocks. JSON can mean both, and then means arguments.
 *
 * @param isBlock Whether one that is no argument counts as a block.
 */
export function asWritten(
  { attributes = [], blocks = [] }: BodySchema,
  body: Body,
  likes: BlockLikes,
  isBlock: (name: string) => boolean,
): BodySchema {
  if (likes.size === 0) return { attributes, blocks };
  const isWrittenAsBlock = (name: string): boolean => {
    if (!likes.has(name)) return false;
    const { content } = body.partialContent({ attributes: [{ name }] });
    return !content.attributes.has(name) && isBlock(name);
  };
  const asBlocks = new Set(attributes.map(({ name }) => name).filter(isWrittenAsBlock));
  return {
    attributes: attributes.filter(({ name }) => !asBlocks.has(name)),
    blocks: [...Array.from(asBlocks, (type) => ({ type })), ...blocks],
  };
}

/** Several blocks have no one place, so the first stands for them. */
function attributeOf(blocks: readonly BodyBlock[], like: Block, element: Type): BodyAttribute {
  const { type, defRange, typeRange } = blocks[0]!;
  const expr: CustomExpression = {
    kind: "CustomExpr",
    range: defRange,
    startRange: defRange,
    evaluate: (context) => evaluateBlocks(blocks, like, element, context),
    variables: () => blocks.flatMap(({ body }) => specVariables(body, specOf(like))),
  };
  return { name: type, expr, range: defRange, nameRange: typeRange };
}

function evaluateBlocks(
  blocks: readonly BodyBlock[],
  like: Block,
  element: Type,
  context: EvalContext | undefined,
): { value: Value; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const values = blocks.map(({ body }) => {
    const decoded = decodeBody(readBlocksAsAttributes(body, like), specOf(like), context);
    diagnostics.push(...decoded.diagnostics);
    return decoded.value.type === element ? decoded.value : unknownVal(element);
  });
  return { value: listVal(values), diagnostics };
}
