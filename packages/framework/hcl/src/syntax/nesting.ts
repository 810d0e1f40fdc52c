// SPDX-License-Identifier: Apache-2.0

/**
 * How deep expressions and blocks may nest.
 *
 * What follows the structure of a source calls itself for each level. Configurations that people write stay far below; the
 * limit keeps hostile ones from exhausting the stack.
 */
export const maxNesting = 500;
