// SPDX-License-Identifier: Apache-2.0

import { numberText } from "../number-text.ts";
import { BigFloat } from "../number/bigfloat.ts";
import { PathError } from "../path-error.ts";
import type { MsgpackReader } from "./reader.ts";
import type { MsgpackWriter } from "./writer.ts";

/** As an integer or a float where that loses nothing, else as text. */
export function writeNumber(writer: MsgpackWriter, number: BigFloat): void {
  const small = number.toSafeInteger();
  if (small !== undefined) {
    writer.writeInteger(small);
    return;
  }
  if (number.isInteger) {
    // Beyond 64 bits with a sign, even an unsigned integer is written as text.
    const whole = number.fitsInt64() ? number.toBigInt() : undefined;
    if (whole === undefined) writer.writeString(numberText(number));
    else writer.writeBigInteger(whole);
    return;
  }
  const float = number.toExactNumber();
  if (float === undefined) writer.writeString(numberText(number));
  else writer.writeFloat64(float);
}

/** A number in any form, text included; undefined, with nothing taken, if the next item cannot be one. */
export function readNumber(reader: MsgpackReader): BigFloat | undefined {
  const integer = reader.readInteger();
  if (integer !== undefined) return BigFloat.fromInteger(integer);
  const float = reader.readFloat();
  if (float !== undefined) {
    if (Number.isNaN(float)) throw new PathError([], "a number is required, not NaN");
    return BigFloat.fromNumber(float);
  }
  const text = reader.readString();
  if (text === undefined) return undefined;
  const number = BigFloat.parse(text);
  if (number === undefined) throw new PathError([], "number is required");
  return number;
}
