// SPDX-License-Identifier: Apache-2.0

/**
 * Orders strings as their UTF-8 bytes: negative, 0 or positive.
 *
 * JavaScript's `<` goes by UTF-16 code units and puts U+1F600 before U+FFFD; sets, map keys and attribute
 * names go by bytes, and their order is part of the wire formats.
 */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Moves surrogates, which stand for code points from U+10000, behind U+FFFF. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
