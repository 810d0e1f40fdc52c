// SPDX-License-Identifier: Apache-2.0

/**
 * Values made of bodies.
 *
 * @module
 */

// Bodies as a program's own objects
export { attribute, block, blocks, decode, label } from "./typed.ts";
export type { DecodedBody, Field, Fields, InferBody } from "./typed.ts";

// Bodies by specs
export {
  childBlockSpecs,
  decodeBody,
  impliedType,
  partialDecodeBody,
  specSourceRange,
  specVariables,
} from "./decode-body.ts";
export type { Decoded } from "./decode-body.ts";
export { impliedSchema, Spec } from "./spec.ts";
export type { NestedBlocks } from "./spec.ts";

// Arguments and labels
export { attrSpec, blockLabelSpec, defaultSpec, exprSpec, literalSpec, objectSpec, tupleSpec } from "./value-specs.ts";

// Blocks
export {
  blockAttrsSpec,
  blockListSpec,
  blockMapSpec,
  blockObjectSpec,
  blockSetSpec,
  blockSpec,
  blockTupleSpec,
} from "./block-specs.ts";
export type { BlockCount } from "./block-specs.ts";

// What is done with values
export { refineValueSpec, transformExprSpec, transformFuncSpec, validateSpec } from "./wrapper-specs.ts";
