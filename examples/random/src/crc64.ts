// SPDX-License-Identifier: Apache-2.0

/** The ISO polynomial, from its highest power down. */
const polynomial = 0xd800_0000_0000_0000n;
const ones = 0xffff_ffff_ffff_ffffn;

/**
 * The checksum of a text's UTF-8.
 *
 * Source: ISO 3309, as Go's `hash/crc64` has it with `crc64.ISO`.
 */
export function crc64(text: string): bigint {
  let sum = ones;
  for (const byte of Buffer.from(text)) {
    sum ^= BigInt(byte);
    for (let bit = 0; bit < 8; bit++) sum = (sum >> 1n) ^ (sum & 1n && polynomial);
  }
  return sum ^ ones;
}
