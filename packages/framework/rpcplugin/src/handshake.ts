// SPDX-License-Identifier: Apache-2.0

/**
 * What host and plugin tell each other before they speak gRPC: a cookie and the
 * host's versions in the environment, and one line on the plugin's stdout:
 *
 * ```
 * CORE|APP|NETWORK|ADDRESS|PROTOCOL|CERTIFICATE[|MULTIPLEX]
 * 1|6|unix|/tmp/plugin123|grpc|MIIB...
 * ```
 *
 * Source: go-plugin 1.7, server.go and client.go.
 *
 * @module
 */

import { toRawBase64 } from "@provide-foundry/foundation/crypto/x509";
import { PluginError } from "./plugin-error.ts";

/** A variable and its value that tell a program that it was started as a plugin. No secret, and no security. */
export interface Handshake {
  readonly cookieKey: string;
  readonly cookieValue: string;
}

/** What Terraform and OpenTofu set for every provider. */
export const TerraformHandshake: Handshake = {
  cookieKey: "TF_PLUGIN_MAGIC_COOKIE",
  cookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
};

/** Those that all hosts and plugins know. */
export type SocketNetwork = "unix" | "tcp";

export const socketNetworks: readonly string[] = ["unix", "tcp"] satisfies SocketNetwork[];

/** Where a side listens. */
export interface Endpoint {
  /** A `SocketNetwork`, unless host and plugin have a transport of their own. */
  readonly network: string;
  /** For a socket its path, for TCP `127.0.0.1:1234`. */
  readonly address: string;
}

export interface HandshakeLine extends Endpoint {
  /** The version of the application's protocol. */
  readonly version: number;
  /** DER of the plugin's certificate; undefined without TLS. */
  readonly certificate?: Uint8Array | undefined;
  /** The answer to a host that asked for multiplexed connections; undefined to one that did not. */
  readonly multiplex?: boolean | undefined;
}

/** The version of the line itself. */
const coreVersion = "1";

/** No certificate is shorter; go-plugin takes a shorter text for something else. */
const minCertificateLength = 50;

/**
 * The version that a plugin announces: the highest that the host offers too. Without one it is the plugin's lowest,
 * and the host explains to its user what does not fit.
 *
 * @param own At least one version.
 */
export function negotiateVersion(own: readonly number[], offered: readonly number[]): number {
  const descending = own.toSorted((a, b) => b - a);
  return descending.find((version) => offered.includes(version)) ?? descending.at(-1)!;
}

/** The line with its newline. */
export function formatHandshakeLine({ version, network, address, certificate, multiplex }: HandshakeLine): string {
  const parts = [coreVersion, version, network, address, "grpc", certificate ? toRawBase64(certificate) : ""];
  // A host that did not ask splits the line in six, and would take a seventh part for the end of the certificate.
  if (multiplex !== undefined) parts.push(String(multiplex));
  return `${parts.join("|")}\n`;
}

/**
 * Reads the first line of a plugin's stdout.
 *
 * @param versions Those that the host can speak.
 * @param networks Those that it can connect to.
 * @throws PluginError `plugin.handshake`, for the host's user.
 */
export function parseHandshakeLine(
  line: string,
  versions: readonly number[],
  networks: readonly string[] = socketNetworks,
): HandshakeLine {
  const parts = line.trim().split("|");
  const [core = "", app = "", network = "", address = "", protocol = "netrpc", certificate = "", multiplex] = parts;
  if (parts.length < 4) {
    throw handshakeError(`the program did not introduce itself as a plugin; its first line is ${quote(line)}`, {
      hint: "Make sure that it is the right program, built for this system, and that it prints nothing of its own.",
    });
  }
  if (core !== coreVersion) {
    throw handshakeError(
      `the plugin speaks version ${quote(core)} of the plugin handshake, this host version ${coreVersion}`,
    );
  }
  const version = /^\d+$/.test(app) ? Number(app) : undefined;
  if (version === undefined || !versions.includes(version)) {
    throw handshakeError(
      `the plugin speaks version ${quote(app)} of the application's protocol, this host ${versions.join(", ")}`,
      { hint: "Use a plugin and a host that have a version in common." },
    );
  }
  if (!networks.includes(network)) throw handshakeError(`the plugin listens on ${quote(network)}`);
  if (protocol !== "grpc") throw handshakeError(`the plugin speaks ${quote(protocol)}, not gRPC`);
  if (!/^[0-9A-Za-z+/]*={0,2}$/.test(certificate)) throw handshakeError("the plugin's certificate is not base64");
  return {
    version,
    network,
    address,
    ...(certificate.length > minCertificateLength ? { certificate: Buffer.from(certificate, "base64") } : undefined),
    ...(multiplex === undefined ? undefined : { multiplex: multiplex === "true" }),
  };
}

function handshakeError(
  message: string,
  { hint = "Use versions of plugin and host that fit each other." } = {},
): PluginError {
  return new PluginError(message, { code: "plugin.handshake", hint });
}

/** As JSON, shortened: a program that is no plugin may print anything. */
function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}...` : text);
}
