// SPDX-License-Identifier: Apache-2.0

/**
 * The Huffman code of header strings.
 *
 * Source: RFC 7541, section 5.2 and appendix B.
 *
 * @module
 */

import { ErrorCode, Http2Error } from "./http2-error.ts";

/**
 * The length of each byte's code, in bits, as a digit of base 36. The code is canonical: lengths are all there is to
 * it. The end of string, which has thirty bits like the last of these, comes after them and may not be sent.
 */
const codeLengths =
  "dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6cad67777777777777777777777878djde6" +
  "f56565666577666567655677777fbedskmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn" +
  "qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq";

const maxBits = 30;

interface Code {
  /** The bytes, from those with the shortest code to those with the longest. */
  readonly symbols: Uint8Array;
  /** By length: the first code of that length, how many there are, and where their bytes begin in `symbols`. */
  readonly firstCode: readonly number[];
  readonly count: readonly number[];
  readonly offset: readonly number[];
}

let code: Code | undefined;

/**
 * The bytes that a string stands for.
 *
 * @throws Http2Error COMPRESSION_ERROR for a code that there is not, and for padding that is none: more than seven
 *   bits, or others than ones.
 */
export function decodeHuffman(encoded: Uint8Array): Buffer {
  const { symbols, firstCode, count, offset } = (code ??= buildCode());
  const decoded = Buffer.allocUnsafe(Math.floor((encoded.byteLength * 8) / 5)); // the shortest code has five bits
  let length = 0;
  let value = 0;
  let bits = 0;
  for (const byte of encoded) {
    for (let mask = 0x80; mask > 0; mask >>= 1) {
      value = value * 2 + (byte & mask ? 1 : 0);
      bits++;
      const nth = value - firstCode[bits]!;
      if (nth < count[bits]!) {
        decoded[length++] = symbols[offset[bits]! + nth]!;
        value = 0;
        bits = 0;
      } else if (bits === maxBits) {
        throw new Http2Error(ErrorCode.COMPRESSION_ERROR, "a header has a code that stands for nothing");
      }
    }
  }
  if (bits > 7 || value !== 2 ** bits - 1) {
    throw new Http2Error(ErrorCode.COMPRESSION_ERROR, "a header's last byte is filled up wrongly");
  }
  return decoded.subarray(0, length);
}

function buildCode(): Code {
  const lengths = Array.from(codeLengths, (digit) => Number.parseInt(digit, 36));
  const symbols: number[] = [];
  const firstCode = [0];
  const count = [0];
  const offset = [0];
  let next = 0;
  for (let bits = 1; bits <= maxBits; bits++) {
    next *= 2;
    firstCode[bits] = next;
    offset[bits] = symbols.length;
    for (const [byte, length] of lengths.entries()) if (length === bits) symbols.push(byte);
    count[bits] = symbols.length - offset[bits]!;
    next += count[bits]!;
  }
  return { symbols: Uint8Array.from(symbols), firstCode, count, offset };
}
