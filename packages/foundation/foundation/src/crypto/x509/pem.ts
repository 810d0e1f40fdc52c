// SPDX-License-Identifier: Apache-2.0

/**
 * PEM and the handshake line's form of a certificate.
 *
 * OpenSSL is strict about PEM: it refuses base64 without padding, lines over
 * 64 columns in places, and an empty line before the end marker. So PEM is
 * always made from the decoded bytes, never from text that came from a peer.
 *
 * @module
 */

const certificateBlock = /-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/;

/** One PEM block with lines of at most 64 columns. */
export function pemFromDer(label: "CERTIFICATE" | "PRIVATE KEY", der: Uint8Array): string {
  const base64 = Buffer.from(der).toString("base64");
  // A greedy match never yields an empty last piece, also when the length is a multiple of 64.
  const lines = base64.match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n");
}

/** The bytes of the first certificate in a PEM text; undefined when there is none. */
export function certificateDerFromPem(pem: string): Buffer | undefined {
  const body = certificateBlock.exec(pem)?.[1];
  return body === undefined ? undefined : Buffer.from(body, "base64");
}

/** How the handshake line carries a certificate: base64 of the DER, standard alphabet, without padding. */
export function toRawBase64(der: Uint8Array): string {
  return Buffer.from(der).toString("base64").replace(/=+$/, "");
}
