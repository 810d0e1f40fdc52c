// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";
import type { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";

const shown = new WeakMap<Duplex, X509Certificate | undefined>();

/** Who is at the other end of a connection, as TLS has shown it; undefined when it is not encrypted. */
export function peerCertificateOf(connection: Duplex): X509Certificate | undefined {
  // Asked once: at the client's side, Node (24.21) takes the certificate off the peer's chain when it gives it.
  if (!shown.has(connection)) shown.set(connection, (connection as Partial<TLSSocket>).getPeerX509Certificate?.());
  return shown.get(connection);
}

/**
 * Why a peer is not let in; undefined when it is.
 *
 * The certificate that was exchanged beforehand has to be the peer's very own,
 * or to have signed it. The first is what go-plugin's hosts do; the second is
 * what go-plugin's servers also take, as they use it as an authority.
 *
 * TLS itself has proved that the peer holds the key of what it presents.
 *
 * @param expected From the environment or the handshake line.
 * @param nowMs As `Date.now()`.
 */
export function refusePeer(
  presented: X509Certificate | undefined,
  expected: X509Certificate,
  nowMs: number = Date.now(),
): string | undefined {
  if (!presented) return "it presented no certificate";
  if (!isValidAt(presented, nowMs)) {
    return `its certificate is valid from ${presented.validFrom} to ${presented.validTo} only`;
  }
  if (presented.raw.equals(expected.raw)) return undefined;
  const isSigned = expected.ca && presented.checkIssued(expected) && presented.verify(expected.publicKey);
  if (isSigned && isValidAt(expected, nowMs)) return undefined;
  return "its certificate is not the one that was agreed on, nor signed by it";
}

function isValidAt({ validFrom, validTo }: X509Certificate, nowMs: number): boolean {
  return Date.parse(validFrom) <= nowMs && nowMs <= Date.parse(validTo);
}
