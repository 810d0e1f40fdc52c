// SPDX-License-Identifier: Apache-2.0

/**
 * TLS in which each side knows the other's certificate beforehand.
 *
 * Node's own verification is off and replaced by `refusePeer`: with it, Node
 * would read its list of public authorities first, which takes up to 30 ms and
 * none of which may vouch for a plugin. No byte of a peer gets further than
 * here before the check.
 *
 * @module
 */

import type { X509Certificate } from "node:crypto";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type * as tls from "node:tls";
import { type Certificate, toTlsOptions } from "@provide-foundry/foundation/crypto/x509";
import { FullDuplex } from "./full-duplex.ts";
import { peerCertificateOf, refusePeer } from "./peer-certificate.ts";
import { PluginError } from "./plugin-error.ts";

/** The same for both sides, and for both directions of the broker's connections. */
export interface MutualTls {
  readonly own: Certificate;
  /** The peer's certificate, or the one that signed it. */
  readonly peer: X509Certificate;
}

export interface TlsAcceptorEvents {
  readonly onConnection: (connection: tls.TLSSocket) => void;
  /** A peer that was turned away, and why. */
  readonly onRefused: (reason: string) => void;
}

// Loaded on first use: after the handshake line. A bundler moves what an import statement names to the top.
function loadTls(): typeof tls {
  return process.getBuiltinModule("node:tls");
}

/** A function that does the server's part of TLS on connections, and hands on those of the right peer. */
export function createTlsAcceptor({ own, peer }: MutualTls, events: TlsAcceptorEvents): (connection: Duplex) => void {
  const server = loadTls().createServer({ ...commonOptions(own), requestCert: true });
  server.on("secureConnection", (connection) => {
    const refusal = refuseConnection(connection, peer);
    if (refusal === undefined) {
      events.onConnection(connection);
    } else {
      connection.destroy();
      events.onRefused(refusal);
    }
  });
  server.on("tlsClientError", (error) => events.onRefused(error.message));
  return (connection) =>
    server.emit("connection", connection instanceof Socket ? connection : new FullDuplex(connection));
}

/**
 * Does the client's part of TLS on a connection.
 *
 * @throws PluginError `plugin.connect` if TLS fails or the server is not the expected one.
 */
export function connectTls(connection: Duplex, { own, peer }: MutualTls): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const hint = "Start the plugin again: certificates are made anew for each start, and for its host alone.";
    const fail = (reason: string, cause?: Error): void =>
      reject(new PluginError(`no TLS connection: ${reason}`, { code: "plugin.connect", hint, cause }));
    const raw = connection instanceof Socket ? connection : new FullDuplex(connection);
    const socket = loadTls().connect({ ...commonOptions(own), socket: raw, servername: "localhost" });
    // Both stay: an error that nobody hears ends the process, and whoever gets the socket listens a little later.
    socket.on("error", (error) => fail(error.message, error));
    socket.once("close", () => fail("the other side closed it, as it does when it refuses our certificate"));
    socket.once("secureConnect", () => {
      const refusal = refuseConnection(socket, peer);
      if (refusal === undefined) {
        resolve(socket);
      } else {
        fail(`the server is not the one that was started: ${refusal}`);
        socket.destroy();
      }
    });
  });
}

function commonOptions(own: Certificate): tls.SecureContextOptions & tls.CommonConnectionOptions {
  return {
    ...toTlsOptions(own),
    ca: [],
    rejectUnauthorized: false,
    minVersion: "TLSv1.2",
    ALPNProtocols: ["h2"],
  };
}

function refuseConnection(connection: tls.TLSSocket, expected: X509Certificate): string | undefined {
  if (connection.alpnProtocol !== "h2") return "it does not offer HTTP/2";
  return refusePeer(peerCertificateOf(connection), expected);
}
