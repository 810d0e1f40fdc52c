// SPDX-License-Identifier: Apache-2.0

import type { X509Certificate } from "node:crypto";

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
