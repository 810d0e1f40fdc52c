// SPDX-License-Identifier: Apache-2.0

/**
 * Changing and writing configuration files without loss, and laying them out.
 *
 * @module
 */

export { format, formatBytes } from "./format.ts";
export { formatTerraform } from "./format-terraform.ts";
export { parseWritable } from "./parse.ts";
export { WriteAttribute, WriteBlock, WriteBody, WriteExpression, WriteFile } from "./nodes.ts";
export type { BlockParts, ReferenceNames, Surroundings } from "./nodes.ts";
export { formatTokens, renderTokens, tokensOf, WriteToken } from "./token.ts";
export {
  tokensForFunctionCall,
  tokensForIdentifier,
  tokensForObject,
  tokensForTraversal,
  tokensForTuple,
  tokensForValue,
} from "./generate.ts";
