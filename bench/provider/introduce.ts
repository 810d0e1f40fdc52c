// SPDX-License-Identifier: Apache-2.0

import { randomUUID } from "node:crypto";
import path from "node:path";
import {
  createCertificate,
  formatHandshakeLine,
  Metadata,
  readPluginEnvironment,
  type CallContext,
} from "@provide-foundry/rpcplugin";
import { pemFromDer, toTlsOptions } from "@provide-foundry/foundation/crypto/x509";

/** What a plugin needs before gRPC begins, for servers that are not ours. */
export interface Introduction {
  /** Where to listen. */
  readonly socket: string;
  /** In PEM. */
  readonly own: { readonly cert: string; readonly key: string };
  readonly hostCert: string;
  /** Tells the host, once the server listens. */
  readonly writeLine: () => void;
}

/** @throws Error unless a host with mutual TLS has started the program. */
export function introduce(): Introduction {
  const { unixSocketDirectory, clientCertificate } = readPluginEnvironment(process.env);
  if (unixSocketDirectory === undefined || !clientCertificate)
    throw new Error("this program is started by a benchmark");
  const own = createCertificate();
  const socket = path.join(unixSocketDirectory, randomUUID().slice(0, 8));
  const line = formatHandshakeLine({ version: 6, network: "unix", address: socket, certificate: own.der });
  return {
    socket,
    own: toTlsOptions(own),
    hostCert: pemFromDer("CERTIFICATE", clientCertificate.raw),
    writeLine: () => void process.stdout.write(line),
  };
}

/** Of a call that is neither cancelled nor has a deadline. */
export function callContext(path: string): CallContext {
  return { path, signal: new AbortController().signal, deadlineMs: undefined, metadata: new Metadata() };
}
