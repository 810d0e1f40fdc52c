// SPDX-License-Identifier: Apache-2.0

import type { Endpoint } from "./handshake.ts";

/** Where a plugin runs that its host did not start. */
export interface Reattach extends Endpoint {
  /** The version of the application's protocol. */
  readonly version: number;
  readonly pid: number;
}

/**
 * The value of `TF_REATTACH_PROVIDERS`, in one line.
 *
 * `Test` tells the host that the process outlives its commands, and is not to be ended.
 *
 * @param providers By address, as `required_providers` has it: `example/acme`.
 *
 * Source: terraform-plugin-go 0.31, tf6server (names, and their order).
 */
export function formatReattach(providers: Readonly<Record<string, Reattach>>): string {
  const entries = Object.entries(providers).map(([provider, { version, pid, network, address }]) => [
    provider,
    {
      Protocol: "grpc",
      ProtocolVersion: version,
      Pid: pid,
      Test: true,
      Addr: { Network: network, String: address },
    },
  ]);
  return JSON.stringify(Object.fromEntries(entries));
}
