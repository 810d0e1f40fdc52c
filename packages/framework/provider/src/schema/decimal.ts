// SPDX-License-Identifier: Apache-2.0

/** Whether a value is a decimal number as `t.decimal()` has it: text, without an exponent. */
export function isDecimal(plain: unknown): plain is string {
  return typeof plain === "string" && /^-?\d+(\.\d+)?$/.test(plain);
}
