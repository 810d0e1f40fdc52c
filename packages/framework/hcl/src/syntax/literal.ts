// SPDX-License-Identifier: Apache-2.0

/**
 * A value that was written out.
 *
 * - `string`: `text` is the text, escapes resolved; not yet normalized
 * - `number`: `text` is the number in decimal, as written; not yet rounded
 * - `bool`: `text` is `true` or `false`
 * - `null`: the null of no particular type
 * - `unknown`: what stands for something that could not be read
 * - `unknownNumber`: what stands for a number that could not be read
 */
export interface Literal {
  readonly type: LiteralType;
  readonly text: string;
}

export type LiteralType = "string" | "number" | "bool" | "null" | "unknown" | "unknownNumber";
