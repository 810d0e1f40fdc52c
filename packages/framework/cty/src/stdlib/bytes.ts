// SPDX-License-Identifier: Apache-2.0

import { FunctionError } from "../function/errors.ts";
import { makeFunction, type CtyFunction } from "../function/function.ts";
import { int64Of } from "../function/native-argument.ts";
import { refineNotNull, type Parameter } from "../function/spec.ts";
import { number } from "../type.ts";
import { numberIntVal } from "../value.ts";
import { bytes, bytesVal } from "./bytes-type.ts";

const buf: Parameter = { name: "buf", type: bytes, allowDynamicType: true };

export const bytesLen: CtyFunction = makeFunction({
  description: "The number of bytes in a buffer.",
  parameters: [buf],
  type: number,
  refineResult: refineNotNull,
  implementation: ([buffer]) => numberIntVal((buffer!.encapsulatedValue() as Uint8Array).length),
});

export const bytesSlice: CtyFunction = makeFunction({
  description: "A part of a buffer.",
  parameters: [
    buf,
    { name: "offset", type: number, allowDynamicType: true, description: "Where the part begins." },
    { name: "length", type: number, allowDynamicType: true, description: "How many bytes it has." },
  ],
  type: bytes,
  refineResult: refineNotNull,
  implementation: ([buffer, offsetValue, lengthValue]) => {
    const data = buffer!.encapsulatedValue() as Uint8Array;
    const offset = int64Of(offsetValue!);
    const length = int64Of(lengthValue!);
    if (offset < 0n || length < 0n) throw new FunctionError("offset and length must be non-negative");
    if (offset > data.length) {
      throw new FunctionError(`offset ${offset} is greater than total buffer length ${data.length}`);
    }
    if (offset + length > data.length) {
      throw new FunctionError(`offset ${offset} + length ${length} is greater than total buffer length ${data.length}`);
    }
    return bytesVal(data.subarray(Number(offset), Number(offset + length)));
  },
});
