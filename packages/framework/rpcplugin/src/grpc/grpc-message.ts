// SPDX-License-Identifier: Apache-2.0

/**
 * The `grpc-message` header: UTF-8 text in percent-encoding, because HTTP/2
 * header values are printable ASCII.
 *
 * Source: gRPC over HTTP2, "Status-Message".
 *
 * @module
 */

/** Keeps a response's headers well below the 16 KiB that some peers accept. */
const maxEncodedLength = 8 * 1024;

const plainText = /^[ -$&-~]*$/;

/** Text over 8 KiB once encoded is cut, with an ellipsis, between two characters. */
export function encodeGrpcMessage(text: string): string {
  if (text.length <= maxEncodedLength && plainText.test(text)) return text;
  let encoded = "";
  for (const character of text) {
    const next = plainText.test(character) ? character : percentEncode(character);
    if (encoded.length + next.length > maxEncodedLength) return `${encoded}...`;
    encoded += next;
  }
  return encoded;
}

/** Never fails: a `%` that no two hexadecimal digits follow is left as it is. */
export function decodeGrpcMessage(encoded: string): string {
  if (!encoded.includes("%")) return encoded;
  return encoded.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => Buffer.from(run.replaceAll("%", ""), "hex").toString());
}

function percentEncode(character: string): string {
  let encoded = "";
  for (const byte of Buffer.from(character)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  return encoded;
}
