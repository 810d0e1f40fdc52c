// SPDX-License-Identifier: Apache-2.0

/**
 * What a body should be, and which value is to be made of it.
 *
 * Source of what the specs of this folder do: hashicorp/hcl 2.24, `hcldec`.
 *
 * @module
 */

import type { Type, Value } from "@provide-foundry/cty";
import type { AttributeSchema, Block, BlockHeaderSchema, BodyContent, BodySchema } from "../body.ts";
import type { Diagnostic } from "../diagnostics.ts";
import type { EvalContext } from "../eval/eval-context.ts";
import type { SourceRange } from "../source/position.ts";
import type { Traversal } from "../traversal.ts";

/** A part of a body, or all of it, as a value. Made by the functions of this folder. */
export abstract class Spec {
  /** The type of the value, as far as it does not depend on the body. */
  abstract readonly impliedType: Type;

  /** The specs that read the same body. */
  readonly parts: readonly Spec[] = [];

  /** The arguments that this spec itself reads. */
  readonly attributes: readonly AttributeSchema[] = [];

  /** The blocks that this spec itself reads, and the spec of their bodies. */
  readonly blocks: NestedBlocks | undefined = undefined;

  /** @internal The value; what is wrong is added to `found`. */
  abstract read(reading: Reading, found: Diagnostic[]): Value;

  /** @internal The place that the value comes from. */
  abstract sourceRange(reading: Reading): SourceRange;

  /** @internal The variables that this spec itself needs. */
  variables(_content: BodyContent): readonly Traversal[] {
    return [];
  }
}

export interface NestedBlocks {
  readonly header: BlockHeaderSchema;
  /** Undefined where bodies are not read by a spec. */
  readonly nested: Spec | undefined;
}

/** A body that is being read: what its schema found in it, and what it is the body of. */
export interface Reading {
  readonly content: BodyContent;
  readonly labels: readonly Label[];
  readonly context: EvalContext | undefined;
}

export interface Label {
  readonly value: string;
  readonly range: SourceRange;
}

/** The labels of a block, without so many of the first. */
export function labelsOf({ labels, labelRanges }: Block, skipped: number): readonly Label[] {
  return labels.map((value, i) => ({ value, range: labelRanges[i]! })).slice(skipped);
}

/** A spec and all that read the same body for it, each before its parts. */
export function* sameBody(spec: Spec): Generator<Spec> {
  yield spec;
  for (const part of spec.parts) yield* sameBody(part);
}

/** The schema of the bodies that a spec reads. */
export function impliedSchema(spec: Spec): BodySchema {
  const attributes: AttributeSchema[] = [];
  const blocks: BlockHeaderSchema[] = [];
  for (const part of sameBody(spec)) {
    attributes.push(...part.attributes);
    if (part.blocks !== undefined) blocks.push(part.blocks.header);
  }
  return { attributes, blocks };
}
