// SPDX-License-Identifier: Apache-2.0

/**
 * Source files whose bytes are not all UTF-8, as texts that lose nothing.
 *
 * A byte that is not part of valid UTF-8 becomes a low surrogate of its own, U+DC00 + byte. No valid text contains one.
 *
 * @module
 */

/** The text of a source file's bytes. */
export function decodeSource(bytes: Uint8Array): string {
  try {
    // A byte order mark is the scanner's business.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeBroken(bytes);
  }
}

/** The bytes again, of text from `decodeSource` or of any other. */
export function encodeSource(text: string): Uint8Array {
  if (text.isWellFormed()) return new TextEncoder().encode(text);
  const bytes = new Uint8Array(utf8Length(text));
  const encoder = new TextEncoder();
  let written = 0;
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    const isBroken = i < text.length && isBrokenByte(text, i);
    if (i < text.length && !isBroken) continue;
    written += encoder.encodeInto(text.slice(from, i), bytes.subarray(written)).written;
    if (isBroken) bytes[written++] = text.charCodeAt(i) - 0xdc00;
    from = i + 1;
  }
  return bytes;
}

/** How many bytes the text has as UTF-8. */
export function utf8Length(text: string): number {
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) length += 1;
    else if (code < 0x800) length += 2;
    else if (isBrokenByte(text, i)) length += 1;
    else if (isHigh(code) && isLow(text.charCodeAt(i + 1))) {
      length += 4;
      i++;
    } else length += 3;
  }
  return length;
}

/** Whether the character at `index` stands for a byte that is not part of valid UTF-8. */
function isBrokenByte(text: string, index: number): boolean {
  return isBrokenUnit(text.charCodeAt(index)) && !isHigh(text.charCodeAt(index - 1));
}

/** Whether a code unit, which must not be the second of a pair, stands for a byte that is not part of valid UTF-8. */
export function isBrokenUnit(unit: number): boolean {
  return unit >= 0xdc80 && unit <= 0xdcff;
}

/**
 * The length of the bytes at `index` that have the form of UTF-8 without being valid: too long, too high, or a surrogate.
 * The original takes them for one character. 0 if there are none.
 */
export function brokenSequenceLength(text: string, index: number): number {
  const lead = text.charCodeAt(index) - 0xdc00;
  const length = lead < 0xc0 || lead > 0xf7 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  for (let i = 1; i < length; i++) {
    const unit = text.charCodeAt(index + i);
    if (!(unit >= 0xdc80 && unit <= 0xdcbf)) return 0;
  }
  return length;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}

function isLow(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

function decodeBroken(bytes: Uint8Array): string {
  const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
  let text = "";
  let parts: string[] = [];
  let from = 0;
  for (let i = 0; i < bytes.length;) {
    const length = sequenceLength(bytes, i);
    if (length > 0) {
      i += length;
      continue;
    }
    if (i > from) parts.push(lenient.decode(bytes.subarray(from, i)));
    parts.push(String.fromCharCode(0xdc00 + bytes[i]!));
    from = ++i;
    // Now and then: no list can have as many elements as a large file can have bytes.
    if (parts.length < 10_000) continue;
    text += parts.join("");
    parts = [];
  }
  return text + parts.join("") + lenient.decode(bytes.subarray(from));
}

/** The length of the valid sequence that starts at `i`, 0 if none does. */
function sequenceLength(bytes: Uint8Array, i: number): number {
  const lead = bytes[i]!;
  if (lead < 0x80) return 1;
  const second = bytes[i + 1] ?? 0;
  if (lead >= 0xc2 && lead <= 0xdf) return isTail(second) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const low = lead === 0xe0 ? 0xa0 : 0x80;
    const high = lead === 0xed ? 0x9f : 0xbf;
    return second >= low && second <= high && isTail(bytes[i + 2]) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const low = lead === 0xf0 ? 0x90 : 0x80;
    const high = lead === 0xf4 ? 0x8f : 0xbf;
    return second >= low && second <= high && isTail(bytes[i + 2]) && isTail(bytes[i + 3]) ? 4 : 0;
  }
  return 0;
}

function isTail(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte <= 0xbf;
}
