// SPDX-License-Identifier: Apache-2.0

/** How many bytes can be added before the sums have to be reduced: RFC 1950's NMAX. */
const batchBytes = 5552;
const modulus = 65_521;

/** Adler-32 as RFC 1950 defines it. Finds accidents, not attacks. */
export function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (let start = 0; start < bytes.length; start += batchBytes) {
    const end = Math.min(start + batchBytes, bytes.length);
    for (let at = start; at < end; at++) {
      a += bytes[at]!;
      b += a;
    }
    a %= modulus;
    b %= modulus;
  }
  return b * 65_536 + a;
}
