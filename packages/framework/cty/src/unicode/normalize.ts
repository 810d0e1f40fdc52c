// SPDX-License-Identifier: Apache-2.0

/**
 * A string as cty holds it: in Unicode normalization form NFC.
 *
 * @throws RangeError if it has half a surrogate pair, which is no character and has no UTF-8 form.
 */
export function normalizeString(text: string): string {
  if (!text.isWellFormed())
    throw new RangeError("a string must be valid Unicode, but this one has half a surrogate pair");
  return isPlain(text) ? text : text.normalize("NFC");
}

/** Whether every character is below U+0300: the first that NFC could combine with another, or replace. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) >= 0x300) return false;
  }
  return true;
}
