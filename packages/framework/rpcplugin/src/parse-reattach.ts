// SPDX-License-Identifier: Apache-2.0

import type { Endpoint } from "./handshake.ts";
import { PluginError } from "./plugin-error.ts";
import type { Reattach } from "./reattach.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Of servers from the time when there was no other, which do not tell. */
const oldestVersion = 5;

/**
 * Reads the value of `TF_REATTACH_PROVIDERS`, which servers in debug mode print.
 *
 * Source: Terraform 1.11, which takes a version that is missing or 0 for 5.
 *
 * @returns By provider address, as it is written.
 * @throws PluginError `plugin.reattach` naming the field.
 */
export function parseReattach(text: string): Map<string, Reattach> {
  const providers = Object.entries(readObject(parseJson(text), "the value"));
  return new Map(providers.map(([address, entry]) => [address, readEntry(entry, JSON.stringify(address))]));
}

function readEntry(value: unknown, at: string): Reattach {
  const entry = readObject(value, at);
  const { Protocol: protocol, ProtocolVersion: version, Pid: pid } = entry;
  if (protocol !== "grpc") throw unusable(`${at}.Protocol is ${JSON.stringify(protocol)}; only "grpc" is spoken`);
  return {
    version: readCount(version ?? 0, `${at}.ProtocolVersion`) || oldestVersion,
    pid: readCount(pid, `${at}.Pid`),
    ...readEndpoint(entry["Addr"], `${at}.Addr`),
  };
}

function readEndpoint(value: unknown, at: string): Endpoint {
  const { Network: network, String: address } = readObject(value, at);
  if (network !== "unix" && network !== "tcp") {
    throw unusable(`${at}.Network is ${JSON.stringify(network)}; it can be "unix" and "tcp"`);
  }
  if (typeof address !== "string" || address === "") throw unusable(`${at}.String is no address`);
  return { network, address };
}

function readCount(value: unknown, at: string): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw unusable(`${at} is ${JSON.stringify(value)}, which is not a whole number from 0`);
}

function readObject(value: unknown, at: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw unusable(`${at} is not a JSON object`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable("the value is not JSON", cause);
  }
}

function unusable(message: string, cause?: unknown): PluginError {
  return new PluginError(`TF_REATTACH_PROVIDERS cannot be read: ${message}`, {
    code: "plugin.reattach",
    hint: "Set it to what the provider prints in debug mode, without the quotes of the shell.",
    cause,
  });
}
