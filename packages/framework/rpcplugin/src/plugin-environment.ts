// SPDX-License-Identifier: Apache-2.0

/**
 * The variables in which a host tells its plugin how to serve.
 *
 * Source: go-plugin 1.7, server.go; `PLUGIN_SERVER_TRANSPORTS` is
 * pyvider-rpcplugin's.
 *
 * @module
 */

import { X509Certificate } from "node:crypto";
import { certificateDerFromPem } from "@provide-foundry/foundation/crypto/x509";
import type { SocketNetwork } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface PluginEnvironment {
  /** What the host can speak; empty from a host that does not tell. */
  readonly versions: readonly number[];
  /** Entries of the list that are no version. */
  readonly ignoredVersions: readonly string[];
  /** For TCP: the first free port of these. Both 0: any. */
  readonly minPort: number;
  readonly maxPort: number;
  /** The host's certificate. Its presence asks for mutual TLS. */
  readonly clientCertificate: X509Certificate | undefined;
  readonly unixSocketDirectory: string | undefined;
  /** Name or number of the group that may use the socket. */
  readonly unixSocketGroup: string | undefined;
  /** Whether the broker's connections share the main one; undefined when the host does not say. */
  readonly multiplex: boolean | undefined;
  /** The first of the networks that the user listed. */
  readonly network: SocketNetwork | undefined;
}

/** @throws PluginError `plugin.environment` naming the variable. */
export function readPluginEnvironment(env: Environment): PluginEnvironment {
  const entries = (env["PLUGIN_PROTOCOL_VERSIONS"] ?? "").split(",").filter((entry) => entry.trim() !== "");
  const isVersion = (entry: string): boolean => /^\s*\d{1,9}\s*$/.test(entry);
  const minPort = readPort(env, "PLUGIN_MIN_PORT");
  const maxPort = readPort(env, "PLUGIN_MAX_PORT");
  if (minPort > maxPort) {
    throw environmentError(`PLUGIN_MIN_PORT ${minPort} is greater than PLUGIN_MAX_PORT ${maxPort}`);
  }
  return {
    versions: entries.filter(isVersion).map(Number),
    ignoredVersions: entries.filter((entry) => !isVersion(entry)),
    minPort,
    maxPort,
    clientCertificate: readCertificate(env["PLUGIN_CLIENT_CERT"]),
    unixSocketDirectory: env["PLUGIN_UNIX_SOCKET_DIR"] || undefined,
    unixSocketGroup: env["PLUGIN_UNIX_SOCKET_GROUP"] || undefined,
    multiplex: readFlag(env["PLUGIN_MULTIPLEX_GRPC"]),
    network: readNetwork(env["PLUGIN_SERVER_TRANSPORTS"]),
  };
}

function readPort(env: Environment, name: string): number {
  const text = env[name] || "0";
  if (/^\d{1,5}$/.test(text) && Number(text) < 65536) return Number(text);
  throw environmentError(`${name} is ${JSON.stringify(text)}, which is not a port`);
}

/** As Go's `strconv.ParseBool`; what is neither is false. */
function readFlag(text: string | undefined): boolean | undefined {
  return text ? ["1", "t", "T", "true", "TRUE", "True"].includes(text) : undefined;
}

function readCertificate(pem: string | undefined): X509Certificate | undefined {
  if (!pem) return undefined;
  try {
    return new X509Certificate(certificateDerFromPem(pem) ?? "");
  } catch (cause) {
    throw environmentError("PLUGIN_CLIENT_CERT does not hold a certificate in PEM form", cause);
  }
}

function readNetwork(list: string | undefined): SocketNetwork | undefined {
  if (!list) return undefined;
  const network = list
    .split(",")
    .map((entry) => entry.trim())
    .find((entry) => entry === "unix" || entry === "tcp");
  if (network) return network;
  throw environmentError(`PLUGIN_SERVER_TRANSPORTS is ${JSON.stringify(list)}; it can hold "unix" and "tcp"`);
}

function environmentError(message: string, cause?: unknown): PluginError {
  const hint = "The host sets it: start the plugin by its host, or give the variable the form that the message names.";
  return new PluginError(message, { code: "plugin.environment", hint, cause });
}
