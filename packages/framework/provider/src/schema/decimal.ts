// SPDX-License-Identifier: Apache-2.0

/** Whether a value is a decimal number as `t.decimal()` has it: text, without an exponent. */
export function isDecimal(plain: unknown): plain is string {
  return typeof plain === "string" && /^-?\d+(\.\d+)?$/.test(plain);
}

/**
 * A number with more digits than JavaScript's own hold, in the value of a
 * `t.dynamic()`: there text would be a string, not a number.
 */
export class Decimal {
  readonly text: string;

  /**
   * @param text Without an exponent: `"0.1"`.
   * @throws RangeError for other text.
   */
  constructor(text: string) {
    if (!isDecimal(text)) throw new RangeError(`${JSON.stringify(text)} is not a decimal number without an exponent`);
    this.text = text;
    Object.freeze(this);
  }

  toString(): string {
    return this.text;
  }

  /** The text, as no JSON number in JavaScript has all digits. */
  toJSON(): string {
    return this.text;
  }
}
