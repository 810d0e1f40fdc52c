// SPDX-License-Identifier: Apache-2.0

import { createCertificate, toTlsOptions, type CertificateOptions } from "@provide-foundry/foundation/crypto/x509";

/** A certificate and its key as PEM, as `node:tls` takes them. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
}

/** All that a test of TLS needs. The keys are new each time and protect nothing. */
export interface TlsMaterial {
  /** The certificate that server and client are to trust: `ca` of `node:tls`. */
  readonly ca: string;
  /** For the name `localhost`. */
  readonly server: TlsIdentity;
  readonly client: TlsIdentity;
  /** For `localhost`, by the same authority, and over since yesterday. */
  readonly expired: TlsIdentity;
  /** For `localhost`, by an authority that nobody trusts. */
  readonly untrusted: TlsIdentity;
}

/**
 * Makes certificates of an authority of the test's own, good and bad ones.
 *
 * @example
 * const { ca, server } = createTlsMaterial();
 * const listener = tls.createServer(server);
 * tls.connect({ port, ca, servername: "localhost" });
 */
export function createTlsMaterial(): TlsMaterial {
  const authority = createCertificate({ commonName: "Test authority" });
  const stranger = createCertificate({ commonName: "Stranger" });
  const dayMs = 86_400_000;
  const past = { notBefore: new Date(Date.now() - 2 * dayMs), notAfter: new Date(Date.now() - dayMs) };
  const leaf = (options: CertificateOptions): TlsIdentity =>
    toTlsOptions(createCertificate({ isAuthority: false, ...options }));
  return {
    ca: toTlsOptions(authority).cert,
    server: leaf({ issuer: authority }),
    client: leaf({ issuer: authority, commonName: "client", dnsNames: ["client"] }),
    expired: leaf({ issuer: authority, ...past }),
    untrusted: leaf({ issuer: stranger }),
  };
}
