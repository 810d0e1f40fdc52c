// SPDX-License-Identifier: Apache-2.0

/** Bytes as Go's `encoding/base64` reads them: padded, with line breaks anywhere. */

/** The bytes, or the offset of the first character that is wrong. */
export function decodeBase64(text: string): Buffer | { readonly wrongAt: number } {
  const compact = text.replaceAll(/[\r\n]/g, "");
  const wrong = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?/.exec(compact)![0].length;
  if (wrong === compact.length) return Buffer.from(compact, "base64");
  return { wrongAt: offsetOf(text, compact, wrong) };
}

/** The group of four that is cut short counts from its start; otherwise the character does. */
function offsetOf(text: string, compact: string, groupStart: number): number {
  const group = compact.slice(groupStart, groupStart + 4);
  const bad = /[^A-Za-z0-9+/]/.exec(group);
  const position = groupStart + (bad?.index ?? 0);
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\r" || text[i] === "\n") continue;
    if (seen === position) return i;
    seen++;
  }
  return text.length;
}
