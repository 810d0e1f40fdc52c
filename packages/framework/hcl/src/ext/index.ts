// SPDX-License-Identifier: Apache-2.0

/**
 * What applications add to the language.
 *
 * @module
 */

// Functions that see what is wrong with their arguments
export { canFunction, tryFunction } from "./try-function.ts";

// Types that configurations write
export { readType, readTypeConstraint, readTypeConstraintWithDefaults } from "./type-expression.ts";
export type { ReadType, ReadTypeWithDefaults } from "./type-expression.ts";
export { Defaults } from "./defaults.ts";
export { typeString } from "./type-string.ts";
export { convertFunction, typeConstraintFromVal, typeConstraintType, typeConstraintVal } from "./convert-function.ts";

// Arguments that are expressions
export {
  ExpressionClosure,
  expressionClosureFromVal,
  expressionClosureType,
  expressionClosureVal,
  expressionFromVal,
  expressionType,
  expressionVal,
} from "./custom-decode.ts";

// Blocks for the elements of collections
export { expandDynamicBlocks } from "./dynamic-blocks.ts";
export type { ExpandOptions, ForEachCheck } from "./dynamic-blocks.ts";
export { bodyVariables, expansionVariables } from "./dynamic-variables.ts";
export type { VariablesChild, VariablesNode } from "./dynamic-variables.ts";

// Functions that configurations define
export { decodeUserFunctions } from "./user-functions.ts";
export type { UserFunctions } from "./user-functions.ts";
