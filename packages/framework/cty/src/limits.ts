// SPDX-License-Identifier: Apache-2.0

/**
 * How many levels types, and so values, may nest.
 *
 * Everything here that follows the structure of a type calls itself for each level. Real schemas
 * stay below 20 levels; the limit keeps a hostile one from exhausting the stack.
 */
export const maxDepth = 512;
