// SPDX-License-Identifier: Apache-2.0

import type * as cty from "@provide-foundry/cty";

/** What is wrong with a number like `1e300000000`, whose digits would fill the memory: cty writes out no more. */
export const tooManyDigits = "must have at most 100,000 digits";

/** A number for people: its digits, or fewer and an exponent where there are too many. */
export function numberText(number: cty.BigFloat): string {
  return isWritable(number) ? number.toString() : number.toHashText();
}

/** Whether all digits of a number can be written out. A number keeps its text, so whoever needs that next has it. */
export function isWritable(number: cty.BigFloat): boolean {
  try {
    number.toString();
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
